// Functions about attributes, classes and scopes.
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

FrameHeader* current_python_frame(Thread& t) { return visible_frame(t.frame); }

Object* frame_locals(Thread& t, FrameHeader* frame) {
  if (frame->locals) return frame->locals;
  if (!(frame->code->flags & kCodeOptimized)) return frame->function->globals;
  return frame_locals(t, TRY(frame_object_of(t, frame)));
}

Object* names_in_scope(Thread& t) {
  FrameHeader* frame = current_python_frame(t);
  if (!frame) return raise(t, exceptions::SystemError, "frame does not exist");
  Object* locals = TRY(frame_locals(t, frame));
  Object* keys = TRY(call_method(t, locals, "keys"));
  List* names = TRY(list_from_iterable(t, keys));
  TRY(list_sort(t, names, nullptr, false));
  return names;
}

namespace {

Result<Str*> attribute_name(Thread& t, Object* name) {
  if (!is_str(name)) return raise_type_error(t, "attribute name must be string, not '%T'", name);
  return intern(cast<Str>(name));
}

Object* builtin_getattr(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "getattr", 2, 3));
  Str* name = TRY(attribute_name(t, args[1]));
  if (args.count == 2) return get_attribute(t, args[0], name);
  Lookup found = find_attribute(t, args[0], name);
  return found.is_missing() ? args[2] : found.value;
}
Object* builtin_hasattr(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "hasattr", 2, 2));
  Str* name = TRY(attribute_name(t, args[1]));
  Lookup found = TRY(find_attribute(t, args[0], name));
  return bool_object(found.found());
}
Object* builtin_setattr(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "setattr", 3, 3));
  Str* name = TRY(attribute_name(t, args[1]));
  TRY(set_attribute(t, args[0], name, args[2]));
  return none();
}
Object* builtin_delattr(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "delattr", 2, 2));
  Str* name = TRY(attribute_name(t, args[1]));
  TRY(set_attribute(t, args[0], name, nullptr));
  return none();
}

Object* builtin_dir(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "dir", 0, 1));
  if (!args.count) return names_in_scope(t);
  Lookup method = TRY(lookup_on_class(t, args[0], names::dir));
  if (method.is_missing()) return raise_type_error(t, "object does not provide __dir__");
  Object* answer = TRY(call(t, method.value));
  List* names = TRY(list_from_iterable(t, answer));
  TRY(list_sort(t, names, nullptr, false));
  return names;
}

Object* builtin_globals(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "globals", 0, 0));
  FrameHeader* frame = current_python_frame(t);
  return frame ? static_cast<Object*>(frame->function->globals) : none();
}
Object* builtin_locals(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "locals", 0, 0));
  FrameHeader* frame = current_python_frame(t);
  if (!frame) return raise(t, exceptions::SystemError, "frame does not exist");
  return frame_locals(t, frame);
}
Object* builtin_vars(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "vars", 0, 1));
  if (!args.count) return builtin_locals(t, self, Args{});
  Lookup dict = TRY(find_attribute(t, args[0], names::dict));
  if (dict.is_missing()) return raise_type_error(t, "vars() argument must have __dict__ attribute");
  return dict.value;
}

Object* builtin_callable(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "callable", 1, 1));
  return bool_object(slots_of(args[0]).call);
}
Object* builtin_isinstance(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "isinstance", 2, 2));
  return bool_object(TRY(is_instance_of(t, args[0], args[1])));
}
Object* builtin_issubclass(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "issubclass", 2, 2));
  return bool_object(TRY(is_subclass_of(t, args[0], args[1])));
}

// Numbers have no identity of their own (`is` compares type and value): neither has their id.
constexpr int kIdTagBits = 4, kIdTagInt = 1, kIdTagFloat = 5, kIdTagComplex = 9;

Object* tagged_id(Thread& t, Object* value, int tag) {
  Object* shifted = TRY(int_shift_left(t, value, kIdTagBits));
  return int_binary(t, BinaryOp::Add, shifted, int_from_int64(tag));
}
uint64_t bits_of(double value) { return __builtin_bit_cast(uint64_t, value); }

Object* builtin_id(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "id", 1, 1));
  Object* o = args[0];
  if (is_exact<Int>(o)) return tagged_id(t, o, kIdTagInt);
  if (is_exact<Float>(o)) return tagged_id(t, TRY(int_from_uint64(bits_of(cast<Float>(o)->value))), kIdTagFloat);
  if (is_exact<Complex>(o)) {
    Object* high = TRY(int_shift_left(t, TRY(int_from_uint64(bits_of(cast<Complex>(o)->real))), 64));
    Object* low = TRY(int_from_uint64(bits_of(cast<Complex>(o)->imag)));
    return tagged_id(t, TRY(int_binary(t, BinaryOp::Or, high, low)), kIdTagComplex);
  }
  return int_from_int64(reinterpret_cast<intptr_t>(o));
}

}  // namespace

const NativeMethod builtin_attribute_functions[] = {
    {"callable", builtin_callable, MethodKind::Instance,
     "callable($module, obj, /)\n--\n\nReturn whether the object is callable (i.e., some kind of function)."},
    {"delattr", builtin_delattr, MethodKind::Instance,
     "delattr($module, obj, name, /)\n--\n\nDeletes the named attribute from the given object."},
    {"dir", builtin_dir, MethodKind::Instance, "dir([object]) -> list of strings", Intrinsic::LooksAtFrames},
    {"getattr", builtin_getattr, MethodKind::Instance, "getattr(object, name[, default]) -> value"},
    {"globals", builtin_globals, MethodKind::Instance,
     "globals($module, /)\n--\n\nReturn the dictionary containing the current scope's global variables.",
     Intrinsic::LooksAtFrames},
    {"hasattr", builtin_hasattr, MethodKind::Instance,
     "hasattr($module, obj, name, /)\n--\n\nReturn whether the object has an attribute with the given name."},
    {"id", builtin_id, MethodKind::Instance, "id($module, obj, /)\n--\n\nReturn the identity of an object."},
    {"isinstance", builtin_isinstance, MethodKind::Instance,
     "isinstance($module, obj, class_or_tuple, /)\n--\n\nReturn whether an object is an instance of a class or of a "
     "subclass thereof.",
     Intrinsic::IsInstance},
    {"issubclass", builtin_issubclass, MethodKind::Instance,
     "issubclass($module, cls, class_or_tuple, /)\n--\n\nReturn whether 'cls' is derived from another class or is the "
     "same class."},
    {"locals", builtin_locals, MethodKind::Instance,
     "locals($module, /)\n--\n\nReturn a dictionary containing the current scope's local variables.",
     Intrinsic::LooksAtFrames},
    {"setattr", builtin_setattr, MethodKind::Instance,
     "setattr($module, obj, name, value, /)\n--\n\nSets the named attribute on the given object to the specified "
     "value."},
    {"vars", builtin_vars, MethodKind::Instance, "vars([object]) -> dictionary", Intrinsic::LooksAtFrames},
    {}};

}  // namespace sidewinder
