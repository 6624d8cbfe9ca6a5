// What is left when there is no memory: C++'s own small allocations still succeed then, once, and the program gets a
// MemoryError at its next boundary. Large ones fail: null of malloc, std::bad_alloc of `new`, which the eval loop
// turns into MemoryError (interpreter/execution/eval.cpp).
#pragma once

#include <cstddef>

namespace sidewinder {

// From now on there is a reserve, which `new` uses up when it must; when_used is told, and may only set a flag.
void keep_reserve(void (*when_used)());
void refill_reserve();  // at times: when memory has become free

// Part of it is in the collector's heap, for small objects: allocate.cpp.
void keep_heap_reserve();
// For the end of the program, and for names that it knows: more of that, once. False: there is none.
bool use_last_heap_reserve();
void note_exhaustion();  // tells what keep_reserve was given

// malloc and realloc with the reserve behind them. Null: there is really none.
void* reserved_malloc(size_t bytes);
void* reserved_realloc(void* block, size_t bytes);

}  // namespace sidewinder
