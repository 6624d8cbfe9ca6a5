// Maps: search and transitions. The names of a map are an array shared with its descendants as long as the tree does
// not fork.
#include "interpreter/objects/core/map.h"

#include <bit>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

constexpr uint32_t kMaxAttributes = 128;  // beyond: dictionary mode
constexpr uint32_t kMaxTransitions = 64;  // of one map: a class used as a bag of names
constexpr uint32_t kIndexFrom = 9;        // attributes from which on a hash index pays

uint32_t names_capacity(uint32_t count) { return count <= 8 ? 8 : std::bit_ceil(count); }
uint32_t transitions_capacity(uint32_t count) { return count <= 2 ? 2 : std::bit_ceil(count); }

// The array for map's names with one more, `name`: the same one where its next place is free.
Str** extended_names(const Map* map, Str* name) {
  uint32_t count = map->count, capacity = names_capacity(count);
  Str** names = map->names;
  if (!names || count == capacity || names[count]) {
    names = allocate_raw<Str*>(names_capacity(count + 1));
    if (!names) return nullptr;
    if (count) std::memcpy(names, map->names, count * sizeof(Str*));
  }
  names[count] = name;
  return names;
}

Map* new_child(Map* parent, Str* name) {
  Str** names = extended_names(parent, name);
  if (!names) return nullptr;
  Map* child = new_object<Map>(&map_type);
  if (!child) return nullptr;
  child->owner = parent->owner;
  child->parent = parent;
  child->name = name;
  child->count = parent->count + 1;
  child->inline_capacity = parent->inline_capacity;
  child->names = names;
  return child;
}

Status remember_transition(Map* parent, Map* child) {
  uint32_t count = parent->transition_count;
  if (!parent->transitions || count == transitions_capacity(count)) {
    Map** grown = allocate_raw<Map*>(transitions_capacity(count + 1));
    if (!grown) return Raised{};
    if (count) std::memcpy(grown, parent->transitions, count * sizeof(Map*));
    parent->transitions = grown;
  }
  parent->transitions[count] = child;
  parent->transition_count = count + 1;
  return Status::ok();
}

// Cells of the index hold slot + 1; 0 is free. The first cell of the block is the mask.
uint16_t* build_index(const Map* map) {
  uint32_t mask = std::bit_ceil(map->count * 2) - 1;
  uint16_t* block = allocate_raw_leaf<uint16_t>(mask + 2);
  if (!block) return nullptr;
  block[0] = uint16_t(mask);
  for (uint32_t i = 0; i < map->count; i++) {
    uint32_t at = uint32_t(str_hash(map->names[i])) & mask;
    while (block[1 + at]) at = (at + 1) & mask;
    block[1 + at] = uint16_t(i + 1);
  }
  return block;
}

bool same_name(Str* a, Str* b) { return a == b || (!(a->is_interned() && b->is_interned()) && str_equal(a, b)); }

int find_by_index(const Map* map, const uint16_t* block, Str* name) {
  uint32_t mask = block[0];
  for (uint32_t at = uint32_t(str_hash(name)) & mask; block[1 + at]; at = (at + 1) & mask) {
    if (same_name(map->names[block[1 + at] - 1], name)) return block[1 + at] - 1;
  }
  return kNoSlot;
}

Map* new_root(Type* cls, uint32_t inline_capacity) {
  Map* map = new_object<Map>(&map_type);
  if (!map) return nullptr;
  map->owner = cls;
  map->inline_capacity = uint16_t(inline_capacity);
  return map;
}

// Inline slots lie behind the two words, so a class whose instances have fields behind them (__slots__ in a subclass of
// a class without) has none.
bool has_inline_slots(const Type* cls) {
  return cls->basic_size == cls->data->map_offset + ssize(sizeof(InstanceWords));
}

// An instance needed more than the inline slots: new ones get twice as many.
void grow_inline_slots(Type* cls, uint32_t needed) {
  TypeData* data = cls->data;
  if (!has_inline_slots(cls) || needed <= data->inline_slots || data->inline_slots >= kMostInlineSlots) return;
  data->inline_slots = uint16_t(std::min(kMostInlineSlots, std::bit_ceil(needed)));
  Map* root = new_root(cls, data->inline_slots);
  if (root) data->root_map = root;
}

}  // namespace

int map_find(const Map* map, Str* name) {
  if (map->count < kIndexFrom) {
    for (uint32_t i = 0; i < map->count; i++)
      if (map->names[i] == name) return int(i);
    if (name->is_interned()) return kNoSlot;
    for (uint32_t i = 0; i < map->count; i++)
      if (str_equal(map->names[i], name)) return int(i);
    return kNoSlot;
  }
  if (!map->index) {
    void* index = build_index(map);
    PY_CHECK(index);
    const_cast<Map*>(map)->index = index;
  }
  return find_by_index(map, static_cast<const uint16_t*>(map->index), name);
}

Map* map_add(Thread&, Map* map, Str* name) {
  if (!name->is_interned()) name = intern(name);
  for (uint32_t i = 0; i < map->transition_count; i++)
    if (map->transitions[i]->name == name) return map->transitions[i];
  if (map->count >= kMaxAttributes || map->transition_count >= kMaxTransitions) return map->owner->data->dictionary_map;
  Map* child = new_child(map, name);
  if (!child || remember_transition(map, child).failed()) return nullptr;
  if (child->count > child->inline_capacity) grow_inline_slots(child->owner, child->count);
  return child;
}

Map* root_map(Type* cls) { return cls->data->root_map; }

Status make_root_map(Thread&, Type* cls) {
  TypeData* data = cls->data;
  data->root_map = new_root(cls, has_inline_slots(cls) ? data->inline_slots : 0);
  data->dictionary_map = new_root(cls, 0);
  if (!data->root_map || !data->dictionary_map) return Raised{};
  data->dictionary_map->is_dictionary = true;
  return Status::ok();
}

static TypeData map_data = {};
Type map_type = static_type("hidden_class", sizeof(Map), 0, kTypeDisallowInstantiation, &map_data);

}  // namespace sidewinder
