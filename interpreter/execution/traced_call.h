// Calls of native functions while there is a profile function: c_call, and c_return or c_exception.
#pragma once

#include "interpreter/execution/trace_events.h"

namespace sidewinder {

// The instruction at h's pc calls a built-in function or method.
bool is_call_of_native(FrameHeader* h);
// Executes it with its events. False: raised.
bool profiled_call(Thread& t, FrameHeader* h);

}  // namespace sidewinder
