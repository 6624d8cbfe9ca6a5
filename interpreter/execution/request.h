// Asking a running thread to stop at the next boundary: a loop's back edge, a function's entry, a step of a loop or of
// a long computation in C++. See README.md, "Requests".
#pragma once

#include <type_traits>

#include "interpreter/base/result.h"
#include "interpreter/execution/thread.h"

namespace sidewinder {

enum Request : uint32_t {
  kRequestInterrupt = 1,     // SIGINT: KeyboardInterrupt
  kRequestDeferredWork = 2,  // a collection left finalizers or callbacks of weak references to run
  kRequestTakeTurns = 4,     // another thread waits for the GIL
  kRequestSignal = 8,        // a signal came that has a handler of Python's
  kRequestMemory = 32,       // the reserve of memory was used: MemoryError
  kRequestTracing = 16,      // frames are to be run by run_tracing: stays as long as that is so (trace_events.h)
};
void ask_thread(Thread& t, uint32_t what);  // from any thread, or a signal handler
// The thread that signals are for.
void install_signal_target(Thread& t);
// SIGINT sets kRequestInterrupt on the main thread, unless it was ignored when the process began; a write into a closed
// pipe fails instead of ending the process.
void install_signal_handlers();
// Collections that leave work set kRequestDeferredWork on the thread that holds the GIL.
void install_collector_hook();
// When memory ends, C++ has a reserve for what it needs next, and the thread that used it gets MemoryError.
void install_reserve_of_memory();
// Signals that have handlers of Python's (module _signal): `run` calls the handlers of those that came; failed: one
// raised. It is called on the main thread, after note_signal was, in a signal handler.
void set_signal_hook(Status (*run)(Thread& t));
void note_signal();
void handle_interrupts();  // SIGINT sets kRequestInterrupt again, as in the beginning
// Runs the handlers of signals that came: where C++ has waited and looks whether to go on. May run Python code.
Status run_signal_handlers(Thread& t);
PY_ALWAYS_INLINE Status check_signals(Thread& t) {
  if (__atomic_load_n(&t.request, __ATOMIC_RELAXED) & (kRequestInterrupt | kRequestSignal)) [[unlikely]]
    return run_signal_handlers(t);
  return Status::ok();
}
// Meets what t.request asks for; may run Python code. False: raised.
bool handle_request(Thread& t);
// Runs finalizers and callbacks that are due. An interrupt that ends one of them is asked for again: it is the
// program's.
void run_what_is_due(Thread& t);
// New frames have the chunk's whole room again, unless there is a request.
void allow_frames(Thread& t);

// A computation was left (Interruptible): KeyboardInterrupt, or MemoryError.
Status raise_left(Thread& t);
// In loops and between the steps of long computations in C++: raises if the thread was interrupted. One load; runs no
// Python code (deferred work waits for Python code's next boundary).
Status raise_interrupt(Thread& t);
PY_ALWAYS_INLINE Status check_interrupt(Thread& t) {
  if (__atomic_load_n(&t.request, __ATOMIC_RELAXED) & kRequestInterrupt) [[unlikely]]
    return raise_interrupt(t);
  return Status::ok();
}

// A computation that an interrupt ends wherever it is. The signal handler jumps out of it: it owns nothing that a
// destructor must free, calls nothing but memory functions and GMP, and its result counts only if it was not
// interrupted. What GMP allocated in it is freed then; what it allocated before, the computation only reads.
class Interruptible {
 public:
  // body(argument); false: interrupted.
  static bool run(void (*body)(void*), void* argument);
  // In the signal handler: does not return if a computation goes on.
  static void leave();
  static bool ran_out_of_memory();  // the one that ended last
  // GMP's memory functions.
  static void* allocate(size_t size);
  static void* reallocate(void* block, size_t old_size, size_t size);
  static void release(void* block, size_t size);
};
// below so many bytes (or limbs) nothing takes long enough to be interrupted
constexpr size_t kInterruptibleWork = 1 << 16;

template <class Body> Status interruptible(Thread& t, size_t work, Body&& body) {
  if (work < kInterruptibleWork) {
    body();
    return Status::ok();
  }
  auto call = [](void* argument) { (*static_cast<std::remove_reference_t<Body>*>(argument))(); };
  return Interruptible::run(call, &body) ? Status::ok() : raise_left(t);
}

}  // namespace sidewinder
