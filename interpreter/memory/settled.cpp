// The record of a block is a bit a granule, set where a settled cell begins. A block may have other cells beside them:
// these are marked, swept and allocated as everywhere. A settled cell that is freed by its owner stays settled until
// the next full collection, whatever it is used for: it is kept and looked through.

#include "interpreter/memory/settled.h"

#include <gc/gc.h>

#include <algorithm>
#include <bit>

#include "interpreter/memory/blocks.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/mapped_array.h"
#include "interpreter/memory/mark_bits.h"

// Of the collector's static library; its shared one hides them.
extern "C" void* GC_least_plausible_heap_addr;
extern "C" void* GC_greatest_plausible_heap_addr;

namespace sidewinder {

namespace {

constexpr size_t kMegabyte = size_t(1) << 20;
constexpr size_t kMostSpan = 1024 * kMegabyte;  // of addresses; a wider heap is marked in full each time
constexpr size_t kMostMinor = 20;               // collections in a row

struct SettledBlock {
  BlockHeader* header;
  char* block;
  size_t cell_bytes;
  size_t cells;
  int kind;
  bool scanned;
  uint64_t bits[kBitWords];
};

MappedArray<SettledBlock> blocks;
MappedArray<uint64_t> bits_of_pages;  // the same bits by address, from `lowest` on
MappedArray<void*> references;        // to what is not settled
uintptr_t lowest, highest;            // addresses of `blocks`

bool is_minor = false;
bool is_off = false;
size_t minor_in_a_row = 0, all_minor = 0;
size_t bytes_settled = 0;
size_t live_at_last = 0;      // collection
size_t most_before_full = 0;  // of live bytes
bool is_full_due = true;
bool is_short_of_memory = false;  // one of the arrays could not grow

bool can_settle(int collectors) {
  MemoryKind kind = memory_kind_of(collectors);
  return kind != MemoryKind::kCount && kind != MemoryKind::Weak;
}

void forget_settled() {
  blocks.clear();
  bits_of_pages.clear();
  bytes_settled = 0;
  lowest = UINTPTR_MAX;
  highest = 0;
}

// --- what a full collection found alive -------------------------------------------------------------------------

void settle_block(void* block, BlockHeader* header, void*) {
  if (!header->marked_cells || !can_settle(header->kind)) return;
  SettledBlock settled{header, static_cast<char*>(block), header->cell_bytes, 0, header->kind, header->descriptor != 0,
                       {}};
  if (header->cell_bytes > kBlockBytes / 2) {
    settled.bits[0] = header->marks[0];
  } else {
    gather_bits(header->marks, settled.bits);
    // The collector sets the mark behind the last cell, too: where a sweep ends.
    size_t end = kBlockBytes / header->cell_bytes * header->cell_bytes / kGranule;
    if (end < kBlockGranules) settled.bits[end / 64] &= ~(uint64_t(1) << (end % 64));
  }
  for (uint64_t bits : settled.bits) settled.cells += size_t(std::popcount(bits));
  if (!settled.cells) return;
  if (!blocks.try_push_back(settled)) is_short_of_memory = true;
  bytes_settled += settled.cells * settled.cell_bytes;
  auto address = reinterpret_cast<uintptr_t>(block);
  lowest = std::min(lowest, address);
  highest = std::max(highest, address);
}

uint64_t* bits_of(const SettledBlock& settled) {
  return bits_of_pages.begin() + (reinterpret_cast<uintptr_t>(settled.block) - lowest) / kBlockBytes * kBitWords;
}

// Of a minor collection, which has marked: what has come since and lives on, much of which is better settled.
bool has_much_unsettled() {
  size_t marked = 0;
  auto add = [](void*, BlockHeader* header, void* sum) {
    if (can_settle(header->kind)) *static_cast<size_t*>(sum) += header->marked_cells * header->cell_bytes;
  };
  for_each_block(add, &marked);
  return marked > bytes_settled + bytes_settled / 4 + kMegabyte;
}

bool enter_into_pages() {
  for (size_t i = (highest - lowest) / kBlockBytes * kBitWords + kBitWords; i > 0; i--)
    if (!bits_of_pages.try_push_back(0)) return false;
  for (const SettledBlock& settled : blocks) std::memcpy(bits_of(settled), settled.bits, sizeof settled.bits);
  return true;
}

// --- what a minor collection takes for alive --------------------------------------------------------------------

bool is_still_there(const SettledBlock& settled) {
  constexpr uint8_t kFree = 4;
  BlockHeader* header = block_header(settled.block);
  return header == settled.header && header->block == settled.block && header->kind == settled.kind &&
         header->cell_bytes == settled.cell_bytes && !(header->flags & kFree);
}

void mark_cells(SettledBlock& settled) {
  BlockHeader& header = *settled.header;
  size_t marked_before = header.marked_cells;
  for (size_t i = 0; i < kBlockGranules / 8; i++) {
    uint64_t marks;
    uint64_t bits = spread_bits(settled.bits, i);
    std::memcpy(&marks, header.marks + i * 8, 8);
    marks |= bits;
    std::memcpy(header.marks + i * 8, &marks, 8);
  }
  header.marked_cells = marked_before + settled.cells;
}

// Where the heap is, and what of it is settled.
struct Map {
  uintptr_t least = reinterpret_cast<uintptr_t>(GC_least_plausible_heap_addr);
  uintptr_t extent = reinterpret_cast<uintptr_t>(GC_greatest_plausible_heap_addr) - least;
  uintptr_t first_settled = lowest;
  uintptr_t settled_extent = highest - lowest + kBlockBytes - 1;
  const uint64_t* settled = bits_of_pages.begin();
};

PY_ALWAYS_INLINE void look_at(const Map& map, void* word) {
  auto address = reinterpret_cast<uintptr_t>(word);
  if (address - map.least > map.extent) [[likely]]
    return;
  uintptr_t offset = address - map.first_settled;
  uintptr_t granule = offset / kGranule;
  if (offset <= map.settled_extent && (map.settled[granule / 64] >> (granule % 64) & 1)) [[likely]]
    return;
  if (!references.try_push_back(word)) is_short_of_memory = true;
}

PY_ALWAYS_INLINE void look_at_all(const Map& map, void** word, void** end) {
  for (; word + 1 < end; word += 2) {
    if (!(reinterpret_cast<uintptr_t>(word[0]) | reinterpret_cast<uintptr_t>(word[1]))) continue;
    look_at(map, word[0]);
    look_at(map, word[1]);
  }
  if (word < end) look_at(map, *word);
}

void look_through(const Map& map, const SettledBlock& settled) {
  bool is_string = settled.kind == collector_kind(MemoryKind::String);
  size_t words = settled.cell_bytes / sizeof(void*);
  for (size_t i = 0; i < kBitWords; i++) {
    for (uint64_t bits = settled.bits[i]; bits; bits &= bits - 1) {
      size_t granule = i * 64 + size_t(std::countr_zero(bits));
      void** cell = reinterpret_cast<void**>(settled.block + granule * kGranule);
      if (!is_string) {
        look_at_all(map, cell, cell + words);
        continue;
      }
      look_at(map, cell[kStringWords[0]]);
      if (words > kStringWords[1]) look_at(map, cell[kStringWords[1]]);
    }
  }
}

}  // namespace

bool MayBeMinor::allowed = false;

void prepare_settled() {
  is_off = !blocks_are_known();
  blocks.prepare();
  bits_of_pages.prepare();
  references.prepare();
}
bool has_settled() { return blocks.size(); }
bool is_minor_collection() { return is_minor; }
size_t settled_bytes() { return is_full_due ? 0 : bytes_settled; }
size_t minor_collection_count() { return all_minor; }

void begin_with_settled() {
  is_minor = MayBeMinor::allowed && !is_full_due && !is_off && blocks.size();
  if (!is_minor) return forget_settled();
  minor_in_a_row++;
  all_minor++;
  size_t kept = 0;
  for (SettledBlock& settled : blocks) {
    if (is_still_there(settled)) {
      mark_cells(blocks[kept++] = settled);
    } else {
      std::memset(bits_of(settled), 0, sizeof settled.bits);
      bytes_settled -= settled.cells * settled.cell_bytes;
    }
  }
  blocks.shrink(kept);
}

const uint64_t* settled_cells(const void* block) {
  uintptr_t offset = reinterpret_cast<uintptr_t>(block) - lowest;
  if (!is_minor || offset > highest - lowest) return nullptr;
  return bits_of_pages.begin() + offset / kBlockBytes * kBitWords;
}

// Without memory for a list of references all words are, what is no reference among them too.
static void push_whole_blocks(void (*range)(void* begin, void* end)) {
  for (const SettledBlock& settled : blocks)
    if (settled.scanned) range(settled.block, settled.block + std::max(settled.cell_bytes, kBlockBytes));
}

void push_settled(void (*range)(void* begin, void* end)) {
  if (!is_minor) return;
  references.clear();
  is_short_of_memory = false;
  Map map;
  for (size_t i = 0; i < blocks.size(); i++) {
    if (i + 1 < blocks.size() && blocks[i + 1].scanned)
      for (size_t line = 0; line < kBlockBytes; line += 64) __builtin_prefetch(blocks[i + 1].block + line);
    if (blocks[i].scanned) look_through(map, blocks[i]);
  }
  if (is_short_of_memory) push_whole_blocks(range);
  else if (references.size()) range(references.begin(), references.end());
}

void note_settled() {
  if (is_off || (is_minor && !has_much_unsettled())) return;
  forget_settled();
  is_short_of_memory = false;
  for_each_block(settle_block, nullptr);
  if (highest - lowest > kMostSpan || is_short_of_memory) forget_settled();
  if (blocks.size() && !enter_into_pages()) forget_settled();
}

// What has died among the settled has to go some day: sooner where the full collection before found much of it.
static void set_limit_of_growth(size_t live_bytes) {
  constexpr size_t kLeastGrowth = 8 * kMegabyte;
  bool much_had_died = live_bytes < live_at_last - live_at_last / 4;
  most_before_full = live_bytes + std::max(kLeastGrowth, much_had_died ? live_bytes / 4 : live_bytes);
}

void end_with_settled(size_t live_bytes) {
  if (!is_minor) {
    minor_in_a_row = 0;
    set_limit_of_growth(live_bytes);
  }
  live_at_last = live_bytes;
  is_full_due = minor_in_a_row >= kMostMinor || live_bytes > most_before_full;
  is_minor = false;  // whoever looks through the heap now looks at all of it
}

}  // namespace sidewinder
