// Functions of Python's that are told of traces: of each compiled, each recording given up, each exit. They are called
// at the next boundary of the thread, not in the middle of things, with a dict.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct Thread;

enum class TraceEvent : uint8_t { Compile, Abort, Exit, kCount };
// `hook` is a callable, or None: nobody is told any more. What it raises is shown and goes no further; what happens
// while a hook runs is not told. What happened before is told to the hook that was there.
void set_trace_hook(Thread& t, TraceEvent event, Object* hook);

}  // namespace sidewinder
