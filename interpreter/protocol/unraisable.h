// Exceptions that are raised where nobody can catch them: in finalizers, callbacks, at the end of the process.
#pragma once

#include "interpreter/protocol/error.h"

namespace sidewinder {

// "Exception ignored in: ..." and the pending exception, which is cleared. `where` is what was called.
void report_unraisable(Thread& t, Object* where);

}  // namespace sidewinder
