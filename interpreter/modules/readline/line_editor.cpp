#include "interpreter/modules/readline/line_editor.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"

namespace sidewinder {

namespace {

// False: the input ended, or a signal came, or reading failed.
bool get_line(std::string* line) {
  for (int c; (c = std::getchar()) != EOF;) {
    *line += char(c);
    if (c == '\n') return true;
  }
  return false;
}

}  // namespace

bool edits_lines() { return has_line_editor() && ::isatty(STDIN_FILENO) && ::isatty(STDOUT_FILENO); }

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
