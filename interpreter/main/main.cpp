// `sidewinder`, the command: behaves as python3 does.
#include "interpreter/main/main.h"

#include <climits>
#include <cstdio>
#include <cstdlib>

#include "interpreter/main/options.h"
#include "interpreter/modules/io/binary_file.h"
#include "interpreter/startup/settings.h"
#include "interpreter/startup/startup.h"

namespace {

constexpr int kBadUsage = 2, kOutputLost = 120;

void find_executable() {
  char path[PATH_MAX];
  if (::realpath("/proc/self/exe", path)) sidewinder::runtime_settings.executable = path;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace sidewinder;
  CommandLine line = parse_command_line(argc, argv);
  switch (line.action) {
    case Action::Help: print_help(); return 0;
    case Action::Version: std::printf("Python 3.11.2 (Sidewinder)\n"); return 0;
    case Action::BadUsage:
      std::fprintf(
          stderr,
          "%s\nusage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `%s -h' for more information.\n",
          line.problem.c_str(), argv[0], argv[0]);
      return kBadUsage;
    default: break;
  }
  find_executable();
  Thread& t = initialize_interpreter();
  int code = run_program(t, line);
  if (!flush_all_files() && code == 0) code = kOutputLost;
  finish_x_options();
  std::fflush(nullptr);
  std::_Exit(code);  // the collector's heap needs no tidying
}
