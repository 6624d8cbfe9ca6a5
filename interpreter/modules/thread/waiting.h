// Waiting for a lock: without the GIL, until somebody gives it back, the time is over or an interrupt raises.
#pragma once

#include <semaphore.h>

#include "interpreter/objects/core/argument.h"

namespace sidewinder {

// The `timeout` of acquire(): seconds as a number; -1: for ever.
struct Timeout {
  double seconds = -1;
};
template <> struct Argument<Timeout> {
  static Status convert(Thread& t, Object* value, Site, Timeout* out) {
    out->seconds = TRY(as_double(t, value));
    return Status::ok();
  }
  static consteval Timeout literal(std::string_view) { return {}; }
};

constexpr double kLongestTimeout = 9223372036;  // threading.TIMEOUT_MAX

// The two arguments of acquire() go together: ValueError, OverflowError.
Status check_timeout(Thread& t, bool blocking, Timeout timeout);

// Threads that wait for one lock. A post wakes one of them, which looks again whether the lock is free; there may be
// more posts than releases, never fewer.
struct Waiters {
  sem_t semaphore;
  int count;
};
void initialize_waiters(Waiters& w);
inline void wake_waiter(Waiters& w) {
  if (w.count) ::sem_post(&w.semaphore);
}
// Waits for a post until `end` (seconds of the monotonic clock; below 0: for ever), or shorter. False: the time is
// over.
Result<bool> wait_for_post(Thread& t, Waiters& w, double end);
double end_of(Timeout timeout);

// Until is_free() says so; what makes it true calls wake_waiter. False: the time is over.
template <class IsFree> Result<bool> wait_until_free(Thread& t, Waiters& w, Timeout timeout, IsFree&& is_free) {
  double end = end_of(timeout);
  while (!is_free())
    if (!TRY(wait_for_post(t, w, end))) return is_free();
  return true;
}

}  // namespace sidewinder
