// Module select: what its sources share.
#pragma once

#include <algorithm>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/objects/core/module.h"

namespace sidewinder {

extern Type poll_type, epoll_type;
Object* new_poll(Thread& t);

// How long to wait: seconds, or None for ever. Waits that a signal ends go on until the end.
struct Deadline {
  bool is_forever = true;
  double end = 0;  // on the monotonic clock
  // Nanoseconds that are left, not negative.
  int64_t left() const;
};
Result<Deadline> deadline_in_seconds(Thread& t, Object* timeout, const char* type_words);
Deadline deadline_after(double seconds);

// wait(nanoseconds; -1: for ever) until something is ready or the time is over. A long wait is idle time.
template <class Wait> Result<ssize> wait_until(Thread& t, const Deadline& deadline, Wait&& wait) {
  auto idle = int64_t(idle_after() * 1e9);
  if (deadline.is_forever || deadline.left() > idle) {
    ssize ready = TRY(system_call(t, [&] { return wait(idle); }));
    if (ready) return ready;
    collect_when_idle(t);
  }
  return system_call(t, [&] { return wait(deadline.is_forever ? -1 : deadline.left()); });
}
// For functions that count in milliseconds.
inline int milliseconds_of(int64_t nanoseconds) {
  return nanoseconds < 0 ? -1 : int(std::min<int64_t>((nanoseconds + 999999) / 1000000, INT32_MAX));
}

}  // namespace sidewinder
