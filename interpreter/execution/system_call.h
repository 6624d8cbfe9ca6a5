// Calls of the operating system that may wait or be ended by a signal (PEP 475): signal handlers run, and unless one
// raises the call is made again. Other threads run meanwhile: f() touches no objects that they may change, and
// allocates none. One that finds no more descriptors is made again after a collection.
#pragma once

#include <cerrno>

#include "interpreter/execution/descriptors.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

// f() returns -1 and sets errno when it fails. Errors are OSError with `filename`, if there is one.
template <class F> Result<ssize> system_call(Thread& t, Object* filename, F&& f) {
  for (bool again = false;;) {
    TRY(check_signals(t));
    ssize result = without_gil(t, [&] { return ssize(f()); });
    if (result != -1) return result;
    if (!again && make_descriptors(t, errno)) {
      again = true;
      continue;
    }
    if (errno != EINTR) return raise_os_error(t, errno, filename);
  }
}
template <class F> Result<ssize> system_call(Thread& t, F&& f) {
  return system_call(t, static_cast<Object*>(nullptr), f);
}
// Without an answer.
template <class F> Status system_action(Thread& t, Object* filename, F&& f) {
  return system_call(t, filename, f).failed() ? Status(Raised{}) : Status::ok();
}
template <class F> Status system_action(Thread& t, F&& f) { return system_action(t, static_cast<Object*>(nullptr), f); }

}  // namespace sidewinder
