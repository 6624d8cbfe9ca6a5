// The collector's number of each of our kinds. Internal to memory/.
#pragma once

#include "interpreter/memory/allocate.h"

namespace sidewinder {

constexpr int kMemoryKinds = int(MemoryKind::kCount);
extern int collector_kinds[kMemoryKinds];
extern bool holds_objects[32];  // by the collector's kind: an object kind of ours

inline int collector_kind(MemoryKind kind) { return collector_kinds[int(kind)]; }
constexpr int kStringWords[] = {5, 7};  // of a String: the pointers in it

constexpr bool is_object_kind(MemoryKind kind) {
  return kind == MemoryKind::Object || kind == MemoryKind::Leaf || kind == MemoryKind::String ||
         kind == MemoryKind::Weak;
}

void create_kinds();                 // after the collector's initialisation
void drop_free_lists();              // at the start of each collection: the lists' cells are reclaimed by it
bool is_collectable(const void* p);  // the base of a heap block (not a static object)

}  // namespace sidewinder
