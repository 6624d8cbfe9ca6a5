// What a request on a thread asks for. Signal handlers set the flag and the bits; the interpreter and compiled code
// look at the flag at back edges.
#include "interpreter/execution/request.h"

#include <csignal>

#include "interpreter/memory/collector.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {
Thread* main_thread;
void on_interrupt(int) { __atomic_or_fetch(&main_thread->request, kRequestInterrupt, __ATOMIC_SEQ_CST); }
void on_deferred_work() { __atomic_or_fetch(&main_thread->request, kRequestDeferredWork, __ATOMIC_SEQ_CST); }
}  // namespace

void install_interrupt_handler(Thread& t) {
  main_thread = &t;
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, nullptr);
}

void install_collector_hook(Thread& t) {
  main_thread = &t;
  set_deferred_work_hook(on_deferred_work);
}

bool handle_request(Thread& t) {
  uint32_t asked = __atomic_exchange_n(&t.request, 0, __ATOMIC_SEQ_CST);
  if (asked & kRequestDeferredWork) run_deferred_work();
  if (asked & kRequestInterrupt) {
    raise(t, exceptions::KeyboardInterrupt, "");
    return false;
  }
  return true;
}

}  // namespace sidewinder
