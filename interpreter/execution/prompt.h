// Collections at moments when a program may notice that an object is still there. README.md, "Prompt collections".
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

// What gc.disable() has turned off: collections that nothing but time asks for.
extern bool collects_by_itself;

// The program looks whether something is alive. May run Python code.
void collect_before_look(Thread& t);
// Something failed for what garbage may hold. False: it need not be tried again.
bool collect_before_retry(Thread& t);

// Once, at startup.
void install_prompt_collections();
// Finalizers and callbacks that are due, as at a boundary (request.cpp).
void run_what_is_due(Thread& t);
// At boundaries.
void collect_if_asked(Thread& t);

}  // namespace sidewinder
