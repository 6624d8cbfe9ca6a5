#include "interpreter/modules/thread/waiting.h"

#include <algorithm>
#include <ctime>

#include "interpreter/execution/request.h"

namespace sidewinder {

namespace {

double now() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

// Ends early when a signal arrives.
void sleep_for(double seconds) {
  timespec time;
  time.tv_sec = time_t(seconds);
  time.tv_nsec = long((seconds - double(time.tv_sec)) * 1e9);
  ::nanosleep(&time, nullptr);
}

}  // namespace

Status check_timeout(Thread& t, bool blocking, Timeout timeout) {
  double seconds = timeout.seconds;
  if (!blocking && seconds != -1) return raise_value_error(t, "can't specify a timeout for a non-blocking call");
  if (seconds < 0 && seconds != -1) return raise_value_error(t, "timeout value must be a non-negative number");
  if (seconds > kLongestTimeout) return raise_overflow_error(t, "timeout value is too large");
  return Status::ok();
}

Status wait_in_vain(Thread& t, Timeout timeout) {
  constexpr double kStep = 3600;
  double end = timeout.seconds < 0 ? 0 : now() + timeout.seconds;
  for (;;) {
    TRY(check_interrupt(t));
    double left = timeout.seconds < 0 ? kStep : end - now();
    if (left <= 0) return Status::ok();
    sleep_for(std::min(left, kStep));
  }
}

}  // namespace sidewinder
