// Where the interpreter meets the JIT: declared here, where loops and functions count down; implemented in
// interpreter/tracing.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

struct Code;
struct HotSpot;
namespace jit {
enum class Next : uint8_t;
}

// At the target of a loop's back edge, with t.frame and its pc true: the loop's counter ran out, or the thread has a
// request. May enter compiled code or record a trace; afterwards t.frame is where to go on, by what a handler would
// answer.
jit::Next at_hot_loop(Thread& t, HotSpot& spot);
// The same at a function's first instruction.
jit::Next at_hot_function(Thread& t, Code& code);
// At the first instruction of t.frame, whose code has machine code (Code::compiled): that goes on, and answers as a
// handler does. False: it cannot now; nothing is done.
bool enter_compiled(Thread& t, jit::Next* next);
// The recording that goes on, if any, is given up: what happens now is no part of the program's usual way.
void abort_recording(Thread& t);
// A recording was left by an exception of C++, so that its stack is gone: there is no other one in this process.
void leave_recording(Thread& t);

}  // namespace sidewinder
