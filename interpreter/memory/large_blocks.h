// Large blocks of texts, bytes and ints whose end is known before a collection
// (interpreter/execution/ops/large_temporaries.h): the next one of about their size takes their place, which the
// processor's caches still have.
#pragma once

#include "interpreter/memory/allocate.h"

namespace sidewinder {

constexpr size_t kLargeBlock = size_t(16) << 10;

// Who knows their end. `before` a large block is looked for, in the room of those that ended; `after` it was found.
// Called where anything may be under way: neither allocates.
struct LargeBlockWatch {
  void (*before)();
  void (*after)(Object* block);
  void (*forget)();  // a collection begins: what it frees was told
};
void watch_large_blocks(const LargeBlockWatch& watch);

// Nobody has it, and nobody reads it.
void give_back_large(Object* block);

bool is_watched(MemoryKind kind, size_t bytes);
// Of the kind; null: there is none of about this size.
void* take_large(MemoryKind kind, size_t bytes);
void tell_of_large(void* block);
void drop_large_blocks();  // when a collection starts: it finds them dead

}  // namespace sidewinder
