// SyntaxProblem: what is wrong with a source text, ready to become a Python exception.

#pragma once

#include <cstdint>
#include <string_view>

namespace sidewinder {

enum class ProblemKind : uint8_t {
  SyntaxError,
  IndentationError,
  TabError,
  MemoryError,     // nested too deeply for the parser; has a message only
  RecursionError,  // nested too deeply for the later stages; has a message only
};

constexpr int32_t kUnknownColumn = -1;
constexpr int32_t kAbsent = INT32_MIN;  // of the end's line and column: None

// The texts live in the arena.
struct SyntaxProblem {
  ProblemKind kind = ProblemKind::SyntaxError;
  std::string_view message;
  // As the attributes of SyntaxError: columns count from 1, in characters; 0 where unknown, and
  // -1 for an unknown end.
  int32_t line = 0;
  int32_t column = 0;
  int32_t end_line = 0;
  int32_t end_column = 0;
  std::string_view source_line;  // with its newline, or empty where there is none
  // The text ends where more could follow: an interactive reader asks for another line.
  bool incomplete_input = false;
  // The tokenizer told it, with the text that it had: also where the text is a file's, no other is shown.
  bool has_own_text = false;
  // The whole text had been read when the problem was found (PyCF_ALLOW_INCOMPLETE_INPUT).
  bool reached_end = false;

  // The text has its newline only where the tokenizer stood in that very line, as CPython has it.
  void drop_newline() {
    if (source_line.ends_with('\n')) source_line.remove_suffix(1);
  }
};

}  // namespace sidewinder
