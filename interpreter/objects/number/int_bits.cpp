// Bits of int: shifts, and, or, xor as if in two's complement of unlimited width, and rounding to powers of ten.
#include <algorithm>
#include <cstring>
#include <utility>

#include "interpreter/objects/number/natural.h"
#include "interpreter/objects/number/wide.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

// to[i] = 30 bits of the pair from[i], from[i + 1], beginning with bit `by` (0..30), for n of them: n + 1 are read.
void shift_digits(const Digit* from, Digit* to, ssize n, int by) {
  ssize i = 0;
  for (; i + 4 <= n; i += 4) {
    FourDigits low = load_four(from + i), high = load_four(from + i + 1);
    store_four(to + i, (low >> by | high << (kDigitBits - by)) & kDigitMask);
  }
  for (; i < n; i++) to[i] = (from[i] >> by | from[i + 1] << (kDigitBits - by)) & kDigitMask;
}

}  // namespace

Object* int_shift_left(Thread& t, Object* o, ssize bits) {
  Int* a = cast<Int>(o);
  if (a->size == 0) return int_from_int64(0);
  if (a->is_small() && bits < 64) {
    int64_t value = a->small_value(), shifted;
    if (bits < 62 && !__builtin_mul_overflow(value, int64_t(1) << bits, &shifted)) return int_from_int64(shifted);
  }
  if (bits <= kWideBits && bits + int_bit_length(a) <= kWideBits)
    return int_from_magnitude(wide_magnitude(a) << bits, a->size < 0);
  ssize digits = bits / kDigitBits, n = digit_count(a);
  int rest = int(bits % kDigitBits);
  if (digits > kMaxDigits) return raise_memory_error(t);
  Int* result = new_int_room(n + digits + 1);
  if (!result) return nullptr;
  std::memset(result->digits, 0, size_t(digits) * sizeof(Digit));
  Digit* to = result->digits + digits;
  to[0] = a->digits[0] << rest & kDigitMask;
  shift_digits(a->digits, to + 1, n - 1, kDigitBits - rest);
  to[n] = a->digits[n - 1] >> (kDigitBits - rest);
  return int_normalized(result, n + digits + 1, a->size < 0);
}

// Of a number that is not negative.
static Object* shifted_right(const Int* a, ssize digits, ssize n, int rest) {
  Int* result = new_int_room(n - digits);
  if (!result) return nullptr;
  const Digit* from = a->digits + digits;
  Digit* to = result->digits;
  ssize last = n - digits - 1;
  shift_digits(from, to, last, rest);
  to[last] = from[last] >> rest;
  return int_normalized(result, n - digits, false);
}

Object* int_shift_right(Thread&, Object* o, ssize bits) {
  Int* a = cast<Int>(o);
  if (a->is_small()) return int_from_int64(a->small_value() >> (bits > 62 ? 62 : bits));
  if (is_wide(a)) return int_from_wide(wide_value(a) >> (bits > kWideBits ? kWideBits : bits));
  ssize digits = bits / kDigitBits, n = digit_count(a);
  int rest = int(bits % kDigitBits);
  bool negative = a->size < 0;
  if (digits >= n) return int_from_int64(negative ? -1 : 0);
  if (!negative) return shifted_right(a, digits, n, rest);
  Int* result = new_int_room(n - digits + 1);
  if (!result) return nullptr;
  // Rounding a negative number down rounds its magnitude up if any bit is lost.
  bool lost = (a->digits[digits] & ((Digit(1) << rest) - 1)) != 0;
  for (ssize i = 0; i < digits && !lost; i++) lost = a->digits[i] != 0;
  Digit carry = lost;
  for (ssize i = digits; i < n; i++) {
    uint64_t pair = uint64_t(a->digits[i]) | (i + 1 < n ? uint64_t(a->digits[i + 1]) << kDigitBits : 0);
    Digit sum = (Digit(pair >> rest) & kDigitMask) + carry;
    result->digits[i - digits] = sum & kDigitMask;
    carry = sum >> kDigitBits;
  }
  result->digits[n - digits] = carry;
  return int_normalized(result, n - digits + 1, negative);
}

namespace {

template <class T> PY_ALWAYS_INLINE T apply(BinaryOp op, T a, T b) {
  return op == BinaryOp::And ? a & b : op == BinaryOp::Or ? a | b : a ^ b;
}

template <BinaryOp Op> void combine_bits(const Digit* a, const Digit* b, ssize n, Digit* out) {
  ssize i = 0;
  for (; i + 4 <= n; i += 4) store_four(out + i, apply(Op, load_four(a + i), load_four(b + i)));
  for (; i < n; i++) out[i] = apply(Op, a[i], b[i]);
}
void combine_bits(BinaryOp op, const Digit* a, const Digit* b, ssize n, Digit* out) {
  if (op == BinaryOp::And) combine_bits<BinaryOp::And>(a, b, n, out);
  else if (op == BinaryOp::Or) combine_bits<BinaryOp::Or>(a, b, n, out);
  else combine_bits<BinaryOp::Xor>(a, b, n, out);
}

// Neither is negative.
Object* bitwise_of_naturals(BinaryOp op, const Int* a, const Int* b) {
  if (digit_count(a) < digit_count(b)) std::swap(a, b);
  ssize n = digit_count(a), m = digit_count(b);
  ssize count = op == BinaryOp::And ? m : n;
  Int* result = new_int_room(count);
  if (!result) return nullptr;
  Digit* out = result->digits;
  combine_bits(op, a->digits, b->digits, m, out);
  if (op != BinaryOp::And) std::copy(a->digits + m, a->digits + n, out + m);
  return int_normalized(result, count, false);
}

// n digits of two's complement, more than the number has.
void store_twos_complement(const Int* a, ssize n, Digit* out) {
  ssize count = digit_count(a);
  std::memcpy(out, a->digits, size_t(count) * sizeof(Digit));
  std::memset(out + count, 0, size_t(n - count) * sizeof(Digit));
  if (a->size < 0) negate_digits(out, n, out);
}

}  // namespace

Object* int_bitwise(BinaryOp op, const Int* a, const Int* b) {
  if (a->is_small() && b->is_small()) return int_from_int64(apply(op, a->small_value(), b->small_value()));
  if (is_wide(a) && is_wide(b)) return int_from_wide(apply(op, wide_value(a), wide_value(b)));
  if (a->size >= 0 && b->size >= 0) return bitwise_of_naturals(op, a, b);
  if (a->size < 0) std::swap(a, b);  // b is negative, a may be
  ssize n = std::max(digit_count(a), digit_count(b)) + 1;
  bool negative = apply(op, int(a->size < 0), 1);
  Int* result = new_int_room(n);
  Int* other = a->size < 0 ? new_int_room(n) : nullptr;
  if (!result || (a->size < 0 && !other)) return nullptr;
  Digit* out = result->digits;
  store_twos_complement(b, n, out);
  if (other) store_twos_complement(a, n, other->digits);
  ssize count = other ? n : digit_count(a);
  combine_bits(op, other ? other->digits : a->digits, out, count, out);
  if (op == BinaryOp::And) std::memset(out + count, 0, size_t(n - count) * sizeof(Digit));
  if (negative) negate_digits(out, n, out);
  return int_normalized(result, n, negative);
}

Object* int_round(Thread& t, Object* a, Object* digits) {
  if (int_sign(digits) >= 0) return int_exact(a);
  // a - (a mod 10**n rounded to nearest): with q, r = divmod(a, p), up if 2r > p, or 2r == p and q is odd.
  Object* places = TRY(int_negative(t, digits));
  if (!cast<Int>(places)->is_small() || cast<Int>(places)->small_value() > int_bit_length(a)) return int_from_int64(0);
  Object* power = TRY(int_power(t, int_from_int64(10), places, none()));
  Object* remainder;
  Object* quotient = TRY(int_divmod(t, a, power, &remainder));
  Object* twice = TRY(int_shift_left(t, remainder, 1));
  int order = int_compare(twice, power);
  Object* result = TRY(int_binary(t, BinaryOp::Sub, a, remainder));
  if (order > 0 || (order == 0 && int_is_odd(quotient))) result = TRY(int_binary(t, BinaryOp::Add, result, power));
  return result;
}

}  // namespace sidewinder
