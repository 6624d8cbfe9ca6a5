#include "interpreter/objects/core/slot_dispatch.h"

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/method_decorators.h"
#include "interpreter/objects/descriptor/slot_wrapper.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// Calls o's special method s.
template <class... A> Object* call_special(Thread& t, Object* o, Special s, A*... arguments) {
  Object* found = type_lookup_special(o->cls, s);
  // only its counterpart is defined
  if (!found) return raise(t, exceptions::AttributeError, "%U", special_names[int(s)]);
  Object* values[] = {o, arguments...};
  return call_found(t, found, Args{values, ssize(std::size(values))});
}

template <Special s> Object* dispatch_unary(Thread& t, Object* o) { return call_special(t, o, s); }

Object* dispatch_iter(Thread& t, Object* o) {
  if (type_lookup_special(o->cls, Special::Iter) == none())
    return raise_type_error(t, "'%T' object is not iterable", o);
  return call_special(t, o, Special::Iter);
}

Result<ssize> dispatch_hash(Thread& t, Object* o) {
  Object* answer = TRY(call_special(t, o, Special::Hash));
  if (!has_flag(answer, kTypeLong)) return raise_type_error(t, "__hash__ method should return an integer");
  int64_t value;
  ssize hash = int_fits_int64(answer, &value) ? ssize(value) : int_hash(answer);
  return hash == -1 ? ssize(-2) : hash;
}

Result<ssize> dispatch_length(Thread& t, Object* o) {
  Object* answer = TRY(call_special(t, o, Special::Len));
  Object* number = TRY(index(t, answer));
  if (int_sign(number) < 0) return raise_value_error(t, "__len__() should return >= 0");
  return index_as_ssize(t, number, &exceptions::OverflowError);
}

Truth dispatch_truth(Thread& t, Object* o) {
  Object* answer = TRY(call_special(t, o, Special::Bool));
  if (answer->cls != &bool_type)
    return truth_error(raise_type_error(t, "__bool__ should return bool, returned %T", answer));
  return truth_of(answer == py_true());
}

Truth dispatch_contains(Thread& t, Object* o, Object* item) {
  if (type_lookup_special(o->cls, Special::Contains) == none())
    return truth_error(raise_type_error(t, "'%T' object is not a container", o));
  Object* answer = TRY(call_special(t, o, Special::Contains, item));
  return truth(t, answer);
}

Object* dispatch_call(Thread& t, Object* callee, Args args) {
  Object* found = type_lookup_special(callee->cls, Special::Call);
  if (!found) return raise_type_error(t, "'%T' object is not callable", callee);
  PrependedArgs with_self(callee, args);
  return with_self.failed() ? nullptr : call_found(t, found, with_self.args());
}

// __getattribute__, native or not; then __getattr__.
Lookup dispatch_get_attribute(Thread& t, Object* o, Str* name) {
  Object* getter = type_lookup_special(o->cls, Special::GetAttribute);
  Lookup result = is_exact<SlotWrapper>(getter)
                      ? reinterpret_cast<GetAttrFn>(cast<SlotWrapper>(getter)->function)(t, o, name)
                      : Lookup(call_special(t, o, Special::GetAttribute, name));
  if (result.found()) return result;
  if (!o->cls->data->has_getattr_hook) return result;
  if (result.failed()) {
    if (!pending_matches(t, exceptions::AttributeError)) return result;
    clear_pending(t);
  }
  return call_special(t, o, Special::GetAttr, name);
}

Status dispatch_set_attribute(Thread& t, Object* o, Str* name, Object* value) {
  if (value) TRY(call_special(t, o, Special::SetAttr, name, value));
  else TRY(call_special(t, o, Special::DelAttr, name));
  return Status::ok();
}

Object* dispatch_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  auto s = Special(int(Special::Lt) + int(op));
  Object* method = type_lookup_special(a->cls, s);
  if (!method) return not_implemented();
  if (is_exact<Function>(method)) return call_special(t, a, s, b);
  // Methods of native types are told the object, so that one of another type is an error.
  if (is_exact<SlotWrapper>(method) || is_exact<MethodDescriptor>(method)) return call(t, method, a, b);
  Object* bound = bind_found(t, method, a, a->cls);
  if (bound) return call(t, bound, b);
  clear_pending(t);  // a comparison whose method cannot be had is one that there is not
  return not_implemented();
}

Lookup dispatch_next(Thread& t, Object* o) { return call_special(t, o, Special::Next); }

Object* dispatch_descriptor_get(Thread& t, Object* descriptor, Object* instance, Type* owner) {
  Object* found = type_lookup_special(descriptor->cls, Special::Get);
  Object* cls = owner ? owner : none();
  if (!instance) instance = none();
  if (is_exact<Function>(found)) return call_special(t, descriptor, Special::Get, instance, cls);
  Object* arguments[] = {descriptor, instance, cls};
  return call(t, found, Args{arguments, 3});  // whatever it is, it is not bound
}

Status dispatch_descriptor_set(Thread& t, Object* descriptor, Object* instance, Object* value) {
  if (value) TRY(call_special(t, descriptor, Special::Set, instance, value));
  else TRY(call_special(t, descriptor, Special::Delete, instance));
  return Status::ok();
}

// __new__ is a static method: the class is an ordinary first argument.
Object* dispatch_create(Thread& t, Type* cls, Args args) {
  Object* found = type_lookup_special(cls, Special::New);
  Object* function = TRY(bind_found(t, found, nullptr, cls));
  PrependedArgs with_class(cls, args);
  return with_class.failed() ? nullptr : call(t, function, with_class.args());
}

Status dispatch_init(Thread& t, Object* self, Args args) {
  Object* found = type_lookup_special(self->cls, Special::Init);
  PrependedArgs with_self(self, args);
  if (with_self.failed()) return Raised{};
  Object* result = TRY(call_found(t, found, with_self.args()));
  if (result != none()) return raise_type_error(t, "__init__() should return None, not '%T'", result);
  return Status::ok();
}

Object* dispatch_get_item(Thread& t, Object* o, Object* key) { return call_special(t, o, Special::GetItem, key); }

Status dispatch_set_item(Thread& t, Object* o, Object* key, Object* value) {
  Special s = value ? Special::SetItem : Special::DelItem;
  if (value) TRY(call_special(t, o, s, key, value));
  else TRY(call_special(t, o, s, key));
  return Status::ok();
}

Slots make_dispatchers() {
  Slots s{};
  s.repr = dispatch_unary<Special::Repr>;
  s.str = dispatch_unary<Special::Str>;
  s.iter = dispatch_iter;
  s.index = dispatch_unary<Special::Index>;
  s.to_int = dispatch_unary<Special::Int>;
  s.to_float = dispatch_unary<Special::Float>;
  s.negative = dispatch_unary<Special::Neg>;
  s.positive = dispatch_unary<Special::Pos>;
  s.absolute = dispatch_unary<Special::Abs>;
  s.invert = dispatch_unary<Special::Invert>;
  s.hash = dispatch_hash;
  s.length = dispatch_length;
  s.truth = dispatch_truth;
  s.call = dispatch_call;
  s.get_attribute = dispatch_get_attribute;
  s.set_attribute = dispatch_set_attribute;
  s.compare = dispatch_compare;
  s.next = dispatch_next;
  s.descriptor_get = dispatch_descriptor_get;
  s.descriptor_set = dispatch_descriptor_set;
  s.create = dispatch_create;
  s.init = dispatch_init;
  s.get_item = dispatch_get_item;
  s.set_item = dispatch_set_item;
  s.contains = dispatch_contains;
  s.finalize = dispatch_unary<Special::Del>;
  fill_operator_dispatchers(s.binary, s.in_place);
  return s;
}

}  // namespace

const Slots slot_dispatchers = make_dispatchers();
void (*slots_changed_hook)(Type* cls);

// --- choosing the slots of a heap type
// ----------------------------------------------------------------------------------

namespace {

// What one slot's special methods ask for: the slot function they all wrap, or a dispatcher.
struct SlotChoice {
  void* native = nullptr;
  bool dispatch = false;

  void take(void* function) {
    if (native && native != function) dispatch = true;
    native = function;
  }
};

Object* found_for(const TypeData* data, const SlotDefinition& definition, int special) {
  int op = int(definition.operation);
  switch (definition.role) {
    case OperatorRole::None: return data->special[special];
    case OperatorRole::Forward: return data->forward[op];
    case OperatorRole::Reflected: return data->reflected[op];
    case OperatorRole::InPlace: return data->in_place[op];
  }
  return nullptr;
}

// `found` stands for the same method as `wanted`, but in the other slot that it may come from: a sequence's + for a
// number's or back.
bool is_counterpart(const SlotDefinition& found, const SlotDefinition& wanted) {
  return wanted.role != OperatorRole::None && found.role == wanted.role && found.operation == wanted.operation &&
         found.offset != wanted.offset;
}

bool is_sequence_slot(const SlotDefinition& definition) {
  return definition.role != OperatorRole::None && definition.offset < offsetof(Slots, binary);
}

// A method of a native type that stands in the place of one of its slots (type_ready.cpp).
bool stands_for_slot(const MethodDescriptor& method) {
  if (!str_equals(method.name, "__getitem__") && !str_equals(method.name, "__contains__")) return false;
  for (int i = 0; i < slot_definition_count; i++) {
    const SlotDefinition& definition = slot_definitions[i];
    if (slot_at(method.owner->data->slots, definition.offset) && str_equals(method.name, definition.name)) return true;
  }
  return false;
}

void consider(SlotChoice& choice, Type* cls, const SlotDefinition& definition, Object* found) {
  if (is_exact<SlotWrapper>(found)) {
    auto* wrapper = cast<SlotWrapper>(found);
    if (is_counterpart(*wrapper->definition, definition) && is_subtype(cls, wrapper->owner)) {
      // As in CPython, where __iadd__ of either slot is wrapped alike: a subclass of list has list's += in the number's
      // slot too.
      if (definition.role == OperatorRole::InPlace && definition.kind == wrapper->definition->kind &&
          !is_sequence_slot(definition))
        choice.take(wrapper->function);
      return;
    }
    if (wrapper->definition == &definition && is_subtype(cls, wrapper->owner)) return choice.take(wrapper->function);
  }
  if (is_exact<MethodDescriptor>(found)) {
    auto* method = cast<MethodDescriptor>(found);
    if (!is_heap_type(method->owner) && is_subtype(cls, method->owner) && stands_for_slot(*method)) {
      if (void* native = slot_at(method->owner->data->slots, definition.offset)) choice.take(native);
      return;
    }
  }
  if (definition.kind == SlotKind::New && is_exact<BuiltinFunction>(found)) {
    Object* owner = cast<BuiltinFunction>(found)->self;
    if (owner && is_type(owner)) return choice.take(reinterpret_cast<void*>(cast<Type>(owner)->data->slots.create));
  }
  if (definition.kind == SlotKind::Hash && found == none()) return choice.take(nullptr);
  choice.dispatch = true;
}

}  // namespace

void update_slots(Type* cls) {
  constexpr size_t kSlotCount = sizeof(Slots) / sizeof(void*);
  SlotChoice choices[kSlotCount] = {};
  for (int i = 0; i < slot_definition_count; i++) {
    const SlotDefinition& definition = slot_definitions[i];
    Object* found = found_for(cls->data, definition, i);
    if (found) consider(choices[definition.offset / sizeof(void*)], cls, definition, found);
  }
  Slots dispatchers = slot_dispatchers;
  for (size_t i = 0; i < kSlotCount; i++) {
    auto offset = uint16_t(i * sizeof(void*));
    slot_at(cls->data->slots, offset) = choices[i].dispatch ? slot_at(dispatchers, offset) : choices[i].native;
  }
  // A native finalizer has no __del__ that would be found: it is inherited as it is.
  bool has_del = cls->data->special[int(Special::Del)];
  if (!has_del && cls->data->is_heap && cls->base) cls->data->slots.finalize = cls->base->data->slots.finalize;
  if (slots_changed_hook && cls->data->is_heap) slots_changed_hook(cls);
}

}  // namespace sidewinder
