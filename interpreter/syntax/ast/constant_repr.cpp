// constant_repr: literals as Python's repr() shows their values.

#include <charconv>
#include <cmath>
#include <cstdio>

#include "interpreter/base/utf8.h"
#include "interpreter/syntax/ast/ast_dump.h"

namespace sidewinder {

using namespace ast;

namespace {

// Shortest digits that read back as `value`, laid out as Python does: an exponent from 1e16 up
// and below 1e-4.
std::string float_repr(double value, bool keep_point) {
  if (std::isinf(value)) return "inf";
  char buffer[32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  std::string_view text(buffer, static_cast<size_t>(end - buffer));
  size_t e = text.find('e');
  int exponent = 0;
  size_t exponent_start = e + 1 + (text[e + 1] == '+');
  std::from_chars(text.data() + exponent_start, end, exponent);
  std::string digits(1, text[0]);
  if (e > 2) digits.append(text.substr(2, e - 2));
  if (exponent < -4 || exponent >= 16) {
    std::string result = digits.substr(0, 1);
    if (digits.size() > 1) result += "." + digits.substr(1);
    char suffix[16];
    std::snprintf(suffix, sizeof suffix, "e%c%02d", exponent < 0 ? '-' : '+', std::abs(exponent));
    return result + suffix;
  }
  if (exponent < 0) return "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  auto whole = static_cast<size_t>(exponent) + 1;
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  if (digits.size() == whole) return keep_point ? digits + ".0" : digits;
  return digits.substr(0, whole) + "." + digits.substr(whole);
}

// Decimal digits of a number written in another base: repeated multiply and add, in limbs of 10^9.
std::string to_decimal(std::string_view digits, unsigned base) {
  constexpr uint64_t kLimb = 1000000000;
  std::vector<uint64_t> limbs{0};
  for (char c : digits) {
    uint64_t carry = c <= '9' ? static_cast<uint64_t>(c - '0') : static_cast<uint64_t>((c | 0x20) - 'a' + 10);
    for (uint64_t& limb : limbs) {
      limb = limb * base + carry;
      carry = limb / kLimb;
      limb %= kLimb;
    }
    if (carry != 0) limbs.push_back(carry);
  }
  std::string result = std::to_string(limbs.back());
  for (size_t i = limbs.size() - 1; i-- > 0;) {
    std::string limb = std::to_string(limbs[i]);
    result.append(9 - limb.size(), '0').append(limb);
  }
  return result;
}

std::string int_repr(const Constant& constant) {
  if (constant.fits_int64) return std::to_string(constant.int_value);
  if (constant.base != 10) return to_decimal(constant.text, constant.base);
  std::string_view digits = constant.text;
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return std::string(digits);
}

void append_escaped(std::string& out, char32_t c, char quote, bool is_bytes) {
  char buffer[16];
  switch (c) {
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\\': out += "\\\\"; return;
  }
  if (c == static_cast<unsigned char>(quote)) {
    out.append("\\").push_back(quote);
  } else if (c >= ' ' && c < 127) {
    out.push_back(static_cast<char>(c));
  } else {
    const char* format = is_bytes || c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
    std::snprintf(buffer, sizeof buffer, format, static_cast<unsigned>(c));
    out += buffer;
  }
}

std::string text_repr(std::string_view text, bool is_bytes) {
  bool has_single = text.find('\'') != std::string_view::npos;
  bool has_double = text.find('"') != std::string_view::npos;
  char quote = has_single && !has_double ? '"' : '\'';
  std::string result = is_bytes ? "b" : "";
  result.push_back(quote);
  for (size_t at = 0; at < text.size();) {
    Utf8Char c = is_bytes ? Utf8Char{static_cast<unsigned char>(text[at]), 1} : wtf8_decode(text.data() + at);
    append_escaped(result, c.code_point, quote, is_bytes);
    at += c.length;
  }
  result.push_back(quote);
  return result;
}

}  // namespace

std::string constant_repr(const Constant& constant) {
  switch (constant.type) {
    case ConstantKind::None: return "None";
    case ConstantKind::True: return "True";
    case ConstantKind::False: return "False";
    case ConstantKind::Ellipsis: return "Ellipsis";
    case ConstantKind::Int: return int_repr(constant);
    case ConstantKind::Float: return float_repr(constant.float_value, true);
    case ConstantKind::Imaginary: return float_repr(constant.float_value, false) + "j";
    case ConstantKind::String: return text_repr(constant.text, false);
    case ConstantKind::Bytes: return text_repr(constant.text, true);
    case ConstantKind::FrozenSet: return "frozenset(...)";  // not of a program's text
  }
  return "";
}

}  // namespace sidewinder
