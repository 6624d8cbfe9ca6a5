// The free lists and what stands behind them. Every list belongs to one kind and one size; the collector links fresh
// cells of a block through their first word (GC_generic_malloc_many). The lists' heads are dropped when a collection
// starts: a list of a kind that is not scanned is held by nothing else, and its cells would be issued twice.

#include "interpreter/memory/allocate.h"

#include <gc/gc.h>
#include <gc/gc_inline.h>
#include <gc/gc_mark.h>
#include <sys/sysinfo.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "interpreter/memory/allocation_hook.h"
#include "interpreter/memory/c_blocks.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/large_blocks.h"
#include "interpreter/memory/plain_release.h"
#include "interpreter/memory/pool.h"
#include "interpreter/memory/reserve.h"
#include "interpreter/memory/settled.h"

namespace sidewinder {

void* free_lists[kMemoryKinds][kFreeListSizes];
int collector_kinds[kMemoryKinds];
bool holds_objects[32];

namespace {

constexpr int kCollectorLeaf = 0;    // the collector's own PTRFREE: cells are not cleared
constexpr int kCollectorNormal = 1;  // its own NORMAL
constexpr size_t kReferentWord = 2;  // of a weak reference

uint64_t collect_every = 0;
uint64_t slow_allocations = 0;

// Scans a weak reference but for its referent. Runs on the marker threads, also on free cells (cleared but for a link).
GC_ms_entry* mark_weak(GC_word* words, GC_ms_entry* top, GC_ms_entry* limit, GC_word) {
  size_t count = GC_size(words) / sizeof(GC_word);
  for (size_t i = 0; i < count; i++) {
    if (i == kReferentWord) continue;
    void* p = reinterpret_cast<void*>(words[i]);
    top = GC_MARK_AND_PUSH(p, top, limit, reinterpret_cast<void**>(words + i));
  }
  return top;
}

enum class Cells : int { AsTheyAre, Cleared };
int new_kind(GC_word descriptor, bool add_size, Cells cells = Cells::Cleared) {
  return int(GC_new_kind(GC_new_free_list(), descriptor, add_size, int(cells)));
}

constexpr GC_word bitmap_bit(int word) { return GC_word(1) << (63 - word); }

// One block at a time, so that every allocation passes here and can be counted.
void* allocate_counted(MemoryKind kind, size_t bytes) {
  if (++slow_allocations % collect_every == 0) {
    MayBeMinor minor;
    GC_gcollect();
  }
  return GC_generic_malloc(bytes, collector_kind(kind));
}

}  // namespace

namespace {

// Small objects are made by code that cannot raise; it lives on this until the next boundary.
constexpr size_t kHeapReserve = size_t(1) << 20;
constexpr size_t kLastHeapReserve = size_t(1) << 18;
bool wants_heap_reserve = false;
void* heap_reserve = nullptr;
void* last_heap_reserve = nullptr;
uint64_t looked_at_collection = 0;  // for memory to refill it

bool use_heap_reserve() {
  if (!heap_reserve) return false;
  GC_free(std::exchange(heap_reserve, nullptr));
  looked_at_collection = GC_get_gc_no();
  note_exhaustion();
  return true;
}

void refill_heap_reserve() {
  if (heap_reserve || !wants_heap_reserve || looked_at_collection == GC_get_gc_no()) return;
  looked_at_collection = GC_get_gc_no();
  heap_reserve = GC_malloc_atomic_uncollectable(kHeapReserve);
  if (!last_heap_reserve) last_heap_reserve = GC_malloc_atomic_uncollectable(kLastHeapReserve);
}

}  // namespace

void keep_heap_reserve() {
  wants_heap_reserve = true;
  heap_reserve = GC_malloc_atomic_uncollectable(kHeapReserve);
  last_heap_reserve = GC_malloc_atomic_uncollectable(kLastHeapReserve);
}

bool use_last_heap_reserve() {
  if (!last_heap_reserve) return false;
  GC_free(std::exchange(last_heap_reserve, nullptr));
  return true;
}

void create_kinds() {
  collector_kinds[int(MemoryKind::Object)] = new_kind(GC_DS_LENGTH, true);
  collector_kinds[int(MemoryKind::Leaf)] = new_kind(GC_DS_LENGTH, false, Cells::AsTheyAre);  // length 0
  collector_kinds[int(MemoryKind::String)] =
      new_kind(bitmap_bit(kStringWords[0]) | bitmap_bit(kStringWords[1]) | GC_DS_BITMAP, false, Cells::AsTheyAre);
  collector_kinds[int(MemoryKind::Weak)] = new_kind(GC_MAKE_PROC(GC_new_proc(mark_weak), 0), false);
  collector_kinds[int(MemoryKind::Raw)] = kCollectorNormal;
  collector_kinds[int(MemoryKind::RawLeaf)] = kCollectorLeaf;
  for (int kind = 0; kind < kMemoryKinds; kind++)
    holds_objects[collector_kinds[kind]] = is_object_kind(MemoryKind(kind));
}

// While allocations are told of: the cells of free_lists, out of reach for code that pops those inline.
static AllocationHook allocation_hook = nullptr;
static void* kept_free_lists[kMemoryKinds][kFreeListSizes];

void drop_free_lists() {
  std::memset(free_lists, 0, sizeof free_lists);
  std::memset(kept_free_lists, 0, sizeof kept_free_lists);
  drop_c_block_lists();
  drop_large_blocks();
}

void set_allocation_hook(AllocationHook hook) {
  if (!allocation_hook == !hook) return void(allocation_hook = hook);
  allocation_hook = hook;
  std::swap(free_lists, kept_free_lists);
}

bool is_collectable(const void* p) { return GC_is_heap_ptr(p) && GC_base(const_cast<void*>(p)) == p; }

// What the kernel would refuse to malloc. The collector asks in a way that is granted up to the end of the address
// space, and takes minutes to note as many blocks.
static bool is_beyond_memory(size_t bytes) {
  static const size_t all = [] {
    struct sysinfo machine;
    return sysinfo(&machine) == 0 ? (machine.totalram + machine.totalswap) * machine.mem_unit : SIZE_MAX;
  }();
  return bytes > all;
}

bool memory_left_for(size_t bytes) {
  constexpr size_t kSmall = size_t(1) << 24;
  if (bytes < kSmall) return true;
  if (is_beyond_memory(bytes)) return false;
  void* volatile p = std::malloc(bytes);  // volatile: the compiler would remove the pair
  std::free(p);
  return p != nullptr;
}

// Memory that only a full collection finds is not missed.
static void* allocate_large(MemoryKind kind, size_t bytes) {
  {
    MayBeMinor minor;
    make_room_for_large(bytes);
    if (void* p = GC_generic_malloc(bytes, collector_kind(kind))) return p;
  }
  GC_gcollect();
  return GC_generic_malloc(bytes, collector_kind(kind));
}

static void* allocate_watched(MemoryKind kind, size_t bytes) {
  if (allocation_hook) [[unlikely]]
    return allocate_large(kind, bytes);
  void* p = take_large(kind, bytes);
  if (!p) p = allocate_large(kind, bytes);
  tell_of_large(p);
  return p;
}

static void* allocate_untold(MemoryKind kind, size_t bytes) {
  if (is_beyond_memory(bytes)) [[unlikely]]
    return nullptr;
  if (collect_every) [[unlikely]]
    return allocate_counted(kind, bytes);
  refill_heap_reserve();
  size_t granules = (bytes + kGranule - 1) / kGranule;
  if (granules >= kFreeListSizes)
    return is_watched(kind, bytes) ? allocate_watched(kind, bytes) : allocate_large(kind, bytes);
  if (granules == 0) granules = 1;
  void* cells = nullptr;
  auto found_cells = [&] {
    GC_generic_malloc_many(granules * kGranule, collector_kind(kind), &cells);
    return cells != nullptr;
  };
  {
    MayBeMinor minor;
    make_room_in_pool(kind, granules);
    found_cells();
  }
  if (!cells) {
    GC_gcollect();
    if (!found_cells() && (!use_heap_reserve() || !found_cells())) return nullptr;
  }
  void* first = *const_cast<void* volatile*>(&cells);
  free_lists[int(kind)][granules] = *static_cast<void**>(first);
  *const_cast<void* volatile*>(&cells) = nullptr;  // left on the stack, it would keep what becomes of the cell alive
  return first;
}

// Nothing that is popped inline is left behind.
static PY_NOINLINE void* allocate_told(MemoryKind kind, size_t bytes) {
  size_t granules = std::max<size_t>(1, (bytes + kGranule - 1) / kGranule);
  bool is_small = granules < kFreeListSizes;
  void** kept = &kept_free_lists[int(kind)][is_small ? granules : 0];
  void* p = is_small ? *kept : nullptr;
  if (p) {
    *kept = *static_cast<void**>(p);
  } else {
    p = allocate_untold(kind, bytes);
    if (is_small) *kept = std::exchange(free_lists[int(kind)][granules], nullptr);
  }
  if (p) allocation_hook(p, bytes);
  return p;
}

void* allocate_slow(MemoryKind kind, size_t bytes) {
  return allocation_hook ? allocate_told(kind, bytes) : allocate_untold(kind, bytes);
}

void give_back(Object* o) {
  size_t bytes;
  int kind = GC_get_kind_and_size(o, &bytes);
  if (kind == c_block_kind) return void(give_back_c_block(o));
  if (kind != collector_kind(MemoryKind::Object) || bytes / kGranule >= kFreeListSizes || allocation_hook ||
      collect_every)
    return;
  std::memset(o, 0, bytes);
  void*& head = free_lists[int(MemoryKind::Object)][bytes / kGranule];
  *reinterpret_cast<void**>(o) = head;
  head = o;
}

void set_collect_every(uint64_t n) {
  collect_every = n;
  slow_allocations = 0;
  drop_free_lists();
}

// The interpreter has its own (protocol/error.cpp); this one serves programs on memory/ alone.
__attribute__((weak)) Raised raise_memory_error_no_thread() {
  std::fputs("sidewinder: out of memory\n", stderr);
  std::abort();
}

Object** allocate_permanent(size_t n) {
  return static_cast<Object**>(GC_malloc_uncollectable((n ? n : 1) * sizeof(Object*)));
}

void free_permanent(Object** p) { GC_free(p); }

}  // namespace sidewinder
