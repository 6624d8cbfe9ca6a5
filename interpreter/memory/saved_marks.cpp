#include "interpreter/memory/saved_marks.h"

#include <cstring>

#include "interpreter/memory/blocks.h"
#include "interpreter/memory/mapped_array.h"
#include "interpreter/memory/mark_bits.h"

namespace sidewinder {

namespace {

struct SavedBlock {
  BlockHeader* header;
  size_t marked_cells;
  uint64_t bits[kBitWords];
};

MappedArray<SavedBlock> saved;
bool is_short_of_memory;

void save_block(void*, BlockHeader* header, void*) {
  SavedBlock block{header, header->marked_cells, {}};
  gather_bits(header->marks, block.bits);
  if (!saved.try_push_back(block)) is_short_of_memory = true;
}

}  // namespace

void prepare_saved_marks() { saved.prepare(); }

bool save_marks() {
  saved.clear();
  is_short_of_memory = false;
  if (!blocks_are_known()) return false;
  for_each_block(save_block, nullptr);
  return !is_short_of_memory;
}

void restore_marks() {
  for (const SavedBlock& block : saved) {
    if (block.header->marked_cells == block.marked_cells) continue;  // nothing was marked here
    block.header->marked_cells = block.marked_cells;
    for (size_t i = 0; i < kBlockGranules / 8; i++) {
      uint64_t marks = spread_bits(block.bits, i);
      std::memcpy(block.header->marks + i * 8, &marks, 8);
    }
  }
}

}  // namespace sidewinder
