// The interactive interpreter: reads statements, shows the values of expressions.
#include <cstdio>
#include <string>

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/request.h"
#include "interpreter/imports/import.h"
#include "interpreter/main/main.h"
#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/text/unicode_names.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

// False: the end of the input, or a signal came.
bool read_line(const char* prompt, std::string* line) {
  std::fputs(prompt, stdout);
  std::fflush(stdout);
  line->clear();
  std::clearerr(stdin);
  for (int c; (c = std::getchar()) != EOF;) {
    *line += char(c);
    if (c == '\n') return true;
  }
  return !line->empty() && !std::ferror(stdin);
}

bool wants_more(const std::string& text) {
  Arena arena;
  ParseResult parsed =
      parse(arena, text, "<stdin>", ParseMode::Single, {.dont_imply_dedent = true, .unicode_name = unicode::find_name});
  return !parsed.ok() && parsed.problem->incomplete_input;
}

// One statement, which may take several lines; a compound one ends with an empty line. False: as read_line.
bool read_statement(std::string* text) {
  std::string line;
  if (!read_line(">>> ", text)) return false;
  if (text->find_first_not_of(" \t\n") == std::string::npos) return true;
  while (wants_more(*text)) {
    if (!read_line("... ", &line)) {
      if (std::ferror(stdin)) return false;
      break;
    }
    *text += line;
    if (line == "\n" && !wants_more(*text + "\n")) break;
  }
  return true;
}

Status run_statement(Thread& t, Module* main, const std::string& text) {
  Code* code = TRY(compile_source(t, text, intern("<stdin>"), ParseMode::Single, optimize_level()));
  TRY(run_code(t, code, main->dict, nullptr));
  return Status::ok();
}

}  // namespace

void print_banner() {
  if (!runtime_settings.quiet)
    std::printf("Python 3.11.2 (Sidewinder)\nType \"help\", \"copyright\" or \"credits\" for more information.\n");
}

int run_interactive(Thread& t, Module* main) {
  std::string text;
  for (;;) {
    bool is_there = read_statement(&text);
    if (check_interrupt(t).failed()) {
      clear_pending(t);
      std::printf("\nKeyboardInterrupt\n");
      continue;
    }
    if (!is_there && !std::ferror(stdin)) break;
    if (!is_there || text.find_first_not_of(" \t\n") == std::string::npos) continue;
    if (run_statement(t, main, text).failed()) {
      if (pending_matches(t, exceptions::SystemExit)) return exit_code_of_pending(t);
      print_uncaught(t);
    }
    Object* out = system_attribute(t, "stdout");
    if (!out || (out != none() && !call_method(t, out, "flush"))) clear_pending(t);
  }
  std::printf("\n");
  return 0;
}

}  // namespace sidewinder
