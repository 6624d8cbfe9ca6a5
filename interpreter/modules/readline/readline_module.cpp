// Module readline, over libedit. History files are plain lines, as GNU readline's are: other Pythons share them.
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "interpreter/memory/allocate.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/modules/readline/libedit.h"
#include "interpreter/modules/readline/line_editor.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

enum Hook { kCompleter, kStartup, kPreInput, kDisplayMatches, kHooks };

// Null: there is none.
Object** hooks() {
  static Object** const words = allocate_permanent(kHooks);
  return words;
}
Object* hook_object(Hook hook) { return hooks()[hook] ? hooks()[hook] : none(); }
Status set_hook(Thread& t, Hook hook, Object* function, const char* what) {
  if (function != none() && !slots_of(function).call)
    return raise_type_error(t, "set_%s(func): argument not callable", what);
  hooks()[hook] = function == none() ? nullptr : function;
  return Status::ok();
}

const Libedit& edit() { return *libedit(); }
int history_count() { return *edit().history_length; }

int longest_file = -1;             // in lines; -1: any number
int word_begin = 0, word_end = 0;  // what is being completed

Result<std::string> text_argument(Thread& t, Object* o) {
  if (!is_str(o)) return raise_type_error(t, "argument must be str, not %T", o);
  return path_argument(t, o, "embedded null character");
}

// --- history --------------------------------------------------------------------------------------

Result<std::string> file_argument(Thread& t, Object* filename) {
  if (filename == none()) {
    const char* home = std::getenv("HOME");
    return std::string(home ? home : "") + "/.history";
  }
  return path_argument(t, filename);
}

Result<std::vector<std::string>> lines_of_file(Thread& t, const std::string& path) {
  FILE* file = std::fopen(path.c_str(), "re");
  if (!file) return raise_os_error(t, errno);
  std::vector<std::string> lines;
  char* memory = nullptr;
  size_t capacity = 0;
  for (ssize n; (n = ::getline(&memory, &capacity, file)) >= 0;) {
    std::string line(memory, size_t(n));
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
  }
  std::free(memory);
  std::fclose(file);
  return lines;
}

// The last `most` lines.
Status write_lines(Thread& t, const std::string& path, const char* mode, const std::vector<std::string>& lines,
                   size_t most) {
  FILE* file = std::fopen(path.c_str(), mode);
  if (!file) return raise_os_error(t, errno);
  for (size_t i = lines.size() - std::min(most, lines.size()); i < lines.size(); i++)
    std::fprintf(file, "%s\n", lines[i].c_str());
  bool failed = std::ferror(file);
  failed |= std::fclose(file) != 0;
  return failed ? Status(raise_os_error(t, errno)) : Status::ok();
}

std::vector<std::string> history_lines() {
  std::vector<std::string> lines;
  for (int i = 1; i <= history_count(); i++)
    if (const HIST_ENTRY* entry = edit().history_get(i)) lines.emplace_back(entry->line);
  return lines;
}

Status readline_read_history_file(Thread& t, Object* filename) {
  std::string path = TRY(file_argument(t, filename));
  std::vector<std::string> lines = TRY(lines_of_file(t, path));
  for (const std::string& line : lines) edit().add_history(line.c_str());
  return Status::ok();
}
Status readline_write_history_file(Thread& t, Object* filename) {
  std::string path = TRY(file_argument(t, filename));
  return write_lines(t, path, "we", history_lines(), longest_file < 0 ? SIZE_MAX : size_t(longest_file));
}
Status readline_append_history_file(Thread& t, int nelements, Object* filename) {
  std::string path = TRY(file_argument(t, filename));
  if (nelements < 0) return raise_value_error(t, "nelements must be positive");
  FILE* file = std::fopen(path.c_str(), "r+e");  // it must be there
  if (!file) return raise_os_error(t, errno);
  std::fclose(file);
  TRY(write_lines(t, path, "ae", history_lines(), size_t(nelements)));
  if (longest_file < 0) return Status::ok();
  std::vector<std::string> lines = TRY(lines_of_file(t, path));
  return write_lines(t, path, "we", lines, size_t(longest_file));
}

int readline_get_history_length() { return longest_file; }
void readline_set_history_length(int length) { longest_file = length; }
int readline_get_current_history_length() { return history_count(); }
Object* readline_get_history_item(int index) {
  if (index < 1 || index > history_count()) return none();
  const HIST_ENTRY* entry = edit().history_get(index);
  return entry ? decode_path(entry->line) : none();
}

Status check_position(Thread& t, int pos) {
  if (pos < 0) return raise_value_error(t, "History index cannot be negative");
  if (pos >= history_count()) return raise_value_error(t, "No history item at position %d", pos);
  return Status::ok();
}
void release(HIST_ENTRY* entry) {
  if (!entry) return;
  std::free(const_cast<char*>(entry->line));
  std::free(entry);
}
Status readline_remove_history_item(Thread& t, int pos) {
  TRY(check_position(t, pos));
  release(edit().remove_history(pos));
  return Status::ok();
}
Status readline_replace_history_item(Thread& t, int pos, Object* line) {
  std::string text = TRY(text_argument(t, line));
  TRY(check_position(t, pos));
  std::vector<std::string> lines = history_lines();  // the library's own way to replace one finds the wrong one
  lines[size_t(pos)] = text;
  edit().clear_history();
  for (const std::string& each : lines) edit().add_history(each.c_str());
  return Status::ok();
}
Status readline_add_history(Thread& t, Object* string) {
  std::string line = TRY(text_argument(t, string));
  edit().add_history(line.c_str());
  return Status::ok();
}
void readline_clear_history() { edit().clear_history(); }
void readline_set_auto_history(bool enabled) { keeps_typed_lines = enabled; }

// --- the line -------------------------------------------------------------------------------------

// GNU readline's way to ask for completion is understood as well.
Status readline_parse_and_bind(Thread& t, Object* string) {
  std::string line = TRY(text_argument(t, string));
  if (line == "tab: complete" || line == "TAB: complete") line = "bind ^I rl_complete";
  edit().rl_parse_and_bind(line.c_str());
  return Status::ok();
}
Status readline_read_init_file(Thread& t, Object* filename) {
  std::string path;
  if (filename != none()) path = TRY(file_argument(t, filename));
  errno = 0;
  if (edit().rl_read_init_file(filename == none() ? nullptr : path.c_str()) == 0) return Status::ok();
  return raise_os_error(t, errno ? errno : ENOENT);
}
Status readline_insert_text(Thread& t, Object* string) {
  std::string text = TRY(text_argument(t, string));
  edit().rl_insert_text(text.c_str());
  return Status::ok();
}
void readline_redisplay() { edit().rl_redisplay(); }
Object* readline_get_line_buffer() {
  const char* line = *edit().rl_line_buffer;
  return decode_path(line ? line : "");
}

// --- completion -----------------------------------------------------------------------------------

// An exception has nowhere to go: there are no completions then.
char* next_completion(const char* text, int state) {
  Thread& t = current_thread();
  Object* function = hooks()[kCompleter];
  if (!function) return nullptr;
  Object* word = decode_path(text);
  Object* match = word ? call(t, function, word, int_from_int64(state)) : nullptr;
  if (!match) {
    clear_pending(t);
    return nullptr;
  }
  if (!is_str(match)) return nullptr;
  Result<std::string> bytes = encode_path(t, cast<Str>(match));
  if (!bytes.failed()) return ::strdup(bytes.value.c_str());
  clear_pending(t);
  return nullptr;
}

char** complete(const char* text, int begin, int end) {
  const Libedit& library = edit();
  *library.rl_completion_append_character = '\0';
  *library.rl_attempted_completion_over = 1;  // names of files are no answer
  word_begin = begin;
  word_end = end;
  return library.completion_matches(const_cast<char*>(text), next_completion);
}

int run_hook(Hook hook) {
  Thread& t = current_thread();
  Object* function = hooks()[hook];
  if (!function) return 0;
  Object* result = call(t, function);
  int64_t number = 0;
  if (!result) clear_pending(t);
  else if (result != none() && is_int(result)) int_fits_int64(result, &number);
  return int(number);
}
int run_startup_hook() { return run_hook(kStartup); }
int run_pre_input_hook() { return run_hook(kPreInput); }

Status readline_set_completer(Thread& t, Object* function) { return set_hook(t, kCompleter, function, "completer"); }
Object* readline_get_completer() { return hook_object(kCompleter); }
Status readline_set_startup_hook(Thread& t, Object* function) {
  return set_hook(t, kStartup, function, "startup_hook");
}
Status readline_set_pre_input_hook(Thread& t, Object* function) {
  return set_hook(t, kPreInput, function, "pre_input_hook");
}
Status readline_set_completion_display_matches_hook(Thread& t, Object* function) {
  return set_hook(t, kDisplayMatches, function, "completion_display_matches_hook");
}
int readline_get_completion_type() { return *edit().rl_completion_type; }
int readline_get_begidx() { return word_begin; }
int readline_get_endidx() { return word_end; }

// The library keeps the pointer.
Status readline_set_completer_delims(Thread& t, Object* string) {
  static std::string kept;
  kept = TRY(text_argument(t, string));
  *edit().rl_completer_word_break_characters = kept.data();
  return Status::ok();
}
Object* readline_get_completer_delims() {
  const char* characters = *edit().rl_completer_word_break_characters;
  return decode_path(characters ? characters : "");
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/readline/readline_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX readline
#define NATIVE_NAME "readline"
#include "interpreter/objects/core/native_table.inc"

Module* create_readline(Thread& t) {
  if (!libedit())
    return raise(t, exceptions::ImportError, "readline needs the package libedit2: %s", libedit_problem());
  Module* module = TRY(new_module(t, "readline"));
  TRY(add_functions(t, module, readline_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("Lines that are typed: editing, history and completion, by libedit.")));
  TRY(add_object(t, module, "_READLINE_VERSION", int_from_int64(RL_READLINE_VERSION)));
  TRY(add_object(t, module, "_READLINE_RUNTIME_VERSION", int_from_int64(RL_READLINE_VERSION)));
  TRY(add_object(t, module, "_READLINE_LIBRARY_VERSION", new_str("EditLine wrapper")));
  *edit().rl_attempted_completion_function = complete;
  *edit().rl_startup_hook = run_startup_hook;
  *edit().rl_pre_input_hook = run_pre_input_hook;
  static std::string delims = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";
  *edit().rl_completer_word_break_characters = delims.data();
  enable_line_editing();
  return module;
}

}  // namespace sidewinder
