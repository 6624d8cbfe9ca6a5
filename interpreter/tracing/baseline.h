// Python's half of the baseline compiler (jit/baseline/README.md): its frames on the machine Base, and where the
// interpreter enters compiled code.
#pragma once

#include "interpreter/execution/frame.h"
#include "jit/baseline/baseline.h"

namespace sidewinder {

// At a loop or a function whose counter ran out: compiled code goes on at t.frame. Sets the counter. `available`: false
// where nothing can be compiled; nothing happened then.
jit::Next enter_baseline(Thread& t, HotSpot& spot, bool* available);
// Calls of the code go to compiled code from now on, if there is room for any.
void prepare_baseline(Thread& t, Code* code);
// Compiled code of this loop is as fast as such code gets: it calls no handler and no function. So is a loop around
// another one, whose own traces come first.
bool is_fast_loop(const Code& code, const HotSpot& spot);
// Turns of the loop at t.frame that the interpreter has done since compiled code was entered there.
uint32_t turns_since_entry(Thread& t);
// Compiled code has counted a place down: its traces, from t.frame on. Sets its trace_counter.
jit::Next run_traces(Thread& t, HotSpot& spot);

}  // namespace sidewinder
