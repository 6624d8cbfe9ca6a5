// The command line of `sidewinder`: python3's flags, and our own settings under -X (options_x.cpp).
#pragma once

#include <string>
#include <vector>

namespace sidewinder {

enum class Action {
  Script,
  Command,
  Module,
  Input,
  Version,
  Help,
  HelpOnVariables,
  HelpOnXOptions,
  HelpOnAll,
  BadUsage
};

struct CommandLine {
  Action action = Action::Input;
  std::string subject;                 // the script's path, the command's text, or the module's name
  std::vector<std::string> arguments;  // sys.argv behind argv[0]
  bool has_dash = false;               // "-" stood for standard input
  std::string problem;                 // of BadUsage
  bool show_version_twice = false;
};

// Fills runtime_settings and the JIT's settings as well.
CommandLine parse_command_line(int argc, char** argv);
void print_help(Action subject, const char* program);  // one of the actions Help...

// One -X option. False: a setting of ours that does not exist or has a bad value; *problem says so.
bool apply_x_option(const std::string& option, std::string* problem);
bool read_frame_count(const std::string& text, int* frames);  // of -X tracemalloc; empty: 1
bool read_digit_limit(const std::string& text, int* limit);   // 0, or at least 640
std::string list_of_x_options();
void finish_x_options();  // at exit: the log's summary, the perf map

}  // namespace sidewinder
