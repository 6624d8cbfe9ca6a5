// What is to be told of traces to hooks of Python's (module __sidewinder__), at the thread's next boundary.
#pragma once

namespace sidewinder {

struct Thread;
// Called when deferred work is done, if not null; may run Python code, raises nothing.
extern void (*jit_events_hook)(Thread& t);

}  // namespace sidewinder
