// What to do where compiled code may begin: at a loop's header whose counter ran out, and after an exit. Counting and
// choosing are the same for every language; recording and entering are its own.
#pragma once

#include "jit/driver/driver.h"

namespace sidewinder::jit {

enum class LoopAction : uint8_t { Interpret, Enter, Record };
struct LoopDecision {
  LoopAction action;
  CompiledTrace* version = nullptr;  // Enter
};
LoopDecision decide_at_loop(StartPoint& start, const Hooks& hooks, Object* const* registers, uint32_t count,
                            bool (*is_small_int)(const Object*));

// What the loop's counter is set to afterwards: it counts down, and calls at zero.
constexpr uint32_t kNeverHot = ~0u;
uint32_t next_countdown(const StartPoint& start, uint32_t threshold = parameters.loop_threshold);

// The frame in memory is still true: the trace was left before its loop.
bool is_entry_exit(const Exit& exit);
// An exception is pending, to be unwound from the innermost frame.
bool is_raised_exit(const Exit& exit);
// Counts the exit; true: a bridge is to be recorded from here, now.
bool wants_bridge(Exit& exit);

}  // namespace sidewinder::jit
