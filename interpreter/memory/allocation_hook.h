// For who wants to know of each allocation, and of what collections find dead.
#pragma once

#include <cstddef>

namespace sidewinder {

// Called with each block, whose words are not written yet, and the size that was asked for; may not allocate. Null:
// nobody wants to know. The free lists that are popped inline, also by machine code, are empty meanwhile.
using AllocationHook = void (*)(void* block, size_t bytes);
void set_allocation_hook(AllocationHook hook);

// Called at the end of each collection: is_dead_block(p) is true then of blocks that it found dead. May not allocate.
void set_end_of_collection_hook(void (*hook)());
bool is_dead_block(const void* p);

}  // namespace sidewinder
