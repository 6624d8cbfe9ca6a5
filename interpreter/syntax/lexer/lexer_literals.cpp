// Lexer: numbers and strings. What they mean is worked out in parser_literals.cpp.

#include <cstring>
#include <string>

#include "interpreter/syntax/lexer/lexer.h"

namespace sidewinder {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool is_name_char(char c) {
  bool is_ascii = static_cast<signed char>(c) >= 0;
  return is_letter(c) || is_digit(c) || c == '_' || !is_ascii;
}

bool is_digit_of(int base, char c) {
  if (base <= 10) return c >= '0' && c < '0' + base;
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}

}  // namespace

bool Lexer::lex_number() {
  bool after_zero = *at_ == '0';
  if (after_zero) {
    switch (lower(at_[1])) {
      case 'x': return lex_radix_number(16, "hexadecimal");
      case 'o': return lex_radix_number(8, "octal");
      case 'b': return lex_radix_number(2, "binary");
    }
  }
  if (*at_ == '.') return lex_fraction_and_suffix();
  if (!lex_digits("decimal")) return false;
  if (*at_ == '.' || lower(*at_) == 'e' || lower(*at_) == 'j') {
    size_t before = tokens_.size();
    if (!lex_fraction_and_suffix()) return false;
    // Only `12else` and the like are still integers here.
    if (tokens_.size() > before) return true;
  }
  if (after_zero) {
    for (const char* digit = start_; digit < at_; digit++) {
      if (*digit == '0' || *digit == '_') continue;
      fail_at({line_, start_column_, line_, column_of(digit)},
              "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
      if (options_.is_replacement_field) return false;
      problem_->column = start_column_ + 1;  // of bytes
      problem_->end_column = column_of(digit) + 1;
      return false;
    }
  }
  if (!check_end_of_number("decimal")) return false;
  push(TokenKind::Number);
  return true;
}

bool Lexer::lex_radix_number(int base, const char* name) {
  at_ += 2;
  do {
    if (*at_ == '_') at_++;
    if (!is_digit_of(base, *at_)) {
      if (is_digit(*at_)) {
        at_++;
        return fail("invalid digit '" + std::string(1, at_[-1]) + "' in " + name + " literal");
      }
      return fail(std::string("invalid ") + name + " literal");
    }
    while (is_digit_of(base, *at_)) at_++;
  } while (*at_ == '_');
  if (is_digit(*at_)) {
    at_++;
    return fail("invalid digit '" + std::string(1, at_[-1]) + "' in " + name + " literal");
  }
  if (!check_end_of_number(name)) return false;
  push(TokenKind::Number);
  return true;
}

// One or more digits with single underscores between them.
bool Lexer::lex_digits(const char* what) {
  for (;;) {
    while (is_digit(*at_)) at_++;
    if (*at_ != '_') return true;
    at_++;
    if (!is_digit(*at_)) return fail(std::string("invalid ") + what + " literal");
  }
}

// From the point, exponent or imaginary suffix on. Pushes nothing if there turns out to be none of them.
bool Lexer::lex_fraction_and_suffix() {
  bool is_float = false;
  if (*at_ == '.') {
    is_float = true;
    at_++;
    if (is_digit(*at_) && !lex_digits("decimal")) return false;
  }
  bool has_exponent = false;
  if (lower(*at_) == 'e' && !lex_exponent(&has_exponent)) return false;
  is_float |= has_exponent;
  bool imaginary = lower(*at_) == 'j';
  if (imaginary) at_++;
  if (!is_float && !imaginary) return true;
  if (!check_end_of_number(imaginary ? "imaginary" : "decimal")) return false;
  push(TokenKind::Number);
  return true;
}

bool Lexer::lex_exponent(bool* found) {
  bool has_sign = at_[1] == '+' || at_[1] == '-';
  const char* digits = at_ + (has_sign ? 2 : 1);
  if (!is_digit(*digits)) {
    if (!has_sign) return true;  // `1else`, or a name glued to a number
    at_ += 2;
    return fail("invalid decimal literal");
  }
  at_ = digits;
  *found = true;
  return lex_digits("decimal");
}

// A keyword may follow directly, `1if x else 2`; another name may not.
bool Lexer::check_end_of_number(const char* what) {
  if (!is_name_char(*at_)) return true;
  for (std::string_view keyword : {"and", "else", "for", "if", "in", "is", "not", "or"}) {
    size_t left = static_cast<size_t>(end_ - at_);
    bool may_go_on = keyword[0] == 'i';  // `1inx` is told later, as it is in CPython
    if (left >= keyword.size() && std::string_view(at_, keyword.size()) == keyword &&
        (may_go_on || left == keyword.size() || !is_name_char(at_[keyword.size()]))) {
      suspicious_literals_.push_back({line_, column_of(at_), what});
      return true;
    }
  }
  // Reported at the last character of the number.
  return fail(std::string("invalid ") + what + " literal");
}

// At a quote, possibly after a prefix such as `rb`.
bool Lexer::is_string_start() const {
  bool raw = false, bytes = false, unicode = false, formatted = false;
  for (const char* at = at_;; at++) {
    switch (lower(*at)) {
      case '\'':
      case '"': return true;
      case 'r':
        if (raw || unicode) return false;
        raw = true;
        break;
      case 'b':
        if (bytes || unicode || formatted) return false;
        bytes = true;
        break;
      case 'u':
        if (raw || bytes || unicode || formatted) return false;
        unicode = true;
        break;
      case 'f':
        if (formatted || bytes || unicode) return false;
        formatted = true;
        break;
      default: return false;
    }
  }
}

bool Lexer::lex_string() {
  while (*at_ != '\'' && *at_ != '"') at_++;
  char quote = *at_;
  int quotes = at_[1] == quote && at_[2] == quote ? 3 : 1;
  if (quotes == 1 && at_[1] == quote) {
    at_ += 2;
    push(TokenKind::String);
    return true;
  }
  at_ += quotes;
  for (int closing = 0; closing < quotes; at_++) {
    if (at_end()) return unterminated_string(quotes);
    if (*at_ == quote) {
      closing++;
      continue;
    }
    closing = 0;
    if (*at_ == '\\') {
      at_++;
      if (at_end()) return unterminated_string(quotes);
    } else if (*at_ == '\n' && quotes == 1) {
      return unterminated_string(quotes);
    } else if (*at_ == '\0') {
      return fail("source code cannot contain null bytes");
    }
    if (*at_ == '\n') next_joined_line();
  }
  push(TokenKind::String);
  return true;
}

bool Lexer::unterminated_string(int quotes) {
  // The end of the text is one line after its final newline.
  int32_t detected = at_end() && line_ > start_line_ ? line_ - 1 : line_;
  std::string message = quotes == 3 ? "unterminated triple-quoted string literal" : "unterminated string literal";
  message += " (detected at line " + std::to_string(detected) + ")";
  fail_in_word({start_line_, start_column_, start_line_, start_column_}, message);
  problem_->incomplete_input = quotes == 3 || at_end();
  return false;
}

}  // namespace sidewinder
