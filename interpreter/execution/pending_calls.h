// What C asked the main thread to call at its next boundary (Py_AddPendingCall): called after the handlers of signals,
// when note_signal() was. Null until C asks for the first time.
#pragma once

#include "interpreter/base/result.h"

namespace sidewinder {

struct Thread;
extern Status (*pending_calls_hook)(Thread& t);  // failed: one raised

}  // namespace sidewinder
