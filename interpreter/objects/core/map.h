// Hidden classes. The instances of a Python class that got the same attributes in the same order share a Map, which
// says where each attribute is. An instance is {head, map, extra, inline slots...}; attributes beyond the inline ones
// are in the raw storage `extra`. An instance whose attributes are too many or were deleted has a dictionary map, and a
// Dict in `extra`.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Map : Object {
  Type* owner;               // class of the instances
  Map* parent;               // without the last attribute; null for a root
  Str* name;                 // of the last attribute
  uint32_t count;            // attributes
  uint16_t inline_capacity;  // of instances with this root
  bool is_dictionary;
  Map** transitions;  // raw storage: children, by name
  uint32_t transition_count;
  Str** names;  // raw storage: all `count` names in order, shared with descendants
  void* index;  // hash index over names, built when count > 8

  static Type* type();
};
extern Type map_type;
inline Type* Map::type() { return &map_type; }

constexpr uint32_t kMostInlineSlots = 32;  // of a class: it starts with 4 and gets more when instances need them

// The two words in an instance at its class's map_offset, and its inline slots behind them.
struct InstanceWords {
  Map* map;
  Object* extra;  // Dict (dictionary map), else raw storage of overflow slots, or null
  Object* slots[];
};

PY_ALWAYS_INLINE InstanceWords* instance_words(Object* o) {
  return reinterpret_cast<InstanceWords*>(reinterpret_cast<char*>(o) + o->cls->data->map_offset);
}

constexpr int kNoSlot = -1;
int map_find(const Map* map, Str* name);  // slot number or kNoSlot; name interned or not
// The map after adding name (a transition, made on demand). The class's dictionary map when there are too many
// attributes or transitions: then only instance_set can add it.
Map* map_add(Thread& t, Map* map, Str* name);
Map* root_map(Type* cls);                    // for a new instance; grows with what the class has needed
Status make_root_map(Thread& t, Type* cls);  // once, for a class with map_offset
// dictionary mode, with the dictionary map of `owner`
Status instance_to_dictionary(Thread& t, Object* o, Type* owner);
// no __init__; for classes whose base is object or another Python class
Object* new_instance(Thread& t, Type* cls);

// The attributes of one instance (any object with a map or with a plain dict), without looking at its class.
Lookup instance_get(Thread& t, Object* o, Str* name);
Status instance_set(Thread& t, Object* o, Str* name, Object* value /* null: delete; missing: AttributeError */);
// o.__dict__: turns o into dictionary mode; the same Dict every time
Dict* instance_dict(Thread& t, Object* o);
// Slot i of an instance whose map is not a dictionary.
PY_ALWAYS_INLINE Object*& instance_slot(InstanceWords* w, int i) {
  return i < w->map->inline_capacity ? w->slots[i] : reinterpret_cast<Object**>(w->extra)[i - w->map->inline_capacity];
}
// Adds the attribute that map_add(w->map, ...) = next describes (store_attr's transition case).
Status instance_transition(Thread& t, Object* o, Map* next, Object* value);

}  // namespace sidewinder
