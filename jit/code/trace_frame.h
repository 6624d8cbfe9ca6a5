// The stack frame that all traces share. Every trace, loop or bridge, runs in one frame of this shape (made by the
// trampoline in jit/backend/common_code.cpp), so a jump between traces never touches the stack pointer. The collector
// scans it as part of the machine stack, dumped registers too.
#pragma once

#include <cstdint>

#include "jit/language/traces_running.h"

namespace sidewinder::jit {

constexpr uint32_t kSlotCount = 512;

// What rsp points to while a trace runs.
struct TraceFrame {
  uint64_t slots[kSlotCount];  // spilled values
  uint64_t gp[16];             // registers as of an exit or a slow call, by hardware number
  uint64_t xmm[16];
  uint64_t request[2];  // a slow call: the function and its second argument
  TraceOnStack* entered;
  uint64_t unused;
};
static_assert(sizeof(TraceFrame) % 16 == 0);

// While a call from a trace is under way: where it returns to. The call pushed it just below the frame.
inline const void*& return_address_of(TraceFrame& frame) { return reinterpret_cast<const void**>(&frame)[-1]; }
// Where it returns to once the frames were looked at: common code that leaves the trace. Null: there is no code at all.
inline const void* forced_return = nullptr;

}  // namespace sidewinder::jit
