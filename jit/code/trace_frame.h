// The stack frame that all traces share. Every trace, loop or bridge, runs in one frame of this shape (made by the
// trampoline in jit/backend/common_code.cpp), so a jump between traces never touches the stack pointer. The collector
// scans it as part of the machine stack, dumped registers too.
#pragma once

#include <cstdint>

namespace sidewinder::jit {

constexpr uint32_t kSlotCount = 512;

// What rsp points to while a trace runs.
struct TraceFrame {
  uint64_t slots[kSlotCount];  // spilled values
  uint64_t gp[16];             // registers as of an exit or a slow call, by hardware number
  uint64_t xmm[16];
  uint64_t request[2];  // a slow call: the function and its second argument
};
static_assert(sizeof(TraceFrame) % 16 == 0);

}  // namespace sidewinder::jit
