// Calls of native functions while there is a profile function: c_call, and c_return or c_exception.
#pragma once

#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/trace_events.h"

namespace sidewinder {

// The instruction at h's pc calls a built-in function or method.
bool is_call_of_native(FrameHeader* h);
// Executes it with its events. False: raised.
PY_NOINLINE bool profiled_call(Thread& t, FrameHeader* h);
// Executes the instruction at h's pc, whatever it is, without events. Like the other it has nothing of its own on the C
// stack that is in no frame (eval_tracing.cpp).
PY_NOINLINE jit::Next step_traced(Thread& t, FrameHeader* h);

}  // namespace sidewinder
