// Blocks that are empty after a collection, of sizes that are much asked for, are kept as they are for the same size: a
// program that makes garbage of one size does not have all its blocks given back, merged, split and headed anew each
// time. Internal to memory/.
#pragma once

#include "interpreter/memory/allocate.h"

namespace sidewinder {

// Before a free list is filled. If the heap is used up but for kept blocks of other sizes, these are given back.
void make_room_in_pool(MemoryKind kind, size_t granules);
void make_room_for_large(size_t bytes);
// At the end of marking, the world standing.
void keep_pool();
size_t pool_bytes();  // that are kept, and not asked for since
void prepare_pool();  // once, outside of a collection

}  // namespace sidewinder
