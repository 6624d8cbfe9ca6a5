#include "interpreter/modules/thread/waiting.h"

#include <ctime>

#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"

namespace sidewinder {

namespace {

double now() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

}  // namespace

Status check_timeout(Thread& t, bool blocking, Timeout timeout) {
  double seconds = timeout.seconds;
  if (!blocking && seconds != -1) return raise_value_error(t, "can't specify a timeout for a non-blocking call");
  if (seconds < 0 && seconds != -1) return raise_value_error(t, "timeout value must be positive");
  if (seconds > kLongestTimeout) return raise_overflow_error(t, "timeout value is too large");
  return Status::ok();
}

void initialize_waiters(Waiters& w) {
  ::sem_init(&w.semaphore, 0, 0);
  w.count = 0;
}

double end_of(Timeout timeout) { return timeout.seconds < 0 ? -1 : now() + timeout.seconds; }

Result<bool> wait_for_post(Thread& t, Waiters& w, double end) {
  TRY(check_signals(t));
  if (end >= 0 && now() >= end) return false;
  timespec until;
  until.tv_sec = time_t(end);
  until.tv_nsec = long((end - double(until.tv_sec)) * 1e9);
  w.count++;
  without_gil(
      t, [&] { return end < 0 ? ::sem_wait(&w.semaphore) : ::sem_clockwait(&w.semaphore, CLOCK_MONOTONIC, &until); });
  w.count--;
  return true;
}

}  // namespace sidewinder
