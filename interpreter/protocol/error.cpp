#include "interpreter/protocol/error.h"

#include <cstdarg>
#include <cstdio>
#include <string>

#include "interpreter/execution/request.h"
#include "interpreter/memory/out_of_memory.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/message.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

// An exception that the message itself raises (a failing __repr__) replaces the one that was to be raised: false.
bool format_message(Thread& t, const char* format, va_list args, std::string* out) {
  for (const char* p = format; *p; ++p) {
    if (*p != '%') {
      *out += *p;
      continue;
    }
    switch (*++p) {
      case '%': *out += '%'; break;
      case 's': {
        const char* s = va_arg(args, const char*);
        *out += s ? s : "(null)";
        break;
      }
      case 'd': *out += std::to_string(va_arg(args, int)); break;
      case 'x': {
        char digits[sizeof(unsigned) * 2 + 1];
        std::snprintf(digits, sizeof digits, "%x", va_arg(args, unsigned));
        *out += digits;
        break;
      }
      case 'c': *out += char(va_arg(args, int)); break;
      case 'z':  // and a d
        ++p;
        *out += std::to_string(va_arg(args, ssize));
        break;
      case 'U': *out += str_to_utf8(va_arg(args, Str*)); break;
      case 'T': *out += str_to_utf8(type_name_in_messages(va_arg(args, Object*)->cls)); break;
      case 'A': {
        Object* o = va_arg(args, Object*);
        *out += o == none() ? "None" : o->cls->name;
        break;
      }
      case 'R':
      case 'S': {
        Object* o = va_arg(args, Object*);
        Str* s = *p == 'R' ? repr(t, o) : to_str(t, o);
        if (!s) return false;
        *out += str_to_utf8(s);
        break;
      }
      default: PY_CHECK(!"unknown conversion in a message");
    }
  }
  return true;
}

namespace {

BaseException* new_exception(Type& cls, Object* argument) {
  auto* e = static_cast<BaseException*>(allocate_instance(current_thread(), &cls));
  if (!e) return nullptr;
  e->args = argument ? new_tuple(&argument, 1) : empty_tuple();
  if (argument && is_subtype(&cls, &exceptions::SyntaxError)) static_cast<SyntaxErrorObject*>(e)->message = argument;
  return e;
}

BaseException* as_exception(Object* o) { return static_cast<BaseException*>(o); }

void set_pending_words(Thread& t, Object* exception) {
  t.pending = exception;
  t.pending_type = exception ? exception->cls : nullptr;
  t.pending_traceback = exception ? as_exception(exception)->traceback : nullptr;
}

// The exception being handled becomes the context, unless that would close a circle. There may be circles already, made
// by assignments: `slow` notices.
void chain_context(Thread& t, BaseException* e) {
  Object* handled = nullptr;
  for (HandledStack* s = t.handled; s && !handled; s = s->previous) handled = s->exception;
  if (!handled || handled == e) return;
  auto* context = as_exception(handled);
  BaseException* slow = context;
  bool step = false;
  for (BaseException* o = context; o->context; o = o->context) {
    if (o->context == e) {
      o->context = nullptr;
      break;
    }
    if (o->context == slow) break;
    if (step) slow = slow->context;
    step = !step;
  }
  e->context = context;
}

Raised raise_message(Thread& t, Type& cls, const char* format, va_list args) {
  std::string message;
  if (!format_message(t, format, args, &message)) return {};
  BaseException* e = new_exception(cls, reinterpret_cast<Object*>(new_str(message)));
  if (!e) return raise_memory_error(t);
  if (!*format) e->args = empty_tuple();
  return raise_object(t, e);
}

}  // namespace

#define RAISE_MESSAGE(cls)               \
  va_list args;                          \
  va_start(args, format);                \
  raise_message(t, (cls), format, args); \
  va_end(args);                          \
  return Raised {}

Raised raise(Thread& t, Type& cls, const char* format, ...) { RAISE_MESSAGE(cls); }
Raised raise_type_error(Thread& t, const char* format, ...) { RAISE_MESSAGE(exceptions::TypeError); }
Raised raise_value_error(Thread& t, const char* format, ...) { RAISE_MESSAGE(exceptions::ValueError); }
Raised raise_index_error(Thread& t, const char* format, ...) { RAISE_MESSAGE(exceptions::IndexError); }
Raised raise_overflow_error(Thread& t, const char* format, ...) { RAISE_MESSAGE(exceptions::OverflowError); }
#undef RAISE_MESSAGE

Raised raise_recursion_error(Thread& t, const char* where) {
  return raise(t, exceptions::RecursionError, "maximum recursion depth exceeded%s", where);
}

Raised raise_attribute_error(Thread& t, Object* object, Str* name) {
  if (has_flag(object, kTypeType))
    raise(t, exceptions::AttributeError, "type object '%U' has no attribute '%U'",
          type_name_in_messages(static_cast<Type*>(object)), name);
  else raise(t, exceptions::AttributeError, "'%T' object has no attribute '%U'", object, name);
  return {};
}
void name_attribute_read(Thread& t, Object* object, Str* name) {
  if (!pending_matches(t, exceptions::AttributeError)) return;
  auto* e = static_cast<AttributeErrorObject*>(t.pending);
  if (e->name || e->object) return;
  e->object = object;
  e->name = name;
}
Raised raise_name_error(Thread& t, Str* name) {
  raise(t, exceptions::NameError, "name '%U' is not defined", name);
  auto* e = static_cast<NameErrorObject*>(t.pending);
  if (e->cls == &exceptions::NameError) e->name = name;
  return {};
}
Raised raise_key_error(Thread& t, Object* key) {
  BaseException* e = new_exception(exceptions::KeyError, key);
  if (!e) return raise_memory_error(t);
  return raise_object(t, e);
}
Raised raise_stop_iteration(Thread& t, Object* value) {
  BaseException* e = new_exception(exceptions::StopIteration, value);
  if (!e) return raise_memory_error(t);
  static_cast<StopIterationObject*>(e)->value = value ? value : none();
  return raise_object(t, e);
}

Raised raise_object(Thread& t, Object* exception) {
  chain_context(t, as_exception(exception));
  set_pending_words(t, exception);
  return {};
}

namespace {
// A class is called, an instance is itself; null: something was raised.
// A class whose instances are made as BaseException's are: without arguments that is an allocation.
bool makes_plain_instances(const Object* cls) {
  const Slots& slots = static_cast<const Type*>(cls)->data->slots;
  return cls->cls == &type_type && slots.create == base_exception_new && slots.init == base_exception_init;
}

BaseException* to_exception(Thread& t, Object* what, const char* message) {
  if (has_flag(what, kTypeType) && (static_cast<Type*>(what)->flags & kTypeBaseException)) {
    if (makes_plain_instances(what)) return new_exception(*static_cast<Type*>(what), nullptr);
    Object* e = call(t, what);
    if (!e) return nullptr;
    if (!has_flag(e, kTypeBaseException))
      return raise_type_error(t, "calling %R should have returned an instance of BaseException, not %R", what, e->cls);
    return as_exception(e);
  }
  if (has_flag(what, kTypeBaseException)) return as_exception(what);
  return raise_type_error(t, "%s", message);
}
}  // namespace

Raised raise_class_or_instance(Thread& t, Object* what, Object* cause) {
  BaseException* e = to_exception(t, what, "exceptions must derive from BaseException");
  if (!e) return {};
  if (cause) {
    BaseException* c = nullptr;
    if (cause != none()) {
      c = to_exception(t, cause, "exception causes must derive from BaseException");
      if (!c) return {};
    }
    e->cause = c;
    e->suppress_context = true;
  }
  return raise_object(t, e);
}

namespace {

BaseException* make_memory_error() {
  static bool is_begun = false;
  if (is_begun) end_without_memory();  // not even for this
  is_begun = true;
  auto** root = allocate_permanent(1);
  if (!root) end_without_memory();
  BaseException* e = new_exception(exceptions::MemoryError, nullptr);
  root[0] = e;
  return e;
}

}  // namespace

Raised raise_memory_error(Thread& t) {
  static BaseException* error;  // made at start-up: there may be no memory now
  if (!error) error = make_memory_error();
  error->traceback = nullptr;
  set_pending_words(t, error);
  __atomic_fetch_and(&t.request, ~uint32_t(kRequestMemory), __ATOMIC_SEQ_CST);  // it is told once
  return {};
}
Raised raise_memory_error_no_thread() { return raise_memory_error(current_thread()); }

bool pending_matches(Thread& t, const Type& cls) { return t.pending && is_instance(t.pending, &cls); }

BaseException* take_pending(Thread& t) {
  PY_DCHECK(t.pending);
  auto* e = as_exception(t.pending);
  set_pending_words(t, nullptr);
  return e;
}
void set_pending(Thread& t, BaseException* exception) { set_pending_words(t, exception); }
void clear_pending(Thread& t) { set_pending_words(t, nullptr); }

PendingSaved::PendingSaved(Thread& t) : t_(t), saved_(t.pending ? take_pending(t) : nullptr) {}
PendingSaved::~PendingSaved() {
  if (saved_) set_pending(t_, saved_);
}

}  // namespace sidewinder
