// Traces that are entered and not yet left. While there are any, what frames have in memory is not all that is alive.
#pragma once

#include <cstdint>

namespace sidewinder {
struct Object;
struct Thread;
}  // namespace sidewinder

namespace sidewinder::jit {

struct TraceFrame;

// One entry into compiled code. It lies on the machine stack, above the frame in which the traces run.
struct TraceOnStack {
  Thread* thread;
  Object** root_registers;
  TraceFrame* frame;      // set by the trampoline
  TraceOnStack* outer;    // the one entered before, of any thread
  TraceOnStack* inner;    // the one entered after it
  void* forced;           // what Hooks::make_frames made, once somebody looked: the collector finds it here
  const void* call_site;  // where that was
};

// Of all threads, the newest first.
inline TraceOnStack* traces_on_stack = nullptr;

// Pieces of C stack that were put aside with entries on them.
inline uint32_t traces_put_aside = 0;

// Those that run the frame with these registers, and others that it has called; or null.
inline TraceOnStack* traces_of_root(const void* root_registers) {
  TraceOnStack* traces = traces_on_stack;
  while (traces && traces->root_registers != root_registers) traces = traces->outer;
  return traces;
}

}  // namespace sidewinder::jit
