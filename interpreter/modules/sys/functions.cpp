// The functions of sys.
#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/frame.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/io/text_file.h"
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

Object* sys_exit(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "exit", 0, 1));
  Object* exception = args.count ? call(t, &exceptions::SystemExit, args[0]) : call(t, &exceptions::SystemExit);
  TRY(exception);
  return raise_object(t, exception);
}

Object* handled_exception(Thread& t) {
  for (HandledStack* s = t.handled; s; s = s->previous)
    if (s->exception) return s->exception;
  return nullptr;
}
Object* sys_exc_info(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "exc_info", 0, 0));
  Object* items[] = {none(), none(), none()};
  if (Object* e = handled_exception(t)) {
    items[0] = e->cls;
    items[1] = e;
    if (Object* traceback = cast<BaseException>(e)->traceback) items[2] = traceback;
  }
  return new_tuple(items, 3);
}
Object* sys_exception(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "exception", 0, 0));
  Object* e = handled_exception(t);
  return e ? e : none();
}

Object* sys_getrecursionlimit(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "getrecursionlimit", 0, 0));
  return int_from_int64(t.recursion_limit);
}
Object* sys_setrecursionlimit(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "setrecursionlimit", 1, 1));
  ssize limit = TRY(index_as_ssize(t, args[0], &exceptions::OverflowError));
  if (limit < 1) return raise_value_error(t, "recursion limit must be greater or equal than 1");
  if (limit > INT32_MAX / 2) return raise_overflow_error(t, "Python int too large to convert to C int");
  int depth = t.recursion_limit - t.recursion_remaining;
  if (depth >= limit)
    return raise(t, exceptions::RecursionError,
                 "cannot set the recursion limit to %zd at the recursion depth %d: the limit is too low", limit, depth);
  t.recursion_limit = int(limit);
  t.recursion_remaining = int(limit) - depth;
  return none();
}

Object* sys_intern(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "intern", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "intern() argument must be str, not %T", args[0]);
  if (!is_exact<Str>(args[0])) return raise_type_error(t, "can't intern %T", args[0]);
  return intern(cast<Str>(args[0]));
}

// Of the object's own memory, as its __sizeof__ says or its class tells.
Object* sys_getsizeof(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "getsizeof", 1, 2));
  Lookup method = TRY(lookup_on_class(t, args[0], intern("__sizeof__")));
  if (method.found()) return call(t, method.value);
  Object* o = args[0];
  ssize size = o->cls->basic_size;
  if (is_str(o)) size = (cast<Str>(o)->is_ascii() ? 48 : 72) + (cast<Str>(o)->length + 1) * cast<Str>(o)->kind();
  else if (is_list(o)) size += cast<List>(o)->capacity() * ssize(sizeof(Object*));
  else if (o->cls->item_size) size += std::abs(static_cast<VarObject*>(o)->size) * o->cls->item_size;
  return int_from_int64(size);
}
// Nobody counts references here: the answer is what one reference from the caller would give.
Object* sys_getrefcount(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "getrefcount", 1, 1));
  return int_from_int64(2);
}

Object* sys_getframe(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "_getframe", 0, 1));
  ssize depth = TRY(args.index_or(t, 0, 0));
  FrameHeader* h = visible_frame(t.frame);
  for (; h && depth > 0; --depth) h = visible_frame(h->caller);
  if (!h) return raise_value_error(t, "call stack is not deep enough");
  return frame_object_of(t, h);
}

Object* sys_excepthook(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "excepthook", 3, 3));
  if (!has_flag(args[1], kTypeBaseException))
    return raise_type_error(t, "print_exception(): Exception expected for value, %T found", args[1]);
  write_stderr(t, format_exception(t, cast<BaseException>(args[1])));
  return none();
}
Object* sys_displayhook(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "displayhook", 1, 1));
  if (args[0] == none()) return none();
  Dict* builtins = builtins_dict();
  TRY(dict_set_str(t, builtins, intern("_"), none()));
  Object* out = TRY(system_attribute(t, "stdout"));
  Str* text = TRY(repr(t, args[0]));
  Str* line = TRY(str_concat(t, text, intern("\n")));
  Object* argument = line;
  if (is_exact<TextFile>(out)) TRY(text_write(t, cast<TextFile>(out), line));
  else TRY(call_method(t, out, intern("write"), Args{&argument, 1}));
  TRY(dict_set_str(t, builtins, intern("_"), args[0]));
  return none();
}

Object* sys_getdefaultencoding(Thread&, Object*, Args) { return intern("utf-8"); }
Object* sys_getfilesystemencoding(Thread&, Object*, Args) { return intern("utf-8"); }
Object* sys_getfilesystemencodeerrors(Thread&, Object*, Args) { return intern("surrogateescape"); }
Object* sys_is_finalizing(Thread&, Object*, Args) { return py_false(); }
Object* sys_gettrace(Thread&, Object*, Args) { return none(); }
Object* sys_getswitchinterval(Thread&, Object*, Args) { return new_float(0.005); }
Object* sys_getallocatedblocks(Thread&, Object*, Args) { return int_from_int64(0); }

Object* sys_get_int_max_str_digits(Thread&, Object*, Args) { return int_from_int64(int_max_str_digits); }
Object* sys_set_int_max_str_digits(Thread& t, Object*, Args args) {
  Object* v[1];
  TRY(args.bind(t, "set_int_max_str_digits", "maxdigits", v));
  ssize digits = TRY(index_as_ssize(t, v[0], &exceptions::OverflowError));
  if (digits && digits < 640) return raise_value_error(t, "maxdigits must be 0 or larger than 640");
  int_max_str_digits = digits;
  return none();
}

}  // namespace

const NativeMethod sys_functions[] = {
    {"_getframe", sys_getframe, MethodKind::Instance,
     "_getframe($module, depth=0, /)\n--\n\nReturn a frame object from the call stack.", Intrinsic::LooksAtFrames},
    {"displayhook", sys_displayhook, MethodKind::Instance,
     "displayhook($module, object, /)\n--\n\nPrint an object to sys.stdout and also save it in builtins._"},
    {"exc_info", sys_exc_info, MethodKind::Instance,
     "exc_info($module, /)\n--\n\nReturn current exception information: (type, value, traceback)."},
    {"excepthook", sys_excepthook, MethodKind::Instance,
     "excepthook($module, exctype, value, traceback, /)\n--\n\nHandle an exception by displaying it with a traceback "
     "on sys.stderr."},
    {"exception", sys_exception, MethodKind::Instance, "exception($module, /)\n--\n\nReturn the current exception."},
    {"exit", sys_exit, MethodKind::Instance,
     "exit($module, status=None, /)\n--\n\nExit the interpreter by raising SystemExit(status)."},
    {"getallocatedblocks", sys_getallocatedblocks},
    {"getdefaultencoding", sys_getdefaultencoding},
    {"getfilesystemencodeerrors", sys_getfilesystemencodeerrors},
    {"getfilesystemencoding", sys_getfilesystemencoding},
    {"getrecursionlimit", sys_getrecursionlimit, MethodKind::Instance,
     "getrecursionlimit($module, /)\n--\n\nReturn the current value of the recursion limit."},
    {"getrefcount", sys_getrefcount},
    {"getsizeof", sys_getsizeof, MethodKind::Instance,
     "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes."},
    {"getswitchinterval", sys_getswitchinterval},
    {"gettrace", sys_gettrace},
    {"get_int_max_str_digits", sys_get_int_max_str_digits},
    {"intern", sys_intern, MethodKind::Instance, "intern($module, string, /)\n--\n\n``Intern'' the given string."},
    {"is_finalizing", sys_is_finalizing},
    {"set_int_max_str_digits", sys_set_int_max_str_digits},
    {"setrecursionlimit", sys_setrecursionlimit, MethodKind::Instance,
     "setrecursionlimit($module, limit, /)\n--\n\nSet the maximum depth of the Python interpreter stack to n."},
    {}};

}  // namespace sidewinder
