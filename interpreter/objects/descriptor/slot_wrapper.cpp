// How Python sees and calls the slots of native types: `int.__add__(1, 2)`, `(1).__add__`. The table is built from
// specials.def and operators.def, sequence_operators.def; its first rows are in the order of Special.
#include "interpreter/objects/descriptor/slot_wrapper.h"

#include <cstddef>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/descriptor/slot_documentation.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/c_power.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr CompareOp comparison_of(Special s) {
  return s >= Special::Lt && s <= Special::Ge ? CompareOp(int(s) - int(Special::Lt)) : CompareOp::Lt;
}
constexpr uint16_t binary_offset(BinaryOp op) { return uint16_t(offsetof(Slots, binary) + sizeof(void*) * size_t(op)); }
constexpr uint16_t in_place_offset(BinaryOp op) {
  return uint16_t(offsetof(Slots, in_place) + sizeof(void*) * size_t(op));
}

constexpr const char* operator_method_name(BinaryOp op, OperatorRole role) {
  constexpr const char* kNames[][3] = {
#define OPERATOR(name, symbol, forward, reflected, in_place, ...) {forward, reflected, in_place},
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
  };
  return kNames[int(op)][int(role) - int(OperatorRole::Forward)];
}

}  // namespace

const SlotDefinition slot_definitions[] = {
#define SPECIAL(special, text, slot, kind, ...) \
  {text, SlotKind::kind, comparison_of(Special::special), offsetof(Slots, slot), BinaryOp::Add, OperatorRole::None},
#include "interpreter/objects/core/specials.def"
#undef SPECIAL
#define OPERATOR(op, symbol, forward, reflected, in_place, ...)                                                 \
  {forward, SlotKind::Binary, CompareOp::Lt, binary_offset(BinaryOp::op), BinaryOp::op, OperatorRole::Forward}, \
      {reflected,    SlotKind::Reflected,    CompareOp::Lt, binary_offset(BinaryOp::op),                        \
       BinaryOp::op, OperatorRole::Reflected},                                                                  \
      {in_place, SlotKind::Binary, CompareOp::Lt, in_place_offset(BinaryOp::op), BinaryOp::op, OperatorRole::InPlace},
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
#define SEQUENCE_OPERATOR(op, role, slot, kind)            \
  {operator_method_name(BinaryOp::op, OperatorRole::role), \
   SlotKind::kind,                                         \
   CompareOp::Lt,                                          \
   offsetof(Slots, slot),                                  \
   BinaryOp::op,                                           \
   OperatorRole::role},
#include "interpreter/objects/core/sequence_operators.def"
#undef SEQUENCE_OPERATOR
};
const int slot_definition_count = int(std::size(slot_definitions));

Object* new_slot_wrapper(Thread&, Type* owner, const SlotDefinition* definition, void* function) {
  SlotWrapper* w = TRY(new_object<SlotWrapper>(&slot_wrapper_type));
  w->owner = owner;
  w->name = intern(definition->name);
  w->definition = definition;
  w->function = function;
  return w;
}

// --- calling: one function a kind ---

namespace {

Status expect(Thread& t, const SlotWrapper* w, const Args& args, ssize least, ssize most) {
  if (args.keyword_count()) return raise_type_error(t, "wrapper %s() takes no keyword arguments", w->definition->name);
  if (args.count >= least && args.count <= most) return Status::ok();
  // CPython counts with a function that begins with a name, which is empty, except for a single object.
  bool named = least == 2 || w->definition->kind == SlotKind::Repeat;
  if (least == most)
    return raise_type_error(t, "%sexpected %zd argument%s, got %zd", named ? " " : "", least, least == 1 ? "" : "s",
                            args.count);
  bool few = args.count < least;
  return raise_type_error(t, " expected %s %zd argument%s, got %zd", few ? "at least" : "at most", few ? least : most,
                          (few ? least : most) == 1 ? "" : "s", args.count);
}

template <class F> F function_of(const SlotWrapper* w) { return reinterpret_cast<F>(w->function); }

Str* attribute_name(Thread& t, Object* name) {
  if (!is_str(name)) return raise_type_error(t, "attribute name must be string, not '%T'", name);
  return intern(cast<Str>(name));
}

Object* call_get_attribute(Thread& t, SlotWrapper* w, Object* self, const Args& args) {
  TRY(expect(t, w, args, 1, 1));
  Str* name = TRY(attribute_name(t, args[0]));
  Lookup found = function_of<GetAttrFn>(w)(t, self, name);
  if (!found.is_missing()) return found.value;
  raise_attribute_error(t, self, name);
  if (!is_type(self) && !is_instance(self, &module_type)) name_attribute_read(t, self, name);  // as CPython does
  return nullptr;
}

Object* call_set_attribute(Thread& t, SlotWrapper* w, Object* self, const Args& args) {
  bool deletes = w->definition->kind == SlotKind::DelAttribute;
  TRY(expect(t, w, args, deletes ? 1 : 2, deletes ? 1 : 2));
  // Writing to a class behind its back would leave its slots stale.
  if (is_type(self) && function_of<SetAttrFn>(w) == generic_set_attribute)
    return raise_type_error(t, "can't apply this %s to %T object", w->definition->name, self);
  Str* name = TRY(attribute_name(t, args[0]));
  TRY(function_of<SetAttrFn>(w)(t, self, name, deletes ? nullptr : args[1]));
  return none();
}

Object* call_descriptor_get(Thread& t, SlotWrapper* w, Object* self, const Args& args) {
  TRY(expect(t, w, args, 1, 2));
  Object* instance = args[0] == none() ? nullptr : args[0];
  Object* owner = args.or_default(1, none());
  if (!instance && owner == none()) return raise_type_error(t, "__get__(None, None) is invalid");
  Type* cls = owner == none() ? instance->cls : cast<Type>(owner);
  return function_of<DescriptorGetFn>(w)(t, self, instance, cls);
}

Object* call_next(Thread& t, SlotWrapper* w, Object* self, const Args& args) {
  TRY(expect(t, w, args, 0, 0));
  Lookup next = function_of<NextFn>(w)(t, self);
  if (!next.is_missing()) return next.value;
  if (is_pending(t)) return nullptr;
  return raise_stop_iteration(t, nullptr);
}

// pow(a, b, modulus) reaches __pow__ with three arguments.
Object* power_with_modulus(Thread& t, const SlotWrapper* w, Object* a, Object* b, Object* modulus) {
  if (w->definition->role == OperatorRole::InPlace) return c_in_place_power_hook(t, w->owner, a, b, modulus);
  bool of_int = w->owner == &int_type, of_complex = w->owner == &complex_type;
  auto takes = [&](Object* o) {
    return has_flag(o, kTypeLong) || (of_complex && (is_float(o) || is_instance(o, &complex_type)));
  };
  if ((of_int || of_complex) && !(takes(a) && takes(b))) return not_implemented();
  if (of_int && !takes(modulus)) return not_implemented();
  return power(t, a, b, modulus);
}

Object* call_binary(Thread& t, SlotWrapper* w, Object* self, const Args& args, bool reflected) {
  const SlotDefinition* d = w->definition;
  TRY(expect(t, w, args, 1, d->operation == BinaryOp::Pow ? 2 : 1));
  if (args.count == 2 && args[1] != none())
    return reflected ? power_with_modulus(t, w, args[0], self, args[1])
                     : power_with_modulus(t, w, self, args[0], args[1]);
  auto function = function_of<BinaryFn>(w);
  return reflected ? function(t, args[0], self) : function(t, self, args[0]);
}

Object* from_size(Result<ssize> size) { return size.failed() ? nullptr : int_from_int64(size.value); }
Object* from_truth(Truth answer) { return answer == Truth::Error ? nullptr : bool_object(answer == Truth::True); }

}  // namespace

Object* call_slot_wrapper(Thread& t, SlotWrapper* w, Object* self, Args args) {
  switch (w->definition->kind) {
    case SlotKind::Unary: TRY(expect(t, w, args, 0, 0)); return function_of<UnaryFn>(w)(t, self);
    case SlotKind::Hash: TRY(expect(t, w, args, 0, 0)); return from_size(function_of<HashFn>(w)(t, self));
    case SlotKind::Length: TRY(expect(t, w, args, 0, 0)); return from_size(function_of<LengthFn>(w)(t, self));
    case SlotKind::Truth: TRY(expect(t, w, args, 0, 0)); return from_truth(function_of<TruthFn>(w)(t, self));
    case SlotKind::Contains:
      TRY(expect(t, w, args, 1, 1));
      return from_truth(function_of<ContainsFn>(w)(t, self, args[0]));
    case SlotKind::Compare:
      TRY(expect(t, w, args, 1, 1));
      return function_of<CompareFn>(w)(t, self, args[0], w->definition->comparison);
    case SlotKind::Call: return function_of<CallFn>(w)(t, self, args);
    case SlotKind::Init: TRY(function_of<InitFn>(w)(t, self, args)); return none();
    case SlotKind::GetAttribute: return call_get_attribute(t, w, self, args);
    case SlotKind::SetAttribute:
    case SlotKind::DelAttribute: return call_set_attribute(t, w, self, args);
    case SlotKind::Next: return call_next(t, w, self, args);
    case SlotKind::DescriptorGet: return call_descriptor_get(t, w, self, args);
    case SlotKind::DescriptorSet:
      TRY(expect(t, w, args, 2, 2));
      TRY(function_of<DescriptorSetFn>(w)(t, self, args[0], args[1]));
      return none();
    case SlotKind::DescriptorDelete:
      TRY(expect(t, w, args, 1, 1));
      TRY(function_of<DescriptorSetFn>(w)(t, self, args[0], nullptr));
      return none();
    case SlotKind::Binary: return call_binary(t, w, self, args, false);
    case SlotKind::Reflected: return call_binary(t, w, self, args, true);
    case SlotKind::Repeat:
      TRY(expect(t, w, args, 1, 1));
      return function_of<RepeatFn>(w)(t, self, TRY(index_as_ssize(t, args[0], &exceptions::OverflowError)));
    case SlotKind::SetItem:
      TRY(expect(t, w, args, 2, 2));
      TRY(function_of<SetItemFn>(w)(t, self, args[0], args[1]));
      return none();
    case SlotKind::DelItem:
      TRY(expect(t, w, args, 1, 1));
      TRY(function_of<SetItemFn>(w)(t, self, args[0], nullptr));
      return none();
    case SlotKind::New:
    case SlotKind::None: break;
  }
  PY_CHECK(!"a slot that is not seen from Python");
  return nullptr;
}

// --- slot wrappers and method wrappers as objects ---

namespace {

Object* slot_wrapper_call(Thread& t, Object* callee, Args args) {
  auto* w = cast<SlotWrapper>(callee);
  if (args.count < 1)
    return raise_type_error(t, "descriptor '%U' of '%s' object needs an argument", w->name, w->owner->name);
  if (!is_instance(args[0], w->owner))
    return raise_type_error(t, "descriptor '%U' requires a '%s' object but received a '%T'", w->name, w->owner->name,
                            args[0]);
  return call_slot_wrapper(t, w, args[0], args.drop_first());
}

Object* slot_wrapper_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  auto* w = cast<SlotWrapper>(descriptor);
  if (!instance) return w;
  TRY(check_descriptor_self(t, w, instance));
  MethodWrapper* bound = TRY(new_object<MethodWrapper>(&method_wrapper_type));
  bound->wrapper = w;
  bound->self = instance;
  return bound;
}

Object* slot_wrapper_repr(Thread&, Object* o) {
  auto* w = cast<SlotWrapper>(o);
  return StrBuilder()
      .add("<slot wrapper '")
      .add(w->name)
      .add("' of '")
      .add(type_name_in_messages(w->owner))
      .add("' objects>")
      .finish();
}

Object* slot_wrapper_doc(const SlotWrapper& self) { return slot_documentation(*self.definition); }
Object* slot_wrapper_text_signature(const SlotWrapper& self) {
  const char* signature = slot_signature(*self.definition);
  return signature ? new_str(signature) : none();
}
Str* slot_wrapper_qualname(SlotWrapper& self) { return descriptor_qualname(self); }

Object* method_wrapper_call(Thread& t, Object* callee, Args args) {
  auto* m = cast<MethodWrapper>(callee);
  return call_slot_wrapper(t, m->wrapper, m->self, args);
}

Object* method_wrapper_repr(Thread&, Object* o) {
  auto* m = cast<MethodWrapper>(o);
  char address[32];
  snprintf(address, sizeof address, "%p", static_cast<void*>(m->self));
  return StrBuilder()
      .add("<method-wrapper '")
      .add(m->wrapper->name)
      .add("' of ")
      .add(type_name_in_messages(m->self->cls))
      .add(" object at ")
      .add(address)
      .add(">")
      .finish();
}

Object* method_wrapper_compare(Thread&, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_exact<MethodWrapper>(b)) return not_implemented();
  auto* x = cast<MethodWrapper>(a);
  auto* y = cast<MethodWrapper>(b);
  bool same_method = x->wrapper == y->wrapper && x->self == y->self;
  return bool_object(same_method == (op == CompareOp::Eq));
}

Result<ssize> method_wrapper_hash(Thread&, Object* o) {
  auto* m = cast<MethodWrapper>(o);
  return ssize((reinterpret_cast<size_t>(m->wrapper) >> 4) ^ (reinterpret_cast<size_t>(m->self) >> 3));
}

Str* method_wrapper_name(const MethodWrapper& self) { return self.wrapper->name; }
Type* method_wrapper_owner(const MethodWrapper& self) { return self.wrapper->owner; }
Str* method_wrapper_qualname(const MethodWrapper& self) { return descriptor_qualname(*self.wrapper); }
Tuple* slot_wrapper_reduce(Thread& t, const SlotWrapper& self) { return reduce_to_attribute(t, self.owner, self.name); }
Tuple* method_wrapper_reduce(Thread& t, const MethodWrapper& self) {
  return reduce_to_attribute(t, self.self, self.wrapper->name);
}
Object* method_wrapper_doc(const MethodWrapper& self) { return slot_wrapper_doc(*self.wrapper); }
Object* method_wrapper_text_signature(const MethodWrapper& self) { return slot_wrapper_text_signature(*self.wrapper); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/descriptor/slot_wrapper_methods.def"
#define NATIVE_TYPE SlotWrapper
#define NATIVE_PREFIX slot_wrapper
#define NATIVE_NAME "wrapper_descriptor"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/descriptor/method_wrapper_methods.def"
#define NATIVE_TYPE MethodWrapper
#define NATIVE_PREFIX method_wrapper
#define NATIVE_NAME "method-wrapper"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_slot_wrapper_data() {
  TypeData d{};
  d.slots.repr = slot_wrapper_repr;
  d.slots.call = slot_wrapper_call;
  d.slots.descriptor_get = slot_wrapper_get;
  slot_wrapper_declare(d);
  return d;
}
constexpr TypeData make_method_wrapper_data() {
  TypeData d{};
  d.slots.repr = method_wrapper_repr;
  d.slots.hash = method_wrapper_hash;
  d.slots.call = method_wrapper_call;
  d.slots.compare = method_wrapper_compare;
  method_wrapper_declare(d);
  return d;
}
constinit TypeData slot_wrapper_data = make_slot_wrapper_data();
constinit TypeData method_wrapper_data = make_method_wrapper_data();

}  // namespace

constinit Type slot_wrapper_type = static_type("wrapper_descriptor", sizeof(SlotWrapper), 0,
                                               kTypeMethodDescriptor | kTypeDisallowInstantiation, &slot_wrapper_data);
constinit Type method_wrapper_type =
    static_type("method-wrapper", sizeof(MethodWrapper), 0, kTypeDisallowInstantiation, &method_wrapper_data);

}  // namespace sidewinder
