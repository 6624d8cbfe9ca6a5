// The collector's number of each of our kinds. Internal to memory/.
#pragma once

#include "interpreter/memory/allocate.h"

namespace sidewinder {

constexpr int kMemoryKinds = int(MemoryKind::kCount);
extern int collector_kinds[kMemoryKinds];
extern bool holds_objects[32];  // by the collector's kind: an object kind of ours

inline int collector_kind(MemoryKind kind) { return collector_kinds[int(kind)]; }
// Which of ours has that number; kCount: none, it is the collector's own or C's.
inline MemoryKind memory_kind_of(int collectors) {
  for (int kind = 0; kind < kMemoryKinds; kind++)
    if (collector_kinds[kind] == collectors) return MemoryKind(kind);
  return MemoryKind::kCount;
}
constexpr int kStringWords[] = {5, 7};  // of a String: the pointers in it

constexpr bool is_object_kind(MemoryKind kind) {
  return kind == MemoryKind::Object || kind == MemoryKind::Leaf || kind == MemoryKind::String ||
         kind == MemoryKind::Weak;
}

void create_kinds();                 // after the collector's initialisation
void drop_free_lists();              // at the start of each collection: the lists' cells are reclaimed by it
bool is_collectable(const void* p);  // the base of a heap block (not a static object)

}  // namespace sidewinder
