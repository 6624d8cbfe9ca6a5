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

// Help, the version, or a mistake: answered here, with the exit code.
bool needs_no_program(const sidewinder::CommandLine& line, const char* program, int* code) {
  using sidewinder::Action;
  *code = 0;
  switch (line.action) {
    case Action::Help:
    case Action::HelpOnVariables:
    case Action::HelpOnXOptions:
    case Action::HelpOnAll: sidewinder::print_help(line.action, program); return true;
    case Action::Version: std::printf("Python 3.11.2 (Sidewinder)\n"); return true;
    case Action::BadUsage:
      std::fprintf(
          stderr,
          "%s\nusage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `%s -h' for more information.\n",
          line.problem.c_str(), program, program);
      *code = kBadUsage;
      return true;
    default: return false;
  }
}

int run_command_line(sidewinder::Thread& t, int argc, char** argv) {
  sidewinder::CommandLine line = sidewinder::parse_command_line(argc, argv);
  int code;
  return needs_no_program(line, argv[0], &code) ? code : sidewinder::run_program(t, line);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace sidewinder;
  // Before options open files of their own.
  std::vector<int> inherited = may_ask_for_sandbox(argc, argv) ? open_descriptors() : std::vector<int>();
  CommandLine line = parse_command_line(argc, argv);
  if (int code; needs_no_program(line, argv[0], &code)) return code;
  find_python_paths(argc, argv);
  coerce_locale();
  if (sandbox_rules.on) enter_sandbox(inherited);
  Thread& t = initialize_interpreter();
  if (sandbox_rules.on) interpreter_is_up_in_sandbox();
  process_hooks = {run_command_line, end_program};
  int code = run_program(t, line);
  flush_all_files();
  finish_x_options();
  std::fflush(nullptr);
  if (code == kEndedByInterrupt) end_by_interrupt();
  std::_Exit(code);  // the collector's heap needs no tidying
}
