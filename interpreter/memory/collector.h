// The collector's life: when it runs, what it scans beside the heap, and the work it leaves for a safe point.
// All of this is called with the GIL held.
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdint>

namespace sidewinder {

// A scanner is asked at every collection for the ranges that hold references; it calls `range` for each of them. It
// runs while the world is stopped: no allocation, no locks. Words in a range are seen if they point to the start of an
// object. The thread's frame stacks are scanned this way, exactly [base, top).
using RangeFn = void (*)(void* begin, void* end);
using ScannerFn = void (*)(void* arg, RangeFn range);
void add_scanner(ScannerFn scan, void* arg);
void remove_scanner(ScannerFn scan, void* arg);

// A collection may leave finalizers and weak-reference callbacks to run. `hook` is called at the end of such a
// collection (world running, the collector's lock held: it may only set a flag); the next safe point then calls
// run_deferred_work.
void set_deferred_work_hook(void (*hook)());
bool has_deferred_work();
size_t run_deferred_work(size_t most_finalizers = SIZE_MAX);  // how many notifications and finalizers ran
bool is_running_deferred_work();                              // this thread or another

struct CollectorStatistics {
  uint64_t collections;
  size_t heap_bytes, free_bytes, allocated_since_collection;
  uint64_t total_allocated;
  uint64_t minor_collections;  // of them, those that took what had settled for alive
};
CollectorStatistics collector_statistics();

// A minor collection, if one is possible now: of what is new, the dead are found.
void collect_young_garbage();

// Overwrites what calls that have returned left on the C stack below here: the collector would take it for references.
template <size_t kBytes = 32 * 1024> [[gnu::noinline]] void scrub_stack() {
  volatile char below[kBytes];
  for (char volatile& c : below) c = 0;
}

// gc.disable() and gc.enable(); they nest.
void disable_collection();
void enable_collection();

// By these it stops threads, and lets them go on: they are in no mask that blocks signals.
inline int collector_suspend_signal() { return SIGRTMAX - 3; }
inline int collector_restart_signal() { return SIGRTMAX - 4; }

// Foreign threads are registered before they touch the heap. A thread that waits (for the GIL, for input) does so
// inside call_blocking: it then need not be stopped for a collection, and its stack is scanned as it was at the call.
bool register_current_thread();
void unregister_current_thread();
void* call_blocking(void* (*function)(void*), void* arg);
void memory_after_fork_in_child();  // the marker threads do not survive a fork

}  // namespace sidewinder
