#include "interpreter/execution/gil.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>

#include "interpreter/execution/eval.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/memory/collector.h"

namespace sidewinder {

bool has_other_threads = false;

namespace {

struct Gil {
  std::mutex mutex;
  std::condition_variable released, taken;
  Thread* holder = nullptr;
  Thread* keeper = nullptr;  // at the end of the process
  uint64_t turns = 0;        // how often it was taken
  int waiting = 0;
};
alignas(Gil) char memory[sizeof(Gil)];  // never destroyed: daemon threads outlive main()
Gil& gil = *new (memory) Gil;

std::chrono::duration<double> interval(0.005);

// A recording is not asked at first: it would be given up, and is over soon, unless what it calls goes on and on.
void ask_holder(int intervals) {
  constexpr int kLongRecording = 10;
  if (!gil.holder->jit || intervals > kLongRecording) ask_thread(*gil.holder, kRequestTakeTurns);
}

bool is_free_for(const Thread& t) { return !gil.holder && (!gil.keeper || gil.keeper == &t); }

// With gil.mutex.
void hold(Thread& t) {
  gil.holder = &t;
  gil.turns++;
  set_current_thread(t);
  gil.taken.notify_all();
}

// Nobody has it, nobody waits: a C function that gave it away for a moment. call_blocking would cost a call of the
// system.
bool take_at_once(Thread& t) {
  std::unique_lock lock(gil.mutex, std::try_to_lock);
  if (!lock || gil.waiting || !is_free_for(t)) return false;
  hold(t);
  return true;
}

void take(Thread& t) {
  std::unique_lock lock(gil.mutex);
  gil.waiting++;
  for (int intervals = 0; !is_free_for(t);) {
    uint64_t turn = gil.turns;
    bool late = gil.released.wait_for(lock, interval) == std::cv_status::timeout;
    bool is_same = late && gil.holder && gil.turns == turn;
    intervals = is_same ? intervals + 1 : 0;
    if (is_same) ask_holder(intervals);
  }
  gil.waiting--;
  hold(t);
}

// Does not come back before another thread has had its turn, if it is to wait for one.
void give(Thread& t, bool wait_for_another) {
  std::unique_lock lock(gil.mutex);
  gil.holder = nullptr;
  uint64_t turn = gil.turns;
  gil.released.notify_one();
  if (wait_for_another) gil.taken.wait(lock, [&] { return gil.turns != turn || !gil.waiting || gil.keeper == &t; });
}

// Waits where the collector need not stop the thread, then has its own eval loops again.
template <class Body> void blocked(Body&& body) {
  LoopOnStack* loops = innermost_loop;
  call_blocking(
      [](void* argument) -> void* {
        (*static_cast<std::remove_reference_t<Body>*>(argument))();
        return nullptr;
      },
      &body);
  innermost_loop = loops;
}

}  // namespace

void acquire_gil(Thread& t) {
  if (take_at_once(t)) {
    innermost_loop = nullptr;
    return;
  }
  auto wait = [](void* thread) -> void* {
    take(*static_cast<Thread*>(thread));
    return nullptr;
  };
  call_blocking(wait, &t);
  innermost_loop = nullptr;
}
void release_gil(Thread& t) { give(t, false); }
bool holds_gil(const Thread& t) { return gil.holder == &t; }

void take_turns(Thread& t) {
  blocked([&] {
    give(t, true);
    take(t);
  });
}

void keep_gil(Thread& t) {
  std::unique_lock lock(gil.mutex);
  gil.keeper = &t;
}

void gil_after_fork_in_child(Thread& t) {
  new (memory) Gil;
  gil.holder = &t;
  gil.turns = 1;
  has_other_threads = false;
  set_current_thread(t);
}

double switch_interval() { return interval.count(); }
void set_switch_interval(double seconds) { interval = std::chrono::duration<double>(seconds); }

void run_without_gil(Thread& t, void (*body)(void*), void* argument) {
  int error = 0;
  blocked([&] {
    give(t, false);
    errno = 0;
    body(argument);
    error = errno;
    take(t);
  });
  errno = error;
}

}  // namespace sidewinder
