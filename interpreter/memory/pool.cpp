// A kept block is told to have a living cell, though none is marked: the collector puts it on the list of blocks that
// are swept when their size is needed. At the next collection it is counted anew.

#include "interpreter/memory/pool.h"

#include <gc/gc.h>

#include <algorithm>
#include <utility>

#include "interpreter/memory/blocks.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/settled.h"

namespace sidewinder {

namespace {

constexpr size_t kFewBlocks = 256;  // a megabyte: not worth a collection
constexpr size_t kLittleFree = 64 * kBlockBytes;

constexpr size_t kNeedsARun = 32 * kBlockBytes;  // of free blocks, which kept ones interrupt

constexpr size_t kMostKept = 3072;     // 12 MB: with more, a heap that holds a table that grows would grow itself
constexpr size_t kLeftToOthers = 512;  // 2 MB: what a size needs more of than last time is no reason to collect

struct Size {
  uint32_t asked_for;  // blocks, since the last collection
  uint32_t kept;       // of them, in the last collection
};
Size sizes[kMemoryKinds][kFreeListSizes];
size_t kept_blocks = 0;  // not asked for since
size_t may_be_kept = 0;
bool is_off = false;

void count_if_empty(void*, BlockHeader* header, void* count) {
  *static_cast<size_t*>(count) += !header->marked_cells && header->cell_bytes <= kBlockBytes;
}

size_t most_to_keep() {
  size_t blocks = GC_get_free_bytes() / kBlockBytes;
  for_each_block(count_if_empty, &blocks);
  return blocks <= kLeftToOthers ? 0 : std::min(blocks - kLeftToOthers, kMostKept);
}

void keep_block(void*, BlockHeader* header, void*) {
  size_t granules = header->cell_bytes / kGranule;
  if (header->marked_cells || granules >= kFreeListSizes) return;
  MemoryKind kind = memory_kind_of(header->kind);
  if (kind == MemoryKind::kCount || kind == MemoryKind::Weak) return;
  Size& size = sizes[int(kind)][granules];
  if (size.kept >= size.asked_for || kept_blocks >= may_be_kept) return;
  header->marked_cells = 1;
  size.kept++;
  kept_blocks++;
}

void give_back() {
  if (kept_blocks < kFewBlocks) return;
  bool was_off = std::exchange(is_off, true);
  GC_gcollect();
  is_off = was_off;
}

}  // namespace

size_t pool_bytes() { return kept_blocks * kBlockBytes; }
void prepare_pool() { is_off = !blocks_are_known(); }

void make_room_in_pool(MemoryKind kind, size_t granules) {
  Size& size = sizes[int(kind)][granules];
  size.asked_for++;
  if (size.kept) {
    size.kept--;
    kept_blocks--;
    return;
  }
  if (GC_get_free_bytes() <= kLittleFree) give_back();
}

void make_room_for_large(size_t bytes) {
  if (bytes >= kNeedsARun || GC_get_free_bytes() <= bytes + kLittleFree) give_back();
}

void keep_pool() {
  for (auto& kind : sizes)
    for (Size& size : kind) size.kept = 0;
  kept_blocks = 0;
  may_be_kept = is_off ? 0 : most_to_keep();
  if (may_be_kept) for_each_block(keep_block, nullptr);
  for (auto& kind : sizes)
    for (Size& size : kind) size.asked_for = 0;
}

}  // namespace sidewinder
