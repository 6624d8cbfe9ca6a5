// Bringing the interpreter up, in the one order that works.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

struct Module;

// Memory, the main thread, types, builtins, sys. Once, before anything else.
Thread& initialize_interpreter();

// A new module `__main__` in sys.modules, with __builtins__ and, if there is an importer, __loader__.
Module* new_main_module(Thread& t);

// What the command does, for C that asks for it: a command line in this interpreter, and the end of the program. Both
// give the exit code.
struct ProcessHooks {
  int (*run)(Thread& t, int argc, char** argv);
  int (*end)(Thread& t, int code);
};
extern ProcessHooks process_hooks;

}  // namespace sidewinder
