// A number is formatted as sign, prefix, digits (grouped, perhaps zero-filled) and rest; then it is padded.
#include "interpreter/objects/number/number_format.h"

#include <climits>
#include <cmath>

#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/format_spec.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct NumberText {
  bool negative = false;
  std::string prefix;      // 0x and the like
  std::string digits;      // before the point: what is grouped
  std::string rest;        // from the point on
  uint32_t character = 0;  // type c: instead of digits

  ssize length() const { return ssize(prefix.size() + digits.size() + rest.size()) + (character ? 1 : 0); }
};

std::string sign_text(const FormatSpec& spec, bool negative) {
  if (negative) return "-";
  return spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
}

ssize group_size(const FormatSpec& spec) {
  return spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X' ? 4 : 3;
}

// Zeros that '=' alignment with fill '0' asks for belong to the digits: they are grouped, too.
std::string grouped(const FormatSpec& spec, const NumberText& number, ssize taken) {
  if (!spec.grouping) return number.digits;
  ssize min_width = spec.fill == '0' && spec.align == '=' ? spec.width - taken : 0;
  return group_digits(number.digits, group_size(spec), spec.grouping, min_width);
}

Object* pad_number(const FormatSpec& spec, const NumberText& number) {
  std::string sign = sign_text(spec, number.negative);
  std::string digits = grouped(spec, number, ssize(sign.size() + number.prefix.size() + number.rest.size()));
  ssize n = ssize(sign.size() + digits.size()) + number.length() - ssize(number.digits.size());
  Padding padding = padding_for(spec, n);
  bool inside = spec.align == '=';
  StrBuilder out;
  if (!inside) out.add_repeated(spec.fill, padding.left);
  out.add(sign).add(number.prefix);
  if (inside) out.add_repeated(spec.fill, padding.right);
  if (number.character) out.add_char(number.character);
  out.add(digits).add(number.rest);
  if (!inside) out.add_repeated(spec.fill, padding.right);
  return out.finish();
}

void to_upper(std::string& text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = char(c - 32);
  }
}

// Separates the digits before the point; infinity and nan count as digits.
NumberText split_float(std::string text) {
  NumberText number;
  if (text[0] == '-') {
    number.negative = true;
    text.erase(0, 1);
  }
  size_t n = 0;
  while (n < text.size() && text[n] >= '0' && text[n] <= '9') n++;
  if (n == 0) n = text.size();
  number.digits = text.substr(0, n);
  number.rest = text.substr(n);
  return number;
}

bool is_zero_text(const NumberText& number) {
  size_t end = number.rest.find_first_of("eE");
  return (number.digits + number.rest.substr(0, end)).find_first_not_of("0.") == std::string::npos;
}

// A double in one of the float types; `bare` is what a missing type means: with ".0" (float) or without (complex).
NumberText double_text(double value, const FormatSpec& spec, bool point_zero) {
  char type = char(spec.type | 0x20);
  int precision = spec.precision < 0 ? 6 : int(spec.precision);
  std::string text;
  switch (spec.type) {
    case 0:
      text = spec.precision < 0 ? format_double(value, 'r', 0, spec.alternate, point_zero)
                                : format_double(value, 'g', precision, spec.alternate, point_zero);
      break;
    case '%': text = format_double(value * 100, 'f', precision, spec.alternate) + "%"; break;
    case 'n': text = format_double(value, 'g', precision, spec.alternate); break;
    default: text = format_double(value, type, precision, spec.alternate); break;
  }
  if (spec.type == 'E' || spec.type == 'F' || spec.type == 'G') to_upper(text);
  NumberText number = split_float(text);
  if (spec.positive_zero && number.negative && std::isfinite(value) && is_zero_text(number)) number.negative = false;
  return number;
}

Status check_precision(Thread& t, const FormatSpec& spec) {
  if (spec.precision > INT_MAX) return raise_value_error(t, "precision too big");
  return Status::ok();
}

Object* format_int_as_character(Thread& t, Object* value, const FormatSpec& spec) {
  if (spec.sign) return raise_value_error(t, "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) return raise_value_error(t, "Alternate form (#) not allowed with integer format specifier 'c'");
  int64_t code;
  if (!int_fits_int64(value, &code)) return raise_overflow_error(t, "Python int too large to convert to C long");
  if (code < 0 || code > 0x10ffff) return raise_overflow_error(t, "%%c arg not in range(0x110000)");
  NumberText number;
  number.character = uint32_t(code);
  if (code == 0) number.digits = std::string(1, '\0');
  return pad_number(spec, number);
}

Object* format_int_digits(Thread& t, Object* value, const FormatSpec& spec) {
  if (spec.precision >= 0) return raise_value_error(t, "Precision not allowed in integer format specifier");
  if (spec.positive_zero)
    return raise_value_error(t, "Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type == 'c') return format_int_as_character(t, value, spec);
  int base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : spec.type == 'x' || spec.type == 'X' ? 16 : 10;
  NumberText number;
  number.digits = str_ascii_view(TRY(int_to_str(t, value, base)));
  if (number.digits[0] == '-') {
    number.negative = true;
    number.digits.erase(0, 1);
  }
  if (spec.alternate && base != 10) number.prefix = std::string("0") + char(spec.type);
  if (spec.type == 'X') to_upper(number.digits);
  return pad_number(spec, number);
}

bool is_float_type(uint32_t type) {
  switch (type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': return true;
    default: return false;
  }
}

Object* format_double_value(Thread& t, double value, const FormatSpec& spec) {
  TRY(check_precision(t, spec));
  return pad_number(spec, double_text(value, spec, true));
}

}  // namespace

std::string group_digits(const std::string& digits, ssize group, char separator, ssize min_width) {
  std::string reversed;
  ssize n = ssize(digits.size()), in_group = 0;
  for (ssize i = 0; i < n || ssize(reversed.size()) < min_width; i++) {
    if (in_group == group) {
      reversed.push_back(separator);
      in_group = 0;
    }
    reversed.push_back(i < n ? digits[size_t(n - 1 - i)] : '0');
    in_group++;
  }
  return std::string(reversed.rbegin(), reversed.rend());
}

Object* int_format(Thread& t, Object* value, Str* text) {
  if (text->length == 0) return is_exact<Int>(value) ? int_to_str(t, value) : to_str(t, value);
  FormatSpec spec = TRY(parse_format_spec(t, text, value, 'd', '>'));
  switch (spec.type) {
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'n': return format_int_digits(t, value, spec);
    default: break;
  }
  if (!is_float_type(spec.type)) return raise_unknown_format(t, spec.type, value);
  return format_double_value(t, TRY(as_double(t, value)), spec);
}

Object* float_format(Thread& t, Object* value, Str* text) {
  if (text->length == 0)
    return is_exact<Float>(value) ? new_str(double_repr(cast<Float>(value)->value)) : to_str(t, value);
  FormatSpec spec = TRY(parse_format_spec(t, text, value, 0, '>'));
  if (spec.type != 0 && spec.type != 'n' && !is_float_type(spec.type)) return raise_unknown_format(t, spec.type, value);
  return format_double_value(t, cast<Float>(value)->value, spec);
}

namespace {

std::string part_text(const FormatSpec& spec, double part, bool force_sign) {
  NumberText number = double_text(part, spec, false);
  FormatSpec signs = spec;
  if (force_sign) signs.sign = '+';
  std::string digits = spec.grouping ? group_digits(number.digits, 3, spec.grouping, 0) : number.digits;
  return sign_text(signs, number.negative) + digits + number.rest;
}

}  // namespace

Object* complex_format(Thread& t, Object* value, Str* text) {
  if (text->length == 0) return to_str(t, value);
  FormatSpec spec = TRY(parse_format_spec(t, text, value, 0, '>'));
  if (spec.type == '%' || (spec.type != 0 && spec.type != 'n' && !is_float_type(spec.type)))
    return raise_unknown_format(t, spec.type, value);
  TRY(check_precision(t, spec));
  if (spec.fill == '0') return raise_value_error(t, "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') return raise_value_error(t, "'=' alignment flag is not allowed in complex format specifier");
  const Complex* c = cast<Complex>(value);
  bool only_imaginary = spec.type == 0 && c->real == 0 && !std::signbit(c->real);
  bool parentheses = spec.type == 0 && !only_imaginary;
  std::string body = only_imaginary ? "" : part_text(spec, c->real, false);
  body += part_text(spec, c->imag, !only_imaginary) + "j";
  if (parentheses) body = "(" + body + ")";
  Padding padding = padding_for(spec, ssize(body.size()));
  return StrBuilder().add_repeated(spec.fill, padding.left).add(body).add_repeated(spec.fill, padding.right).finish();
}

}  // namespace sidewinder
