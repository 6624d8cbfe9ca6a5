// The functions that are called at the end of the program.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

// Calls and forgets them, the last one first. What they raise is reported.
void run_exit_functions(Thread& t);

}  // namespace sidewinder
