// Running what the command line asks for.
#pragma once

#include "interpreter/execution/thread.h"
#include "interpreter/main/options.h"

namespace sidewinder {

int run_program(Thread& t, const CommandLine& line);  // the exit code
int run_interactive(Thread& t, struct Module* main);  // repl.cpp

}  // namespace sidewinder
