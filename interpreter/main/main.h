// Running what the command line asks for.
#pragma once

#include "interpreter/execution/thread.h"
#include "interpreter/main/options.h"

namespace sidewinder {

int run_program(Thread& t, const CommandLine& line);  // the exit code
void print_banner();                                  // what the interactive interpreter begins with
// After the last statement and the traceback: threads, atexit, finalizers, flushes. `code`, or another if what was
// printed could not be written.
int end_program(Thread& t, int code);
constexpr int kOutputLost = 120;
int run_interactive(Thread& t, struct Module* main);  // repl.cpp

}  // namespace sidewinder
