// A block of the collector's: 4096 bytes of cells of one size, or the beginning of a large object. What its header says
// of them is internal to the collector: `blocks_are_known` tells whether the one that is linked has the layout that
// stands here. Internal to memory/.
#pragma once

#include <cstddef>
#include <cstdint>

#include "interpreter/objects/core/object.h"

// Of the collector's static library; its shared one hides it.
extern "C" void GC_apply_to_all_blocks(void (*visit)(struct hblk* block, size_t data), size_t data);

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

// Each cell of a block of objects, used or not; of a large object the one that there is.
template <class Visit> void for_each_cell_of(struct hblk* block, size_t cell_bytes, Visit visit) {
  auto* cell = reinterpret_cast<char*>(block);
  if (cell_bytes > kBlockBytes / 2) return visit(reinterpret_cast<Object*>(cell));
  for (char* end = cell + kBlockBytes; cell + cell_bytes <= end; cell += cell_bytes)
    visit(reinterpret_cast<Object*>(cell));
}
// Is it one, or a cell on a free list, to which a word that looks like a reference may lead? There the first word is a
// link, without the bias. (What follows may be what the memory held before.)
inline bool is_object(const Object* cell) { return cell->refcount >> 60 == 1 && cell->cls; }

bool blocks_are_known();  // the first call allocates: not during a collection
BlockHeader* block_header(void* block);
// The header of the block that a cell begins in, which is asked for again and again where the next cells are near.
// While the world stands, and if blocks_are_known().
class HeaderOfCell {
 public:
  BlockHeader& operator()(const void* cell) {
    auto* block = reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(cell) & ~(kBlockBytes - 1));
    if (!last_ || last_->block != block) last_ = block_header(block);
    return *last_;
  }

 private:
  BlockHeader* last_ = nullptr;
};
inline size_t granule_of(const void* cell) { return reinterpret_cast<uintptr_t>(cell) % kBlockBytes / 16; }

void for_each_block(void (*visit)(void* block, BlockHeader* header, void* arg), void* arg);

}  // namespace sidewinder
