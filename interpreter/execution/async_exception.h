// Exceptions that another thread asked for (PyThreadState_SetAsyncExc): raised at the thread's next boundary.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

// `exception`: a class or an instance, or null to take back what was asked for. How many threads have that identifier,
// or failed.
Result<int> ask_for_exception(Thread& t, uint64_t thread, Object* exception);
// Where requests are met: raises what was asked for.
Status raise_asked_exception(Thread& t);

}  // namespace sidewinder
