// ProblemReporter: keeps the first syntax problem of a parse and gives it its texts.

#pragma once

#include <string_view>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/lexer/location.h"
#include "interpreter/syntax/lexer/source_text.h"
#include "interpreter/syntax/lexer/syntax_problem.h"

namespace sidewinder {

// Where the text of a replacement field, in parentheses, lies. CPython tells mistakes in it relative to that text, in
// bytes; from the field's second line on it subtracts `subtracted_column` all the same.
struct FieldPlace {
  int32_t line;
  int32_t column;  // of the brace
  int32_t subtracted_column;
};

class ProblemReporter {
 public:
  ProblemReporter(Arena& arena, const SourceText& source) : arena_(arena), source_(source) {}
  ProblemReporter(Arena& arena, const SourceText& field, FieldPlace place)
      : arena_(arena), source_(field), place_(place), is_field_(true) {}

  // Locations are as in the AST: columns in bytes from 0. An end line of 0 means unknown.
  SyntaxProblem* make(ProblemKind kind, const ast::Location& at, std::string_view message) const {
    return make(kind, at, message, source_.columns_are_bytes);
  }
  // The same, and the columns told are characters, also where others are bytes.
  SyntaxProblem* make_in_characters(ProblemKind kind, const ast::Location& at, std::string_view message) const {
    return make(kind, at, message, false);
  }

  bool is_field() const { return is_field_; }
  const SourceText& source() const { return source_; }
  Arena& arena() const { return arena_; }

 private:
  void locate_in_field(SyntaxProblem* problem, const ast::Location& at) const;
  SyntaxProblem* make(ProblemKind kind, const ast::Location& at, std::string_view message, bool in_bytes) const;
  SyntaxProblem* at_end_of_text(SyntaxProblem* problem) const;
  int32_t shown_column(std::string_view line, int32_t byte_column, bool in_bytes) const;

  Arena& arena_;
  SourceText source_;
  FieldPlace place_ = {};
  bool is_field_ = false;
};

}  // namespace sidewinder
