// The functions of sys.
#include <dlfcn.h>

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/frame.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/threads.h"
#include "interpreter/imports/import.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/pins.h"
#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

int library_flags = RTLD_NOW;

namespace {

// As raise does it with a class and a value: a tuple holds the arguments, an instance is the exception itself.
Object* sys_exit(Thread& t, Object* status) {
  Type& type = exceptions::SystemExit;
  if (is_instance(status, &type)) return raise_object(t, status);
  Object* exception;
  if (status == none()) exception = call(t, &type);
  else if (has_flag(status, kTypeTuple))
    exception = call(t, &type, Args{cast<Tuple>(status)->items, cast<Tuple>(status)->size});
  else exception = call(t, &type, status);
  return raise_object(t, TRY(exception));
}

BaseException* handled_exception(Thread& t) {
  for (HandledStack* s = t.handled; s; s = s->previous)
    if (s->exception) return cast<BaseException>(s->exception);
  return nullptr;
}

Tuple* exception_tuple(BaseException* e) {
  Object* items[] = {none(), none(), none()};
  if (e) {
    items[0] = e->cls;
    items[1] = e;
    if (Object* traceback = e->traceback) items[2] = traceback;
  }
  return new_tuple(items, 3);
}

Object* sys_exc_info(Thread& t) { return exception_tuple(handled_exception(t)); }

Object* sys_exception(Thread& t) {
  Object* e = handled_exception(t);
  return e ? e : none();
}

int sys_getdlopenflags() { return library_flags; }
void sys_setdlopenflags(int flags) { library_flags = flags; }

int sys_getrecursionlimit(Thread& t) { return t.recursion_limit; }

Status sys_setrecursionlimit(Thread& t, int limit) {
  if (limit < 1) return raise_value_error(t, "recursion limit must be greater or equal than 1");
  if (limit > INT32_MAX / 2) return raise_overflow_error(t, "Python int too large to convert to C int");
  int depth = t.recursion_limit - t.recursion_remaining;
  if (depth >= limit)
    return raise(t, exceptions::RecursionError,
                 "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", limit, depth);
  t.recursion_limit = limit;
  t.recursion_remaining = limit - depth;
  return Status::ok();
}

Str* sys_intern(Thread& t, Str* string) {
  if (!is_exact<Str>(string)) return raise_type_error(t, "can't intern %T", string);
  return intern(string);
}

// The object's own memory by its layout.
ssize size_by_layout(Object* o) {
  ssize size = o->cls->basic_size;
  if (is_str(o)) return str_sizeof(*cast<Str>(o));
  if (is_list(o)) return size + cast<List>(o)->capacity() * ssize(sizeof(Object*));
  return size + (o->cls->item_size ? std::abs(cast<VarObject>(o)->size) * o->cls->item_size : 0);
}

// What its __sizeof__ says, if the class has one.
Result<ssize> size_of(Thread& t, Object* o) {
  Lookup method = TRY(lookup_on_class(t, o, intern("__sizeof__")));
  if (method.is_missing()) return size_by_layout(o);
  Object* answer = TRY(call(t, method.value));
  if (!is_int(answer)) return raise_type_error(t, "an integer is required");
  ssize size = TRY(index_as_ssize(t, answer, &exceptions::OverflowError));
  if (size < 0) return raise_value_error(t, "__sizeof__() should return >= 0");
  return size;
}

// The default is for objects that do not know: for a TypeError.
Object* sys_getsizeof(Thread& t, Object* o, Object* otherwise) {
  Result<ssize> size = size_of(t, o);
  if (!size.failed()) return int_from_int64(size.value);
  if (!otherwise || !pending_matches(t, exceptions::TypeError)) return nullptr;
  clear_pending(t);
  return otherwise;
}

// Nobody counts references here: there may be any number, as an object that lives forever has them. Programs that take
// few references for none but their own must not; those that do something for each must end. What C holds comes on top:
// it is counted.
ssize sys_getrefcount(Object* o) {
  constexpr ssize kMany = 100;
  return kMany + ssize(is_plain_count(o) ? o->refcount : pin_count(o));
}

Object* sys_getframe(Thread& t, int depth) {
  FrameHeader* h = visible_frame(t.frame);
  for (; h && depth > 0; depth--) h = visible_frame(h->caller);
  if (!h) return raise_value_error(t, "call stack is not deep enough");
  FrameObject* frame = TRY(frame_object_of(t, h));
  TRY(audit(t, "sys._getframe", frame));
  return frame;
}

Status sys_excepthook(Thread& t, Object*, Object* value, Object*) {
  if (!has_flag(value, kTypeBaseException)) {
    write_stderr(t, std::string("TypeError: print_exception(): Exception expected for value, ") +
                        str_to_utf8(type_name(value->cls)) + " found\n");
    return Status::ok();
  }
  write_stderr(t, format_exception(t, cast<BaseException>(value)));
  return Status::ok();
}

Status sys_unraisablehook(Thread& t, Object* unraisable) { return write_unraisable(t, unraisable); }

// What the stream's encoding lacks is written as escapes.
Status write_escaped(Thread& t, Object* out, Str* text) {
  Object* name = TRY(get_attribute(t, out, "encoding"));
  if (!is_str(name)) return raise_type_error(t, "the encoding of sys.stdout is no str");
  std::string encoding = str_to_utf8(cast<Str>(name));
  Object* bytes = TRY(encode_str(t, text, encoding.c_str(), "backslashreplace"));
  Object* buffer = get_attribute(t, out, "buffer");
  if (buffer) {
    TRY(call_method(t, buffer, intern("write"), Args{&bytes, 1}));
    return Status::ok();
  }
  clear_pending(t);
  Object* escaped = TRY(decode_bytes(t, cast<Bytes>(bytes)->view(), encoding.c_str(), "strict"));
  TRY(call_method(t, out, intern("write"), Args{&escaped, 1}));
  return Status::ok();
}

Status write_line(Thread& t, Object* out, Str* text) {
  Str* line = TRY(str_concat(t, text, intern("\n")));
  if (is_exact<TextWrapper>(out)) return text_write(t, *cast<TextWrapper>(out), line);
  Object* argument = line;
  TRY(call_method(t, out, intern("write"), Args{&argument, 1}));
  return Status::ok();
}

// builtins._ is not the value while its repr is written.
Status sys_displayhook(Thread& t, Object* value) {
  if (value == none()) return Status::ok();
  Dict* builtins = builtins_dict();
  TRY(dict_set_str(t, builtins, intern("_"), none()));
  Object* out = TRY(system_attribute(t, "stdout"));
  Str* text = TRY(repr(t, value));
  if (write_line(t, out, text).failed()) {
    if (!pending_matches(t, exceptions::UnicodeEncodeError)) return Raised{};
    clear_pending(t);
    TRY(write_escaped(t, out, TRY(str_concat(t, text, intern("\n")))));
  }
  return dict_set_str(t, builtins, intern("_"), value);
}

Str* sys_getdefaultencoding() { return intern("utf-8"); }
Str* sys_getfilesystemencoding() { return intern("utf-8"); }
Str* sys_getfilesystemencodeerrors() { return intern("surrogateescape"); }
bool sys_is_finalizing() { return program_is_ending(); }
Dict* sys_current_frames(Thread& t) {
  TRY(audit(t, "sys._current_frames"));
  Dict* frames = TRY(new_dict(t));
  for (Thread* other = first_thread(); other; other = next_thread(*other)) {
    FrameHeader* h = visible_frame(other->frame);
    if (!h) continue;
    Object* frame = TRY(frame_object_of(*other, h));
    TRY(dict_set(t, frames, TRY(int_from_uint64(thread_identifier(*other))), frame));
  }
  return frames;
}
Dict* sys_current_exceptions(Thread& t) {
  TRY(audit(t, "sys._current_exceptions"));
  Dict* exceptions = TRY(new_dict(t));
  for (Thread* other = first_thread(); other; other = next_thread(*other)) {
    Tuple* exception = TRY(exception_tuple(handled_exception(*other)));
    TRY(dict_set(t, exceptions, TRY(int_from_uint64(thread_identifier(*other))), exception));
  }
  return exceptions;
}
double sys_getswitchinterval() { return switch_interval(); }
Status sys_setswitchinterval(Thread& t, double interval) {
  if (!(interval > 0)) return raise_value_error(t, "switch interval must be strictly positive");
  set_switch_interval(interval);
  return Status::ok();
}
int sys_getallocatedblocks() { return 0; }

ssize sys_get_int_max_str_digits() { return int_max_str_digits; }
Status sys_set_int_max_str_digits(Thread& t, int digits) {
  if (digits && digits < 640) return raise_value_error(t, "maxdigits must be 0 or larger than 640");
  int_max_str_digits = digits;
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sys/functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX sys
#define NATIVE_NAME "sys"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const sys_functions = sys_method_rows;

}  // namespace sidewinder
