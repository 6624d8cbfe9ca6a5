// How often Python calls C, and C calls back, once somebody wants to know (__sidewinder__.crossings).
#pragma once

#include <cstdint>

#include "interpreter/base/clock.h"

namespace sidewinder {

struct CrossingMeter {
  struct Way {
    uint64_t calls, timeable, timed;  // a slot's call is only counted
    double seconds;                   // of those that were timed, with what they call
  };
  bool runs = false;
  Way to_c{}, to_python{};
};
inline CrossingMeter crossing_meter;

template <class Call> auto metered_call(CrossingMeter::Way& way, Call&& call) {
  constexpr uint64_t kCallsATimed = 16;  // looking at the clock takes as long as a call
  way.calls++;
  if (way.timeable++ % kCallsATimed) return call();
  double begin = seconds_of_clock(CLOCK_MONOTONIC);
  auto result = call();
  way.seconds += seconds_of_clock(CLOCK_MONOTONIC) - begin;
  way.timed++;
  return result;
}
template <class Call> PY_ALWAYS_INLINE auto metered(CrossingMeter::Way& way, Call&& call) {
  if (crossing_meter.runs) [[unlikely]]
    return metered_call(way, call);
  return call();
}

}  // namespace sidewinder
