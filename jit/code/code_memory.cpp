// Reservation, first-fit allocation and page protection of the code region. See code_memory.h.
#include "jit/code/code_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "interpreter/base/check.h"

namespace sidewinder::jit {

uint64_t code_limit = uint64_t(64) << 20;

namespace {

constexpr uint64_t kReach = uint64_t(1) << 31;

uint64_t page_size() {
  static const uint64_t size = uint64_t(sysconf(_SC_PAGESIZE));
  return size;
}

uint8_t* map_at(uintptr_t hint, size_t size) {
  void* memory =
      mmap(reinterpret_cast<void*>(hint), size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<uint8_t*>(memory);
}

bool near(const uint8_t* region, uintptr_t anchor) {
  uintptr_t start = reinterpret_cast<uintptr_t>(region);
  return (start > anchor ? start - anchor : anchor - start) < kReach / 2;
}

}  // namespace

CodeMemory& CodeMemory::instance() {
  static CodeMemory& memory = *new CodeMemory;  // outlives every trace, static ones too
  return memory;
}

// Tries places at growing distance below the executable, then takes what the system gives.
bool CodeMemory::reserve() {
  if (tried_) return region_ != nullptr;
  tried_ = true;
  uintptr_t anchor = reinterpret_cast<uintptr_t>(&check_failed) & ~(page_size() - 1);
  for (uintptr_t distance = 2 * kRegionBytes; distance < kReach / 2; distance *= 2) {
    if (anchor < distance) break;
    uint8_t* region = map_at(anchor - distance, kRegionBytes);
    if (region && near(region, anchor)) {
      region_ = region;
      break;
    }
    if (region) munmap(region, kRegionBytes);
  }
  if (!region_) region_ = map_at(0, kRegionBytes);
  if (!region_) {
    why_ = std::string("mmap: ") + std::strerror(errno);
    return false;
  }
  if (mprotect(region_, page_size(), PROT_READ | PROT_WRITE) != 0 ||
      mprotect(region_, page_size(), PROT_READ | PROT_EXEC) != 0) {
    why_ = std::string("mprotect to executable: ") + std::strerror(errno);
    munmap(region_, kRegionBytes);
    region_ = nullptr;
    return false;
  }
  return true;
}

bool CodeMemory::available(std::string* why) {
  if (reserve()) return true;
  if (why) *why = why_;
  return false;
}

uint8_t* CodeMemory::allocate(size_t size) {
  if (!reserve()) return nullptr;
  size = (size + kGranularity - 1) & ~(kGranularity - 1);
  if (in_use_ + size > std::min<uint64_t>(code_limit, kRegionBytes)) return nullptr;
  auto fit = std::find_if(free_.begin(), free_.end(), [&](const Block& block) { return block.size >= size; });
  size_t offset;
  if (fit != free_.end()) {
    offset = fit->offset;
    fit->offset += size;
    fit->size -= size;
    if (fit->size == 0) free_.erase(fit);
  } else {
    if (top_ + size > kRegionBytes) return nullptr;
    offset = top_;
    top_ += size;
  }
  in_use_ += size;
  return region_ + offset;
}

void CodeMemory::release(uint8_t* code, size_t size) {
  size = (size + kGranularity - 1) & ~(kGranularity - 1);
  size_t offset = size_t(code - region_);
  in_use_ -= size;
  auto after =
      std::lower_bound(free_.begin(), free_.end(), offset, [](const Block& b, size_t o) { return b.offset < o; });
  auto block = free_.insert(after, Block{offset, size});
  if (auto next = block + 1; next != free_.end() && block->offset + block->size == next->offset) {
    block->size += next->size;
    free_.erase(next);
  }
  if (block != free_.begin() && (block - 1)->offset + (block - 1)->size == block->offset) {
    (block - 1)->size += block->size;
    free_.erase(block);
  }
}

bool CodeMemory::reaches(const void* address) const {
  uintptr_t target = reinterpret_cast<uintptr_t>(address), start = reinterpret_cast<uintptr_t>(region_);
  uintptr_t end = start + kRegionBytes;
  constexpr uintptr_t reach = kReach - 4096;
  return target > start ? target - start < reach : end - target < reach;
}

CodeMemory::Writable::Writable(uint8_t* start, size_t size) {
  uintptr_t mask = ~(page_size() - 1);
  uintptr_t first = reinterpret_cast<uintptr_t>(start) & mask;
  uintptr_t end = (reinterpret_cast<uintptr_t>(start) + size + page_size() - 1) & mask;
  first_page_ = reinterpret_cast<uint8_t*>(first);
  length_ = end - first;
  ok_ = mprotect(first_page_, length_, PROT_READ | PROT_WRITE) == 0;
}

CodeMemory::Writable::~Writable() {
  if (ok_) PY_CHECK(mprotect(first_page_, length_, PROT_READ | PROT_EXEC) == 0);
}

}  // namespace sidewinder::jit
