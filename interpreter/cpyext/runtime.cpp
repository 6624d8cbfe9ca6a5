// _PyRuntime: a byte image of CPython's, of which extensions read two places (abi/README of the design: the current
// thread state and the small ints), and the interpreter's state, which is opaque to them.
#include "interpreter/cpyext/runtime.h"

#include <Python.h>

#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/number/int.h"

namespace sidewinder {

namespace {

constexpr size_t kRuntimeBytes = 166688;
constexpr size_t kCurrentThreadAt = 0x240, kSmallIntsAt = 0x2a8;

}  // namespace

}  // namespace sidewinder

extern "C" {
__attribute__((visibility("default"))) alignas(64) char _PyRuntime[sidewinder::kRuntimeBytes];
}

namespace sidewinder {

void set_current_thread_for_c(Thread* t) {
  ThreadState* state = t;
  std::memcpy(_PyRuntime + kCurrentThreadAt, &state, sizeof state);
}

void initialize_runtime_for_c(Thread& t) {
  set_current_thread_for_c(&t);
  std::memcpy(_PyRuntime + kSmallIntsAt, small_ints, sizeof small_ints);
}

}  // namespace sidewinder
