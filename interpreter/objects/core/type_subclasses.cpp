// The direct subclasses of a class, held weakly: a class that nobody else needs may die. The links stand in leaf
// storage behind TypeData::subclasses; the place of a dead class is used again.
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/weak.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

struct SubclassLinks {
  ssize count, capacity;
  Object* links[];
};

SubclassLinks* links_of(const Type* cls) { return reinterpret_cast<SubclassLinks*>(cls->data->subclasses); }

Status grow(Type* cls) {
  SubclassLinks* old = links_of(cls);
  ssize capacity = old ? old->capacity * 2 : 4;
  auto* fresh = reinterpret_cast<SubclassLinks*>(
      TRY(allocate_raw_leaf<char>(sizeof(SubclassLinks) + size_t(capacity) * sizeof(Object*))));
  fresh->capacity = capacity;
  for (ssize i = 0; old && i < old->count; i++) {
    Object* target = weak_target(&old->links[i]);
    weak_unlink(&old->links[i]);
    if (target && !weak_link(&fresh->links[fresh->count++], target)) return raise_memory_error_no_thread();
  }
  cls->data->subclasses = reinterpret_cast<Object*>(fresh);
  return Status::ok();
}

}  // namespace

ssize subclass_count(const Type* cls) { return links_of(cls) ? links_of(cls)->count : 0; }

Type* subclass_at(const Type* cls, ssize i) { return cast<Type>(weak_target(&links_of(cls)->links[i])); }

Status add_subclass(Thread&, Type* base, Type* subclass) {
  SubclassLinks* all = links_of(base);
  ssize place = 0;
  while (all && place < all->count && weak_target(&all->links[place])) place++;
  if (!all || place == all->capacity) {
    TRY(grow(base));
    all = links_of(base);
    place = all->count;
  }
  if (place == all->count) all->count++;
  if (!weak_link(&all->links[place], subclass)) return raise_memory_error_no_thread();
  return Status::ok();
}

void remove_subclass(Type* base, Type* subclass) {
  for (ssize i = 0; i < subclass_count(base); i++)
    if (subclass_at(base, i) == subclass) return weak_unlink(&links_of(base)->links[i]);
}

Object* type_subclasses(Thread& t, Type* cls) {
  List* list = TRY(new_list(t));
  for (ssize i = 0; i < subclass_count(cls); i++)
    if (Type* subclass = subclass_at(cls, i)) TRY(list_append(t, list, subclass));
  return list;
}

}  // namespace sidewinder
