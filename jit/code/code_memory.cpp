// Reservation, first-fit allocation and page protection of the code region. See code_memory.h.
#include "jit/code/code_memory.h"

#include <pthread.h>
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

constexpr int kPrivate = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
constexpr int kShared = MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE;
constexpr size_t kPopulated = size_t(64) << 10;  // pages that are made at once: one by one each costs a fault

uint8_t* map_at(uintptr_t hint, size_t size, int protection, int flags) {
  void* memory = mmap(reinterpret_cast<void*>(hint), size, protection, flags, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<uint8_t*>(memory);
}

// The same pages of shared memory once more, `at` a place or anywhere.
uint8_t* map_again(uint8_t* region, size_t size, uint8_t* at) {
  void* memory = mremap(region, 0, size, MREMAP_MAYMOVE | (at ? MREMAP_FIXED : 0), at);
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
    uint8_t* region = map_at(anchor - distance, kRegionBytes, PROT_NONE, kPrivate);
    if (region && near(region, anchor)) {
      region_ = region;
      break;
    }
    if (region) munmap(region, kRegionBytes);
  }
  if (!region_) region_ = map_at(0, kRegionBytes, PROT_NONE, kPrivate);
  if (!region_) {
    why_ = std::string("mmap: ") + std::strerror(errno);
    return false;
  }
  if (map_view()) return true;
  if (mprotect(region_, page_size(), PROT_READ | PROT_WRITE) != 0 ||
      mprotect(region_, page_size(), PROT_READ | PROT_EXEC) != 0) {
    why_ = std::string("mprotect to executable: ") + std::strerror(errno);
    munmap(region_, kRegionBytes);
    region_ = nullptr;
    return false;
  }
  return true;
}

// In place of the private region: shared memory, executable there and writable elsewhere. False: the region is as
// before.
bool CodeMemory::map_view() {
  uint8_t* view = map_at(0, kRegionBytes, PROT_READ | PROT_WRITE, kShared);
  uint8_t* code = view ? map_again(view, kRegionBytes, nullptr) : nullptr;
  bool is_ready = code && mprotect(code, kRegionBytes, PROT_READ | PROT_EXEC) == 0 &&
                  pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child) == 0 &&
                  mremap(code, kRegionBytes, kRegionBytes, MREMAP_MAYMOVE | MREMAP_FIXED, region_) == region_;
  if (is_ready) {
    to_view_ = view - region_;
    return true;
  }
  if (code) munmap(code, kRegionBytes);
  if (view) munmap(view, kRegionBytes);
  return false;
}

// Shared memory would be the child's and the parent's: the child gets a copy of the code as it is now.
void CodeMemory::before_fork() {
  CodeMemory& m = instance();
  if (!m.to_view_ || !m.top_) return;
  m.fork_copy_ = map_at(0, m.top_, PROT_READ | PROT_WRITE, kPrivate | MAP_POPULATE);
  if (m.fork_copy_) std::memcpy(m.fork_copy_, m.region_ + m.to_view_, m.top_);
}

void CodeMemory::after_fork_in_parent() {
  CodeMemory& m = instance();
  if (m.fork_copy_) munmap(m.fork_copy_, m.top_);
  m.fork_copy_ = nullptr;
}

void CodeMemory::after_fork_in_child() {
  CodeMemory& m = instance();
  if (!m.to_view_) return;
  uint8_t* view = m.region_ + m.to_view_;
  // Without a copy, what is shared is read, which the parent may be changing.
  uint8_t* fresh = map_at(0, kRegionBytes, PROT_READ | PROT_WRITE, kShared);
  PY_CHECK(fresh);
  if (m.top_) std::memcpy(fresh, m.fork_copy_ ? m.fork_copy_ : view, m.top_);
  PY_CHECK(mremap(fresh, kRegionBytes, kRegionBytes, MREMAP_MAYMOVE | MREMAP_FIXED, view) == view);
  PY_CHECK(map_again(view, kRegionBytes, m.region_) == m.region_);
  PY_CHECK(mprotect(m.region_, kRegionBytes, PROT_READ | PROT_EXEC) == 0);
  m.populated_ = 0;
  after_fork_in_parent();
}

void CodeMemory::populate(size_t end) {
  if (!to_view_ || end <= populated_) return;
  size_t to = std::min((end + kPopulated - 1) & ~(kPopulated - 1), kRegionBytes);
  madvise(region_ + to_view_ + populated_, to - populated_, MADV_POPULATE_WRITE);  // older systems do it page by page
  populated_ = to;
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
    populate(top_);
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
  if (instance().to_view_) return;
  uintptr_t mask = ~(page_size() - 1);
  uintptr_t first = reinterpret_cast<uintptr_t>(start) & mask;
  uintptr_t end = (reinterpret_cast<uintptr_t>(start) + size + page_size() - 1) & mask;
  first_page_ = reinterpret_cast<uint8_t*>(first);
  length_ = end - first;
  ok_ = mprotect(first_page_, length_, PROT_READ | PROT_WRITE) == 0;
}

CodeMemory::Writable::~Writable() {
  if (first_page_ && ok_) PY_CHECK(mprotect(first_page_, length_, PROT_READ | PROT_EXEC) == 0);
}

}  // namespace sidewinder::jit
