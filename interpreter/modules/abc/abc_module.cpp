// Module _abc (PEP 3119): what ABCMeta keeps for each class, and how isinstance and issubclass are answered from it.
// The registry and the caches are sets of weak references, as _get_dump() shows them. In front of the caches stands a
// small table that answers by the address and the version of a class without looking at either: see Recent.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/objects/weak/reference.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The answer for a class, in memory that does not keep it alive. The version is unique, so another class at the same
// address is not taken for it.
struct Recent {
  const Type* cls;
  unsigned version;
  bool answer;
  uint64_t registrations;  // when a negative answer was given
};
constexpr size_t kRecent = 16;

struct AbcData : Object {
  Set *registry, *cache, *negative_cache;  // null: empty
  uint64_t negative_version;
  Recent* recent;  // kRecent of them, leaf storage
  static Type* type();
};

uint64_t registrations = 0;

constexpr TypeData make_abc_data_data() {
  TypeData d{};
  d.spec.doc = "What an abstract base class remembers about other classes.";
  return d;
}
constinit TypeData abc_data_data = make_abc_data_data();
constinit Type abc_data_type = static_type("_abc._abc_data", sizeof(AbcData), 0, kTypeHaveGC, &abc_data_data);
Type* AbcData::type() { return &abc_data_type; }

Str* name_of_data() {
  static Str* const name = intern("_abc_impl");
  return name;
}

AbcData* data_of(Thread& t, Object* cls) {
  Object* data = TRY(get_attribute(t, cls, name_of_data()));
  if (!is_exact<AbcData>(data)) return raise_type_error(t, "_abc_impl is set to a wrong type");
  return cast<AbcData>(data);
}

// --- sets of weak references to classes ---

Truth is_in(Thread& t, Set* set, Object* cls) {
  if (!set || !set->used) return Truth::False;
  WeakReference* reference = TRY(new_weak_reference(t, &weak_reference_type, cls, nullptr));
  return set_contains(t, set, reference);
}

Status drop_dead(Thread& t, Set* set) {
  Set* all = TRY(set_copy(t, set));
  ssize position = 0;
  Object* reference;
  ssize hash;
  while (set_next(all, &position, &reference, &hash))
    if (!cast<WeakReference>(reference)->living()) TRY(set_discard_hashed(t, set, reference, hash));
  return Status::ok();
}

constexpr bool is_power_of_two(ssize n) { return (n & (n - 1)) == 0; }

Status put_in(Thread& t, Set** set, Object* cls) {
  if (!*set) *set = TRY(new_set(t));
  if ((*set)->used >= 16 && is_power_of_two((*set)->used)) TRY(drop_dead(t, *set));
  WeakReference* reference = TRY(new_weak_reference(t, &weak_reference_type, cls, nullptr));
  return set_add(t, *set, reference);
}

Object* shown(Thread& t, Set* set) {
  if (!set) return new_set(t);
  TRY(drop_dead(t, set));
  return set_copy(t, set);
}

// --- recent answers ---

Recent& recent_for(AbcData* data, const Type* cls) {
  return data->recent[(reinterpret_cast<size_t>(cls) >> 4) % kRecent];
}

// Whether it is known; then *answer is set.
bool known_recently(AbcData* data, const Object* cls, bool* answer) {
  if (!is_type(cls)) return false;
  const Recent& r = recent_for(data, cast<Type>(cls));
  if (r.cls != cls || r.version != cast<Type>(cls)->version) return false;
  if (!r.answer && r.registrations != registrations) return false;
  *answer = r.answer;
  return true;
}

Truth remember(AbcData* data, const Object* cls, bool answer) {
  const auto* type = cast<Type>(cls);
  if (type->version) recent_for(data, type) = {type, type->version, answer, registrations};
  return truth_of(answer);
}

Status forget_recent(AbcData* data) {
  std::memset(static_cast<void*>(data->recent), 0, kRecent * sizeof(Recent));
  return Status::ok();
}

// --- a new class ---

Truth is_abstract(Thread& t, Object* o) {
  Lookup flag = find_attribute(t, o, names::is_abstract);
  if (flag.failed()) return Truth::Error;
  return flag.found() ? truth(t, flag.value) : Truth::False;
}

Status add_own_abstract_methods(Thread& t, Type* cls, Set* abstract) {
  Dict* own = TRY(dict_copy(t, cls->dict));
  ssize position = 0;
  Object *name, *value;
  while (dict_next(own, &position, &name, &value))
    if (TRY(is_abstract(t, value))) TRY(set_add(t, abstract, name));
  return Status::ok();
}

Status add_inherited_abstract_methods(Thread& t, Type* cls, Object* base, Set* abstract) {
  Lookup names = TRY(find_attribute(t, base, names::abstract_methods));
  if (!names.found()) return Status::ok();
  return for_each(t, names.value, [&](Object* name) -> Status {
    if (!is_str(name)) return raise_type_error(t, "attribute name must be string, not '%T'", name);
    Lookup value = TRY(find_attribute(t, cls, cast<Str>(name)));
    if (value.found() && TRY(is_abstract(t, value.value))) TRY(set_add(t, abstract, name));
    return Status::ok();
  });
}

Status find_abstract_methods(Thread& t, Type* cls) {
  Set* abstract = TRY(new_set(t));
  TRY(add_own_abstract_methods(t, cls, abstract));
  for (ssize i = 0; i < cls->bases->size; i++) TRY(add_inherited_abstract_methods(t, cls, (*cls->bases)[i], abstract));
  return set_attribute(t, cls, names::abstract_methods, TRY(new_frozenset(t, abstract)));
}

constexpr unsigned long kCollectionFlags = kTypeSequence | kTypeMapping;

// __abc_tpflags__: the collections' ABCs say with it how `match` sees their instances (PEP 634).
Status take_collection_flags(Thread& t, Type* cls) {
  Str* name = intern("__abc_tpflags__");
  Object* given = dict_get_str(cls->dict, name);
  int64_t value;
  if (!given || !is_exact<Int>(given) || !int_fits_int64(given, &value)) return Status::ok();
  unsigned long flags = static_cast<unsigned long>(value) & kCollectionFlags;
  if (flags == kCollectionFlags)
    return raise_type_error(t, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
  cls->flags |= flags;
  return set_attribute(t, cls, name, nullptr);
}

Status set_flags_below(Thread& t, Type* cls, unsigned long flags) {
  if ((cls->flags & kTypeImmutable) || (cls->flags & kCollectionFlags) == flags) return Status::ok();
  cls->flags = (cls->flags & ~kCollectionFlags) | flags;
  Object* subclasses = TRY(type_subclasses(t, cls));
  return for_each(t, subclasses, [&](Object* subclass) { return set_flags_below(t, cast<Type>(subclass), flags); });
}

// --- checks ---

Truth says_hook(Thread& t, Object* self, Object* subclass, bool* decided) {
  Object* answer = TRY(call_method(t, self, names::subclass_hook, Args{&subclass, 1}));
  *decided = answer == py_true() || answer == py_false();
  if (*decided) return truth_of(answer == py_true());
  if (answer == not_implemented()) return Truth::False;
  return truth_error(
      raise(t, exceptions::AssertionError, "__subclasshook__ must return either False, True, or NotImplemented"));
}

Truth is_below_a_registered(Thread& t, AbcData* data, Object* subclass) {
  if (!data->registry || !data->registry->used) return Truth::False;
  Set* all = TRY(set_copy(t, data->registry));
  ssize position = 0;
  Object* reference;
  while (set_next(all, &position, &reference)) {
    Object* registered = cast<WeakReference>(reference)->living();
    if (registered && TRY(is_subclass_of(t, subclass, registered))) return Truth::True;
  }
  return Truth::False;
}

Truth is_below_a_subclass(Thread& t, Object* self, Object* subclass) {
  Object* subclasses = TRY(call_method(t, self, "__subclasses__"));
  if (!has_flag(subclasses, kTypeList)) return truth_error(raise_type_error(t, "__subclasses__() must return a list"));
  for (ssize i = 0; i < cast<List>(subclasses)->size; i++) {
    Object* below = TRY(list_get(t, cast<List>(subclasses), i));
    if (TRY(is_subclass_of(t, subclass, below))) return Truth::True;
  }
  return Truth::False;
}

bool is_in_mro(const Type* cls, const Object* ancestor) {
  for (ssize i = 0; cls->mro && i < cls->mro->size; i++)
    if ((*cls->mro)[i] == ancestor) return true;
  return false;
}

// The full answer, beyond what the caches and the registry know.
Truth is_subclass_uncached(Thread& t, AbcData* data, Object* self, Object* subclass) {
  if (is_in_mro(cast<Type>(subclass), self)) return Truth::True;
  if (TRY(is_below_a_registered(t, data, subclass))) return Truth::True;
  return is_below_a_subclass(t, self, subclass);
}

// What the caches say; False with *known false: nothing.
Truth is_cached(Thread& t, AbcData* data, Object* subclass, bool* known) {
  *known = true;
  if (TRY(is_in(t, data->cache, subclass))) return Truth::True;
  if (data->negative_version < registrations) {
    data->negative_cache = nullptr;
    data->negative_version = registrations;
  }
  *known = TRY(is_in(t, data->negative_cache, subclass));
  return Truth::False;
}

Truth check_subclass(Thread& t, AbcData* data, Object* self, Object* subclass) {
  bool answer;
  if (known_recently(data, subclass, &answer)) return truth_of(answer);
  if (!is_type(subclass)) return truth_error(raise_type_error(t, "issubclass() arg 1 must be a class"));
  bool known;
  answer = TRY(is_cached(t, data, subclass, &known));
  if (known) return remember(data, subclass, answer);
  bool decided;
  answer = TRY(says_hook(t, self, subclass, &decided));
  if (!decided && !is_in_mro(cast<Type>(subclass), self) && TRY(is_in(t, data->registry, subclass)))
    return remember(data, subclass, true);
  if (!decided) answer = TRY(is_subclass_uncached(t, data, self, subclass));
  TRY(put_in(t, answer ? &data->cache : &data->negative_cache, subclass));
  return remember(data, subclass, answer);
}

Truth ask_class(Thread& t, Object* self, Object* subclass) {
  Object* answer = TRY(call_method(t, self, names::subclass_check, Args{&subclass, 1}));
  return truth(t, answer);
}

// --- functions ---

ssize abc_get_cache_token() { return ssize(registrations); }

Status abc_init(Thread& t, Object* self) {
  if (!is_type(self)) return raise_type_error(t, "_abc_init() argument must be a class, not '%T'", self);
  auto* cls = cast<Type>(self);
  TRY(find_abstract_methods(t, cls));
  AbcData* data = TRY(new_object<AbcData>(&abc_data_type));
  data->recent = TRY(allocate_raw_leaf<Recent>(kRecent));
  data->negative_version = registrations;
  TRY(set_attribute(t, self, name_of_data(), data));
  return take_collection_flags(t, cls);
}

Object* abc_register(Thread& t, Object* self, Object* subclass) {
  if (!is_type(subclass)) return raise_type_error(t, "Can only register classes");
  if (TRY(is_subclass_of(t, subclass, self))) return subclass;
  if (TRY(is_subclass_of(t, self, subclass)))
    return raise(t, exceptions::RuntimeError, "Refusing to create an inheritance cycle");
  AbcData* data = TRY(data_of(t, self));
  TRY(put_in(t, &data->registry, subclass));
  registrations++;
  unsigned long flags = is_type(self) ? cast<Type>(self)->flags & kCollectionFlags : 0;
  if (flags) TRY(set_flags_below(t, cast<Type>(subclass), flags));
  return subclass;
}

Truth abc_instancecheck(Thread& t, Object* self, Object* instance) {
  AbcData* data = TRY(data_of(t, self));
  bool answer;
  // an instance of an ordinary class claims to be of no other
  if (slots_of(instance).get_attribute == generic_get_attribute && known_recently(data, instance->cls, &answer) &&
      type_lookup(instance->cls, names::class_) == dict_get_str(object_type.dict, names::class_))
    return truth_of(answer);
  Object* claimed = TRY(get_attribute(t, instance, names::class_));
  bool known;
  if (is_type(claimed) && TRY(is_cached(t, data, claimed, &known))) return Truth::True;
  if (claimed == instance->cls) {
    TRY(is_cached(t, data, claimed, &known));
    return known ? Truth::False : ask_class(t, self, claimed);
  }
  if (TRY(ask_class(t, self, claimed))) return Truth::True;
  return ask_class(t, self, instance->cls);
}

Truth abc_subclasscheck(Thread& t, Object* self, Object* subclass) {
  AbcData* data = TRY(data_of(t, self));
  return check_subclass(t, data, self, subclass);
}

Tuple* abc_get_dump(Thread& t, Object* self) {
  AbcData* data = TRY(data_of(t, self));
  Object* items[] = {TRY(shown(t, data->registry)), TRY(shown(t, data->cache)), TRY(shown(t, data->negative_cache)),
                     int_from_int64(int64_t(data->negative_version))};
  return new_tuple(items, 4);
}

Status abc_reset_registry(Thread& t, Object* self) {
  AbcData* data = TRY(data_of(t, self));
  data->registry = nullptr;
  return forget_recent(data);
}

Status abc_reset_caches(Thread& t, Object* self) {
  AbcData* data = TRY(data_of(t, self));
  data->cache = data->negative_cache = nullptr;
  return forget_recent(data);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/abc/abc_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX abc
#define NATIVE_NAME "_abc"
#include "interpreter/objects/core/native_table.inc"

Module* create_abc(Thread& t) {
  ready_type(t, &abc_data_type);
  Module* module = TRY(new_module(t, "_abc"));
  TRY(add_functions(t, module, abc_method_rows));
  return module;
}

}  // namespace sidewinder
