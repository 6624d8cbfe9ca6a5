// All memory of the collector's comes from one function, which the linker leads here (--wrap). The collector (8.2) does
// not survive that its tables cannot grow: a block that it could not enter has been taken off the list of free blocks
// and still says that it is free; when its neighbour is freed, it is taken off once more. So the heap grows only
// together with a reserve of what its blocks will need in the tables, and these take from it when there is nothing
// else.
#include "interpreter/memory/table_reserve.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "interpreter/memory/huge_pages.h"

extern "C" void* __real_GC_unix_get_mem(size_t bytes);
// Of the collector's static library: it asks for the tables' memory, of which it gives out small pieces.
extern "C" void* GC_scratch_alloc(size_t bytes);

namespace sidewinder {

namespace {

constexpr size_t kPage = 4096;
constexpr size_t kHeapOfTable = 10;  // a header of some 340 bytes for 4096 of the heap, and an index
constexpr size_t kLeastRegion = size_t(1) << 20;
constexpr int kMostRegions = 64;

// Address space alone, until somebody needs it.
struct Region {
  char *next, *end;
  size_t left() const { return size_t(end - next); }
};
Region regions[kMostRegions];
bool is_kept = false;
size_t promised = 0;  // for the heap there is
size_t taken = 0;

size_t left() {
  size_t sum = 0;
  for (const Region& region : regions) sum += region.left();
  return sum;
}

bool add_region(size_t bytes) {
  auto* smallest = std::min_element(regions, regions + kMostRegions,
                                    [](const Region& a, const Region& b) { return a.left() < b.left(); });
  bytes = (std::max({bytes, kLeastRegion, promised / 8}) + kPage - 1) & ~(kPage - 1);
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return false;
  *smallest = {static_cast<char*>(memory), static_cast<char*>(memory) + bytes};
  return true;
}

// Whether there is what the tables will need when the heap has grown by so much.
bool promise(size_t heap_bytes) {
  size_t more = heap_bytes / kHeapOfTable;
  size_t outstanding = promised + more - std::min(promised + more, taken);
  size_t there = left();
  if (there < outstanding && !add_region(outstanding - there)) return false;
  promised += more;
  return true;
}

void* take(size_t bytes) {
  bytes = (bytes + kPage - 1) & ~(kPage - 1);
  for (Region& region : regions) {
    if (region.left() < bytes) continue;
    void* memory = region.next;
    region.next += bytes;
    taken += bytes;
    return memory;
  }
  return nullptr;
}

bool is_in_scratch_alloc(const void* caller) {
  constexpr uintptr_t kLength = 256;  // of the function
  return reinterpret_cast<uintptr_t>(caller) - reinterpret_cast<uintptr_t>(&GC_scratch_alloc) < kLength;
}

}  // namespace

void keep_table_reserve() { is_kept = add_region(kLeastRegion); }

// With the collector's lock held.
extern "C" [[gnu::used]] void* __wrap_GC_unix_get_mem(size_t bytes) {
  bool grows_heap = !is_in_scratch_alloc(__builtin_return_address(0));
  if (grows_heap && is_kept && !promise(bytes)) return nullptr;
  void* memory = map_huge(bytes);
  if (!memory) memory = __real_GC_unix_get_mem(bytes);
  return memory || grows_heap ? memory : take(bytes);
}

}  // namespace sidewinder
