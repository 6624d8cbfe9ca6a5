// What running traces have for frames: implemented in interpreter/tracing, as what hot_code.h declares.
#pragma once

#include "interpreter/execution/frame.h"

namespace sidewinder {

// A trace runs h, and no other frame, so that its callee's caller is h also before it is made real (real_frame).
bool is_alone_in_trace(const FrameHeader* h);

}  // namespace sidewinder
