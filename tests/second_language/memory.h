// Where the objects of Lines live: the collected memory of interpreter/memory, whose own idea of an object stays behind
// this header.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sidewinder {
struct Object;
}

namespace sidewinder::lines {

enum class Contents : uint16_t { Pointers, Numbers };  // a Shape's allocation_kind

void initialize_memory(uint64_t collect_every);   // 0: when the collector likes
void* allocate(Contents contents, size_t bytes);  // zero but for the first word; never null
void** free_list(uint16_t contents, uint32_t bytes);
Object** allocate_roots(uint32_t count);
void free_roots(Object** roots);

}  // namespace sidewinder::lines
