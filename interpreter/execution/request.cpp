// Signal handlers set the request's bits, and t.stack_end to null, so that the next frame looks at them (see
// push_frame).
#include "interpreter/execution/request.h"
#include "interpreter/execution/async_exception.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/jit_events.h"
#include "interpreter/execution/pending_calls.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"

#include <pthread.h>

#include <atomic>
#include <csignal>
#include <utility>

#include "interpreter/memory/collector.h"
#include "interpreter/memory/reserve.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

Status (*pending_calls_hook)(Thread& t);
void (*jit_events_hook)(Thread& t);

namespace {

Thread* main_thread;
Status (*signal_hook)(Thread& t);

// A finalizer or callback that an interrupt ends is nobody's: the program that it came upon is interrupted as well.
// What another thread asked to be raised waits for the program.
Thread* runs_deferred_work;
bool interrupted_deferred_work, postponed_exception;

Status answer_signals(Thread& t) {
  if (runs_deferred_work == &t) postponed_exception = true;
  else TRY(raise_asked_exception(t));
  if (signal_hook) TRY(signal_hook(t));
  return pending_calls_hook ? pending_calls_hook(t) : Status::ok();
}

void on_interrupt(int) {
  ask_thread(*main_thread, kRequestInterrupt);
  bool is_main = pthread_equal(pthread_self(), pthread_t(main_thread->thread_id));
  if (is_main) Interruptible::leave();
}
// The thread that allocated has the GIL.
void on_deferred_work() { ask_thread(current_thread(), kRequestDeferredWork); }

// Without SA_RESTART: calls that wait return, and look at the request.
void handle_signal(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(signal, &action, nullptr);
}

}  // namespace

void ask_thread(Thread& t, uint32_t what) {
  __atomic_or_fetch(&t.request, what, __ATOMIC_SEQ_CST);
  __atomic_store_n(&t.stack_end, nullptr, __ATOMIC_SEQ_CST);
}

void install_signal_target(Thread& t) { main_thread = &t; }

void install_signal_handlers() {
  struct sigaction before {};
  sigaction(SIGINT, nullptr, &before);
  if (before.sa_handler != SIG_IGN) handle_signal(SIGINT, on_interrupt);
  handle_signal(SIGPIPE, SIG_IGN);
  handle_signal(SIGXFSZ, SIG_IGN);
}

void install_collector_hook() { set_deferred_work_hook(on_deferred_work); }

void install_reserve_of_memory() {
  keep_reserve([] { ask_thread(current_thread(), kRequestMemory); });
}

void allow_frames(Thread& t) {
  __atomic_store_n(&t.stack_end, t.chunk->end, __ATOMIC_RELAXED);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (t.request) t.stack_end = nullptr;  // also one that came just now
}

namespace {

// True: the program is to be interrupted. Other threads may make objects to be ended faster than this one ends them:
// it gets on with its own work in between.
bool run_deferred_work_of_program(Thread& t) {
  constexpr size_t kMostAtOnce = 1000;
  if (runs_deferred_work) return false;
  runs_deferred_work = &t;
  bool has_others = next_thread(*first_thread());
  run_deferred_work(has_others ? kMostAtOnce : SIZE_MAX);
  if (jit_events_hook) jit_events_hook(t);
  runs_deferred_work = nullptr;
  if (has_others && has_deferred_work()) ask_thread(t, kRequestDeferredWork);
  if (std::exchange(postponed_exception, false)) ask_thread(t, kRequestSignal);
  return std::exchange(interrupted_deferred_work, false);
}

}  // namespace

void run_what_is_due(Thread& t) {
  if (run_deferred_work_of_program(t)) ask_thread(t, kRequestInterrupt);
}

bool handle_request(Thread& t) {
  uint32_t asked = __atomic_fetch_and(&t.request, uint32_t(kRequestTracing), __ATOMIC_SEQ_CST);
  allow_frames(t);
  if (asked & kRequestTakeTurns) take_turns(t);
  if (asked & kRequestDeferredWork && run_deferred_work_of_program(t)) asked |= kRequestInterrupt;
  if (asked & kRequestSignal && answer_signals(t).failed()) {
    abort_recording(t);
    if (asked & kRequestInterrupt) ask_thread(t, kRequestInterrupt);  // after this one
    return false;
  }
  if (asked & kRequestMemory) {
    abort_recording(t);
    if (asked & kRequestInterrupt) ask_thread(t, kRequestInterrupt);
    raise_memory_error(t);
    return false;
  }
  return !(asked & kRequestInterrupt) || !raise_interrupt(t).failed();
}

void set_signal_hook(Status (*run)(Thread& t)) { signal_hook = run; }
void note_signal() { ask_thread(*main_thread, kRequestSignal); }
void handle_interrupts() { handle_signal(SIGINT, on_interrupt); }

Status run_signal_handlers(Thread& t) {
  uint32_t asked = __atomic_fetch_and(&t.request, ~uint32_t(kRequestSignal), __ATOMIC_SEQ_CST);
  allow_frames(t);
  if (asked & kRequestSignal && answer_signals(t).failed()) {
    abort_recording(t);
    return Raised{};
  }
  return check_interrupt(t);
}

Status raise_left(Thread& t) { return Interruptible::ran_out_of_memory() ? raise_memory_error(t) : raise_interrupt(t); }

Status raise_interrupt(Thread& t) {
  __atomic_and_fetch(&t.request, ~uint32_t(kRequestInterrupt), __ATOMIC_SEQ_CST);
  if (runs_deferred_work == &t) interrupted_deferred_work = true;
  allow_frames(t);
  abort_recording(t);
  return raise(t, exceptions::KeyboardInterrupt, "");
}

}  // namespace sidewinder
