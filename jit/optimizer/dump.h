// What the optimiser did, for people: -X dump=passes and dump=each-pass.
#pragma once

#include <string>

#include "jit/optimizer/optimizer.h"

namespace sidewinder::jit {

// A line for each operation that was removed: what was recorded, what had become of it, which pass removed it and why.
std::string removals_text(const Trace& recorded, const Trace& optimised, const PrintNames* names = nullptr);

// The trace after each pass: optimised anew with one more of those that are on, in the order of passes.def.
std::string text_after_each_pass(OptimizerInput input, const PrintNames* names = nullptr);

}  // namespace sidewinder::jit
