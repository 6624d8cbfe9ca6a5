#include "interpreter/memory/large_blocks.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <utility>

#include "interpreter/memory/kinds.h"

namespace sidewinder {

namespace {

constexpr size_t kMostKept = 4;
struct Kept {
  void* block;
  size_t bytes;
  int kind;  // the collector's
};
Kept kept[kMostKept];
size_t next_kept = 0;
LargeBlockWatch watch;

// What it wastes lives no longer than what takes it.
bool suits(const Kept& k, int kind, size_t bytes) {
  return k.block && k.kind == kind && bytes <= k.bytes && k.bytes - bytes <= bytes / 4 + 4096;
}

}  // namespace

void watch_large_blocks(const LargeBlockWatch& by) { watch = by; }

bool is_watched(MemoryKind kind, size_t bytes) {
  return bytes >= kLargeBlock && watch.after && (kind == MemoryKind::Leaf || kind == MemoryKind::String);
}

void give_back_large(Object* block) {
  Kept& place = kept[next_kept++ % kMostKept];
  place = {block, 0, 0};
  place.kind = GC_get_kind_and_size(block, &place.bytes);
  block->refcount = 0;  // no object for who walks through the heap
  block->cls = nullptr;
#ifndef NDEBUG
  std::memset(static_cast<void*>(block + 1), 0xdb, place.bytes - sizeof(Object));
#endif
}

void* take_large(MemoryKind kind, size_t bytes) {
  watch.before();
  for (Kept& k : kept)
    if (suits(k, collector_kind(kind), bytes)) return std::exchange(k.block, nullptr);
  return nullptr;
}

void tell_of_large(void* block) {
  if (block) watch.after(static_cast<Object*>(block));
}

void drop_large_blocks() {
  for (Kept& k : kept) k.block = nullptr;
  if (watch.forget) watch.forget();
}

}  // namespace sidewinder
