#include "interpreter/modules/gc/references.h"

#include "interpreter/execution/thread.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/map.h"

namespace sidewinder {

namespace {

struct Visitor {
  VisitReference visit;
  void* arg;
  void operator()(Object* o) const {
    if (o && o->cls != &map_type) visit(o, arg);
  }
};

void visit_dict(const Dict* d, const Visitor& visit) {
  ssize position = 0;
  Object *key, *value;
  while (dict_next(d, &position, &key, &value)) {
    visit(value);
    visit(key);
  }
}

// True if o is such a container.
bool visit_items(Object* o, const Visitor& visit) {
  if (has_flag(o, kTypeList)) {
    auto* l = cast<List>(o);
    for (ssize i = l->size - 1; i >= 0; i--) visit(list_get(current_thread(), l, i));
  } else if (has_flag(o, kTypeTuple)) {
    for (ssize i = cast<Tuple>(o)->size - 1; i >= 0; i--) visit((*cast<Tuple>(o))[i]);
  } else if (has_flag(o, kTypeDict)) {
    visit_dict(cast<Dict>(o), visit);
  } else if (is_any_set(o)) {
    ssize position = 0;
    Object* key;
    while (set_next(cast<Set>(o), &position, &key)) visit(key);
  } else {
    return false;
  }
  return true;
}

void visit_attributes(Object* o, const Visitor& visit) {
  if (!o->cls->data->map_offset) {
    if (Object** word = instance_dict_word(o)) visit(*word);
    return;
  }
  InstanceWords* w = instance_words(o);
  if (w->map->is_dictionary) return visit(w->extra);
  for (uint32_t i = 0; i < w->map->count; i++) visit(instance_slot(w, int(i)));
}

// The words of __slots__ of each class above the native one.
void visit_slots(Object* o, const Visitor& visit) {
  for (const Type* cls = o->cls; is_heap_type(cls); cls = cls->base) {
    auto* names = cast<Tuple>(cast<HeapType>(cls)->slot_names);
    if (!names) continue;
    auto* words = reinterpret_cast<Object**>(reinterpret_cast<char*>(o) + cls->base->basic_size);
    for (ssize i = 0; i < names->size; i++) visit(words[i]);
  }
}

const Type* native_base(const Type* cls) {
  while (is_heap_type(cls)) cls = cls->base;
  return cls;
}

bool may_be_in_a_cycle(const Object* o) { return has_flag(o, kTypeHaveGC); }

bool is_tracked_tuple(const Tuple& tuple) {
  bool any = false;
  for (ssize i = 0; i < tuple.size; i++) {
    if (!tuple[i]) return false;  // C is still filling it: nobody else may have it
    any |= may_be_in_a_cycle(tuple[i]);
  }
  return any;
}

}  // namespace

void visit_references(Object* o, VisitReference function, void* arg) {
  Visitor visit{function, arg};
  bool is_instance = is_heap_type(o->cls) && !is_type(o);
  if (!visit_items(o, visit) && !(is_instance && native_base(o->cls) == &object_type)) {
    for_each_heap_reference(
        o, [](Object* found, void* v) { (*static_cast<Visitor*>(v))(found); }, &visit);
    if (is_instance) visit(o->cls);
    return;
  }
  if (!is_instance) return;
  visit_slots(o, visit);
  visit_attributes(o, visit);
  visit(o->cls);
}

bool is_whole(Object* o) {
  if (!may_be_reference(o->cls) || refers_to_free_memory(o)) return false;
  if (has_flag(o, kTypeDict)) return dict_has_its_table(cast<Dict>(o));
  if (!has_flag(o, kTypeTuple)) return true;
  auto& tuple = *cast<Tuple>(o);
  for (ssize i = 0; i < tuple.size; i++)
    if (!may_be_reference(tuple[i])) return false;
  return true;
}

bool is_tracked(Object* o) {
  if (is_type(o) && !is_heap_type(cast<Type>(o))) return false;
  if (is_exact<Dict>(o)) {
    ssize position = 0;
    Object *key, *value;
    while (dict_next(cast<Dict>(o), &position, &key, &value))
      if (may_be_in_a_cycle(key) || may_be_in_a_cycle(value)) return true;
    return false;
  }
  if (is_exact<Tuple>(o)) return is_tracked_tuple(*cast<Tuple>(o));
  return has_flag(o, kTypeHaveGC);
}

}  // namespace sidewinder
