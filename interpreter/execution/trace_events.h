// Tracing and profiling (sys.settrace, sys.setprofile): which functions a thread has, and calling them for an event.
// The loop that runs frames while a thread has one is run_tracing (eval_tracing.cpp); README.md, "Tracing".
#pragma once

#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/request.h"

namespace sidewinder {

enum class TraceEvent : int { Call, Exception, Line, Return, CCall, CException, CReturn, Opcode };  // PyTrace_*

// Called with the GIL, for the current thread. Below 0: raised. CPython's Py_tracefunc.
using TraceFunction = int (*)(Object* self, FrameObject* frame, int what, Object* argument);

// Null: no longer. The other frames of the thread are told, so that they go on in the right loop.
void set_trace_function(Thread& t, TraceFunction function, Object* self);
void set_profile_function(Thread& t, TraceFunction function, Object* self);
// After t.tracing has changed, or one of the functions: frames are traced while there is a function and none of them
// is being called.
void update_tracing(Thread& t);
PY_ALWAYS_INLINE bool is_tracing(const Thread& t) { return t.request & kRequestTracing; }

// A frame that begins here leaves the loop that does not trace: the place before its code.
const Instr* traced_start();
// The current frame may have begun there: it is where it would have begun otherwise.
void leave_traced_start(Thread& t);
// The thread is traced, and the current frame h, which is about to end, is run by a loop that does not: asked once.
inline bool must_end_traced(Thread& t, FrameHeader* h) {
  h->flags &= ~uint32_t(kFrameWatched);
  return is_tracing(t);
}

// Events of frame h; none of frames that Python does not see. Failed: the function raised.
Status trace_call(Thread& t, FrameHeader* h);
// Before the instruction at h->pc, which the function may change (frame_jump.cpp). `previous`: the one before it in
// this frame, or null if there was none, or none with a line.
Status trace_instruction(Thread& t, FrameHeader* h, const Instr* previous);
// Value null: an exception is pending, which stays unless the function raises another.
Status trace_return(Thread& t, FrameHeader* h, Object* value);
void trace_exception(Thread& t, FrameHeader* h);  // the pending one; the function may raise another in its place
Status trace_native_call(Thread& t, FrameHeader* h, TraceEvent what, Object* callee);

// What a function does before it counts as called: cells, and making a generator.
bool is_prologue(Opcode op);

}  // namespace sidewinder
