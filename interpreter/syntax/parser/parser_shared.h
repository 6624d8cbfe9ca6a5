// What the parser of a module shares with those of the replacement fields in its f-strings.
#pragma once

#include <string_view>
#include <vector>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/ast/ast.h"
#include "interpreter/syntax/lexer/problem_reporter.h"
#include "interpreter/syntax/lexer/token.h"
#include "interpreter/syntax/parser/parser.h"

namespace sidewinder {

// Names that have a meaning in some places only.
struct SoftKeywords {
  Identifier match;
  Identifier case_;
  Identifier underscore;
  Identifier print;
  Identifier exec;
};

// A String token taken apart.
struct StringLiteral {
  bool is_bytes = false;
  bool is_formatted = false;
  bool is_raw = false;
  bool is_unicode = false;  // written u"...", not U"..."
  uint32_t start = 0;       // of the body, in the text
  std::string_view body;    // between the quotes
};

StringLiteral split_string_literal(const Token& token, std::string_view text);

struct ParserShared {
  ParserShared(Arena& arena, NameTable& names, const ProblemReporter& module_reporter, ParseOptions options);

  Arena& arena;
  NameTable& names;
  const ProblemReporter* reporter;  // of the module or of the replacement field that is being parsed
  ParseOptions options;
  SoftKeywords soft;
  SyntaxProblem* problem = nullptr;
  bool diagnosing = false;
  bool shortens = false;        // an expression ends where it cannot go on: see Parser::speculate_shortening
  bool remembers = false;       // what is read is remembered
  bool literal_failed = false;  // a mistake inside a string literal: final wherever it is found
  bool is_final = false;        // the problem is it, whatever the rest of the text is
  int depth = 0;
  std::vector<void*> list_elements;  // of the lists under construction, innermost last
  std::vector<ast::Notice> notices;
};

}  // namespace sidewinder
