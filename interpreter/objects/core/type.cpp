// Looking attributes up in classes, and keeping what is derived from class dicts true: versions, the method cache,
// specials.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "interpreter/objects/core/type.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/lookup_cache.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/descriptor/slot_wrapper.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

Str* special_names[int(Special::kCount)];
Str* forward_names[int(BinaryOp::kCount)];
Str* reflected_names[int(BinaryOp::kCount)];
Str* in_place_names[int(BinaryOp::kCount)];

namespace names {
#define NAME(identifier, text) Str* identifier;
#include "interpreter/objects/core/names.def"
#undef NAME
}  // namespace names

namespace {

constexpr const char* kSpecialTexts[] = {
#define SPECIAL(name, text, ...) text,
#include "interpreter/objects/core/specials.def"
#undef SPECIAL
};
struct OperatorTexts {
  const char *forward, *reflected, *in_place;
};
constexpr OperatorTexts kOperatorTexts[] = {
#define OPERATOR(name, symbol, forward, reflected, in_place, ...) {forward, reflected, in_place},
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
};

// What type_lookup found, by type version and name. Null is an answer too. A stale row is harmless: its version is
// never used again.
struct LookupCacheRow {
  unsigned int version;
  Str* name;
  Object* value;
};
constexpr size_t kLookupCacheSize = 4096;
LookupCacheRow lookup_cache[kLookupCacheSize];

unsigned int last_version = 0;

PY_ALWAYS_INLINE LookupCacheRow& cache_row(unsigned int version, const Str* name) {
  return lookup_cache[(size_t(version) * 0x9e3779b1u ^ (reinterpret_cast<size_t>(name) >> 4)) % kLookupCacheSize];
}

// A namespace given to type() may have keys that are no str: then their __eq__ is asked. What it raises is lost, as in
// CPython, where a lookup in a class cannot fail.
Object* find_in_class(const Dict* dict, Str* name) {
  if (dict_has_string_keys(dict)) [[likely]]
    return dict_get_str(dict, name);
  Thread& t = current_thread();
  PendingSaved saved(t);
  Lookup found = dict_get(t, const_cast<Dict*>(dict), name);
  if (found.failed()) clear_pending(t);
  return found.value;
}

// *owner: the class in whose dict it is, but for one whose MRO is being computed.
Object* lookup_in_mro(const Type* cls, Str* name, Type** owner = nullptr) {
  const Tuple* mro = cls->mro;
  if (!mro) return cls->dict ? dict_get_str(cls->dict, name) : nullptr;
  for (ssize i = 0; i < mro->size; i++) {
    Type* each = cast<Type>((*mro)[i]);
    Object* value = each->dict ? find_in_class(each->dict, name) : nullptr;
    if (!value) continue;
    if (owner) *owner = each;
    return value;
  }
  return nullptr;
}

// Of a class. One that dies may leave it to the next at its address, of which it is as true: no version tells such a
// value of either.
struct Variables {
  int replacements = 0;  // of plain values of its own attributes by others, as far as they are counted
  std::vector<const Str*> names;
};
constexpr int kReplacementsBeforeVariable = 16;
constexpr size_t kMostVariables = 16;

std::unordered_map<const Type*, Variables>& all_variables() {
  static std::unordered_map<const Type*, Variables> variables;
  return variables;
}

bool is_variable_of(const Type* owner, const Str* name) {
  auto found = all_variables().find(owner);
  if (found == all_variables().end()) return false;
  const auto& names = found->second.names;
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_special_name(Str* name) {
  if (name->length < 6 || name->kind() != 1 || name->at(0) != '_' || name->at(1) != '_') return false;
  Str* interned = intern(name);
  for (Str* special : special_names)
    if (special == interned) return true;
  for (int i = 0; i < int(BinaryOp::kCount); i++)
    if (interned == forward_names[i] || interned == reflected_names[i] || interned == in_place_names[i]) return true;
  return false;
}

template <class F> void for_each_subclass(Type* cls, F&& visit) {
  visit(cls);
  for (ssize i = 0; i < subclass_count(cls); i++)
    if (Type* subclass = subclass_at(cls, i)) for_each_subclass(subclass, visit);
}

}  // namespace

void forget_lookups() { std::fill(std::begin(lookup_cache), std::end(lookup_cache), LookupCacheRow{}); }

void initialize_special_names() {
  if (names::doc) return;
  for (int i = 0; i < int(Special::kCount); i++) special_names[i] = intern(kSpecialTexts[i]);
  for (int i = 0; i < int(BinaryOp::kCount); i++) {
    forward_names[i] = intern(kOperatorTexts[i].forward);
    reflected_names[i] = intern(kOperatorTexts[i].reflected);
    in_place_names[i] = *kOperatorTexts[i].in_place ? intern(kOperatorTexts[i].in_place) : nullptr;
  }
#define NAME(identifier, text) names::identifier = intern(text);
#include "interpreter/objects/core/names.def"
#undef NAME
}

bool is_subtype(const Type* a, const Type* b) {
  if (a == b) return true;
  if (const Tuple* mro = a->mro) {
    for (ssize i = 0; i < mro->size; i++)
      if ((*mro)[i] == b) return true;
    return false;
  }
  for (a = a->base; a; a = a->base)
    if (a == b) return true;
  return b == &object_type;
}

Object* type_lookup(Type* cls, Str* name) {
  if (!name->is_interned() || !cls->version) [[unlikely]]
    return lookup_in_mro(cls, name);
  LookupCacheRow& row = cache_row(cls->version, name);
  if (row.version == cls->version && row.name == name) [[likely]]
    return row.value;
  unsigned int version = cls->version;
  Type* owner = nullptr;
  Object* value = lookup_in_mro(cls, name, &owner);
  if (!owner || !is_variable_of(owner, name)) row = {version, name, value};
  return value;
}

Type* type_of_variable(const Type* cls, Str* name) {
  Type* owner = nullptr;
  lookup_in_mro(cls, name, &owner);
  return owner && is_variable_of(owner, name) ? owner : nullptr;
}

void new_type_version(Type* cls) {
  cls->version = ++last_version;
  PY_CHECK(last_version != 0);
}

void update_specials(Type* cls) {
  TypeData* data = cls->data;
  for (int i = 0; i < int(Special::kCount); i++) data->special[i] = lookup_in_mro(cls, special_names[i]);
  for (int i = 0; i < int(BinaryOp::kCount); i++) {
    data->forward[i] = lookup_in_mro(cls, forward_names[i]);
    data->reflected[i] = lookup_in_mro(cls, reflected_names[i]);
    data->in_place[i] = in_place_names[i] ? lookup_in_mro(cls, in_place_names[i]) : nullptr;
  }
  Object* creator = data->special[int(Special::New)];
  if (is_heap_type(cls) && creator && !is_constructor(creator)) cls->flags |= kNewInPython;
  data->has_getattr_hook = data->special[int(Special::GetAttr)] != nullptr;
  Object* getter = data->special[int(Special::GetAttribute)];
  data->overrides_get_attribute = getter && !is_exact<SlotWrapper>(getter);
}

void type_modified(Thread&, Type* cls) {
  for_each_subclass(cls, [](Type* each) {
    new_type_version(each);
    update_specials(each);
    if (is_heap_type(each)) update_slots(each);
  });
}

namespace {

bool is_descriptor_name(const Str* name) {
  return name == special_names[int(Special::Get)] || name == special_names[int(Special::Set)] ||
         name == special_names[int(Special::Delete)];
}

}  // namespace

void type_attribute_changed(Thread& t, Type* cls, Str* name) {
  // Objects of cls may stand in any class, where they become descriptors, or are none any more.
  if (is_descriptor_name(name)) for_each_subclass(&object_type, new_type_version);
  if (is_special_name(name)) return type_modified(t, cls);
  for_each_subclass(cls, new_type_version);
}

namespace {

// What is no descriptor, and cannot become one.
bool is_plain_value(const Object* o) {
  return o && !is_heap_type(o->cls) && !slots_of(o).descriptor_get && !slots_of(o).descriptor_set;
}

// The class's own attribute `name` was `before` and is to be `value`: is that no new version's business? An attribute
// that becomes a variable here changes the version one last time.
bool replaces_variable(Type* cls, Str* name, Object* before, Object* value) {
  if (!is_heap_type(cls) || (name->length >= 2 && name->at(0) == '_' && name->at(1) == '_')) return false;
  if (!is_plain_value(value)) {
    if (is_variable_of(cls, name)) cls->dict->keys_version = 0;  // who knows where the variable is asks what it is
    return false;
  }
  if (!is_plain_value(before)) return false;
  Variables& variables = all_variables()[cls];
  if (is_variable_of(cls, name)) return true;
  if (variables.replacements < kReplacementsBeforeVariable) ++variables.replacements;
  else if (variables.names.size() < kMostVariables) variables.names.push_back(name);
  return false;
}

}  // namespace

Status type_set_own(Thread& t, Type* cls, Str* name, Object* value) {
  name = intern(name);
  if (!cls->dict) cls->dict = TRY(new_dict(t));
  if (!cls->data && value)
    return dict_set_str(t, cls->dict, name, value);  // C fills it: PyType_Ready makes a class of it
  bool had_finalizer = cls->data->slots.finalize != nullptr;
  if (value) {
    Object* before = dict_has_string_keys(cls->dict) ? dict_get_str(cls->dict, name) : nullptr;
    bool replaces = replaces_variable(cls, name, before, value);
    TRY(dict_set_str(t, cls->dict, name, value));
    if (replaces) return Status::ok();
  } else {
    Truth deleted = dict_delete(t, cls->dict, name);
    if (deleted == Truth::Error) return Raised{};
    if (deleted == Truth::False) return raise_attribute_error(t, cls, name);
  }
  type_attribute_changed(t, cls, name);
  return had_finalizer || !cls->data->slots.finalize ? Status::ok() : register_instance_finalizers(t, cls);
}

}  // namespace sidewinder
