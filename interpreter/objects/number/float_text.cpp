// Doubles as text: shortest and with a given precision, decimal and hexadecimal, and back. Independent of the locale.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/number_text.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

// Decimal digits d1 d2 d3 ... of a finite value d1.d2d3... * 10**exponent.
struct Decimal {
  std::string digits;
  int exponent;
};

Decimal split_scientific(const char* begin, const char* end) {
  Decimal d;
  const char* p = begin;
  for (; p < end && *p != 'e'; p++) {
    if (*p != '.') d.digits.push_back(*p);
  }
  d.exponent = std::atoi(std::string(p + 1, end).c_str());
  return d;
}

Decimal shortest_decimal(double magnitude) {
  char buffer[40];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::scientific);
  return split_scientific(buffer, end);
}

std::string to_text(double magnitude, std::chars_format format, int precision) {
  std::string buffer(size_t(precision) + 330, '\0');
  auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, format, precision);
  buffer.resize(size_t(end - buffer.data()));
  return buffer;
}

std::string lay_out_scientific(const Decimal& d, bool alternate) {
  std::string out(1, d.digits[0]);
  if (d.digits.size() > 1 || alternate) out.push_back('.');
  out.append(d.digits, 1);
  char exponent[16];
  std::snprintf(exponent, sizeof exponent, "e%c%02d", d.exponent < 0 ? '-' : '+', std::abs(d.exponent));
  return out + exponent;
}

std::string lay_out_fixed(const Decimal& d, bool alternate, bool point_zero) {
  std::string out;
  ssize whole = d.exponent + 1, n = ssize(d.digits.size());
  if (whole <= 0) {
    out = "0." + std::string(size_t(-whole), '0') + d.digits;
  } else if (n <= whole) {
    out = d.digits + std::string(size_t(whole - n), '0');
    if (point_zero) out += ".0";
    else if (alternate) out += ".";
  } else {
    out = d.digits.substr(0, size_t(whole)) + "." + d.digits.substr(size_t(whole));
  }
  return out;
}

void drop_trailing_zeros(std::string& digits) {
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
}

std::string format_general(double magnitude, int precision, bool alternate, bool point_zero) {
  if (precision == 0) precision = 1;
  std::string text = to_text(magnitude, std::chars_format::scientific, precision - 1);
  Decimal d = split_scientific(text.data(), text.data() + text.size());
  if (!alternate) drop_trailing_zeros(d.digits);
  bool scientific = d.exponent < -4 || d.exponent >= precision - (point_zero ? 1 : 0);
  if (scientific) return lay_out_scientific(d, alternate);
  if (d.exponent < 0 && d.digits == "0") d.exponent = 0;
  return lay_out_fixed(d, alternate, point_zero);
}

}  // namespace

std::string format_double(double value, char type, int precision, bool alternate, bool point_zero) {
  if (std::isnan(value)) return "nan";
  std::string sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return sign + "inf";
  double magnitude = std::fabs(value);
  if (type == 'r') {
    Decimal d = shortest_decimal(magnitude);
    bool scientific = d.exponent < -4 || d.exponent >= 16;
    return sign + (scientific ? lay_out_scientific(d, alternate) : lay_out_fixed(d, alternate, point_zero));
  }
  if (type == 'g') return sign + format_general(magnitude, precision, alternate, point_zero);
  std::string text =
      to_text(magnitude, type == 'e' ? std::chars_format::scientific : std::chars_format::fixed, precision);
  if (alternate && precision == 0) text.insert(type == 'e' ? text.find('e') : text.size(), ".");
  return sign + text;
}

std::string double_repr(double value) { return format_double(value, 'r', 0, false, true); }

// ---- reading ----

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

size_t match_word(std::string_view text, const char* word) {
  size_t n = std::strlen(word);
  if (text.size() < n) return 0;
  for (size_t i = 0; i < n; i++) {
    if (lower(text[i]) != word[i]) return 0;
  }
  return n;
}

size_t parse_special(std::string_view text, double* value) {
  size_t n = match_word(text, "infinity");
  if (!n) n = match_word(text, "inf");
  *value = HUGE_VAL;
  if (n) return n;
  n = match_word(text, "nan");
  if (n) *value = std::nan("");
  return n;
}

size_t scan_digits(std::string_view text, size_t at) {
  while (at < text.size() && is_digit(text[at])) at++;
  return at;
}

// Length of the decimal literal at the start of `text` (no sign); 0: none.
size_t scan_decimal(std::string_view text) {
  size_t at = scan_digits(text, 0), count = at;
  if (at < text.size() && text[at] == '.') {
    size_t end = scan_digits(text, at + 1);
    count += end - at - 1;
    at = end;
  }
  if (count == 0) return 0;
  if (at < text.size() && lower(text[at]) == 'e') {
    size_t digits = at + 1;
    if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) digits++;
    size_t end = scan_digits(text, digits);
    if (end > digits) at = end;
  }
  return at;
}

// What a literal out of a double's range stands for: infinity or zero.
double beyond_range(std::string_view literal) {
  ssize exponent = 0, point = -1, first = -1, digits = 0;
  for (size_t i = 0; i < literal.size(); i++) {
    if (literal[i] == '.') {
      point = digits;
    } else if (is_digit(literal[i])) {
      if (first < 0 && literal[i] != '0') first = digits;
      digits++;
    } else {
      constexpr long kFar = long(1) << 40;  // saturated sums must not overflow; no literal has that many digits
      exponent = std::strtol(std::string(literal.substr(i + 1)).c_str(), nullptr, 10);
      exponent = exponent > kFar ? kFar : exponent < -kFar ? -kFar : exponent;
      break;
    }
  }
  if (first < 0) return 0;
  if (point < 0) point = digits;
  return exponent + point - first > 0 ? HUGE_VAL : 0;
}

}  // namespace

size_t parse_double_prefix(std::string_view text, double* value) {
  size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-');
  bool negative = sign && text[0] == '-';
  std::string_view rest = text.substr(sign);
  size_t n = scan_decimal(rest);
  if (n) {
    auto [end, error] = std::from_chars(rest.data(), rest.data() + n, *value);
    if (error == std::errc::result_out_of_range) *value = beyond_range(rest.substr(0, n));
  } else {
    n = parse_special(rest, value);
  }
  if (!n) return 0;
  if (negative) *value = -*value;
  return sign + n;
}

bool remove_underscores(std::string_view text, std::string* out) {
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] != '_') {
      out->push_back(text[i]);
    } else if (i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) || !is_digit(text[i + 1])) {
      return false;
    }
  }
  return true;
}

bool parse_double(std::string_view text, double* value) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  std::string without;
  if (text.find('_') != std::string_view::npos) {
    if (!remove_underscores(text, &without)) return false;
    text = without;
  }
  return !text.empty() && parse_double_prefix(text, value) == text.size();
}

Str* shown_c_text(Thread& t, std::string_view text) {
  constexpr size_t kShown = 200;
  return decode_bytes(t, text.substr(0, std::min(kShown, text.find('\0'))), "utf-8", "replace");
}

Object* float_from_text(Thread& t, Object* text) {
  double value;
  bool ok;
  if (is_str(text)) {
    ok = parse_double(ascii_number_text(cast<Str>(text)), &value);
  } else {
    ok = parse_double(TRY(as_bytes_view(t, text)), &value);
  }
  if (!ok) return raise_value_error(t, "could not convert string to float: %R", text);
  return new_float(value);
}

// ---- hexadecimal ----

std::string double_to_hex(double value) {
  if (std::isnan(value)) return "nan";
  std::string sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return sign + "inf";
  if (value == 0) return sign + "0x0.0p+0";
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  int exponent = int(bits >> 52 & 0x7ff);
  uint64_t fraction = bits & ((uint64_t(1) << 52) - 1);
  char text[40];
  std::snprintf(text, sizeof text, "0x%c.%013lxp%+d", exponent ? '1' : '0', fraction,
                exponent ? exponent - 1023 : -1022);
  return sign + text;
}

namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// bits * 2**exponent, the last bit standing for everything below it.
double scale_rounded(uint64_t bits, ssize exponent) {
  if (!bits) return 0;
  int length = 64 - __builtin_clzll(bits);
  ssize top = exponent + length;  // value < 2**top
  if (top > 1024) return HUGE_VAL;
  if (top < -1074) return 0;
  ssize keep = top + 1074 < 53 ? top + 1074 : 53;
  ssize extra = length - keep;
  if (extra > 0) {
    uint64_t half = uint64_t(1) << (extra - 1), low = extra == 64 ? bits : bits & (2 * half - 1);
    bits = extra == 64 ? 0 : bits >> extra;
    if (low > half || (low == half && bits & 1)) bits++;
    exponent += extra;
  }
  return std::ldexp(double(bits), int(exponent));
}

struct HexNumber {
  uint64_t bits = 0;
  ssize exponent = 0;
  bool valid = false;
};

HexNumber parse_hex_digits(std::string_view& text) {
  HexNumber number;
  bool after_point = false;
  size_t at = 0;
  for (; at < text.size(); at++) {
    if (text[at] == '.' && !after_point) {
      after_point = true;
      continue;
    }
    int digit = hex_value(text[at]);
    if (digit < 0) break;
    number.valid = true;
    if (number.bits >> 59) {
      number.bits |= digit != 0;
      number.exponent += after_point ? 0 : 4;
    } else {
      number.bits = number.bits << 4 | uint64_t(digit);
      number.exponent -= after_point ? 4 : 0;
    }
  }
  text.remove_prefix(at);
  return number;
}

}  // namespace

Object* float_from_hex(Thread& t, std::string_view text) {
  auto invalid = [&] { return raise_value_error(t, "invalid hexadecimal floating-point string"); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  double value;
  if (size_t n = parse_special(text, &value)) {
    if (n != text.size()) return invalid();
    return new_float(negative ? -value : value);
  }
  if (text.size() >= 2 && text[0] == '0' && lower(text[1]) == 'x') text.remove_prefix(2);
  HexNumber number = parse_hex_digits(text);
  if (!number.valid) return invalid();
  if (!text.empty() && lower(text[0]) == 'p') {
    size_t begin = text.size() > 1 && (text[1] == '+' || text[1] == '-') ? 2 : 1, end = scan_digits(text, begin);
    if (end == begin) return invalid();
    long exponent = std::strtol(std::string(text.substr(1, end - 1)).c_str(), nullptr, 10);
    constexpr long kFar = long(1) << 40;  // no text is long enough to make up for it
    number.exponent += exponent > kFar ? kFar : exponent < -kFar ? -kFar : exponent;
    text.remove_prefix(end);
  }
  value = scale_rounded(number.bits, number.exponent);
  if (std::isinf(value)) return raise_overflow_error(t, "hexadecimal value too large to represent as a float");
  if (!text.empty()) return invalid();  // which CPython finds last, too
  return new_float(negative ? -value : value);
}

}  // namespace sidewinder
