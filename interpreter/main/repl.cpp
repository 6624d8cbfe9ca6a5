// The interactive interpreter: reads statements, shows the values of expressions.
#include <cstdio>
#include <string>

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/request.h"
#include "interpreter/imports/import.h"
#include "interpreter/main/main.h"
#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/modules/readline/line_editor.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/text/unicode_names.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

// sys.ps1 or sys.ps2; empty where it is missing or cannot be shown.
std::string prompt(Thread& t, const char* name) {
  Object* object = system_attribute(t, name);
  Str* text = object ? to_str(t, object) : nullptr;
  if (text) return str_to_utf8(text);
  clear_pending(t);
  return "";
}

// A compound statement goes on until a line is empty, also where it has one line.
bool wants_more(std::string_view text) {
  bool ends_with_empty_line = text.ends_with("\n\n");
  if (text.ends_with('\n')) text.remove_suffix(1);
  Arena arena;
  ParseResult parsed =
      parse(arena, text, "<stdin>", ParseMode::Single, {.dont_imply_dedent = true, .unicode_name = unicode::find_name});
  if (!parsed.ok()) return parsed.problem->incomplete_input;
  const ast::Body& body = parsed.module->body;
  return !ends_with_empty_line && !body.empty() && is_compound(*body[0]);
}

// One statement, which may take several lines; a compound one ends with an empty line.
TypedLine read_statement(Thread& t, std::string* text) {
  std::string line;
  TypedLine outcome = read_typed_line(t, prompt(t, "ps1"), text);
  if (outcome != TypedLine::Line || is_blank_or_comments(*text)) return outcome;
  while (wants_more(*text)) {
    outcome = read_typed_line(t, prompt(t, "ps2"), &line);
    if (outcome == TypedLine::Raised) return outcome;
    if (outcome == TypedLine::End) break;
    *text += line;
  }
  return TypedLine::Line;
}

Status run_statement(Thread& t, Module* main, const std::string& text) {
  Code* code = TRY(compile_source(t, text, intern("<stdin>"), ParseMode::Single, optimize_level()));
  TRY(run_code(t, code, main->dict, nullptr));
  return Status::ok();
}

Status set_default_prompts(Thread& t) {
  Object* system = TRY(import_module(t, "sys"));
  for (auto [name, text] : {std::pair{"ps1", ">>> "}, std::pair{"ps2", "... "}})
    if (!TRY(find_attribute(t, system, intern(name))).found())
      TRY(set_attribute(t, system, intern(name), intern(text)));
  return Status::ok();
}

// What was printed comes before the next prompt.
void flush_output(Thread& t) {
  for (const char* name : {"stderr", "stdout"}) {
    Object* stream = system_attribute(t, name);
    if (!stream || (stream != none() && !call_method(t, stream, "flush"))) clear_pending(t);
  }
}

void show_interruption(Thread& t) {
  if (!pending_matches(t, exceptions::KeyboardInterrupt)) return print_uncaught(t);
  clear_pending(t);
  write_stderr(t, "\nKeyboardInterrupt\n");
}

}  // namespace

void print_banner() {
  if (runtime_settings.quiet) return;
  std::fprintf(stderr,
               "Python 3.11.2 (Sidewinder)\nType \"help\", \"copyright\" or \"credits\" for more information.\n");
}

int run_interactive(Thread& t, Module* main) {
  if (set_default_prompts(t).failed()) return exit_code_of_pending(t);
  std::string text;
  for (;;) {
    flush_output(t);
    TypedLine outcome = read_statement(t, &text);
    if (outcome == TypedLine::End) break;
    if (outcome == TypedLine::Raised) {
      show_interruption(t);
      continue;
    }
    if (is_blank_or_comments(text) || !run_statement(t, main, text).failed()) continue;
    if (pending_matches(t, exceptions::SystemExit)) return exit_code_of_pending(t);
    print_uncaught(t);
  }
  std::fputs("\n", stderr);
  return 0;
}

}  // namespace sidewinder
