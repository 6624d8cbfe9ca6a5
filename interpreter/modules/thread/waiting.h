// Waiting for a lock, while there is one thread: nobody else can give it back.
#pragma once

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
// Until the time is over, or an interrupt raises. For ever ends only by an interrupt.
Status wait_in_vain(Thread& t, Timeout timeout);

}  // namespace sidewinder
