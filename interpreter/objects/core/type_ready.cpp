// Making the static types ready: what their tables declare goes into their dicts, what they leave out comes from their
// base.
#include <algorithm>
#include <cstring>
#include <string_view>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/slot_dispatch.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/descriptor/slot_wrapper.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/objects/weak/reference.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

#define BUILTIN_TYPE(variable, name) extern Type variable;
#include "interpreter/objects/core/builtin_types.def"
#undef BUILTIN_TYPE

namespace {

// Puts `value` under `name` unless the type has such an attribute already: slots go before methods.
void add(Thread& t, Type* cls, Str* name, Object* value) {
  PY_CHECK(value);
  if (!dict_get_str(cls->dict, name)) PY_CHECK(!dict_set_str(t, cls->dict, name, value).failed());
}

// The truth of what has a length follows from it: such a type has a slot only to be fast, and a Python class below it
// that defines __len__ must be asked. range is CPython's exception; a weak proxy asks what it stands for, and has no
// class below it.
bool is_shown(const Type* cls, const SlotDefinition& definition) {
  bool follows_from_length = definition.kind == SlotKind::Truth && cls->data->slots.length;
  return !follows_from_length || cls == &range_type || cls == &weak_proxy_type || cls == &weak_callable_proxy_type;
}

// Some types show a method of their own in the place of __getitem__ or __contains__ (CPython's METH_COEXIST).
bool has_method(const Type* cls, const SlotDefinition& definition) {
  if (definition.kind != SlotKind::Contains && std::strcmp(definition.name, "__getitem__") != 0) return false;
  for (auto* m = cls->data->spec.methods; m && m->name; m++)
    if (!std::strcmp(m->name, definition.name)) return true;
  return false;
}

enum class AttributeAccess { Reads, Writes, ReadsAndWrites };
struct AttributeAccessRow {
  std::string_view name;
  AttributeAccess access;
};
constexpr AttributeAccessRow kAttributeAccess[] = {
#define ATTRIBUTE_ACCESS(name, access) {name, AttributeAccess::access},
#include "interpreter/objects/descriptor/attribute_access.def"
#undef ATTRIBUTE_ACCESS
};
static_assert(std::ranges::is_sorted(kAttributeAccess, {}, &AttributeAccessRow::name));

void take_attribute_access(Type* cls) {
  auto row = std::ranges::lower_bound(kAttributeAccess, std::string_view(cls->name), {}, &AttributeAccessRow::name);
  if (row == std::end(kAttributeAccess) || row->name != cls->name) return;
  Slots& slots = cls->data->slots;
  if (row->access != AttributeAccess::Writes && !slots.get_attribute) slots.get_attribute = generic_get_attribute;
  if (row->access != AttributeAccess::Reads && !slots.set_attribute) slots.set_attribute = generic_set_attribute;
}

void add_slot_wrappers(Thread& t, Type* cls) {
  for (int i = 0; i < slot_definition_count; i++) {
    const SlotDefinition& definition = slot_definitions[i];
    void* function = slot_at(cls->data->slots, definition.offset);
    if (!function || definition.kind == SlotKind::None || definition.kind == SlotKind::New || !*definition.name)
      continue;
    if (!is_shown(cls, definition) || has_method(cls, definition)) continue;
    add(t, cls, intern(definition.name), new_slot_wrapper(t, cls, &definition, function));
  }
  if (cls->data->slots.create) add(t, cls, names::new_, new_constructor(t, cls));
  // Equality without a hash of its own: instances cannot be hashed.
  if (cls->data->slots.compare && !cls->data->slots.hash) add(t, cls, names::hash, none());
}

void add_table_rows(Thread& t, Type* cls) {
  const TypeSpec& spec = cls->data->spec;
  for (auto* m = spec.methods; m && m->name; m++) add(t, cls, intern(m->name), new_method_descriptor(t, cls, m));
  for (auto* g = spec.getsets; g && g->name; g++) add(t, cls, intern(g->name), new_getset_descriptor(t, cls, g));
  for (auto* m = spec.members; m && m->name; m++) add(t, cls, intern(m->name), new_member_descriptor(t, cls, m));
  add(t, cls, names::doc, doc_without_signature(cls->name, spec.doc));
  // The type that brings the word for attributes shows it, unless it has its own way (type, module, function do).
  bool inherited = cls->base && cls->base->c_dict_offset == cls->c_dict_offset;
  if (cls->c_dict_offset && !inherited) add(t, cls, names::dict, new_getset_descriptor(t, cls, &instance_dict_getset));
}

void inherit_slots(Type* cls) {
  Slots &own = cls->data->slots, &inherited = cls->base->data->slots;
  bool compares_itself = own.compare || own.hash;
  auto* hash = own.hash;
  auto* compare = own.compare;
  auto* create = own.create;
  for (size_t offset = 0; offset < sizeof(Slots); offset += sizeof(void*)) {
    void*& slot = slot_at(own, uint16_t(offset));
    if (!slot) slot = slot_at(inherited, uint16_t(offset));
  }
  if (compares_itself) {  // equality and hash belong together
    own.hash = hash;
    own.compare = compare ? compare : inherited.compare;
  }
  if (cls->base == &object_type) own.create = create;  // a built-in type says itself whether it can be called
}

void inherit_layout(Type* cls) {
  const Type* base = cls->base;
  cls->flags |= base->flags & kInheritedFlags;
  if (!cls->basic_size) cls->basic_size = base->basic_size;
  if (!cls->item_size) cls->item_size = base->item_size;
  if (!cls->c_dict_offset) cls->c_dict_offset = base->c_dict_offset;
  cls->data->allows_weak_references |= base->data->allows_weak_references;
}

}  // namespace

void ready_type(Thread& t, Type* cls) {
  if (cls->flags & kTypeReady) return;
  cls->flags |= kTypeReady;
  if (!cls->base && cls != &object_type) cls->base = &object_type;
  if (cls->base) ready_type(t, cls->base);
  for (ssize i = 0; cls->bases && i < cls->bases->size; i++) ready_type(t, cast<Type>((*cls->bases)[i]));
  if (!cls->bases) cls->bases = cls->base ? new_tuple(reinterpret_cast<Object**>(&cls->base), 1) : empty_tuple();
  cls->dict = new_dict(t);
  cls->dict->flags |= kDictNamespace;
  take_attribute_access(cls);
  add_slot_wrappers(t, cls);
  add_table_rows(t, cls);
  if (cls->base) {
    inherit_layout(cls);
    inherit_slots(cls);
  }
  cls->mro = compute_mro(t, cls);
  PY_CHECK(cls->mro);
  for (ssize i = 0; i < cls->bases->size; i++) PY_CHECK(!add_subclass(t, cast<Type>((*cls->bases)[i]), cls).failed());
  new_type_version(cls);
  update_specials(cls);
  if (slots_changed_hook) slots_changed_hook(cls);  // a module's, made ready after the first extension module
}

// Each shows an __init__ of its own, though most are the base's; but for the one that a class statement would make.
// Those that have nothing but BaseException has show its __new__ too, but for KeyError.
static void ready_exception(Thread& t, Type* cls) {
  Slots& slots = cls->data->slots;
  bool is_plain = cls->basic_size == exceptions::BaseException.basic_size || cls->base == &exceptions::UnicodeError;
  if (!slots.create && is_plain && cls != &exceptions::KeyError)
    slots.create = exceptions::BaseException.data->slots.create;
  if (!slots.init && cls != &exceptions::ExceptionGroup) slots.init = cls->base->data->slots.init;
  ready_type(t, cls);
}

void ready_builtin_types(Thread& t) {
  initialize_special_names();
  // the one static type with two bases
  Object* group_bases[] = {&exceptions::BaseExceptionGroup, &exceptions::Exception};
  exceptions::ExceptionGroup.bases = new_tuple(group_bases, 2);
  exceptions::ExceptionGroup.data->allows_weak_references = true;
#define BUILTIN_TYPE(variable, name) ready_type(t, &variable);
#include "interpreter/objects/core/builtin_types.def"
#undef BUILTIN_TYPE
  ready_type(t, &exceptions::BaseException);
#define EXCEPTION(name, base, layout, doc) ready_exception(t, &exceptions::name);
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
  // made by a class statement in CPython
  add(t, &exceptions::ExceptionGroup, names::module, intern("builtins"));
  add(t, &exceptions::ExceptionGroup, names::weakref,
      new_getset_descriptor(t, &exceptions::ExceptionGroup, &instance_weakref_getset));
}

}  // namespace sidewinder
