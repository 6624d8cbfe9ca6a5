// FStringParser: a run of adjacent string literals of which at least one is an f-string.
// https://docs.python.org/3.11/reference/lexical_analysis.html#f-strings

#pragma once

#include <string>
#include <string_view>

#include "interpreter/syntax/lexer/lexer_options.h"
#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

class FStringParser {
 public:
  // The literals are the tokens from `first` to `last`.
  FStringParser(Parser& parser, const Token* first, const Token* last);

  ast::Expr* parse();

 private:
  // The values of one JoinedStr: literal text is collected until something else comes.
  struct Pieces {
    explicit Pieces(Parser& parser) : values(parser) {}
    std::string text;
    Parser::ListBuilder<ast::Expr> values;
  };
  struct Field;

  void parse_body(Pieces& pieces, int depth);
  void parse_text(Pieces& pieces, int depth);
  void parse_field(Pieces& pieces, int depth);
  bool scan_expression(Field& field);
  bool scan_bracket(Field& field, char c);
  void parse_debug_text(Pieces& pieces, Field& field);
  void parse_conversion(Field& field);
  ast::Expr* parse_expression(uint32_t start, uint32_t end);
  ast::Expr* parse_field_text(std::string_view text, const LexerOptions& options);
  FieldPlace place_of_field(uint32_t brace) const;
  ast::Expr* parse_format_spec(int depth);
  void flush(Pieces& pieces, const ast::Location& at, const Token& first_token);
  ast::Expr* finish(Pieces& pieces, const ast::Location& at, const Token& first_token);
  void fail(std::string_view message);
  ast::Location location_of(uint32_t offset) const;
  char at(uint32_t offset) const { return parser_.text_[offset]; }
  bool at_end() const { return position_ >= end_; }

  Parser& parser_;
  const Token* first_;
  const Token* last_;
  ast::Location whole_;
  // Of the literal that is being read:
  const Token* token_;
  StringLiteral literal_;
  uint32_t position_ = 0;
  uint32_t end_ = 0;
};

}  // namespace sidewinder
