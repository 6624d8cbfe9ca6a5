// Frames of traces that somebody looks at while a call from the trace is under way (jit/snapshot/force.h). The callee's
// frames lie above the root's on the thread's frame stack, so those between get memory of their own, and a place
// between them in the chain of callers. When the call has returned and the trace is left, they move to the frame stack.
#pragma once

#include <span>

#include "interpreter/execution/frame.h"
#include "interpreter/execution/thread.h"
#include "jit/language/hooks.h"

namespace sidewinder {

void* make_frames(Thread& t, Object** root_registers, std::span<const jit::FrameImage> frames);
void finish_frames(Thread& t, void* made, uint64_t position, uint32_t result_register, Object* result);

}  // namespace sidewinder
