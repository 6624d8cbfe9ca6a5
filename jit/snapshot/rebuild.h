// The way back: from the registers and slots of a trace that is being left to the interpreter's frames.
#pragma once

#include "jit/code/compiled_trace.h"
#include "jit/code/trace_frame.h"

namespace sidewinder::jit {

// Called by the machine code behind every exit. Builds what was not built and lets the language write its frames.
// Everything that points to objects here is on the machine stack, where the collector sees it. Returns `exit`.
Exit* leave_trace(Thread& t, Exit& exit, TraceFrame& frame, Object** root_registers);

}  // namespace sidewinder::jit
