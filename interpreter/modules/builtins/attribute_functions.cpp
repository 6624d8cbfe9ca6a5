// Functions about attributes, classes and scopes.
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/typed_native.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
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

Str* attribute_name(Thread& t, Object* name) {
  if (!is_str(name)) return raise_type_error(t, "attribute name must be string, not '%T'", name);
  return intern(cast<Str>(name));
}

Object* builtin_getattr(Thread& t, Object* o, Object* name, Object* otherwise) {
  Str* known = TRY(attribute_name(t, name));
  if (!otherwise) return get_attribute(t, o, known);
  Lookup found = find_attribute(t, o, known);
  return found.is_missing() ? otherwise : found.value;
}

Result<bool> builtin_hasattr(Thread& t, Object* o, Object* name) {
  Str* known = TRY(attribute_name(t, name));
  Lookup found = TRY(find_attribute(t, o, known));
  return found.found();
}

Status builtin_setattr(Thread& t, Object* o, Object* name, Object* value) {
  return set_attribute(t, o, TRY(attribute_name(t, name)), value);
}

Status builtin_delattr(Thread& t, Object* o, Object* name) {
  return set_attribute(t, o, TRY(attribute_name(t, name)), nullptr);
}

Object* builtin_dir(Thread& t, Object* o) {
  if (!o) return names_in_scope(t);
  Lookup method = TRY(lookup_on_class(t, o, names::dir));
  if (method.is_missing()) return raise_type_error(t, "object does not provide __dir__");
  Object* answer = TRY(call(t, method.value));
  List* names = TRY(list_from_iterable(t, answer));
  TRY(list_sort(t, names, nullptr, false));
  return names;
}

Object* builtin_globals(Thread& t) {
  FrameHeader* frame = current_python_frame(t);
  return frame ? static_cast<Object*>(frame->function->globals) : none();
}

Object* builtin_locals(Thread& t) {
  FrameHeader* frame = current_python_frame(t);
  if (!frame) return raise(t, exceptions::SystemError, "frame does not exist");
  return frame_locals(t, frame);
}

Object* builtin_vars(Thread& t, Object* o) {
  if (!o) return builtin_locals(t);
  Lookup dict = TRY(find_attribute(t, o, names::dict));
  if (dict.is_missing()) return raise_type_error(t, "vars() argument must have __dict__ attribute");
  return dict.value;
}

bool builtin_callable(Object* o) { return slots_of(o).call; }

Truth builtin_isinstance(Thread& t, Object* o, Object* classes) { return is_instance_of(t, o, classes); }

Truth builtin_issubclass(Thread& t, Object* cls, Object* classes) { return is_subclass_of(t, cls, classes); }

// Numbers have no identity of their own (`is` compares type and value): neither has their id. Those that C sees at one
// place have its address; the others are beyond all addresses and the numbers that programs count with, never negative.
constexpr int64_t kNumberIds = int64_t(1) << 62;
constexpr int kIdTagBits = 4;
constexpr int kIdTagInt = 1;
constexpr int kIdTagFloat = 5;
constexpr int kIdTagComplex = 9;
constexpr int kIdTagNegativeInt = 13;

Object* tagged_id(Thread& t, Object* value, int tag) {
  Object* shifted = TRY(int_shift_left(t, value, kIdTagBits));
  return int_binary(t, BinaryOp::Add, shifted, int_from_int64(kNumberIds + tag));
}

bool is_singleton(const Int* value) {
  return value->is_small() && value->small_value() >= kIntSingletonMin && value->small_value() <= kIntSingletonMax;
}

Object* id_of_int(Thread& t, Int* value) {
  if (is_singleton(value)) return int_from_int64(reinterpret_cast<intptr_t>(int_from_int64(value->small_value())));
  if (value->size < 0) return tagged_id(t, TRY(int_negative(t, value)), kIdTagNegativeInt);
  return tagged_id(t, value, kIdTagInt);
}

Object* bits_of(double value) { return int_from_uint64(__builtin_bit_cast(uint64_t, value)); }

Object* id_of(Thread& t, Object* o) {
  if (is_exact<Int>(o)) return id_of_int(t, cast<Int>(o));
  if (is_exact<Float>(o)) return tagged_id(t, TRY(bits_of(cast<Float>(o)->value)), kIdTagFloat);
  if (is_exact<Complex>(o)) {
    Object* high = TRY(int_shift_left(t, TRY(bits_of(cast<Complex>(o)->real)), 64));
    Object* low = TRY(bits_of(cast<Complex>(o)->imag));
    return tagged_id(t, TRY(int_binary(t, BinaryOp::Or, high, low)), kIdTagComplex);
  }
  return int_from_int64(reinterpret_cast<intptr_t>(o));
}

Object* builtin_id(Thread& t, Object* o) {
  Object* id = TRY(id_of(t, o));
  TRY(audit(t, "builtins.id", id));
  return id;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/builtins/attribute_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX builtin
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const builtin_attribute_functions = builtin_method_rows;

}  // namespace sidewinder
