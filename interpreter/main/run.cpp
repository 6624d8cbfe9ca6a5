// The four ways to run a program: script, -c, -m, standard input.
#include <unistd.h>

#include <sys/stat.h>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "interpreter/execution/eval.h"
#include "interpreter/execution/request.h"
#include "interpreter/imports/import.h"
#include "interpreter/imports/import_source.h"
#include "interpreter/main/main.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"
#include "interpreter/startup/settings.h"
#include "interpreter/startup/startup.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

constexpr int kCannotOpen = 2, kOutputLost = 120;

Status set_arguments(Thread& t, const std::string& first, const CommandLine& line) {
  Object* argv = TRY(system_attribute(t, "argv"));
  TRY(list_set(t, cast<List>(argv), 0, TRY(new_str(first))));
  for (const std::string& argument : line.arguments) TRY(list_append(t, cast<List>(argv), TRY(new_str(argument))));
  return Status::ok();
}

Status put_in_front_of_path(Thread& t, const std::string& folder) {
  if (runtime_settings.safe_path) return Status::ok();
  Object* path = TRY(system_attribute(t, "path"));
  return list_insert(t, cast<List>(path), 0, TRY(new_str(folder)));
}

// The folder of the file that a script's path leads to.
std::string folder_of(const std::string& script) {
  char path[PATH_MAX];
  std::string text = ::realpath(script.c_str(), path) ? path : script;
  size_t slash = text.rfind('/');
  return slash == std::string::npos ? "" : slash == 0 ? "/" : text.substr(0, slash);
}
std::string absolute(const std::string& path) {
  char current[PATH_MAX];
  if (path.empty() || path[0] == '/' || !::getcwd(current, sizeof current)) return path;
  return std::string(current) + "/" + path;
}

Status run_text(Thread& t, Module* main, const std::string& text, const std::string& filename) {
  Code* code = TRY(compile_text(t, text, filename, ParseMode::Exec));
  TRY(run_code(t, code, main->dict, nullptr));
  return Status::ok();
}

// A folder with a __main__.py is run as that file.
std::string script_file(const std::string& script) {
  struct stat info;
  bool is_folder = ::stat(script.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  return is_folder ? script + "/__main__.py" : script;
}

Status run_script(Thread& t, Module* main, const CommandLine& line) {
  std::string file = script_file(line.subject);
  if (::access(file.c_str(), R_OK) < 0) {
    if (file != line.subject)
      std::fprintf(stderr, "%s: can't find '__main__' module in '%s'\n", runtime_settings.executable.c_str(),
                   line.subject.c_str());
    else
      std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", runtime_settings.executable.c_str(),
                   absolute(file).c_str(), errno, std::strerror(errno));
    Object* code = int_from_int64(kCannotOpen);
    return raise_object(t, TRY(call(t, &exceptions::SystemExit, code)));
  }
  TRY(set_arguments(t, line.subject, line));
  TRY(put_in_front_of_path(t, file == line.subject ? folder_of(file) : line.subject));
  TRY(add_object(t, main, "__file__", new_str(absolute(file))));
  std::string text = TRY(read_source(t, file));
  return run_text(t, main, text, absolute(file));
}

// -m: the module's file runs as __main__.
Status run_module(Thread& t, Module* main, const CommandLine& line) {
  TRY(put_in_front_of_path(t, folder_of(".").empty() ? "" : absolute(".").substr(0, absolute(".").size() - 2)));
  std::string name = line.subject;
  Object* path = TRY(system_attribute(t, "path"));
  size_t dot = name.rfind('.');
  std::string package = dot == std::string::npos ? "" : name.substr(0, dot);
  if (!package.empty()) path = TRY(get_attribute(t, TRY(import_module(t, package.c_str())), "__path__"));
  SourceFile file;
  bool found = TRY(find_source(t, path, name.substr(dot + 1), &file));
  if (found && file.is_package) {
    package = name;
    path = TRY(get_attribute(t, TRY(import_module(t, name.c_str())), "__path__"));
    found = TRY(find_source(t, path, "__main__", &file));
  }
  if (!found) {
    std::fprintf(stderr, "%s: No module named %s\n", runtime_settings.executable.c_str(), name.c_str());
    return raise_object(t, TRY(call(t, &exceptions::SystemExit, int_from_int64(1))));
  }
  TRY(set_arguments(t, file.path, line));
  TRY(add_object(t, main, "__file__", new_str(file.path)));
  TRY(add_object(t, main, "__package__", new_str(package)));
  std::string text = TRY(read_source(t, file.path));
  return run_text(t, main, text, file.path);
}

Status run_command(Thread& t, Module* main, const CommandLine& line) {
  TRY(set_arguments(t, "-c", line));
  TRY(put_in_front_of_path(t, ""));
  return run_text(t, main, line.subject + "\n", "<string>");
}

Status run_input(Thread& t, Module* main, const CommandLine& line) {
  TRY(set_arguments(t, line.arguments.empty() ? "" : "-", line));
  TRY(put_in_front_of_path(t, ""));
  std::string text = TRY(read_source(t, "/dev/stdin"));
  return run_text(t, main, text, "<stdin>");
}

Status run(Thread& t, Module* main, const CommandLine& line) {
  switch (line.action) {
    case Action::Script: return run_script(t, main, line);
    case Action::Command: return run_command(t, main, line);
    case Action::Module: return run_module(t, main, line);
    default: return run_input(t, main, line);
  }
}

// What was printed must come out before a traceback, and its failure be seen.
int flush_streams(Thread& t, int code) {
  PendingSaved saved(t);
  Object* out = system_attribute(t, "stdout");
  if (!out || out == none()) {
    clear_pending(t);
    return code;
  }
  Object* closed = get_attribute(t, out, "closed");
  Truth is_closed = closed ? truth(t, closed) : Truth::False;
  clear_pending(t);
  if (is_closed == Truth::True || call_method(t, out, "flush")) return code;
  report_unraisable(t, out);
  return code == kEndedByInterrupt ? code : kOutputLost;
}

// Filters that were asked for are read by the module `warnings`.
void read_warning_options(Thread& t) {
  if (runtime_settings.warnings.empty() || import_module(t, "warnings")) return;
  write_stderr(t, "'import warnings' failed; traceback:\n");
  print_uncaught(t);
}

}  // namespace

int run_program(Thread& t, const CommandLine& line) {
  Module* main = new_main_module(t);
  if (!main) return exit_code_of_pending(t);
  read_warning_options(t);
  bool interactive = line.action == Action::Input && ::isatty(0);
  if (interactive) return run_interactive(t, main);
  Status status = run(t, main, line);
  if (!status.failed()) status = check_interrupt(t);  // one that came after the last boundary
  int code = status.failed() ? exit_code_of_pending(t) : 0;
  return flush_streams(t, code);
}

}  // namespace sidewinder
