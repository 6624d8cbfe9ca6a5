// The values of numbers and plain strings. F-strings: fstring_parser.cpp.

#include <algorithm>
#include <charconv>
#include <cmath>

#include "interpreter/base/utf8.h"
#include "interpreter/syntax/lexer/malformed_text.h"
#include "interpreter/syntax/lexer/string_escapes.h"
#include "interpreter/syntax/parser/fstring_parser.h"
#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

namespace {

std::string without_underscores(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c != '_') result.push_back(c);
  }
  return result;
}

// A literal too large for a double is infinite, one too small is zero.
double parse_double(std::string_view text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  size_t exponent = text.find_first_of("eE");
  bool tiny = exponent != std::string_view::npos && text[exponent + 1] == '-';
  // Without a negative exponent only a long run of zeros after the point is tiny.
  if (exponent == std::string_view::npos) tiny = text.find_first_of("123456789") > text.find('.');
  return tiny ? 0 : HUGE_VAL;
}

// Of the run of bytes above 127 that is not UTF-8.
size_t start_of_fault(std::string_view bytes) {
  size_t start = utf8_valid_prefix(bytes);
  while (start > 0 && static_cast<signed char>(bytes[start - 1]) < 0) start--;
  return start;
}

}  // namespace

void Parser::raise_int_too_long(const Token& token, size_t digits) {
  std::string limit = std::to_string(shared_.options.most_int_digits);
  raise({token.line, -1, 0, 0},
        "Exceeds the limit (" + limit + " digits) for integer string conversion: value has " + std::to_string(digits) +
            " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
            "literals to avoid decimal conversion limits.");
  shared_.literal_failed = true;
}

Expr* Parser::parse_number() {
  const Token& token = advance();
  std::string_view source = text_.substr(token.start, token.end - token.start);
  std::string cleaned;
  if (source.find('_') != std::string_view::npos) {
    require_version(6, "Underscores in numeric literals are");
    cleaned = without_underscores(source);
    source = cleaned;
  }
  uint8_t base = 10;
  if (source.size() > 1 && source[0] == '0') {
    switch (source[1] | 0x20) {
      case 'x': base = 16; break;
      case 'o': base = 8; break;
      case 'b': base = 2; break;
    }
  }
  if (base != 10) source.remove_prefix(2);
  bool imaginary = base == 10 && (source.back() | 0x20) == 'j';
  if (imaginary) source.remove_suffix(1);
  if (imaginary || (base == 10 && source.find_first_of(".eE") != std::string_view::npos)) {
    Constant* result = make_constant(token, imaginary ? ConstantKind::Imaginary : ConstantKind::Float);
    result->float_value = parse_double(source);
    return result;
  }
  if (base == 10 && shared_.options.most_int_digits && source.size() > shared_.options.most_int_digits) {
    raise_int_too_long(token, source.size());
    return error_expr();
  }
  Constant* result = make_constant(token, ConstantKind::Int);
  result->base = base;
  result->text = cleaned.empty() ? source : shared_.arena.copy_text(source);
  auto [end, error] = std::from_chars(source.data(), source.data() + source.size(), result->int_value, base);
  result->fits_int64 = error == std::errc();
  return result;
}

// One or more literals in a row; an f-string among them makes all of it a JoinedStr.
Expr* Parser::parse_strings() {
  const Token* first = &token();
  size_t count = 1;
  while (peek(count).kind == TokenKind::String) count++;
  if (peek(count).kind == TokenKind::Error) {
    fail_at_error(count);
    return error_expr();
  }
  position_ += count;
  for (size_t i = 0; i < count && shared_.reporter->source().is_malformed; i++) check_encoding(first[i]);
  Location whole = from(*first);
  StringLiteral literal = split_string_literal(*first, text_);
  if (count == 1 && !literal.is_formatted) return parse_plain_string(*first, literal);

  bool is_bytes = literal.is_bytes;
  bool is_formatted = false;
  for (size_t i = 0; i < count; i++) {
    StringLiteral part = split_string_literal(first[i], text_);
    if (part.is_bytes != is_bytes) {
      check_strings(first, first + i, is_formatted);
      raise_in_literal("cannot mix bytes and nonbytes literals");
      return error_expr();
    }
    is_formatted |= part.is_formatted;
  }
  if (is_formatted) return FStringParser(*this, first, first + count - 1).parse();
  std::string joined;
  for (size_t i = 0; i < count && !failed_; i++) append_string(first[i], split_string_literal(first[i], text_), joined);
  Constant* result = make_constant(whole, is_bytes ? ConstantKind::Bytes : ConstantKind::String);
  result->unicode_prefix = literal.is_unicode;
  result->text = shared_.arena.copy_text(joined);
  return result;
}

// Where there are escapes, CPython decodes what lies between them.
void Parser::check_encoding(const Token& token) {
  StringLiteral literal = split_string_literal(token, text_);
  if (failed_ || literal.is_bytes || !has_malformed(literal.body)) return;
  std::string bytes = unescape_malformed(literal.body);
  std::string_view part = bytes;
  bool has_escapes = !literal.is_raw && part.find('\\') != part.npos;
  if (has_escapes) part.remove_prefix(start_of_fault(part));
  auto is_text = [](char c) { return static_cast<signed char>(c) >= 0; };
  if (has_escapes) part = {part.begin(), std::find_if(part.begin(), part.end(), is_text)};
  raise_in_literal("(unicode error) " + malformed_message(part));
}

// The mistakes in literals in front of one that does not fit them, and in that one unless it is formatted.
void Parser::check_strings(const Token* first, const Token* last, bool is_formatted) {
  std::string ignored;
  if (is_formatted) {
    FStringParser(*this, first, last - 1).parse();
  } else {
    for (const Token* token = first; token < last; token++) {
      append_string(*token, split_string_literal(*token, text_), ignored);
    }
  }
  StringLiteral misfit = split_string_literal(*last, text_);
  if (!misfit.is_formatted) append_string(*last, misfit, ignored);
}

Expr* Parser::parse_plain_string(const Token& token, const StringLiteral& literal) {
  Constant* result = make_constant(token, literal.is_bytes ? ConstantKind::Bytes : ConstantKind::String);
  result->unicode_prefix = literal.is_unicode;
  if (!literal.is_bytes && (literal.is_raw || literal.body.find('\\') == std::string_view::npos)) {
    result->text = literal.body;  // the text lives in the arena as well
    return result;
  }
  std::string value;
  append_string(token, literal, value);
  result->text = shared_.arena.copy_text(value);
  return result;
}

// Appends the literal's value. The mistakes in it are reported at the current token.
void Parser::append_string(const Token& at_token, const StringLiteral& literal, std::string& out) {
  if (literal.is_bytes && !is_ascii(literal.body)) {
    return raise_in_literal("bytes can only contain ASCII literal characters");
  }
  if (literal.is_raw) {
    out.append(literal.body);
    return;
  }
  EscapeResult result = literal.is_bytes ? decode_bytes_escapes(literal.body, out)
                                         : decode_string_escapes(literal.body, shared_.options.unicode_name, out);
  if (!result.ok) return raise_in_literal(result.error);
  if (!result.first_invalid.empty()) note_invalid_escape(at_token, result.first_invalid);
}

void Parser::note_invalid_escape(const Token& at_token, std::string_view escape) {
  const char* kind = escape[1] >= '0' && escape[1] <= '7' ? "octal escape" : "escape";
  std::string message = std::string("invalid ") + kind + " sequence '" + std::string(escape) + "'";
  shared_.notices.push_back({at_token.line, shared_.arena.copy_text(message), false, at_token.column + 1,
                             at_token.end_line, at_token.end_column + 1});
}

StringLiteral split_string_literal(const Token& token, std::string_view text) {
  StringLiteral literal;
  size_t at = token.start;
  for (;; at++) {
    switch (text[at] | 0x20) {
      case 'b': literal.is_bytes = true; continue;
      case 'f': literal.is_formatted = true; continue;
      case 'r': literal.is_raw = true; continue;
      case 'u': literal.is_unicode = text[at] == 'u'; continue;
    }
    break;
  }
  char quote = text[at];
  size_t quotes = token.end - at >= 6 && text[at + 1] == quote && text[at + 2] == quote ? 3 : 1;
  literal.start = static_cast<uint32_t>(at + quotes);
  literal.body = text.substr(literal.start, token.end - quotes - literal.start);
  return literal;
}

}  // namespace sidewinder
