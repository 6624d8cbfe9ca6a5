// Where the interpreter meets the JIT: hot loops and functions, and what a request on the thread asks for.
#pragma once

#include "interpreter/runtime/thread.h"

namespace sidewinder {

// At the target of a loop's back edge, with t.frame and its pc true: the loop's counter ran out, or the thread has a request. May enter
// or record a trace; afterwards t.frame is where to go on. False: an exception is pending and t.frame must be unwound.
bool at_hot_loop(Thread& t, HotSpot& spot);
// The same at a function's first instruction.
bool at_hot_function(Thread& t, Code& code);
// Meets what t.request asks for (signals, the GIL). False: raised.
bool handle_request(Thread& t);

}  // namespace sidewinder
