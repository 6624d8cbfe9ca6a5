// Running what the command line asks for.
#pragma once

#include "interpreter/main/options.h"
#include "interpreter/execution/thread.h"

namespace sidewinder {

int run_program(Thread& t, const CommandLine& line);   // the exit code
int run_interactive(Thread& t, struct Module* main);   // repl.cpp

}  // namespace sidewinder
