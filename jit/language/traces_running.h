// How many traces are entered and not yet left, of all threads: while there are any, what frames have in memory is not
// all that is alive. A thread that a fork left behind counts on.
#pragma once

#include <cstdint>

namespace sidewinder::jit {

inline uint32_t traces_running = 0;

}  // namespace sidewinder::jit
