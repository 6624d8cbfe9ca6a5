#include "interpreter/modules/thread/waiting.h"

#include <cerrno>
#include <ctime>

#include "interpreter/base/clock.h"
#include "interpreter/execution/collection.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"

namespace sidewinder {

namespace {

double now() { return seconds_of_clock(CLOCK_MONOTONIC); }

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

namespace {

// Below 0: for ever. False: nothing came.
bool wait_on(Thread& t, sem_t* semaphore, double end) {
  timespec until;
  until.tv_sec = time_t(end);
  until.tv_nsec = long((end - double(until.tv_sec)) * 1e9);
  int failed = without_gil(
      t, [&] { return end < 0 ? ::sem_wait(semaphore) : ::sem_clockwait(semaphore, CLOCK_MONOTONIC, &until); });
  return !failed || errno != ETIMEDOUT;
}

}  // namespace

// A long wait is idle time.
Result<bool> wait_for_post(Thread& t, Waiters& w, double end) {
  TRY(check_signals(t));
  double begin = now();
  if (end >= 0 && begin >= end) return false;
  w.count++;
  double idle = idle_after();
  bool is_long = end < 0 || end - begin > idle;
  bool is_over = is_long && wait_on(t, &w.semaphore, begin + idle);
  Status asked = Status::ok();
  if (!is_over) {
    if (is_long) collect_when_idle(t);
    asked = check_signals(t);
    if (!asked.failed()) wait_on(t, &w.semaphore, end);
  }
  w.count--;
  TRY(asked);
  return true;
}

}  // namespace sidewinder
