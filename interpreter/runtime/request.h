// Asking a running thread to stop at the next boundary.
#pragma once

#include "interpreter/runtime/thread.h"

namespace sidewinder {

enum Request : uint32_t {
  kRequestInterrupt = 1,       // SIGINT: KeyboardInterrupt
};
// SIGINT sets kRequestInterrupt on this thread.
void install_interrupt_handler(Thread& t);

}  // namespace sidewinder
