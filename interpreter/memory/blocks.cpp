#include "interpreter/memory/blocks.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include "interpreter/memory/kinds.h"

// Of the collector's static library; its shared one hides it.
extern "C" sidewinder::BlockHeader* GC_find_header(void* block);

namespace sidewinder {

namespace {

// A cell is marked: all that is told of its block must be found where it should stand.
bool look_at_a_block() {
  constexpr size_t kBytes = 448;
  void* cell = GC_generic_malloc(kBytes, collector_kind(MemoryKind::RawLeaf));
  if (!cell) return false;
  auto address = reinterpret_cast<uintptr_t>(cell);
  void* block = reinterpret_cast<void*>(address & ~(kBlockBytes - 1));
  BlockHeader* header = GC_find_header(block);
  if (header->block != block || header->kind != collector_kind(MemoryKind::RawLeaf)) return false;
  if (header->cell_bytes != kBytes || header->descriptor != 0) return false;
  uint8_t& mark = header->marks[address % kBlockBytes / kGranule];
  GC_clear_mark_bit(cell);
  size_t marked = header->marked_cells;
  if (mark != 0) return false;
  GC_set_mark_bit(cell);
  bool is_known = mark == 1 && header->marked_cells == marked + 1;
  GC_clear_mark_bit(cell);
  return is_known && mark == 0;
}

struct Visit {
  void (*visit)(void* block, BlockHeader* header, void* arg);
  void* arg;
};

}  // namespace

bool blocks_are_known() {
  static const bool are_known = look_at_a_block();
  return are_known;
}

BlockHeader* block_header(void* block) { return GC_find_header(block); }

void for_each_block(void (*visit)(void* block, BlockHeader* header, void* arg), void* arg) {
  Visit v{visit, arg};
  GC_apply_to_all_blocks(
      [](struct hblk* block, GC_word data) {
        auto* v = reinterpret_cast<Visit*>(data);
        v->visit(block, GC_find_header(block), v->arg);
      },
      reinterpret_cast<GC_word>(&v));
}

}  // namespace sidewinder
