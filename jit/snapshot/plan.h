// The plan of an exit: its snapshot, decoded once.
#pragma once

#include "jit/code/compiled_trace.h"

namespace sidewinder::jit {

ExitPlan make_exit_plan(const Exit& exit);

}  // namespace sidewinder::jit
