#include "interpreter/memory/heap_walk.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <vector>

#include "interpreter/memory/kinds.h"

namespace sidewinder {

namespace {

struct Walk {
  std::vector<Object*> found;
  bool is_object[32] = {};  // by the collector's kind
};

// A cell on a free list has no class yet.
void visit(void* cell, size_t, void* arg) {
  Walk& walk = *static_cast<Walk*>(arg);
  size_t size;
  if (!walk.is_object[GC_get_kind_and_size(cell, &size)]) return;
  Object* object = static_cast<Object*>(cell);
  if (object->cls) walk.found.push_back(object);
}

void* enumerate(void* walk) {
  GC_enumerate_reachable_objects_inner(visit, walk);
  return nullptr;
}

}  // namespace

// The mark bits tell the living, so they must be fresh: the collection comes directly before the walk.
Object** live_objects(size_t* count) {
  Walk walk;
  for (int kind = 0; kind < kMemoryKinds; kind++)
    walk.is_object[collector_kinds[kind]] = is_object_kind(MemoryKind(kind));
  GC_gcollect();
  GC_disable();
  GC_call_with_alloc_lock(enumerate, &walk);
  Object** objects = allocate_permanent(walk.found.size());
  if (objects) std::memcpy(objects, walk.found.data(), walk.found.size() * sizeof(Object*));
  GC_enable();
  *count = walk.found.size();
  return objects;
}

}  // namespace sidewinder
