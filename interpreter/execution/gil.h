// The lock that whoever runs Python code or touches objects holds (README.md, "Threads"). A thread that has it gives it
// up at a boundary when another has waited for the switch interval, and around calls that may wait.
#pragma once

#include <cerrno>
#include <type_traits>

#include "interpreter/execution/thread.h"

namespace sidewinder {

// Of a thread that does not hold it. The thread is registered with the collector.
void acquire_gil(Thread& t);
void release_gil(Thread& t);
bool holds_gil(const Thread& t);
void take_turns(Thread& t);  // what kRequestTakeTurns asks for
// From now on the other threads wait for ever: the process ends.
void keep_gil(Thread& t);
void gil_after_fork_in_child(Thread& t);

double switch_interval();  // in seconds
void set_switch_interval(double seconds);

extern bool has_other_threads;  // some were started that have not ended; without any the lock is not given up

// body() without the lock: it touches no objects and allocates none. errno survives.
void run_without_gil(Thread& t, void (*body)(void*), void* argument);
template <class Body> auto without_gil(Thread& t, Body&& body) {
  if (!has_other_threads) return body();
  using Answer = decltype(body());
  struct Call {
    std::remove_reference_t<Body>& body;
    Answer answer;
  } call{body, Answer{}};
  run_without_gil(
      t,
      [](void* argument) {
        auto* c = static_cast<Call*>(argument);
        c->answer = c->body();
      },
      &call);
  return call.answer;
}

}  // namespace sidewinder
