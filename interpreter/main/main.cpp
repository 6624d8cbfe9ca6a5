// `sidewinder`, the command: behaves as python3 does.
#include "interpreter/main/main.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "interpreter/main/options.h"
#include "interpreter/modules/io/io_base.h"
#include "interpreter/sandbox/sandbox.h"
#include "interpreter/startup/locale_coercion.h"
#include "interpreter/startup/python_paths.h"
#include "interpreter/startup/settings.h"
#include "interpreter/startup/startup.h"
#include "interpreter/uncaught/traceback.h"

namespace {

constexpr int kBadUsage = 2;

bool may_ask_for_sandbox(int argc, char** argv) {
  return std::any_of(argv, argv + argc, [](const char* argument) { return !std::strcmp(argument, "--sandbox"); });
}

// As the signal would have ended a program that does nothing about it: shells stop the loop that it is part of.
[[noreturn]] void end_by_interrupt() {
  std::signal(SIGINT, SIG_DFL);
  ::kill(::getpid(), SIGINT);
  std::_Exit(128 + SIGINT);  // it is blocked
}

}  // namespace

int main(int argc, char** argv) {
  using namespace sidewinder;
  // Before options open files of their own.
  std::vector<int> inherited = may_ask_for_sandbox(argc, argv) ? open_descriptors() : std::vector<int>();
  CommandLine line = parse_command_line(argc, argv);
  switch (line.action) {
    case Action::Help:
    case Action::HelpOnVariables:
    case Action::HelpOnXOptions:
    case Action::HelpOnAll: print_help(line.action, argv[0]); return 0;
    case Action::Version: std::printf("Python 3.11.2 (Sidewinder)\n"); return 0;
    case Action::BadUsage:
      std::fprintf(
          stderr,
          "%s\nusage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `%s -h' for more information.\n",
          line.problem.c_str(), argv[0], argv[0]);
      return kBadUsage;
    default: break;
  }
  find_python_paths(argc, argv);
  coerce_locale();
  if (sandbox_rules.on) enter_sandbox(inherited);
  Thread& t = initialize_interpreter();
  if (sandbox_rules.on) interpreter_is_up_in_sandbox();
  int code = run_program(t, line);
  flush_all_files();
  finish_x_options();
  std::fflush(nullptr);
  if (code == kEndedByInterrupt) end_by_interrupt();
  std::_Exit(code);  // the collector's heap needs no tidying
}
