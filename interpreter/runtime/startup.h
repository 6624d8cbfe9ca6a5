// Bringing the interpreter up, in the one order that works.
#pragma once

#include "interpreter/runtime/thread.h"

namespace sidewinder {

struct Module;

// Memory, the main thread, types, builtins, sys. Once, before anything else.
Thread& initialize_interpreter();

// Its parts. thread.cpp:
Thread& initialize_main_thread();
void push_bottom_frame(Thread& t, Code* code, Function* function);

// A new module `__main__` in sys.modules, with __builtins__.
Module* new_main_module(Thread& t);

}  // namespace sidewinder
