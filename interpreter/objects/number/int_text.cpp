// int to text and back. Conversions in bases that are no power of two are GMP's, subquadratic ones.
#include <algorithm>
#include <string>

#include "interpreter/execution/request.h"
#include "interpreter/objects/number/natural.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

ssize int_max_str_digits = 4300;

namespace {

constexpr char kDigitText[] = "0123456789abcdefghijklmnopqrstuvwxyz";

int digit_value(unsigned char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

bool is_power_of_two(int base) { return (base & (base - 1)) == 0; }

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// `values` are digit values (0..base-1), not characters.
Object* from_digit_values(const std::string& values, int base, bool negative) {
  uint64_t value = 0;
  bool overflow = false;
  if (values.size() <= 64) {
    for (char digit : values) {
      overflow |= __builtin_mul_overflow(value, uint64_t(base), &value);
      overflow |= __builtin_add_overflow(value, uint64_t(digit), &value);
    }
    if (!overflow && value < uint64_t(kSmallIntLimit))
      return int_from_int64(negative ? -int64_t(value) : int64_t(value));
  }
  size_t bits_per_digit = 32 - size_t(__builtin_clz(unsigned(base)));
  Limbs limbs(values.size() * bits_per_digit / 64 + 2);
  if (limbs.failed()) return raise_memory_error_no_thread();
  TRY(interruptible(current_thread(), values.size(), [&] {
    limbs.count = mpn_set_str(limbs.data, reinterpret_cast<const unsigned char*>(values.data()), values.size(), base);
  }));
  return int_from_limbs(limbs, negative);
}

enum class ParseResult { Ok, Invalid, TooLong, OutOfMemory };

struct Parsed {
  ParseResult result;
  Object* value = nullptr;
  ssize digits = 0;
};

// The optional prefix 0x, 0o or 0b, by base or settling base 0. True if base 0 found a decimal that must be zero.
bool take_prefix(std::string_view& text, int& base) {
  char letter = text.size() >= 2 && text[0] == '0' ? char(text[1] | 0x20) : ' ';
  int prefix = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  bool zero_only = false;
  if (base == 0) {
    zero_only = !prefix && !text.empty() && text[0] == '0';
    base = prefix ? prefix : 10;
  }
  if (prefix && prefix == base) {
    text.remove_prefix(2);
    if (!text.empty() && text[0] == '_') text.remove_prefix(1);
  }
  return zero_only;
}

// Spaces around the number and its sign. True: negative.
bool take_sign(std::string_view& text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return false;
  bool negative = text[0] == '-';
  text.remove_prefix(1);
  return negative;
}

// What messages call base 0 once the number has begun: ten, or what its prefix says; still 0 for decimals that must be
// zero.
int settled_base(std::string_view text) {
  int base = 0;
  take_sign(text);
  return take_prefix(text, base) ? 0 : base;
}

Parsed parse_text(std::string_view text, int base) {
  bool negative = take_sign(text);
  bool zero_only = take_prefix(text, base);
  std::string values;
  values.reserve(text.size());
  bool after_digit = false;
  bool all_zero = true;
  size_t at = 0;
  for (; at < text.size(); at++) {
    if (text[at] == '_') {
      if (!after_digit) return {ParseResult::Invalid};
      after_digit = false;
      continue;
    }
    int value = digit_value(static_cast<unsigned char>(text[at]));
    if (value >= base) break;
    values.push_back(char(value));
    all_zero &= !value;
    after_digit = true;
  }
  if (!after_digit) return {ParseResult::Invalid};
  // Digits are counted before what follows them is looked at.
  ssize count = ssize(values.size());
  if (!is_power_of_two(base) && int_max_str_digits && count > int_max_str_digits)
    return {ParseResult::TooLong, nullptr, count};
  if (at < text.size() || (zero_only && !all_zero)) return {ParseResult::Invalid};
  Object* value = from_digit_values(values, base, negative);
  return {value ? ParseResult::Ok : ParseResult::OutOfMemory, value, count};
}

Raised raise_invalid_literal(Thread& t, int base, Object* source) {
  constexpr ssize kShown = 200;
  Str* shown = TRY(repr(t, source));
  if (shown->length > kShown) shown = TRY(str_substring(shown, 0, kShown));
  return raise_value_error(t, "invalid literal for int() with base %d: %U", base, shown);
}

Object* finish_parse(Thread& t, const Parsed& parsed, int base, Object* source) {
  switch (parsed.result) {
    case ParseResult::Ok: return parsed.value;
    case ParseResult::Invalid: return raise_invalid_literal(t, base, source);
    case ParseResult::TooLong:
      return raise_value_error(
          t,
          "Exceeds the limit (%zd digits) for integer string conversion: value has %zd digits; use "
          "sys.set_int_max_str_digits() to increase the limit",
          int_max_str_digits, parsed.digits);
    case ParseResult::OutOfMemory: break;
  }
  return nullptr;
}

std::string digits_in_power_of_two(const Int* i, int base) {
  int bits = __builtin_ctz(unsigned(base));
  std::string reversed;
  uint64_t pending = 0;
  int have = 0;
  ssize n = digit_count(i);
  for (ssize k = 0; k < n; k++) {
    pending |= uint64_t(i->digits[k]) << have;
    for (have += kDigitBits; have >= bits; have -= bits) {
      reversed.push_back(kDigitText[pending & unsigned(base - 1)]);
      pending >>= bits;
    }
  }
  reversed.push_back(kDigitText[pending]);
  while (reversed.size() > 1 && reversed.back() == '0') reversed.pop_back();
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

Status digits_by_gmp(Thread& t, const Int* i, int base, std::string* out) {
  Limbs limbs(limbs_for_digits(digit_count(i)) + 1);
  if (limbs.failed()) return raise_memory_error(t);
  load_limbs(limbs, i);
  out->resize(mpn_sizeinbase(limbs.data, limbs.count, base) + 2);
  size_t n;
  TRY(interruptible(t, limbs.count, [&] {
    n = mpn_get_str(reinterpret_cast<unsigned char*>(out->data()), base, limbs.data, limbs.count);
  }));
  out->resize(n);
  for (char& c : *out) c = kDigitText[int(c)];
  size_t zeros = out->find_first_not_of('0');
  out->erase(0, zeros == std::string::npos ? out->size() - 1 : zeros);
  return Status::ok();
}

Raised raise_too_many_digits(Thread& t) {
  return raise_value_error(
      t,
      "Exceeds the limit (%zd digits) for integer string conversion; use sys.set_int_max_str_digits() to "
      "increase the limit",
      int_max_str_digits);
}

}  // namespace

Object* int_parse_digits(std::string_view digits, int base) {
  std::string values;
  values.reserve(digits.size());
  for (char c : digits) {
    if (c != '_') values.push_back(char(digit_value(static_cast<unsigned char>(c))));
  }
  return from_digit_values(values, base, false);
}

Object* int_parse_as(Thread& t, std::string_view text, int base, Object* source) {
  return finish_parse(t, parse_text(text, base), base, source);
}

Object* int_from_c_text(Thread& t, std::string_view text, int base) {
  constexpr size_t kShown = 200;
  text = text.substr(0, text.find('\0'));
  Parsed parsed = parse_text(text, base);
  if (base == 0) base = settled_base(text);
  Object* shown = nullptr;
  if (parsed.result == ParseResult::Invalid) shown = TRY(decode_bytes(t, text.substr(0, kShown), "utf-8", "strict"));
  return finish_parse(t, parsed, base, shown);
}

Str* int_to_str(Thread& t, const Object* o, int base) {
  const Int* i = cast<Int>(o);
  if (i->is_small()) {
    char buffer[64];
    char* at = buffer + sizeof buffer;
    int64_t value = i->small_value();
    uint64_t rest = value < 0 ? -uint64_t(value) : uint64_t(value);
    if (base == 10) {
      for (; rest >= 10; rest /= 10) *--at = char('0' + rest % 10);
      *--at = char('0' + rest);
    } else {
      do {
        *--at = kDigitText[rest % unsigned(base)];
        rest /= unsigned(base);
      } while (rest);
    }
    if (value < 0) *--at = '-';
    ssize length = buffer + sizeof buffer - at;
    if (length == 1) return new_str_char(uint8_t(*at));
    Str* text = TRY(allocate_str(length, 0x7f));
    std::memcpy(text->data(), at, size_t(length));
    return text;
  }
  std::string text;
  if (is_power_of_two(base)) {
    text = digits_in_power_of_two(i, base);
  } else {
    // 0.30103 > log10(2): too long for certain; the exact count is known after the conversion only.
    if (int_max_str_digits && double(int_bit_length(o) - 1) * 0.30102 > double(int_max_str_digits))
      return raise_too_many_digits(t);
    TRY(digits_by_gmp(t, i, base, &text));
    if (int_max_str_digits && ssize(text.size()) > int_max_str_digits) return raise_too_many_digits(t);
  }
  if (i->size < 0) text.insert(text.begin(), '-');
  return new_str(text);
}

}  // namespace sidewinder
