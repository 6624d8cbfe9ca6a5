// The machine code that all traces share, made once: the trampoline that enters them, the code behind every exit,
// and the slow call that an inline allocation makes when its free list is empty.
#pragma once

#include "jit/backend/compile.h"
#include "jit/backend/register_roles.h"

namespace sidewinder::jit {

struct CommonCode {
  using Enter = Exit* (*)(Thread& t, Object** root_registers, const void* code, TraceOnStack* entered);
  Enter enter = nullptr;
  // r11: the Exit. Dumps the registers, rebuilds the frames (jit/snapshot/), returns the Exit to enter's caller.
  const void* leave = nullptr;
  // Calls TraceFrame::request[0] with the thread and request[1]; the result is in r11, all other registers as before.
  const void* slow_call = nullptr;
  // Where a call returns to during which somebody looked at the frames (jit/snapshot/force.h).
  const void* forced_return = nullptr;
};

// Null if there is no executable memory.
const CommonCode* common_code();

}  // namespace sidewinder::jit
