// Lexer: layout (lines, indentation, brackets), names and operators. Literals: lexer_literals.cpp.

#include "interpreter/syntax/lexer/lexer.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "interpreter/base/utf8.h"
#include "interpreter/syntax/lexer/malformed_text.h"
#include "interpreter/syntax/lexer/type_comment.h"

namespace sidewinder {

namespace {

constexpr size_t kMaxIndentations = 100;
constexpr size_t kMaxBrackets = 200;
constexpr int kTabSize = 8;

enum CharClass : uint8_t { kOther = 0, kNameStart = 1, kDigit = 2 };

struct CharTable {
  uint8_t classes[256] = {};
  constexpr CharTable() {
    for (int c = 'a'; c <= 'z'; c++) classes[c] = kNameStart;
    for (int c = 'A'; c <= 'Z'; c++) classes[c] = kNameStart;
    for (int c = '0'; c <= '9'; c++) classes[c] = kDigit;
    for (int c = 128; c < 256; c++) classes[c] = kNameStart;
    classes[static_cast<int>('_')] = kNameStart;
  }
};

constexpr CharTable kChars;

uint8_t char_class(char c) { return kChars.classes[static_cast<unsigned char>(c)]; }

TokenKind matching_open(TokenKind close) {
  if (close == TokenKind::RightParen) return TokenKind::LeftParen;
  return close == TokenKind::RightBracket ? TokenKind::LeftBracket : TokenKind::LeftBrace;
}

std::string hex_code(char32_t c) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "U+%04X", static_cast<unsigned>(c));
  return buffer;
}

}  // namespace

Lexer::Lexer(const ProblemReporter& reporter, NameTable& names, std::string_view text, LexerOptions options,
             std::vector<Token>& tokens)
    : reporter_(reporter),
      names_(names),
      tokens_(tokens),
      options_(options),
      text_(text.data()),
      end_(text.data() + text.size()),
      at_(text_),
      start_(text_),
      line_(options.first_line),
      line_start_(-static_cast<std::ptrdiff_t>(options.first_column)),
      start_line_(line_),
      start_column_(options.first_column),
      at_line_start_(!options.is_replacement_field) {
  tokens_.reserve(text.size() / 4 + 8);
  indentations_.push_back({0, 0});
}

void Lexer::run() {
  bool fine = true;
  while (fine) {
    if (at_line_start_ && brackets_.empty()) {
      fine = lex_line_start();
      if (!fine) break;
    }
    while (*at_ == ' ' || *at_ == '\t' || *at_ == '\f') at_++;
    start_ = at_;
    start_line_ = line_;
    start_column_ = column_of(at_);
    if (at_end()) return finish();
    fine = lex_token();
  }
  push_layout(TokenKind::Error);
}

// Indentation of the next line that is neither blank nor only a comment.
bool Lexer::lex_line_start() {
  at_line_start_ = false;
  Indentation now{0, 0};
  int32_t continued_column = 0;
  for (;; at_++) {
    if (*at_ == ' ') {
      now.column++;
      now.alternative++;
    } else if (*at_ == '\t') {
      now.column = (now.column / kTabSize + 1) * kTabSize;
      now.alternative++;
    } else if (*at_ == '\f') {
      now = {0, 0};
    } else if (*at_ == '\\' && !at_end()) {
      // The indentation is what stands before the first backslash.
      if (continued_column == 0) continued_column = now.column;
      start_ = at_;
      if (!lex_line_continuation()) return false;
      at_--;
    } else if (*at_ == '#' || *at_ == '\n') {
      if (options_.type_comments && *at_ == '#' && lex_comment()) return true;
      auto* newline = static_cast<const char*>(std::memchr(at_, '\n', static_cast<size_t>(end_ - at_)));
      if (newline == nullptr) break;
      at_ = newline;
      next_line();
      now = {0, 0};
      continued_column = 0;
    } else {
      break;
    }
  }
  if (at_end()) return true;  // finish() closes the blocks
  if (continued_column != 0) now = {continued_column, continued_column};
  return lex_indentation(now);
}

bool Lexer::lex_indentation(Indentation now) {
  constexpr const char* kInconsistent = "inconsistent use of tabs and spaces in indentation";
  start_ = at_;
  start_line_ = line_;
  start_column_ = column_of(at_);
  ast::Location line_end{line_, 0, 0, 0};
  if (now.column > indentations_.back().column) {
    if (indentations_.size() >= kMaxIndentations) {
      return fail_layout(line_end, "too many levels of indentation", ProblemKind::IndentationError);
    }
    if (now.alternative <= indentations_.back().alternative) {
      return fail_layout(line_end, kInconsistent, ProblemKind::TabError);
    }
    indentations_.push_back(now);
    push_layout(TokenKind::Indent);
    return true;
  }
  auto outer = std::find_if(indentations_.rbegin(), indentations_.rend(),
                            [&](const Indentation& each) { return each.column <= now.column; });
  if (now.column != outer->column) {
    auto length = static_cast<int32_t>(reporter_.source().line(line_).size());
    return fail_layout({line_, length - 1, 0, 0}, "unindent does not match any outer indentation level",
                       ProblemKind::IndentationError);
  }
  for (auto closed = outer - indentations_.rbegin(); closed > 0; closed--) {
    indentations_.pop_back();
    push_layout(TokenKind::Dedent);
  }
  if (now.alternative != indentations_.back().alternative) {
    return fail_layout(line_end, kInconsistent, ProblemKind::TabError);
  }
  return true;
}

void Lexer::next_line() {
  line_++;
  line_start_ = first_joined_ = at_ + 1 - text_;
}

// Behind a backslash, or within a string.
void Lexer::next_joined_line() {
  auto first = first_joined_;
  next_line();
  first_joined_ = first;
}

// The end of the text: closes the last line and the open blocks. Inside brackets there is no end.
void Lexer::finish() {
  if (options_.is_replacement_field) {
    push_layout(brackets_.empty() ? TokenKind::EndMarker : TokenKind::Error);
    tokens_.back().end_column++;  // the brace
    return;
  }
  if (!brackets_.empty()) return push_layout(TokenKind::Error);
  if (!options_.dont_imply_dedent) {
    for (; indentations_.size() > 1; indentations_.pop_back()) push_layout(TokenKind::Dedent);
  }
  push_layout(TokenKind::EndMarker);
}

bool Lexer::lex_token() {
  char c = *at_;
  switch (char_class(c)) {
    case kNameStart: return is_string_start() ? lex_string() : lex_name();
    case kDigit: return lex_number();
  }
  switch (c) {
    case '\n': lex_newline(); return true;
    case '#':
      if (options_.type_comments && lex_comment()) return true;
      while (*at_ != '\n' && !at_end()) at_++;
      if (!at_end()) lex_newline();
      return true;
    case '\\': return lex_line_continuation();
    case '\'':
    case '"': return lex_string();
    case '(': return open(TokenKind::LeftParen);
    case '[': return open(TokenKind::LeftBracket);
    case '{': return open(TokenKind::LeftBrace);
    case ')': return close(TokenKind::RightParen);
    case ']': return close(TokenKind::RightBracket);
    case '}': return close(TokenKind::RightBrace);
    default: return lex_operators(c, at_[1]);
  }
}

// False: no type comment, and nothing has been read.
bool Lexer::lex_comment() {
  auto* newline = static_cast<const char*>(std::memchr(at_, '\n', static_cast<size_t>(end_ - at_)));
  const char* end = newline ? newline : end_;
  std::string_view text({at_, static_cast<size_t>(end - at_)});
  std::string_view type = ast::type_in_comment(text);
  if (!type.data() || ast::is_ignore(type)) return false;
  start_line_ = line_;
  start_ = type.data();
  start_column_ = column_of(start_);
  at_ = end;
  push(TokenKind::TypeComment);
  return true;
}

bool Lexer::lex_operators(char c, char next) {
  switch (c) {
    case ',': return lex_operator(TokenKind::Comma, 1);
    case ';': return lex_operator(TokenKind::Semicolon, 1);
    case '~': return lex_operator(TokenKind::Tilde, 1);
    case '.':
      if (next >= '0' && next <= '9') return lex_number();
      if (next == '.' && at_[2] == '.') return lex_operator(TokenKind::Ellipsis, 3);
      return lex_operator(TokenKind::Dot, 1);
    case ':': return lex_operator_or_equal(TokenKind::Colon, TokenKind::ColonEqual);
    case '=': return lex_operator_or_equal(TokenKind::Equal, TokenKind::EqualEqual);
    case '!': return lex_operator_or_equal(TokenKind::Unknown, TokenKind::NotEqual);
    case '+': return lex_operator_or_equal(TokenKind::Plus, TokenKind::PlusEqual);
    case '-':
      if (next == '>') return lex_operator(TokenKind::Arrow, 2);
      return lex_operator_or_equal(TokenKind::Minus, TokenKind::MinusEqual);
    case '*':
      if (next == '*') return lex_doubled_or_equal(TokenKind::DoubleStar, TokenKind::DoubleStarEqual);
      return lex_operator_or_equal(TokenKind::Star, TokenKind::StarEqual);
    case '/':
      if (next == '/') return lex_doubled_or_equal(TokenKind::DoubleSlash, TokenKind::DoubleSlashEqual);
      return lex_operator_or_equal(TokenKind::Slash, TokenKind::SlashEqual);
    case '%': return lex_operator_or_equal(TokenKind::Percent, TokenKind::PercentEqual);
    case '&': return lex_operator_or_equal(TokenKind::Ampersand, TokenKind::AmpersandEqual);
    case '|': return lex_operator_or_equal(TokenKind::VerticalBar, TokenKind::VerticalBarEqual);
    case '^': return lex_operator_or_equal(TokenKind::Caret, TokenKind::CaretEqual);
    case '@': return lex_operator_or_equal(TokenKind::At, TokenKind::AtEqual);
    case '<':
      if (next == '>') return lex_operator(TokenKind::Unknown, 2);  // an old spelling of `!=`
      if (next == '<') return lex_doubled_or_equal(TokenKind::LeftShift, TokenKind::LeftShiftEqual);
      return lex_operator_or_equal(TokenKind::Less, TokenKind::LessEqual);
    case '>':
      if (next == '>') return lex_doubled_or_equal(TokenKind::RightShift, TokenKind::RightShiftEqual);
      return lex_operator_or_equal(TokenKind::Greater, TokenKind::GreaterEqual);
    default: return lex_other();
  }
}

// Ends the line, unless in brackets. The token is the comment before the line's end, or empty.
void Lexer::lex_newline() {
  if (brackets_.empty() && !options_.is_replacement_field) {
    push(TokenKind::Newline);
    at_line_start_ = true;
    bool is_implied = options_.last_newline_is_implied && at_ + 1 == end_;
    if (is_implied) tokens_.back().column = tokens_.back().end_column = kUnknownColumn;
  }
  next_line();
  at_++;
}

bool Lexer::lex_operator(TokenKind kind, int length) {
  at_ += length;
  push(kind);
  return true;
}
bool Lexer::lex_operator_or_equal(TokenKind plain, TokenKind with_equal) {
  return at_[1] == '=' ? lex_operator(with_equal, 2) : lex_operator(plain, 1);
}
bool Lexer::lex_doubled_or_equal(TokenKind doubled, TokenKind with_equal) {
  return at_[2] == '=' ? lex_operator(with_equal, 3) : lex_operator(doubled, 2);
}

bool Lexer::lex_other() {
  auto c = static_cast<unsigned char>(*at_);
  if (c < ' ' || c == 127) {
    at_++;
    return fail("invalid non-printable character " + hex_code(c));
  }
  return lex_operator(TokenKind::Unknown, 1);  // $ ? `
}

bool Lexer::open(TokenKind kind) {
  if (brackets_.size() >= kMaxBrackets) {
    at_++;
    return fail("too many nested parentheses");
  }
  lex_operator(kind, 1);
  brackets_.push_back(tokens_.back());
  return true;
}

bool Lexer::close(TokenKind kind) {
  std::string quoted = "'" + std::string(token_kind_text(kind)) + "'";
  if (brackets_.empty()) {
    at_++;
    return fail("unmatched " + quoted);
  }
  Token opened = brackets_.back();
  brackets_.pop_back();
  lex_operator(kind, 1);
  if (opened.kind == matching_open(kind)) return true;
  tokens_.pop_back();
  std::string message = "closing parenthesis " + quoted + " does not match opening parenthesis '" +
                        std::string(token_kind_text(opened.kind)) + "'";
  if (opened.line != line_) message += " on line " + std::to_string(opened.line);
  return fail(message);
}

bool Lexer::lex_name() {
  while (char_class(*at_) != kOther) {
    if (static_cast<signed char>(*at_) < 0) return lex_non_ascii_name();
    at_++;
  }
  Identifier name = names_.intern({start_, static_cast<size_t>(at_ - start_)});
  push(name.keyword() == 0 ? TokenKind::Name : static_cast<TokenKind>(name.keyword()));
  tokens_.back().name = name;
  return true;
}

bool Lexer::lex_non_ascii_name() {
  while (!at_end() && char_class(*at_) != kOther) {
    Utf8Char c = wtf8_decode(at_);
    if (is_surrogate(c.code_point) && reporter_.source().is_malformed) return fail_malformed_name();
    bool valid = at_ == start_ ? is_identifier_start(c.code_point) : is_identifier_continue(c.code_point);
    if (!valid) {
      std::string shown(at_, c.length);
      at_ += c.length;
      bool is_control = c.code_point == 0xA0 || is_surrogate(c.code_point) ||
                        (c.code_point >= 0x80 && c.code_point < 0xA0);
      if (is_control || (options_.is_printable && !options_.is_printable(c.code_point))) {
        return fail("invalid non-printable character " + hex_code(c.code_point));
      }
      return fail("invalid character '" + shown + "' (" + hex_code(c.code_point) + ")");
    }
    at_ += c.length;
  }
  push(TokenKind::Name);
  std::string_view text(start_, static_cast<size_t>(at_ - start_));
  tokens_.back().name = options_.normalize_name == nullptr ? names_.intern(text)
                                                           : names_.intern(options_.normalize_name(text));
  return true;
}

// CPython's tokenizer stands behind the whole name.
bool Lexer::fail_malformed_name() {
  while (!at_end() && char_class(*at_) != kOther) at_++;
  std::string name = unescape_malformed({start_, static_cast<size_t>(at_ - start_)});
  fail_at({line_, column_of(at_) - 1, 0, 0}, "(unicode error) " + malformed_message(name));
  problem_->source_line = reporter_.source().line(line_);
  problem_->has_own_text = false;
  problem_->end_column = kUnknownColumn;
  return false;
}

// A backslash joins this line with the next.
bool Lexer::lex_line_continuation() {
  at_++;
  if (*at_ != '\n') {
    fail_layout({line_, column_of(at_), line_, -1}, "unexpected character after line continuation character",
                ProblemKind::SyntaxError);
    if (first_joined_ != line_start_) show_joined_lines();
    return false;
  }
  int32_t column = column_of(at_);
  std::string_view joined{text_ + first_joined_, size_t(at_ + 1 - text_ - first_joined_)};
  bool has_token = !tokens_.empty() && tokens_.back().kind != TokenKind::Newline &&
                   tokens_.back().kind != TokenKind::Indent && tokens_.back().kind != TokenKind::Dedent;
  if (has_token) next_joined_line();
  else next_line();
  at_++;
  if (at_end() && !brackets_.empty()) return true;  // the bracket is what is wrong
  if (at_end()) {
    fail_layout({line_ - 1, column, 0, 0}, "unexpected EOF while parsing", ProblemKind::SyntaxError);
    problem_->end_column = kUnknownColumn;
    if (joined.find('\n') + 1 < joined.size()) problem_->source_line = joined;
    problem_->incomplete_input = true;
    return false;
  }
  return true;
}

// CPython counts from where the first of the joined lines begins.
void Lexer::show_joined_lines() {
  const char* first = text_ + first_joined_;
  std::string_view last = reporter_.source().line(line_);
  problem_->source_line = {first, size_t(last.data() + last.size() - first)};
  problem_->column = int32_t(utf8_count({first, size_t(at_ - first)})) + 1;
}

void Lexer::push(TokenKind kind) {
  Token token;
  token.line = start_line_;
  token.column = start_column_;
  token.end_line = line_;
  token.end_column = column_of(at_);
  token.kind = kind;
  token.in_parentheses = !brackets_.empty() || options_.is_replacement_field;
  token.start = static_cast<uint32_t>(start_ - text_);
  token.end = static_cast<uint32_t>(at_ - text_);
  tokens_.push_back(token);
}

// A token without text, at the current place.
void Lexer::push_layout(TokenKind kind) {
  start_ = at_;
  start_line_ = line_;
  start_column_ = column_of(at_);
  push(kind);
}

// At the character before `at_`, the last one that was read.
bool Lexer::fail(std::string_view message) {
  const char* last = at_;
  if (last > text_) last--;
  while (last > text_ && (static_cast<unsigned char>(*last) & 0xC0) == 0x80) last--;
  int32_t column = column_of(last);
  return fail_in_word({line_, column, line_, column}, message);
}

// What CPython's tokenizer finds by itself it tells in characters.
bool Lexer::fail_in_word(const ast::Location& at, std::string_view message) {
  problem_ = reporter_.make_in_characters(ProblemKind::SyntaxError, at, message);
  problem_->has_own_text = true;
  problem_->drop_newline();
  return false;
}

bool Lexer::fail_layout(const ast::Location& at, std::string_view message, ProblemKind kind) {
  is_layout_problem_ = true;
  fail_at(at, message, kind);
  if (kind == ProblemKind::IndentationError) problem_->end_column = kUnknownColumn;
  return false;
}

bool Lexer::fail_at(const ast::Location& at, std::string_view message, ProblemKind kind) {
  problem_ = reporter_.make(kind, at, message);
  problem_->has_own_text = !is_layout_problem_;
  if (!is_layout_problem_) problem_->drop_newline();
  return false;
}

}  // namespace sidewinder
