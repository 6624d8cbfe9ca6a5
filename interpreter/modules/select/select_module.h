// Module select: what its sources share.
#pragma once

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

}  // namespace sidewinder
