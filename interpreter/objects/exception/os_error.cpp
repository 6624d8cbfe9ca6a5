// OSError: the number decides the class.
#include <cerrno>
#include <cstring>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/exception/exception_data.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Type* os_error_class(int number) {
  switch (number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return &exceptions::BlockingIOError;
    case ECHILD: return &exceptions::ChildProcessError;
    case EPIPE:
    case ESHUTDOWN: return &exceptions::BrokenPipeError;
    case ECONNABORTED: return &exceptions::ConnectionAbortedError;
    case ECONNREFUSED: return &exceptions::ConnectionRefusedError;
    case ECONNRESET: return &exceptions::ConnectionResetError;
    case EEXIST: return &exceptions::FileExistsError;
    case ENOENT: return &exceptions::FileNotFoundError;
    case EINTR: return &exceptions::InterruptedError;
    case EISDIR: return &exceptions::IsADirectoryError;
    case ENOTDIR: return &exceptions::NotADirectoryError;
    case EACCES:
    case EPERM: return &exceptions::PermissionError;
    case ESRCH: return &exceptions::ProcessLookupError;
    case ETIMEDOUT: return &exceptions::TimeoutError;
    default: return &exceptions::OSError;
  }
}

Status os_error_init(Thread& t, Object* o, Args args);

// __new__ takes the arguments, unless a subclass has an __init__ of its own and no __new__: then that decides which
// OSError.__init__ gets.
bool init_takes_arguments(const Type* cls) {
  return cls->data->slots.init != os_error_init && !(cls->flags & kNewInPython);
}

// OSError(errno, strerror[, filename[, winerror[, filename2]]])
Status take_arguments(Thread& t, Object* o, Args args) {
  TRY(base_exception_init(t, o, args));
  if (args.count < 2 || args.count > 5) return Status::ok();
  auto* self = cast<OSErrorObject>(o);
  self->number = args[0];
  self->text = args[1];
  if (args.count >= 3 && args[2] != none()) {
    // Of a BlockingIOError a number there says how much was written.
    if (is_instance(o, &exceptions::BlockingIOError) && slots_of(args[2]).index) {
      self->written = TRY(index_as_ssize(t, args[2], &exceptions::ValueError));
      return Status::ok();
    }
    self->filename = args[2];
    self->args = TRY(new_tuple(args.values, 2));
  }
  if (args.count == 5 && args[4] != none()) self->filename2 = args[4];
  return Status::ok();
}

Status os_error_init(Thread& t, Object* o, Args args) {
  return init_takes_arguments(o->cls) ? take_arguments(t, o, args) : Status::ok();
}

// OSError(errno, ...) makes the subclass that the number stands for.
Object* os_error_new(Thread& t, Type* cls, Args args) {
  bool takes_arguments = !init_takes_arguments(cls);
  if (args.keyword_count() && takes_arguments) return raise_type_error(t, "%s() takes no keyword arguments", cls->name);
  int64_t number;
  bool has_number = args.count >= 2 && args.count <= 5 && is_int(args[0]) && int_fits_int64(args[0], &number);
  if (cls == &exceptions::OSError && has_number) cls = os_error_class(int(number));
  auto* self = static_cast<OSErrorObject*>(TRY(base_exception_new(t, cls, Args{})));
  self->written = -1;
  if (takes_arguments) TRY(take_arguments(t, self, args));
  return self;
}

Raised raise_no_characters_written(Thread& t) { return raise(t, exceptions::AttributeError, "characters_written"); }

Object* os_error_characters_written(Thread& t, OSErrorObject& self) {
  if (self.written >= 0) return int_from_int64(self.written);
  return raise_no_characters_written(t);
}

Status os_error_set_characters_written(Thread& t, OSErrorObject& self, Object* value) {
  if (!value && self.written < 0) return raise_no_characters_written(t);
  self.written = value ? TRY(index_as_ssize(t, value, &exceptions::ValueError)) : -1;
  return Status::ok();
}

Object* os_error_str(Thread& t, Object* o) {
  auto* self = cast<OSErrorObject>(o);
  if (!self->number || !self->text) return base_exception_str(t, self);
  StrBuilder text;
  text.add("[Errno ").add(TRY(to_str(t, self->number))).add("] ").add(TRY(to_str(t, self->text)));
  if (self->filename) text.add(": ").add(TRY(repr(t, self->filename)));
  if (self->filename2) text.add(" -> ").add(TRY(repr(t, self->filename2)));
  return text.finish();
}

// The file names are no arguments any more (os_error_init has dropped them), but have to be for __init__.
Tuple* os_error_reduce(Thread& t, const OSErrorObject& self) {
  Tuple* args = self.args;
  if (args->size == 2 && self.filename) {
    Object* all[] = {args->items[0], args->items[1], self.filename, none(), self.filename2};
    args = TRY(new_tuple(all, self.filename2 ? 5 : 3));
  }
  return reduce_exception(t, self, args, self.dict);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/exception/os_error_methods.def"
#define NATIVE_TYPE OSErrorObject
#define NATIVE_PREFIX os_error
#define NATIVE_NAME "OSError"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_os_error_data() {
  TypeData d{};
  d.slots.init = os_error_init;
  d.slots.str = os_error_str;
  os_error_declare(d);
  return d;
}

}  // namespace

constinit TypeData OSError_data = make_os_error_data();

Raised raise_os_error(Thread& t, int number, Object* filename, Object* filename2) {
  Object* text = TRY(new_str(strerror(number)));
  Object* arguments[] = {int_from_int64(number), text, filename, int_from_int64(0), filename2};
  ssize count = filename2 ? 5 : filename ? 3 : 2;
  Object* exception = call(t, os_error_class(number), Args{arguments, count});
  return exception ? raise_object(t, exception) : Raised{};
}

}  // namespace sidewinder
