// A block of the collector's: 4096 bytes of cells of one size, or the beginning of a large object. What its header says
// of them is internal to the collector: `blocks_are_known` tells whether the one that is linked has the layout that
// stands here. Internal to memory/.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sidewinder {

constexpr size_t kBlockBytes = 4096;
constexpr size_t kBlockGranules = kBlockBytes / 16;

struct BlockHeader {
  void *next, *before;
  void* block;  // its memory
  uint8_t kind;
  uint8_t flags;
  uint16_t last_swept;
  size_t cell_bytes;
  size_t descriptor;  // 0: cells without pointers
  void* map;
  size_t marked_cells;
  uint8_t marks[kBlockGranules + 1];  // a byte a granule, 1 at the first of a living cell; the last one is never 0
};

bool blocks_are_known();  // allocates: not during a collection
BlockHeader* block_header(void* block);
void for_each_block(void (*visit)(void* block, BlockHeader* header, void* arg), void* arg);

}  // namespace sidewinder
