// Objects that C makes in memory of PyMem_RawMalloc or PyMem_Malloc (numpy's iterators): the collector does not see
// that memory, so they would live for ever, with what they hold. The first object of a size stays there; blocks of that
// size are the collector's from then on (memory/c_blocks.h).
#pragma once

#include <cstddef>

namespace sidewinder {

// Whether blocks of that size have become objects, and this thread may allocate the collector's memory.
bool may_become_object(size_t bytes);
// malloc has given p for so many bytes. Returns p.
void* note_block(void* p, size_t bytes);
// C makes an object of p, which is not the collector's.
void note_object_in_malloc(const void* p);

// What `may_become_object` has led to comes back. Any thread, with the lock or without.
void* resize_block_of_collector(void* p, size_t bytes);
void free_block_of_collector(void* p);

}  // namespace sidewinder
