// What running traces have for frames: implemented in interpreter/tracing (trace_references.cpp).
#pragma once

#include "interpreter/execution/frame.h"

namespace sidewinder {

struct FrameStack;
struct Thread;

// A trace runs h and has not made it real (real_frame): what is in its registers is not true.
bool is_run_by_trace(const FrameHeader* h);
// A trace runs h, and no other frame, so that its callee's caller is h also before it is made real (real_frame).
bool is_alone_in_trace(const FrameHeader* h);
// The frames that traces run, and that are not real, have o; true also where that cannot be told.
bool is_held_by_traces(const Object* o);
// Traces of any thread that are in a call which may look at frames are left when it returns, and have nothing of their
// own meanwhile: what is alive is in frames. Some cannot be (is_run_by_trace): any word that they have counts.
void make_all_frames_real();
// Of the current thread: the trace entered last, if it has nothing of its own and its stack lies below `end`.
struct LeftTrace {
  const void* stack_pointer = nullptr;  // null: there is none
  const void* made_frames = nullptr;    // to be kept alive; else only the C stack has them
};
LeftTrace innermost_left_trace(const void* end);

// C is about to exchange the C stack (frame_stack.h): the frames of t's traces become real, and its traces the first in
// the list. Once it has, those that t ran leave the list, and come back when their piece of stack does.
void gather_traces(Thread& t);
void put_traces_aside(FrameStack* stack);
void put_traces_back(FrameStack* stack);
// In a forked child, which has no thread but t: the stacks that the others' entries lie on are used anew.
void forget_traces_of_others(Thread& t);

}  // namespace sidewinder
