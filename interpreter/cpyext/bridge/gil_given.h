// The lock, when C gives it up and has it again. The eval loops of the thread are put aside meanwhile: whoever takes
// the lock back in the same thread, C itself or a callback of it by PyGILState_Ensure or PyEval_RestoreThread, has them
// again.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

void give_gil_away(Thread& t);
void take_gil_back(Thread& t);

}  // namespace sidewinder
