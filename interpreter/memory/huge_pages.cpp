// A fresh page costs a fault, 2 to 4 us here, so that the first 10 MB of objects, which are allocated before anything
// is collected, took 5 to 10 ms: more than everything else in the first call of most programs. A huge page is 512 pages
// for one fault of some 180 us, and afterwards one entry of the processor's table of addresses. The kernel gives one
// where an aligned 2 MB of an advised mapping is touched first, if it has one free, else a small page as ever.
#include "interpreter/memory/huge_pages.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>

namespace sidewinder {

namespace {

constexpr size_t kPage = 4096;
constexpr size_t kHugePage = size_t(2) << 20;
constexpr size_t kRegion = size_t(32) << 20;  // address space alone, until it is touched

struct Region {
  char *next = nullptr, *end = nullptr;
  size_t left() const { return size_t(end - next); }
};
Region region;

constexpr size_t up_to(size_t bytes, size_t unit) { return (bytes + unit - 1) & ~(unit - 1); }

// One more huge page than asked for is mapped, and what lies before the first and behind the last is unmapped.
Region new_region(size_t bytes) {
  size_t mapped = bytes + kHugePage;
  void* memory = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return {};
  char* start = static_cast<char*>(memory);
  char* aligned = reinterpret_cast<char*>(up_to(reinterpret_cast<uintptr_t>(start), kHugePage));
  if (aligned > start) munmap(start, size_t(aligned - start));
  if (char* end = aligned + bytes; end < start + mapped) munmap(end, size_t(start + mapped - end));
  madvise(aligned, bytes, MADV_HUGEPAGE);
  return {aligned, aligned + bytes};
}

void* take_from(Region& from, size_t bytes) {
  void* memory = from.next;
  from.next += bytes;
  return memory;
}

}  // namespace

void* map_huge(size_t bytes) {
  bytes = up_to(bytes, kPage);
  if (region.left() >= bytes) return take_from(region, bytes);
  Region fresh = new_region(std::max(kRegion, up_to(bytes, kHugePage)));
  if (!fresh.next) return nullptr;
  void* memory = take_from(fresh, bytes);
  if (fresh.left() > region.left()) std::swap(region, fresh);
  if (fresh.left()) munmap(fresh.next, fresh.left());
  return memory;
}

}  // namespace sidewinder
