// What C finds under fixed names beside objects: _PyRuntime, the interpreter's state, flags.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

void initialize_runtime_for_c(Thread& t);  // once, before the first extension module is initialised

// The full name of the module that PyInit_* is making, for modules of one phase: PyModule_Create takes it.
extern const char* package_context;

}  // namespace sidewinder
