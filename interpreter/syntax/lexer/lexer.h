// Lexer: text -> tokens, all of them at once, so that the parser can look ahead and go back freely.
//
// It stops at the first mistake with a token of kind Error; `problem()` then says what it is. The
// parser decides whether that or a mistake of its own comes first.
// https://docs.python.org/3.11/reference/lexical_analysis.html

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "interpreter/syntax/lexer/lexer_options.h"
#include "interpreter/syntax/lexer/problem_reporter.h"
#include "interpreter/syntax/lexer/syntax_problem.h"
#include "interpreter/syntax/lexer/token.h"

namespace sidewinder {

class Lexer {
 public:
  // `text` is followed by a NUL and, unless it is a replacement field, ends with a newline.
  Lexer(const ProblemReporter& reporter, NameTable& names, std::string_view text, LexerOptions options,
        std::vector<Token>& tokens);

  // The last token is EndMarker or Error.
  void run();

  // Why it stopped, when the last token is Error; null then too if the text ended inside brackets.
  SyntaxProblem* problem() const { return problem_; }
  // The problem is one of layout, which does not matter where the parser fails before it.
  bool is_layout_problem() const { return is_layout_problem_; }
  // Literals that run into the next word: `0xfor x`.
  struct SuspiciousLiteral {
    int32_t line, column;  // of its last character, counted from 1
    const char* what;      // "hexadecimal", ...
  };
  const std::vector<SuspiciousLiteral>& suspicious_literals() const { return suspicious_literals_; }
  // The innermost bracket that was open at the end of the run, or null.
  const Token* open_bracket() const { return brackets_.empty() ? nullptr : &brackets_.back(); }

 private:
  struct Indentation {
    int32_t column;       // tabs to multiples of eight
    int32_t alternative;  // tabs count as one: must agree, or the indentation depends on tab size
  };

  // lexer.cpp: layout, names, operators. They return false after a mistake.
  bool lex_line_start();
  bool lex_indentation(Indentation indentation);
  bool lex_token();
  bool lex_name();
  bool lex_non_ascii_name();
  bool fail_malformed_name();
  bool lex_line_continuation();
  void lex_newline();
  bool lex_operators(char c, char next);  // what is neither a bracket nor longer than an operator
  bool lex_operator(TokenKind kind, int length);
  bool lex_operator_or_equal(TokenKind plain, TokenKind with_equal);   // one character, or it and `=`
  bool lex_doubled_or_equal(TokenKind doubled, TokenKind with_equal);  // the character twice, or that and `=`
  bool open(TokenKind kind);
  bool close(TokenKind kind);
  bool lex_other();
  bool lex_comment();
  void finish();
  void next_line();
  void next_joined_line();
  void show_joined_lines();

  // lexer_literals.cpp
  bool lex_number();
  bool lex_radix_number(int base, const char* name);
  bool lex_digits(const char* what);
  bool lex_fraction_and_suffix();
  bool lex_exponent(bool* found);
  bool check_end_of_number(const char* what);
  bool is_string_start() const;
  bool lex_string();
  bool unterminated_string(int quotes);

  // Tokens and problems. Locations of problems end at the current character.
  void push(TokenKind kind);
  void push_layout(TokenKind kind);
  bool fail(std::string_view message);
  bool fail_layout(const ast::Location& at, std::string_view message, ProblemKind kind);
  bool fail_in_word(const ast::Location& at, std::string_view message);
  bool fail_at(const ast::Location& at, std::string_view message, ProblemKind kind = ProblemKind::SyntaxError);
  int32_t column_of(const char* at) const { return static_cast<int32_t>(at - text_ - line_start_); }
  bool at_end() const { return at_ >= end_; }

  const ProblemReporter& reporter_;
  NameTable& names_;
  std::vector<Token>& tokens_;
  LexerOptions options_;

  const char* text_;
  const char* end_;
  const char* at_;     // the next character
  const char* start_;  // of the token being read
  int32_t line_;
  std::ptrdiff_t line_start_;        // offset of the line's first character; negative in a replacement field
  std::ptrdiff_t first_joined_ = 0;  // of the first of the lines that backslashes and strings join with this one
  int32_t start_line_;
  int32_t start_column_;

  bool at_line_start_;
  std::vector<Indentation> indentations_;
  std::vector<Token> brackets_;
  SyntaxProblem* problem_ = nullptr;
  bool is_layout_problem_ = false;
  std::vector<SuspiciousLiteral> suspicious_literals_;
};

}  // namespace sidewinder
