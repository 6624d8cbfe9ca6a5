// Exceptions that are raised where nobody can catch them: in finalizers, callbacks, at the end of the process.
#pragma once

#include "interpreter/protocol/error.h"

namespace sidewinder {

// Gives the pending exception to sys.unraisablehook and clears it. `where` is what was called, or null; `message`
// stands for "Exception ignored in", or is null.
void report_unraisable(Thread& t, Object* where, const char* message = nullptr);

}  // namespace sidewinder
