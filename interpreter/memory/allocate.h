// Allocation. Kinds as the collector sees them; one set of free lists in static memory, popped inline with the GIL
// held. Objects come zeroed (but for the first word, which allocate() sets with the class). Sizes are rounded up to 16
// bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

enum class MemoryKind : uint16_t {
  Object,   // scanned conservatively
  Leaf,     // objects without pointers: int, float, complex, bytes. Static classes only: `cls` is not scanned
  String,   // str: only the cached UTF-8 and wide pointers (words 5 and 7) are pointers. Static classes only
  Weak,     // weak references: everything but word 2 (the referent, see weak.h)
  Raw,      // raw storage, scanned; not an object (list items, dict tables)
  RawLeaf,  // raw storage without pointers
  kCount
};

constexpr size_t kGranule = 16;
constexpr size_t kFreeListSizes = 33;  // free lists for 16 .. 512 bytes
extern void* free_lists[int(MemoryKind::kCount)][kFreeListSizes];

// refills the list or takes a large block; null when out of memory
void* allocate_slow(MemoryKind kind, size_t bytes);

// Zeroed memory except the first word. Null when memory is exhausted (nothing raised).
template <MemoryKind kKind> PY_ALWAYS_INLINE void* allocate(size_t bytes) {
  size_t granules = (bytes + kGranule - 1) / kGranule;
  if (granules < kFreeListSizes) [[likely]] {
    void*& head = free_lists[int(kKind)][granules];
    if (void* p = head) [[likely]] {
      head = *static_cast<void**>(p);
      return p;
    }
  }
  return allocate_slow(kKind, bytes);
}

// Whether so much memory could be had just now: asked before large temporary C++ buffers, whose own failure would end
// the process.
bool memory_left_for(size_t bytes);

// A new object of a fixed size with its head set; raises MemoryError and returns null when memory is exhausted.
// On the current thread: protocol/error.cpp. In programs on memory/ alone the process ends.
Raised raise_memory_error_no_thread();
template <class T, MemoryKind kKind = MemoryKind::Object>
PY_ALWAYS_INLINE T* new_object(Type* cls, size_t bytes = sizeof(T)) {
  void* p = allocate<kKind>(bytes);
  if (!p) [[unlikely]]
    return raise_memory_error_no_thread();
  T* o = static_cast<T*>(p);
  o->refcount = kRefcountBias;
  o->cls = cls;
  return o;
}

// Raw storage of n elements, zeroed. Null on exhaustion, with MemoryError pending.
template <class T> T* allocate_raw(size_t n) {
  void* p = n > SIZE_MAX / sizeof(T) / 2 ? nullptr : allocate<MemoryKind::Raw>(n * sizeof(T));
  if (!p) return raise_memory_error_no_thread();
  *static_cast<void**>(p) = nullptr;
  return static_cast<T*>(p);
}
template <class T> T* allocate_raw_leaf(size_t n) {
  void* p = n > SIZE_MAX / sizeof(T) / 2 ? nullptr : allocate<MemoryKind::RawLeaf>(n * sizeof(T));
  if (!p) return raise_memory_error_no_thread();
  if (n) std::memset(p, 0, n * sizeof(T));
  return static_cast<T*>(p);
}

void initialize_memory();            // once, before the first allocation; sets the collector up
size_t collect_garbage();            // full collection
void set_collect_every(uint64_t n);  // debug: a collection at every nth slow allocation; 0 = off

// A word (or array) of static or malloc memory that the collector must scan.
void add_root(void* begin, void* end);
void remove_root(void* begin, void* end);
// Uncollectable, scanned storage of n words (JIT constants, C++ side tables).
Object** allocate_permanent(size_t n);
void free_permanent(Object** p);

}  // namespace sidewinder
