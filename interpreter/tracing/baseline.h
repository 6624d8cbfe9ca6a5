// Python's half of the baseline compiler (jit/baseline/README.md): its frames on the machine Base, and where the
// interpreter enters compiled code.
#pragma once

#include "interpreter/execution/frame.h"
#include "jit/baseline/baseline.h"

namespace sidewinder {

// At a loop or a function whose counter ran out: compiled code goes on at t.frame. Sets the counter.
jit::Next enter_baseline(Thread& t, HotSpot& spot);

}  // namespace sidewinder
