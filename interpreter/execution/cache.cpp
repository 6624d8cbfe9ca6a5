// Filling inline caches. What a row may hold is decided here; that a row still holds is tested by the handlers
// (ops/attribute.h). A row that keeps missing becomes Megamorphic and is left alone.
#include <cstring>
#include <unordered_map>
#include <vector>

#include "interpreter/execution/ops/attribute.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/lookup_cache.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/descriptor/property.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Map* plain_map(Object* o) {
  if (o->cls->data->map_offset != fields::kInstanceMapOffset) return nullptr;
  Map* map = instance_words(o)->map;
  return map->is_dictionary ? nullptr : map;
}
bool generic_lookup(const Type* cls) {
  return cls->data->slots.get_attribute == &generic_get_attribute && !cls->data->overrides_get_attribute;
}

namespace {

constexpr uint8_t kMaxMisses = 32;

// Counts the fills of a row; false once it has changed too often to be worth it.
bool may_refill(Cache& cache) {
  if (cache.misses >= kMaxMisses) {
    cache.kind = CacheKind::Megamorphic;
    return false;
  }
  ++cache.misses;
  return true;
}

bool is_data_descriptor(Object* o) { return slots_of(o).descriptor_set != nullptr; }
bool is_plain_value(Object* o) { return !slots_of(o).descriptor_get; }

void set_row(Cache& cache, CacheKind kind, const void* key, Object* value, uint32_t version, int index) {
  cache.key = key;
  cache.value = value;
  cache.version = version;
  cache.index = uint16_t(index);
  cache.kind = kind;
}

// An attribute of the instance itself, by its map.
bool fill_slot(Cache& cache, Object* o, Map* map) {
  int slot = map_find(map, cache.name);
  if (slot == kNoSlot || slot >= 0x10000) return false;
  bool is_inline = slot < map->inline_capacity;
  set_row(cache, is_inline ? CacheKind::Slot : CacheKind::Overflow, map, nullptr, o->cls->version,
          is_inline ? slot : slot - map->inline_capacity);
  return true;
}
bool fill_module(Cache& cache, Object* o) {
  auto* module = reinterpret_cast<Module*>(o);
  if (o->cls != Module::type()) return false;
  ssize entry = dict_find_entry(module->dict, cache.name);
  if (entry < 0 || entry >= 0x10000) return false;
  if (type_lookup(o->cls, cache.name) && is_data_descriptor(type_lookup(o->cls, cache.name))) return false;
  set_row(cache, CacheKind::ModuleValue, o, module->dict, dict_keys_version(module->dict), int(entry));
  return true;
}
// A class's own variable (type_of_variable): the row says where it is in the class's dict.
bool fill_variable(Cache& cache, Type* cls) {
  ssize entry = dict_find_entry(cls->dict, cache.name);
  if (entry < 0 || entry >= 0x10000) return false;
  set_row(cache, CacheKind::ModuleValue, cls, cls->dict, dict_keys_version(cls->dict), int(entry));
  return true;
}
// Class.attribute where the metaclass is type: found in the MRO, no binding needed.
bool fill_type(Cache& cache, Object* o) {
  if (o->cls != &type_type) return false;
  auto* cls = reinterpret_cast<Type*>(o);
  if (Object* meta = type_lookup(&type_type, cache.name))
    if (is_data_descriptor(meta)) return false;
  Object* found = type_lookup(cls, cache.name);
  if (!found || !cls->version) return false;
  if (found->cls != Function::type() && !is_plain_value(found)) return false;
  if (const Type* owner = type_of_variable(cls, cache.name))
    return owner == cls && !is_heap_type(found->cls) && fill_variable(cache, cls);
  set_row(cache, CacheKind::TypeValue, o, found, cls->version, 0);
  return true;
}

}  // namespace

// A property whose half is a Python function: the call takes it from the row.
static bool fill_property(Cache& cache, const Type* cls, Object* found, Object* Property::*half) {
  if (found->cls != Property::type()) return false;
  Object* function = static_cast<Property*>(found)->*half;
  if (!function || function->cls != Function::type()) return false;
  set_row(cache, CacheKind::Property, nullptr, function, cls->version, 0);
  return true;
}

// A name of __slots__: the word of the instance that its descriptor reads and writes.
static bool fill_member(Cache& cache, const Type* cls, Object* found) {
  if (found->cls != MemberDescriptor::type()) return false;
  auto* descriptor = static_cast<MemberDescriptor*>(found);
  const NativeMember* member = descriptor->member;
  if (!is_heap_type(descriptor->owner) || member->kind != MemberKind::Object) return false;
  int word = member->offset / int(sizeof(Object*));
  if (member->offset < 0 || member->offset % int(sizeof(Object*)) || word >= fields::kMostMemberWords) return false;
  if (!is_subtype(cls, descriptor->owner)) return false;
  set_row(cache, CacheKind::Member, nullptr, nullptr, cls->version, word);
  return true;
}

bool fill_attribute_cache(Thread&, Cache& cache, Object* o) {
  if (!may_refill(cache)) return false;
  if (fill_module(cache, o) || fill_type(cache, o)) return true;
  Type* cls = o->cls;
  if (!generic_lookup(cls)) return false;
  Object* found = type_lookup(cls, cache.name);
  if (!cls->version) return false;
  if (found && is_data_descriptor(found))
    return fill_member(cache, cls, found) || fill_property(cache, cls, found, &Property::getter);
  Map* map = plain_map(o);
  if (!map) return false;
  if (fill_slot(cache, o, map)) return true;
  if (!found || !is_plain_value(found) || type_of_variable(cls, cache.name)) return false;
  set_row(cache, CacheKind::ClassValue, map, found, cls->version, 0);
  return true;
}

bool fill_method_cache(Thread&, Cache& cache, Object* o) {
  if (!may_refill(cache)) return false;
  if (fill_module(cache, o) || fill_type(cache, o)) return true;
  Type* cls = o->cls;
  if (!generic_lookup(cls)) return false;
  Object* found = type_lookup(cls, cache.name);
  if (!cls->version) return false;
  Map* map = plain_map(o);
  bool is_method = found && (found->cls == Function::type() || found->cls == MethodDescriptor::type());
  if (is_method && !map && has_own_attributes(cls)) return false;
  if (is_method && (!map || map_find(map, cache.name) == kNoSlot)) {
    set_row(cache, CacheKind::Method, map, found, cls->version, 0);
    return true;
  }
  if (found && is_data_descriptor(found)) return false;
  // A callable kept in the instance; only inline slots, which is all that load_method reads.
  int slot = map ? map_find(map, cache.name) : kNoSlot;
  if (slot == kNoSlot || slot >= map->inline_capacity) return false;
  return fill_slot(cache, o, map);
}

bool fill_store_cache(Thread& t, Cache& cache, Object* o) {
  if (!may_refill(cache)) return false;
  Type* cls = o->cls;
  if (cls->data->slots.set_attribute != &generic_set_attribute) return false;
  Object* found = type_lookup(cls, cache.name);
  if (!cls->version) return false;
  if (found && is_data_descriptor(found))
    return fill_member(cache, cls, found) || fill_property(cache, cls, found, &Property::setter);
  Map* map = plain_map(o);
  if (!map) return false;
  int slot = map_find(map, cache.name);
  if (slot != kNoSlot) {
    if (slot >= map->inline_capacity || slot >= 0x10000) return false;
    set_row(cache, CacheKind::Slot, map, nullptr, cls->version, slot);
    return true;
  }
  if (map->count >= map->inline_capacity) return false;  // the new attribute would not be an inline slot
  Map* next = map_add(t, map, cache.name);
  if (!next) {
    clear_pending(t);
    return false;
  }
  if (next->is_dictionary) return false;
  set_row(cache, CacheKind::Transition, map, next, cls->version, int(map->count));
  return true;
}

static bool is_same_row(const Cache& a, const Cache& b) {
  return a.kind == b.kind && a.key == b.key && a.value == b.value && a.version == b.version && a.index == b.index;
}

// What recordings have met at a Megamorphic place; false: it is one too many. Places of traced code live for ever.
static bool may_record_variant(const Cache& place, const Cache& row) {
  static std::unordered_map<const Cache*, std::vector<Cache>> variants;
  std::vector<Cache>& known = variants[&place];
  for (const Cache& variant : known)
    if (is_same_row(variant, row)) return true;
  if (known.size() >= kTracedVariants) return false;
  known.push_back(row);
  return true;
}

Cache& recorded_row(Thread& t, Cache& cache, Object* o, FillCache* fill) {
  static Cache row;  // until the instruction ends
  row = Cache{};
  row.name = cache.name;
  if (!fill(t, row, o) || is_same_row(row, cache)) return cache;
  if (cache.kind != CacheKind::Megamorphic && fill(t, cache, o)) return cache;
  return may_record_variant(cache, row) ? row : cache;
}

namespace {
constexpr size_t kSharedRows = 1024;
Cache shared_rows[3][kSharedRows];
}  // namespace

Cache& shared_row(SharedRows rows, Object* o, Str* name) {
  const Type* cls = o->cls;
  bool has_map = cls->data->map_offset == fields::kInstanceMapOffset;
  bool is_namespace = cls == &type_type || cls == &module_type;  // their rows are of one object
  auto shape = reinterpret_cast<uintptr_t>(has_map        ? static_cast<const void*>(instance_words(o)->map)
                                           : is_namespace ? static_cast<const void*>(o)
                                                          : cls);
  Cache& row = shared_rows[int(rows)][(shape / 16 * 31 ^ reinterpret_cast<uintptr_t>(name) / 16) % kSharedRows];
  if (row.name != name) {
    row.kind = CacheKind::Empty;
    row.name = name;
  }
  return row;
}

// A row that cannot be filled says so as long as the class is the same.
bool fill_shared_row(Thread& t, SharedRows rows, Cache& row, Object* o) {
  if (row.kind == CacheKind::Megamorphic && row.version == o->cls->version) return false;
  row.misses = 0;
  bool filled = rows == SharedRows::Load     ? fill_attribute_cache(t, row, o)
                : rows == SharedRows::Method ? fill_method_cache(t, row, o)
                                             : fill_store_cache(t, row, o);
  if (filled) return true;
  row.kind = CacheKind::Megamorphic;
  row.version = o->cls->version;
  return false;
}

void clear_shared_rows() { std::memset(static_cast<void*>(shared_rows), 0, sizeof shared_rows); }

bool fill_global_cache(Thread&, Cache& cache, Dict* globals, Dict* builtins) {
  if (!is_exact<Dict>(globals) || !is_exact<Dict>(builtins)) return false;  // their own __getitem__ is asked
  ssize entry = dict_find_entry(globals, cache.name);
  if (entry >= 0x10000) return false;
  if (entry >= 0) {
    set_row(cache, CacheKind::GlobalValue, reinterpret_cast<const void*>(uint64_t(dict_keys_version(globals))), nullptr,
            0, int(entry));
    return true;
  }
  entry = dict_find_entry(builtins, cache.name);
  if (entry < 0 || entry >= 0x10000) return false;
  set_row(cache, CacheKind::BuiltinValue, reinterpret_cast<const void*>(uint64_t(dict_keys_version(globals))), nullptr,
          dict_keys_version(builtins), int(entry));
  return true;
}

}  // namespace sidewinder
