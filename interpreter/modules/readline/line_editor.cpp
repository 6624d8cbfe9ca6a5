#include "interpreter/modules/readline/line_editor.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"
#include "interpreter/modules/readline/libedit.h"

namespace sidewinder {

bool keeps_typed_lines = true;

namespace {

bool is_enabled;

// What the library's callback tells: a line, or the end of the input.
struct Answer {
  bool is_complete = false, is_end = false;
  std::string text;
} answer;

void on_line(char* line) {
  answer.is_complete = true;
  answer.is_end = !line;
  answer.text = line ? line : "";
  std::free(line);
  libedit()->rl_callback_handler_remove();
}

void remember(const Libedit& edit, const std::string& line) {
  if (!keeps_typed_lines || line.empty()) return;
  int length = *edit.history_length;
  const HIST_ENTRY* last = length > 0 ? edit.history_get(length) : nullptr;
  if (!last || line != last->line) edit.add_history(line.c_str());
}

// Signals end the wait for a character, not the line, unless a handler raises. One that comes just before the wait is
// seen a moment later.
TypedLine edit_line(Thread& t, const std::string& prompt, std::string* line) {
  const Libedit& edit = *libedit();
  answer = {};
  edit.rl_callback_handler_install(prompt.c_str(), on_line);
  while (!answer.is_complete) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    constexpr int kMoment = 100;  // milliseconds
    int ready = without_gil(t, [&] { return ::poll(&input, 1, kMoment); });
    if (ready > 0) {
      edit.rl_callback_read_char();
    } else if (ready < 0 && errno != EINTR) {
      edit.rl_callback_handler_remove();
      return TypedLine::End;
    }
    if (!check_signals(t).failed()) continue;
    edit.rl_callback_handler_remove();
    return TypedLine::Raised;
  }
  if (answer.is_end) return TypedLine::End;
  remember(edit, answer.text);
  *line = answer.text + "\n";
  return TypedLine::Line;
}

// False: the input ended, or a signal came, or reading failed.
bool get_line(std::string* line) {
  for (int c; (c = std::getchar()) != EOF;) {
    *line += char(c);
    if (c == '\n') return true;
  }
  return false;
}

}  // namespace

void enable_line_editing() { is_enabled = true; }
bool edits_lines() { return is_enabled && ::isatty(STDIN_FILENO) && ::isatty(STDOUT_FILENO) && libedit(); }

TypedLine read_typed_line(Thread& t, const std::string& prompt, std::string* line) {
  line->clear();
  if (edits_lines()) return edit_line(t, prompt, line);
  std::fputs(prompt.c_str(), stderr);
  std::fflush(stderr);
  for (;;) {
    std::clearerr(stdin);
    if (without_gil(t, [&] { return get_line(line); })) return TypedLine::Line;
    bool interrupted = std::ferror(stdin) && errno == EINTR;
    if (!interrupted) return line->empty() ? TypedLine::End : TypedLine::Line;
    if (check_signals(t).failed()) return TypedLine::Raised;
  }
}

}  // namespace sidewinder
