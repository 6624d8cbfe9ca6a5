// Traces that are entered and not yet left. While there are any, what frames have in memory is not all that is alive.
#pragma once

#include <cstdint>

namespace sidewinder::jit {

// Of all threads. A thread that a fork left behind counts on.
inline uint32_t traces_running = 0;

// Of this thread, by where enter_trace is on the machine stack: the trace's own frame is below.
struct TraceOnStack {
  TraceOnStack* outer;
};
inline thread_local TraceOnStack* innermost_trace = nullptr;

}  // namespace sidewinder::jit
