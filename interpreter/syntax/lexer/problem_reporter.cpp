#include "interpreter/syntax/lexer/problem_reporter.h"

#include "interpreter/base/utf8.h"
#include "interpreter/syntax/lexer/malformed_text.h"

namespace sidewinder {

SyntaxProblem* ProblemReporter::make(ProblemKind kind, const ast::Location& at, std::string_view message,
                                     bool in_bytes) const {
  auto* problem = arena_.make<SyntaxProblem>();
  problem->kind = kind;
  problem->message = arena_.copy_text(message);
  problem->line = at.line;
  if (is_field_) {
    locate_in_field(problem, at);
    return problem;
  }
  problem->source_line = source_.line(at.line);
  if (at.line > 1 && problem->source_line.empty()) return at_end_of_text(problem);
  problem->column = shown_column(problem->source_line, at.column, in_bytes);
  problem->end_line = at.end_line == 0 ? at.line : at.end_line;
  problem->end_column = at.end_line == 0 ? 0 : shown_column(source_.line(at.end_line), at.end_column, in_bytes);
  return problem;
}

void ProblemReporter::locate_in_field(SyntaxProblem* problem, const ast::Location& at) const {
  auto relative = [this](int32_t line, int32_t column) {
    return column + 1 - (line == place_.line ? place_.column : place_.subtracted_column);
  };
  problem->source_line = source_.line(at.line - place_.line + 1);
  problem->column = relative(at.line, at.column);
  problem->end_line = at.end_line == 0 ? at.line : at.end_line;
  problem->end_column = at.end_line == 0 ? 0 : relative(at.end_line, at.end_column);
}

// What is missing at the end of the text is missed at the end of its last line.
SyntaxProblem* ProblemReporter::at_end_of_text(SyntaxProblem* problem) const {
  problem->line--;
  problem->source_line = source_.line(problem->line);
  std::string_view line = problem->source_line;
  problem->column = static_cast<int32_t>(source_.columns_are_bytes ? line.size() : utf8_count(line));
  problem->end_line = problem->line;
  problem->end_column = kUnknownColumn;
  return problem;
}

int32_t ProblemReporter::shown_column(std::string_view line, int32_t byte_column, bool in_bytes) const {
  if (byte_column < 0) return 0;
  std::string shown;
  if (source_.is_malformed) {
    byte_column = original_column(line, byte_column);
    shown = replace_malformed(unescape_malformed(line));
    line = shown;
    // The character's own bytes count, and may be those of the replacement in front of it.
    bool is_inside = static_cast<size_t>(byte_column) < line.size() && !in_bytes;
    if (is_inside) return static_cast<int32_t>(utf8_count(line.substr(0, static_cast<size_t>(byte_column) + 1)));
  }
  if (in_bytes) return byte_column + 1;
  if (static_cast<size_t>(byte_column) > line.size()) return byte_column + 1;
  return static_cast<int32_t>(utf8_count(line.substr(0, static_cast<size_t>(byte_column)))) + 1;
}

}  // namespace sidewinder
