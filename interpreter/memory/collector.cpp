// Settings and callbacks of the Boehm collector. The numbers are measured; README.md says what each is for.

#include "interpreter/memory/collector.h"

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS
#include <gc/gc.h>
#include <gc/gc_mark.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "interpreter/memory/allocation_hook.h"
#include "interpreter/memory/c_blocks.h"
#include "interpreter/memory/finalizer_internal.h"
#include "interpreter/memory/garbage.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/mark_more.h"
#include "interpreter/memory/out_of_memory.h"
#include "interpreter/memory/pins.h"
#include "interpreter/memory/pool.h"
#include "interpreter/memory/reserve.h"
#include "interpreter/memory/saved_marks.h"
#include "interpreter/memory/settled.h"
#include "interpreter/memory/table_reserve.h"
#include "interpreter/memory/weak.h"

// Of the collector's static library; its shared one hides it.
extern "C" int GC_parallel_mark_disabled;

namespace sidewinder {

namespace {

constexpr size_t kMegabyte = size_t(1) << 20;
constexpr size_t kBeforeFirstCollection = 18 * kMegabyte;  // 8 of them are start-up's
constexpr size_t kLeastBetweenCollections = 10 * kMegabyte;
constexpr size_t kMostBetweenCollections = 48 * kMegabyte;
constexpr size_t kMarkedAlone = 32 * kMegabyte;     // of live heap: without other markers
constexpr size_t kGenerousUpTo = 1024 * kMegabyte;  // beyond it the heap grows more reluctantly
constexpr GC_word kDivisorIfMinor = 8, kDivisor = 1, kDivisorOfLargeHeap = 3;

struct Scanner {
  ScannerFn scan;
  void* arg;
};
struct Range {
  void *begin, *end;
};

std::vector<Scanner> scanners;
std::vector<Range> roots;
GC_push_other_roots_proc push_thread_stacks = nullptr;
void (*work_hook)() = nullptr;
void (*end_hook)() = nullptr;
uint64_t collections = 0;
bool initialized = false;

// The collector's own mark stack has room for a few thousand roots, and C stacks of threads take most of it where there
// are as many threads; the frames of those are looked at right away.
constexpr int kMostRangesPushed = 64;
int ranges_pushed = 0;

void push_range(void* begin, void* end) {
  if (begin >= end) return;
  if (++ranges_pushed <= kMostRangesPushed) GC_push_all(begin, end);
  else mark_range_from_root(begin, end);
}

void push_our_roots() {
  ranges_pushed = 0;
  for (const Range& root : roots) push_range(root.begin, root.end);
  for (const Scanner& scanner : scanners) scanner.scan(scanner.arg, push_range);
  push_pinned_objects(push_range);
  push_raw_c_blocks(push_range);
  push_light_finalizers(push_range);
  push_kept_garbage(push_range);
  push_settled(push_range);
  // Last: what is on the stacks may fill the mark stack, which GC_push_all does not survive. It is dropped then, and
  // marked later.
  if (push_thread_stacks) push_thread_stacks();
}

// The more is alive, the more may be allocated before the next collection.
void adapt_to_live_heap() {
  GC_prof_stats_s stats{};
  GC_get_prof_stats_unsafe(&stats, sizeof stats);
  size_t live = stats.heapsize_full - stats.free_bytes_full - pool_bytes();
  end_with_settled(live);
  GC_set_min_bytes_allocd(std::clamp(live - live / 4, kLeastBetweenCollections, kMostBetweenCollections));
  GC_set_free_space_divisor(has_settled()                         ? kDivisorIfMinor
                            : stats.heapsize_full > kGenerousUpTo ? kDivisorOfLargeHeap
                                                                  : kDivisor);
  GC_parallel_mark_disabled = live <= settled_bytes() + kMarkedAlone;
}

void on_collection_event(GC_EventType event) {
  if (event == GC_EVENT_MARK_START) begin_with_settled();
  if (event == GC_EVENT_MARK_END) {
    note_settled();
    keep_pool();
    count_garbage();
    look_for_unmarked_light_finalizers();
  }
  if (event != GC_EVENT_END) return;
  settle_pins();
  collections++;
  adapt_to_live_heap();
  refill_reserve();
  look_for_dead_referents();
  if (end_hook) end_hook();
  if (work_hook && has_deferred_work()) work_hook();
}

// What the collector cannot go on without it says before it aborts; its other words are of its mistakes.
void before_abort(const char* message) {
  if (message && std::strstr(message, "Insufficient")) end_without_memory();
}

// Less than stacks, another marker and a heap that is not small from the start need.
bool is_address_space_scarce() {
  constexpr rlim_t kScarce = 128 * kMegabyte;
  rlimit limit{};
  return getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur < kScarce;
}

}  // namespace

void initialize_memory() {
  if (initialized) return;
  initialized = true;
  // Nothing may be allocated before: the collector would start itself with other settings, and forget them only by
  // halves.
  PY_CHECK(!GC_is_init_called());
  GC_set_abort_func(before_abort);
  GC_set_all_interior_pointers(0);
  bool is_scarce = is_address_space_scarce();
  GC_set_markers_count(is_scarce ? 1 : 2);
  GC_set_handle_fork(1);
  GC_set_suspend_signal(collector_suspend_signal());
  GC_set_thr_restart_signal(collector_restart_signal());
  GC_set_finalize_on_demand(1);
  GC_set_dont_precollect(1);  // it would look through all static data, and nothing is there yet
  GC_init();
  GC_set_warn_proc(GC_ignore_warn_proc);
  GC_set_min_bytes_allocd(kBeforeFirstCollection);
  GC_set_free_space_divisor(1);
  GC_allow_register_threads();  // starts the other marker
  GC_parallel_mark_disabled = true;
  create_kinds();
  prepare_settled();
  prepare_saved_marks();
  prepare_pool();
  keep_table_reserve();
  // Address space: a heap that begins small collects to see whether it may grow.
  if (!is_scarce) GC_expand_hp(kBeforeFirstCollection);
  GC_set_start_callback(drop_free_lists);
  push_thread_stacks = GC_get_push_other_roots();
  GC_set_push_other_roots(push_our_roots);
  GC_set_on_collection_event(on_collection_event);
}

size_t collect_garbage() {
  size_t before = collector_statistics().heap_bytes - collector_statistics().free_bytes;
  GC_gcollect();
  size_t after = collector_statistics().heap_bytes - collector_statistics().free_bytes;
  return before > after ? before - after : 0;
}

void collect_young_garbage() {
  MayBeMinor minor;
  GC_gcollect();
}

void add_scanner(ScannerFn scan, void* arg) { scanners.push_back({scan, arg}); }

void remove_scanner(ScannerFn scan, void* arg) {
  std::erase_if(scanners, [&](const Scanner& s) { return s.scan == scan && s.arg == arg; });
}

void add_root(void* begin, void* end) { roots.push_back({begin, end}); }

void remove_root(void* begin, void* end) {
  std::erase_if(roots, [&](const Range& r) { return r.begin == begin && r.end == end; });
}

void set_end_of_collection_hook(void (*hook)()) { end_hook = hook; }

bool is_dead_block(const void* p) { return !is_collectable(p) || !GC_is_marked(p); }

void set_deferred_work_hook(void (*hook)()) { work_hook = hook; }

bool has_deferred_work() { return weak_notifications_pending() || finalizers_pending(); }

// Callbacks of weak references come before the finalizers of what they referred to (PEP 442).
static bool running_deferred_work = false;
bool is_running_deferred_work() { return running_deferred_work; }
size_t run_deferred_work(size_t most_finalizers) {
  if (running_deferred_work) return 0;  // what they leave is done by those that are at it
  running_deferred_work = true;
  size_t ran = run_weak_notifications() + run_finalizers(most_finalizers);
  running_deferred_work = false;
  return ran;
}

CollectorStatistics collector_statistics() {
  GC_prof_stats_s stats{};
  GC_get_prof_stats(&stats, sizeof stats);
  return {collections,
          stats.heapsize_full,
          stats.free_bytes_full,
          stats.bytes_allocd_since_gc,
          stats.allocd_bytes_before_gc + stats.bytes_allocd_since_gc,
          minor_collection_count()};
}

void disable_collection() { GC_disable(); }
void enable_collection() { GC_enable(); }

bool register_current_thread() {
  GC_stack_base base;
  if (GC_get_stack_base(&base) != GC_SUCCESS) return false;
  int result = GC_register_my_thread(&base);
  return result == GC_SUCCESS || result == GC_DUPLICATE;
}

void unregister_current_thread() { GC_unregister_my_thread(); }

void* call_blocking(void* (*function)(void*), void* arg) { return GC_do_blocking(function, arg); }

void memory_after_fork_in_child() {
  if (!GC_parallel_mark_disabled) GC_start_mark_threads();
}

}  // namespace sidewinder
