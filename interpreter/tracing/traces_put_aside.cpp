// Traces that run on a piece of C stack that C puts aside, or on one that a fork leaves behind: their entries in the
// list of traces lie on it.
#include "interpreter/execution/frame_stack.h"
#include "interpreter/execution/trace_frames.h"
#include "jit/language/traces_running.h"
#include "jit/snapshot/force.h"

namespace sidewinder {

namespace {

using jit::TraceOnStack;

// At the end of a list under construction.
void append(TraceOnStack** first, TraceOnStack** last, TraceOnStack* traces) {
  traces->inner = *last;
  traces->outer = nullptr;
  (*last ? (*last)->outer : *first) = traces;
  *last = traces;
}

}  // namespace

void gather_traces(Thread& t) {
  TraceOnStack *own = nullptr, *last_own = nullptr, *others = nullptr, *last_other = nullptr;
  for (TraceOnStack* traces = jit::traces_on_stack; traces; traces = traces->outer)
    if (traces->thread == &t) jit::force_frames(*traces);
  for (TraceOnStack *traces = jit::traces_on_stack, *next; traces; traces = next) {
    next = traces->outer;
    if (traces->thread == &t) append(&own, &last_own, traces);
    else append(&others, &last_other, traces);
  }
  if (own) last_own->outer = others;
  if (others) others->inner = last_own;
  jit::traces_on_stack = own ? own : others;
  FrameStack* stack = frame_stacks(t).in_use;
  stack->first_traces = own;
  stack->last_traces = last_own;
  stack->other_traces = others;
}

// The stack that its own entries lie on is not there any more.
void put_traces_aside(FrameStack* stack) {
  if (!stack->first_traces) return;
  ++jit::traces_put_aside;
  jit::traces_on_stack = stack->other_traces;
  if (stack->other_traces) stack->other_traces->inner = nullptr;
}

void put_traces_back(FrameStack* stack) {
  if (!stack->first_traces) return;
  --jit::traces_put_aside;
  stack->last_traces->outer = jit::traces_on_stack;
  if (jit::traces_on_stack) jit::traces_on_stack->inner = stack->last_traces;
  jit::traces_on_stack = stack->first_traces;
  stack->first_traces = nullptr;
}

void forget_traces_of_others(Thread& t) {
  TraceOnStack *own = nullptr, *last_own = nullptr;
  for (TraceOnStack *traces = jit::traces_on_stack, *next; traces; traces = next) {
    next = traces->outer;
    if (traces->thread == &t) append(&own, &last_own, traces);
  }
  jit::traces_on_stack = own;
}

}  // namespace sidewinder
