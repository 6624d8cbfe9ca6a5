// The four ways to run a program: script, -c, -m, standard input; and what is imported before.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "interpreter/execution/eval.h"
#include "interpreter/execution/request.h"
#include "interpreter/imports/compile_text.h"
#include "interpreter/imports/importer.h"
#include "interpreter/imports/marshal.h"
#include "interpreter/main/main.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/io/open.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/modules/tracemalloc/traces.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/sandbox/sandbox.h"
#include "interpreter/startup/python_paths.h"
#include "interpreter/startup/settings.h"
#include "interpreter/startup/startup.h"
#include "interpreter/syntax/lexer/file_lines.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

constexpr int kCannotOpen = 2;
constexpr int kNoSandbox = 2;

// In the C locale, unless it stands for UTF-8, all that is not ASCII is a surrogate.
Str* decode_argument(Thread& t, const std::string& text) {
  bool is_ascii = runtime_settings.c_locale && !runtime_settings.utf8_mode;
  return decode_bytes(t, text, is_ascii ? "ascii" : "utf-8", "surrogateescape");
}

Status set_arguments(Thread& t, const std::string& first, const CommandLine& line) {
  List* argv = cast<List>(TRY(system_attribute(t, "argv")));
  TRY(list_set(t, argv, 0, TRY(decode_argument(t, first))));
  for (const std::string& argument : line.arguments) TRY(list_append(t, argv, TRY(decode_argument(t, argument))));
  return Status::ok();
}

Status put_in_front_of_path(Thread& t, const std::string& folder) {
  Object* path = TRY(system_attribute(t, "path"));
  return list_insert(t, cast<List>(path), 0, TRY(decode_path(folder)));
}
Status put_in_front_if_safe(Thread& t, const std::string& folder) {
  return runtime_settings.safe_path ? Status::ok() : put_in_front_of_path(t, folder);
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
std::string current_folder() {
  char current[PATH_MAX];
  return ::getcwd(current, sizeof current) ? current : "";
}

bool ends_with(const std::string& text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.compare(text.size() - suffix.size(), suffix.size(), suffix) == 0;
}

// --- files ----------------------------------------------------------------------------------------

// What cannot be decoded is told without a place, as CPython does of files that it runs.
void forget_place_without_line(Thread& t) {
  if (!pending_matches(t, exceptions::SyntaxError)) return;
  auto* e = static_cast<SyntaxErrorObject*>(t.pending);
  int64_t line;
  if (e->line && is_int(e->line) && int_fits_int64(e->line, &line) && line == 0) e->line = e->filename = none();
}

Status run_text(Thread& t, Module* main, const std::string& bytes, const std::string& filename) {
  bool has_nul = bytes.find('\0') != std::string::npos;
  Code* code = compile_text(t, has_nul ? join_lines_at_nul(bytes) : bytes, filename, ParseMode::Exec, optimize_level());
  if (!code) forget_place_without_line(t);
  TRY(code);
  TRY(run_code(t, code, main->dict, nullptr));
  return Status::ok();
}

Status run_compiled(Thread& t, Module* main, const std::string& data) {
  constexpr size_t kHead = 16;
  if (data.compare(0, 4, code_magic_number()) != 0)
    return raise(t, exceptions::RuntimeError, "Bad magic number in .pyc file");
  Object* code = TRY(marshal_load(t, std::string_view(data).substr(std::min(kHead, data.size()))));
  if (!is_exact<Code>(code)) return raise(t, exceptions::RuntimeError, "Bad code object in .pyc file");
  TRY(run_code(t, cast<Code>(code), main->dict, nullptr));
  return Status::ok();
}

Status set_loader(Thread& t, Module* main, const char* loader_name, const std::string& file) {
  Object* loader = TRY(get_attribute(t, importer().external, loader_name));
  return add_object(t, main, "__loader__", call(t, loader, main->name, TRY(decode_path(file))));
}

// As __main__, with __file__ and __cached__.
Status run_file(Thread& t, Module* main, const std::string& file, const std::string& data) {
  TRY(add_object(t, main, "__file__", decode_path(file)));
  TRY(add_object(t, main, "__cached__", none()));
  bool is_compiled = ends_with(file, ".pyc") || data.starts_with(code_magic_number());
  TRY(set_loader(t, main, is_compiled ? "SourcelessFileLoader" : "SourceFileLoader", file));
  if (is_compiled) return run_compiled(t, main, data);
  // The line is empty, so that the others keep their numbers.
  if (!runtime_settings.skip_first_line) return run_text(t, main, data, file);
  return run_text(t, main, data.substr(std::min(data.find('\n'), data.size())), file);
}

Status end_with_code(Thread& t, int code) {
  Object* number = int_from_int64(code);
  return raise_object(t, TRY(call(t, &exceptions::SystemExit, number)));
}

Status run_as_main(Thread& t, const std::string& name, bool alters_arguments) {
  Object* runpy = import_module(t, "runpy");
  if (!runpy) {
    std::fprintf(stderr, "Could not import runpy module\n");
    return Raised{};
  }
  Object* run = TRY(get_attribute(t, runpy, "_run_module_as_main"));
  TRY(call(t, run, TRY(decode_path(name)), bool_object(alters_arguments)));
  return Status::ok();
}

// Whether one of sys.path_hooks takes the path: a folder or an archive, run by its __main__.
Truth is_place_for_modules(Thread& t, const std::string& path) {
  Object* get = TRY(get_attribute(t, TRY(get_attribute(t, importer().external, "PathFinder")), "_path_importer_cache"));
  Object* finder = TRY(call(t, get, TRY(decode_path(path))));
  return truth_of(finder != none());
}

Status run_script(Thread& t, Module* main, const CommandLine& line) {
  TRY(set_arguments(t, line.subject, line));
  std::string file = absolute(line.subject);
  if (TRY(is_place_for_modules(t, file))) {
    TRY(put_in_front_of_path(t, file));
    return run_as_main(t, "__main__", false);
  }
  TRY(put_in_front_if_safe(t, folder_of(file)));
  Result<std::string> data = read_source(t, file);
  if (!data.failed()) return run_file(t, main, file, data.value);
  int error = errno;
  clear_pending(t);
  std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", python_paths.executable.c_str(), file.c_str(),
               error, std::strerror(error));
  return end_with_code(t, kCannotOpen);
}

Status run_module(Thread& t, const CommandLine& line) {
  TRY(set_arguments(t, "-m", line));
  TRY(put_in_front_if_safe(t, current_folder()));
  return run_as_main(t, line.subject, true);
}

Status run_command(Thread& t, Module* main, const CommandLine& line) {
  TRY(set_arguments(t, "-c", line));
  TRY(put_in_front_if_safe(t, ""));
  Str* source = TRY(decode_path(line.subject + "\n"));
  Bytes* bytes = encode_str(t, source, "utf-8", "strict");
  if (!bytes) {
    std::fprintf(stderr, "Unable to decode the command from the command line:\n");
    return Raised{};
  }
  CompileOptions options(optimize_level());
  options.is_text = true;
  TRY(run_code(t, TRY(compile_text(t, bytes->view(), "<string>", ParseMode::Exec, options)), main->dict, nullptr));
  return Status::ok();
}

Status run_input(Thread& t, Module* main) {
  std::string text = TRY(read_source(t, kStandardInput));
  TRY(add_object(t, main, "__file__", new_str("<stdin>")));
  TRY(add_object(t, main, "__cached__", none()));
  return run_text(t, main, text, "<stdin>");
}

// --- interactive ----------------------------------------------------------------------------------

// The file that PYTHONSTARTUP names; what goes wrong is shown, and forgotten.
void run_startup_file(Thread& t, Module* main) {
  const char* file = runtime_settings.ignore_environment ? nullptr : std::getenv("PYTHONSTARTUP");
  if (!file || !*file) return;
  Result<std::string> text = read_source(t, file);
  if (text.failed()) std::fprintf(stderr, "Could not open PYTHONSTARTUP\n");
  else if (!run_text(t, main, text.value, file).failed()) return;
  print_uncaught(t);
}

void run_interactive_hook(Thread& t) {
  Object* hook = system_attribute(t, "__interactivehook__");
  if (hook && call(t, hook)) return;
  if (!hook) return clear_pending(t);
  std::fprintf(stderr, "Failed calling sys.__interactivehook__\n");
  print_uncaught(t);
}

int talk(Thread& t, Module* main, const CommandLine& line) {
  if (set_arguments(t, line.has_dash ? "-" : "", line).failed() || put_in_front_if_safe(t, "").failed())
    return exit_code_of_pending(t);
  print_banner();
  run_startup_file(t, main);
  run_interactive_hook(t);
  return run_interactive(t, main);
}

// --- the whole ------------------------------------------------------------------------------------

Status run(Thread& t, Module* main, const CommandLine& line) {
  switch (line.action) {
    case Action::Script: return run_script(t, main, line);
    case Action::Command: return run_command(t, main, line);
    case Action::Module: return run_module(t, line);
    default:
      TRY(set_arguments(t, line.has_dash ? "-" : "", line));
      TRY(put_in_front_if_safe(t, ""));
      return run_input(t, main);
  }
}

// Filters that were asked for are read by the module `warnings`.
void read_warning_options(Thread& t) {
  if (runtime_settings.warnings.empty() || import_module(t, "warnings")) return;
  write_stderr(t, "'import warnings' failed; traceback:\n");
  print_uncaught(t);
}

// The importers, the warnings' filters, and the module site.
Module* prepare(Thread& t) {
  if (runtime_settings.traced_frames > 0) start_tracing_allocations(runtime_settings.traced_frames);
  TRY(install_importer(t));
  TRY(install_zip_importer(t));
  Module* main = TRY(new_main_module(t));
  TRY(apply_stream_encoding(t));
  if (runtime_settings.faulthandler) TRY(call_method(t, TRY(import_module(t, "faulthandler")), "enable"));
  read_warning_options(t);
  if (!runtime_settings.no_site) TRY(import_module(t, "site"));
  return main;
}

// From here on the sandbox holds. False: raised, or said why the program must not run.
Truth begin_sandbox(Thread& t, const CommandLine& line) {
  if (!sandbox_rules.on) return Truth::True;
  std::string problem;
  TRY(seal_sandbox(t, line.action == Action::Script ? line.subject : "", &problem));
  if (!problem.empty()) std::fprintf(stderr, "sandbox: %s\n", problem.c_str());
  return truth_of(problem.empty());
}

bool asks_for_prompt_afterwards() {
  const char* wish = runtime_settings.ignore_environment ? nullptr : std::getenv("PYTHONINSPECT");
  return runtime_settings.inspect || (wish && *wish);
}

}  // namespace

int run_program(Thread& t, const CommandLine& line) {
  Module* main = prepare(t);
  if (!main) return exit_code_of_pending(t);
  Truth may_run = begin_sandbox(t, line);
  if (may_run != Truth::True) return may_run == Truth::False ? kNoSandbox : exit_code_of_pending(t);
  program_begins_for_finalizers();
  if (runtime_settings.collect_every) set_collect_every(runtime_settings.collect_every);
  bool can_talk = ::isatty(0) || runtime_settings.interactive;
  if (line.action == Action::Input && can_talk) return end_program(t, talk(t, main, line));
  Status status = run(t, main, line);
  if (!status.failed()) status = check_interrupt(t);  // one that came after the last boundary
  bool talks = asks_for_prompt_afterwards() && can_talk;
  if (status.failed() && talks && !pending_matches(t, exceptions::SystemExit)) {
    print_uncaught(t);
    status = Status::ok();
  }
  int code = status.failed() ? exit_code_of_pending(t) : 0;
  if (talks) code = run_interactive(t, main);
  return end_program(t, code);
}

}  // namespace sidewinder
