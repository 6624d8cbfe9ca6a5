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

// Of all threads, the newest first. Those of a thread that a fork left behind stay.
inline TraceOnStack* traces_on_stack = nullptr;

}  // namespace sidewinder::jit
