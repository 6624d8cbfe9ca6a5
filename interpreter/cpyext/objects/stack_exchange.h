// C that exchanges pieces of the C stack: greenlet. What it asks memory for has references that nobody counts: copies
// of stacks, and what it keeps of CPython's thread state with them.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

// A library that does so has been loaded, of which `function` is one.
void note_exchanger(Thread& t, void* function);
bool is_called_by_exchanger(const void* return_address);
// It exchanges pieces now. What it leaves suspended ends when the thread does, if nothing refers to it.
void note_exchange(Thread& t);
// If o is an instance of its: those that were to end in another thread than theirs, and wait for this one, end first.
// (With the exception pending that is to end o, greenlet would lose that.)
void before_dealloc_by_exchanger(Thread& t, Object* o);

}  // namespace sidewinder
