// Clocks of the operating system.
#pragma once

#include <ctime>

namespace sidewinder {

// Seconds of CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID ... (clock_gettime(2)).
inline double seconds_of_clock(clockid_t clock) {
  timespec time;
  ::clock_gettime(clock, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

}  // namespace sidewinder
