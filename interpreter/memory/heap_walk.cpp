#include "interpreter/memory/heap_walk.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <vector>

#include "interpreter/memory/kinds.h"

namespace sidewinder {

namespace {

// A cell on a free list has no class yet.
void visit(void* cell, size_t, void* found) {
  size_t size;
  if (!holds_objects[GC_get_kind_and_size(cell, &size)]) return;
  Object* object = static_cast<Object*>(cell);
  if (object->cls) static_cast<std::vector<Object*>*>(found)->push_back(object);
}

void* enumerate(void* found) {
  GC_enumerate_reachable_objects_inner(visit, found);
  return nullptr;
}

struct Visit {
  void (*visit)(Object*, void*);
  void* arg;
};

constexpr int kDeepestStorage = 3;  // raw storage in raw storage

void visit_words(void* block, size_t bytes, size_t first, const Visit& v, int depth) {
  auto* words = static_cast<void**>(block);
  for (size_t i = first; i < bytes / sizeof(void*); i++) {
    void* p = words[i];
    if (!is_collectable(p)) continue;
    size_t size;
    int kind = GC_get_kind_and_size(p, &size);
    if (holds_objects[kind]) {
      if (static_cast<Object*>(p)->cls) v.visit(static_cast<Object*>(p), v.arg);
    } else if (kind == collector_kind(MemoryKind::Raw) && depth < kDeepestStorage) {
      visit_words(p, size, 0, v, depth + 1);
    }
  }
}

}  // namespace

void for_each_heap_reference(Object* o, void (*visit)(Object*, void*), void* arg) {
  constexpr size_t kHeadWords = sizeof(Object) / sizeof(void*);
  if (!is_collectable(o)) return;
  size_t size;
  int kind = GC_get_kind_and_size(o, &size);
  if (kind == collector_kind(MemoryKind::Leaf)) return;
  bool is_weak = kind == collector_kind(MemoryKind::Weak);
  visit_words(o, size, kHeadWords + is_weak, {visit, arg}, 0);
}

// The mark bits tell the living, so they must be fresh: the collection comes directly before the walk.
Object** live_objects(size_t* count) {
  std::vector<Object*> found;
  GC_gcollect();
  GC_disable();
  GC_call_with_alloc_lock(enumerate, &found);
  Object** objects = allocate_permanent(found.size());
  if (objects) std::memcpy(objects, found.data(), found.size() * sizeof(Object*));
  GC_enable();
  *count = found.size();
  return objects;
}

}  // namespace sidewinder
