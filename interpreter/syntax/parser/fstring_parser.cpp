#include "interpreter/syntax/parser/fstring_parser.h"

#include "interpreter/syntax/lexer/lexer.h"
#include "interpreter/syntax/lexer/string_escapes.h"

namespace sidewinder {

using namespace ast;

namespace {

constexpr int kMaxNesting = 2;  // of format specifications

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

// `{expression=!conversion:format_spec}`; offsets are in the parser's text.
struct FStringParser::Field {
  uint32_t start = 0;  // of the expression
  uint32_t end = 0;
  char quote = 0;  // of the string literal that the scan is in
  int quotes = 0;
  std::string brackets;  // open ones
  bool has_debug_text = false;
  char conversion = 0;
};

FStringParser::FStringParser(Parser& parser, const Token* first, const Token* last)
    : parser_(parser),
      first_(first),
      last_(last),
      whole_{first->line, first->column, last->end_line, last->end_column},
      token_(first) {}

Expr* FStringParser::parse() {
  Pieces pieces(parser_);
  parser_.require_version(6, "Format strings are");
  for (token_ = first_; token_ <= last_ && !parser_.failed_; token_++) {
    literal_ = split_string_literal(*token_, parser_.text_);
    if (!literal_.is_formatted) {
      parser_.append_string(*token_, literal_, pieces.text);
      continue;
    }
    position_ = literal_.start;
    end_ = literal_.start + static_cast<uint32_t>(literal_.body.size());
    parse_body(pieces, 0);
  }
  return finish(pieces, whole_, *first_);
}

// At depth 0 the whole literal, deeper the format specification up to its closing brace.
void FStringParser::parse_body(Pieces& pieces, int depth) {
  while (!at_end() && !parser_.failed_) {
    parse_text(pieces, depth);
    if (at_end() || parser_.failed_ || at(position_) == '}') return;
    parse_field(pieces, depth);
  }
}

// Literal text up to a replacement field or the end. A doubled brace is a brace, except in a
// format specification.
void FStringParser::parse_text(Pieces& pieces, int depth) {
  auto append = [&](uint32_t start, uint32_t end) {
    StringLiteral part = literal_;
    part.body = parser_.text_.substr(start, end - start);
    parser_.append_string(*token_, part, pieces.text);
  };
  uint32_t start = position_;
  while (!at_end()) {
    char c = at(position_++);
    if (c == '\\' && !literal_.is_raw && !at_end()) {
      c = at(position_++);
      if (c == 'N') {
        if (!at_end() && at(position_++) == '{') {
          while (!at_end() && at(position_++) != '}') {}
        }
        continue;
      }
    }
    if (c != '{' && c != '}') continue;
    if (depth == 0) {
      if (!at_end() && at(position_) == c) {
        append(start, position_);
        start = ++position_;
        continue;
      }
      if (c == '}') return fail("f-string: single '}' is not allowed");
    }
    position_--;
    break;
  }
  append(start, position_);
}

void FStringParser::parse_field(Pieces& pieces, int depth) {
  if (depth >= kMaxNesting) return fail("f-string: expressions nested too deeply");
  position_++;
  Field field;
  field.start = position_;
  if (!scan_expression(field)) return;
  Expr* value = parse_expression(field.start, field.end);
  if (parser_.failed_) return;
  if (at(position_) == '=') parse_debug_text(pieces, field);
  if (!at_end() && at(position_) == '!') parse_conversion(field);
  Expr* format_spec = nullptr;
  if (!parser_.failed_ && !at_end() && at(position_) == ':') format_spec = parse_format_spec(depth);
  if (parser_.failed_) return;
  if (at_end() || at(position_) != '}') return fail("f-string: expecting '}'");
  position_++;
  if (field.has_debug_text && format_spec == nullptr && field.conversion == 0) field.conversion = 'r';
  flush(pieces, whole_, *first_);
  pieces.values.add(parser_.make<FormattedValue>(whole_, value, field.conversion, format_spec));
}

// Finds where the expression ends: at a `!`, `:`, `=` or `}` outside of brackets and strings.
bool FStringParser::scan_expression(Field& field) {
  for (; !at_end(); position_++) {
    char c = at(position_);
    if (c == '\\') {
      fail("f-string expression part cannot include a backslash");
      return false;
    }
    bool is_quote = c == '\'' || c == '"';
    bool triple = is_quote && position_ + 2 < end_ && at(position_ + 1) == c && at(position_ + 2) == c;
    if (field.quote != 0) {
      if (c != field.quote || (field.quotes == 3 && !triple)) continue;
      if (field.quotes == 3) position_ += 2;
      field.quote = 0;
      continue;
    }
    if (is_quote) {
      field.quote = c;
      field.quotes = triple ? 3 : 1;
      if (triple) position_ += 2;
      continue;
    }
    if (c == '#') {
      fail("f-string expression part cannot include '#'");
      return false;
    }
    bool may_end = c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>';
    if (may_end && field.brackets.empty()) {
      bool is_comparison = c != ':' && c != '}' && position_ + 1 < end_ && at(position_ + 1) == '=';
      if (is_comparison) {
        position_++;
      } else if (c != '<' && c != '>') {
        break;
      }
      continue;
    }
    if (!scan_bracket(field, c)) return false;
  }
  field.end = position_;
  if (field.quote != 0) {
    fail("f-string: unterminated string");
  } else if (!field.brackets.empty()) {
    fail("f-string: unmatched '" + field.brackets.substr(field.brackets.size() - 1) + "'");
  } else if (at_end()) {
    fail("f-string: expecting '}'");
  }
  return !parser_.failed_;
}

bool FStringParser::scan_bracket(Field& field, char c) {
  if (c == '(' || c == '[' || c == '{') {
    field.brackets.push_back(c);
    return true;
  }
  if (c != ')' && c != ']' && c != '}') return true;
  if (field.brackets.empty()) {
    fail("f-string: unmatched '" + std::string(1, c) + "'");
    return false;
  }
  char open = field.brackets.back();
  field.brackets.pop_back();
  char closing = open == '(' ? ')' : open == '[' ? ']' : '}';
  if (c == closing) return true;
  fail("f-string: closing parenthesis '" + std::string(1, c) + "' does not match opening parenthesis '" +
       std::string(1, open) + "'");
  return false;
}

// `{x = }`: the text of the expression, through the blanks after the sign, comes before its value.
void FStringParser::parse_debug_text(Pieces& pieces, Field& field) {
  position_++;
  while (!at_end() && is_space(at(position_))) position_++;
  field.has_debug_text = true;
  parser_.require_version(8, "f-string: self documenting expressions are");
  pieces.text.append(parser_.text_.substr(field.start, position_ - field.start));
}

void FStringParser::parse_conversion(Field& field) {
  position_++;
  if (at_end()) return fail("f-string: expecting '}'");
  char c = at(position_++);
  if (c != 's' && c != 'r' && c != 'a') {
    return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
  }
  field.conversion = c;
}

Expr* FStringParser::parse_format_spec(int depth) {
  position_++;
  Pieces pieces(parser_);
  parse_body(pieces, depth + 1);
  return finish(pieces, *token_, *token_);
}

// Lexes and parses the expression's text on its own, at its true place in the source.
Expr* FStringParser::parse_expression(uint32_t start, uint32_t end) {
  Parser::DepthGuard depth(parser_);
  std::string_view text = parser_.text_.substr(start, end - start);
  bool blank = true;
  for (char c : text) blank &= is_space(c);
  if (blank && at(end) != '}') fail("f-string: expression required before '" + std::string(1, at(end)) + "'");
  if (blank) fail("f-string: empty expression not allowed");
  if (parser_.failed_) return nullptr;

  ParserShared& shared = parser_.shared_;
  LexerOptions options;
  Location place = location_of(start);
  options.is_replacement_field = true;
  options.normalize_name = shared.options.normalize_name;
  options.first_line = place.line;
  options.first_column = place.column;
  std::string_view copy = shared.arena.copy_text("(" + std::string(text) + ")\n");
  ProblemReporter reporter(shared.arena, SourceText{copy, true}, place_of_field(start - 1));
  const ProblemReporter* outer = std::exchange(shared.reporter, &reporter);
  Expr* value = parse_field_text(shared.arena.copy_text(text), options);
  shared.reporter = outer;
  return value;
}

// In two passes, as a module. A mistake is final.
Expr* FStringParser::parse_field_text(std::string_view text, const LexerOptions& options) {
  ParserShared& shared = parser_.shared_;
  std::vector<Token> tokens;
  Lexer lexer(*shared.reporter, shared.names, text, options, tokens);
  lexer.run();
  Parser first(shared, text, tokens, lexer);
  if (Expr* value = first.parse_replacement_field()) return value;
  Parser second(shared, text, tokens, lexer);
  if (shared.problem == nullptr) {
    bool was_diagnosing = std::exchange(shared.diagnosing, true);
    (void)second.parse_replacement_field();
    shared.diagnosing = was_diagnosing;
  }
  SyntaxProblem* problem = second.problem(first);
  bool is_complete = shared.literal_failed || problem->kind == ProblemKind::MemoryError || problem == lexer.problem();
  if (!is_complete) problem->message = shared.arena.copy_text("f-string: " + std::string(problem->message));
  shared.problem = problem;
  shared.literal_failed = true;
  parser_.farthest_ = std::max(parser_.farthest_, parser_.position_);  // behind the literals
  parser_.poison();
  return nullptr;
}

// `brace`: the offset of the one that opens the field.
FieldPlace FStringParser::place_of_field(uint32_t brace) const {
  Location place = location_of(brace);
  uint32_t after = brace + 1;
  while (after < end_ && (at(after) == ' ' || at(after) == '\t' || at(after) == '\f')) after++;
  bool starts_with_newline = after < end_ && at(after) == '\n';
  int32_t start_of_token = place.line == token_->line ? token_->column : 0;
  return {place.line, place.column, starts_with_newline ? start_of_token : place.column};
}

// Literal text collected so far becomes a Constant.
void FStringParser::flush(Pieces& pieces, const Location& at, const Token& first_token) {
  if (pieces.text.empty()) return;
  Constant* constant = parser_.make_constant(at, ConstantKind::String);
  constant->unicode_prefix = split_string_literal(first_token, parser_.text_).is_unicode;
  constant->text = parser_.shared_.arena.copy_text(pieces.text);
  pieces.values.add(constant);
  pieces.text.clear();
}

Expr* FStringParser::finish(Pieces& pieces, const Location& at, const Token& first_token) {
  flush(pieces, at, first_token);
  return parser_.make<JoinedStr>(at, pieces.values.finish());
}

// Inside a replacement field the words "f-string: " come twice, as in CPython.
void FStringParser::fail(std::string_view message) {
  bool is_nested = parser_.shared_.reporter->is_field();
  parser_.raise_in_literal(is_nested ? "f-string: " + std::string(message) : std::string(message));
}

Location FStringParser::location_of(uint32_t offset) const {
  Location place{token_->line, token_->column, 0, 0};
  for (uint32_t i = token_->start; i < offset; i++) {
    place.column++;
    if (at(i) != '\n') continue;
    place.line++;
    place.column = 0;
  }
  return place;
}

}  // namespace sidewinder
