// ProblemReporter: keeps the first syntax problem of a parse and gives it its texts.

#pragma once

#include <string>
#include <string_view>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/lexer/location.h"
#include "interpreter/syntax/lexer/source_text.h"
#include "interpreter/syntax/lexer/syntax_problem.h"

namespace sidewinder {

class ProblemReporter {
 public:
  ProblemReporter(Arena& arena, const SourceText& source) : arena_(arena), source_(source) {}

  // Locations are as in the AST: columns in bytes from 0. An end line of 0 means unknown.
  SyntaxProblem* make(ProblemKind kind, const ast::Location& at, std::string_view message) const;

  const SourceText& source() const { return source_; }
  Arena& arena() const { return arena_; }

 private:
  SyntaxProblem* at_end_of_text(SyntaxProblem* problem) const;
  int32_t character_column(std::string_view line, int32_t byte_column) const;

  Arena& arena_;
  SourceText source_;
};

}  // namespace sidewinder
