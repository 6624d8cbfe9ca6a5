// Asking a running thread to stop at the next boundary.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

enum Request : uint32_t {
  kRequestInterrupt = 1,     // SIGINT: KeyboardInterrupt
  kRequestDeferredWork = 2,  // a collection left finalizers or callbacks of weak references to run
};
// SIGINT sets kRequestInterrupt on this thread.
void install_interrupt_handler(Thread& t);
// Collections that leave work set kRequestDeferredWork on this thread.
void install_collector_hook(Thread& t);
// Meets what t.request asks for (signals, the GIL). False: raised.
bool handle_request(Thread& t);

}  // namespace sidewinder
