// The arithmetic of int. Values of at most 60 bits are computed in machine words, others by natural.cpp.
#include <algorithm>
#include <cmath>
#include <utility>

#include "interpreter/execution/request.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/natural.h"
#include "interpreter/objects/number/wide.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

bool both_small(const Int* a, const Int* b) { return a->is_small() && b->is_small(); }

Object* add(Int* a, Int* b) {
  if (both_small(a, b)) return int_from_int64(a->small_value() + b->small_value());
  if (is_wide(a) && is_wide(b)) return int_from_wide(wide_value(a) + wide_value(b));
  bool negative = a->size < 0;
  if (negative == (b->size < 0)) return natural_add(a, b, negative);
  return natural_subtract(a, b, negative);
}

Object* subtract(Int* a, Int* b) {
  if (both_small(a, b)) return int_from_int64(a->small_value() - b->small_value());
  if (is_wide(a) && is_wide(b)) return int_from_wide(wide_value(a) - wide_value(b));
  bool negative = a->size < 0;
  if (negative == (b->size < 0)) return natural_subtract(a, b, negative);
  return natural_add(a, b, negative);
}

Object* multiply(Thread& t, Int* a, Int* b) {
  if (both_small(a, b)) {
    int64_t x = a->small_value();
    int64_t y = b->small_value();
    int64_t product;
    if (!__builtin_mul_overflow(x, y, &product)) return int_from_int64(product);
    return int_from_wide(Wide(x) * y);
  }
  if (is_wide(a) && is_wide(b)) {
    UnsignedWide x = wide_magnitude(a), y = wide_magnitude(b);
    if (!(x >> 64) && !(y >> 64)) return int_from_magnitude(x * y, (a->size < 0) != (b->size < 0));
  }
  return natural_multiply(t, a, b, (a->size < 0) != (b->size < 0));
}

struct SmallDivision {
  int64_t quotient, remainder;
};

// Rounds down: the remainder has the divisor's sign.
SmallDivision divide_small(int64_t a, int64_t b) {
  SmallDivision d{a / b, a % b};
  if (d.remainder && (d.remainder < 0) != (b < 0)) {
    d.quotient -= 1;
    d.remainder += b;
  }
  return d;
}

Status divide_wide(Wide a, Wide b, Object** quotient, Object** remainder) {
  Wide q = a / b, r = a % b;
  if (r && (r < 0) != (b < 0)) {
    q -= 1;
    r += b;
  }
  if (quotient) *quotient = TRY(int_from_wide(q));
  if (remainder) *remainder = TRY(int_from_wide(r));
  return Status::ok();
}

// Either result may be left out (null).
Status divide(Thread& t, Int* a, Int* b, Object** quotient, Object** remainder) {
  if (both_small(a, b)) {
    SmallDivision d = divide_small(a->small_value(), b->small_value());
    if (quotient) *quotient = TRY(int_from_int64(d.quotient));
    if (remainder) *remainder = TRY(int_from_int64(d.remainder));
    return Status::ok();
  }
  if (is_wide(a) && is_wide(b)) return divide_wide(wide_value(a), wide_value(b), quotient, remainder);
  bool negative_a = a->size < 0, negative_b = b->size < 0;
  Object *q = nullptr, *r = nullptr;
  bool rounds_up = negative_a != negative_b;  // and the remainder, if any, tells that it must be mended
  TRY(natural_divide(t, a, b, rounds_up, negative_a, quotient ? &q : nullptr, remainder || rounds_up ? &r : nullptr));
  if (rounds_up && !int_is_zero(r)) {
    if (quotient) q = subtract(cast<Int>(q), cast<Int>(int_from_int64(1)));
    if (remainder) r = add(cast<Int>(r), b);
    if ((quotient && !q) || !r) return Raised{};
  }
  if (quotient) *quotient = q;
  if (remainder) *remainder = r;
  return Status::ok();
}

Object* modulo(Thread& t, Object* a, Object* b) {
  if (int_is_zero(b)) return raise(t, exceptions::ZeroDivisionError, "integer modulo by zero");
  Object* remainder = nullptr;
  TRY(divide(t, cast<Int>(a), cast<Int>(b), nullptr, &remainder));
  return remainder;
}

Object* shift(Thread& t, Object* a, Object* b, bool left) {
  if (int_sign(b) < 0) return raise_value_error(t, "negative shift count");
  int64_t bits;
  if (int_is_zero(a)) return int_from_int64(0);
  if (!int_fits_int64(b, &bits)) {
    if (left) return raise_overflow_error(t, "too many digits in integer");
    return int_from_int64(int_sign(a) < 0 ? -1 : 0);
  }
  return left ? int_shift_left(t, a, bits) : int_shift_right(t, a, bits);
}

}  // namespace

Object* int_bitwise(BinaryOp op, const Int* a, const Int* b);  // int_bits.cpp

Object* int_floor_div(Thread& t, Object* a, Object* b) {
  if (int_is_zero(b)) return raise(t, exceptions::ZeroDivisionError, "integer division or modulo by zero");
  Object* quotient = nullptr;
  TRY(divide(t, cast<Int>(a), cast<Int>(b), &quotient, nullptr));
  return quotient;
}

Object* int_divmod(Thread& t, Object* a, Object* b, Object** remainder) {
  if (int_is_zero(b)) return raise(t, exceptions::ZeroDivisionError, "integer division or modulo by zero");
  Object* quotient = nullptr;
  TRY(divide(t, cast<Int>(a), cast<Int>(b), &quotient, remainder));
  return quotient;
}

namespace {

constexpr int kMinExponent = -1021;
constexpr int kMantissaBits = 53;

// q * 2**scale, q of at least 55 bits unless the value is subnormal, rounded once to half even.
double rounded_quotient(uint64_t q, ssize scale) {
  int bits = q ? 64 - __builtin_clzll(q) : 0;
  ssize extra = std::max<ssize>(bits, kMinExponent - scale) - kMantissaBits;
  uint64_t half = uint64_t(1) << (extra - 1);
  uint64_t unit = 2 * half;
  uint64_t low = q & (unit - 1);
  q -= low;
  if (low > half || (low == half && (q & unit))) q += unit;
  return std::ldexp(double(q), int(scale));
}

}  // namespace

// The quotient scaled to at least 55 bits, with a sticky last bit for the remainder, then rounded.
Object* int_true_div(Thread& t, Object* a, Object* b) {
  if (int_is_zero(b)) return raise(t, exceptions::ZeroDivisionError, "division by zero");
  Int *x = cast<Int>(a), *y = cast<Int>(b);
  if (both_small(x, y)) {
    int64_t m = x->small_value(), n = y->small_value();
    if (fits_double_exactly(m) && fits_double_exactly(n)) return new_float(double(m) / double(n));
  }
  bool negative = (x->size < 0) != (y->size < 0);
  ssize difference = int_bit_length(a) - int_bit_length(b);
  if (int_is_zero(a) || difference < -1075) return new_float(negative ? -0.0 : 0.0);
  if (difference > 1024) return raise_overflow_error(t, "integer division result too large for a float");
  ssize scale = std::max<ssize>(difference, kMinExponent) - kMantissaBits - 2;
  Object* numerator = scale < 0 ? int_shift_left(t, a, -scale) : a;
  Object* denominator = scale > 0 ? int_shift_left(t, b, scale) : b;
  if (!numerator || !denominator) return nullptr;
  Object *quotient = nullptr, *remainder = nullptr;
  TRY(natural_divide(t, cast<Int>(numerator), cast<Int>(denominator), false, false, &quotient, &remainder));
  uint64_t q = uint64_t(cast<Int>(quotient)->small_value()) | uint64_t(!int_is_zero(remainder));
  double result = rounded_quotient(q, scale);
  if (std::isinf(result)) return raise_overflow_error(t, "integer division result too large for a float");
  return new_float(negative ? -result : result);
}

Object* int_binary(Thread& t, BinaryOp op, Object* a, Object* b) {
  Int *x = cast<Int>(a), *y = cast<Int>(b);
  switch (op) {
    case BinaryOp::Add: return add(x, y);
    case BinaryOp::Sub: return subtract(x, y);
    case BinaryOp::Mul: return multiply(t, x, y);
    case BinaryOp::TrueDiv: return int_true_div(t, a, b);
    case BinaryOp::FloorDiv: return int_floor_div(t, a, b);
    case BinaryOp::Mod: return modulo(t, a, b);
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Xor: return int_bitwise(op, x, y);
    case BinaryOp::LShift: return shift(t, a, b, true);
    case BinaryOp::RShift: return shift(t, a, b, false);
    case BinaryOp::Pow: return int_power(t, a, b, none());
    default: return not_implemented();
  }
}

// ---- power ----

namespace {

bool bit_at(const Int* i, ssize bit) { return i->digits[bit / kDigitBits] >> (bit % kDigitBits) & 1; }

// Square and multiply, from the exponent's top bit.
Object* power_plain(Thread& t, Int* base, Int* exponent) {
  ssize bits = int_bit_length(exponent);
  if (!bits) return int_from_int64(1);
  int64_t factor;
  if (int_fits_int64(base, &factor)) {
    if (factor == 0 || factor == 1) return int_from_int64(factor);
    if (factor == -1) return int_from_int64(int_is_odd(exponent) ? -1 : 1);
    if (factor == 2 && exponent->is_small()) return int_shift_left(t, int_from_int64(1), exponent->small_value());
  }
  if (!exponent->is_small()) return raise_memory_error(t);  // more than 2**60 bits
  Int* result = base;
  for (ssize bit = bits - 2; bit >= 0; bit--) {
    result = cast<Int>(multiply(t, result, result));
    if (!result) return nullptr;
    if (bit_at(exponent, bit)) result = cast<Int>(multiply(t, result, base));
    if (!result) return nullptr;
  }
  return int_exact(result);
}

// base**exponent mod modulus on limbs, 0 <= base < modulus: windows of four bits of the exponent.
class ModularPower {
 public:
  ModularPower(const Int* modulus, size_t limbs)
      : n_(limbs),
        modulus_(limbs + 1),
        table_(limbs * kWindow),
        product_(2 * limbs + 1),
        quotient_(limbs + 2),
        result_(limbs) {
    if (!failed()) load_limbs(modulus_, modulus);
  }
  bool failed() const {
    return modulus_.failed() || table_.failed() || product_.failed() || quotient_.failed() || result_.failed();
  }

  Object* run(Thread& t, const Int* base, const Int* exponent) {
    ssize windows = (int_bit_length(exponent) + 3) / 4;
    TRY(interruptible(t, (size_t(windows) + kWindow) * n_, [&] {
      fill_table(base);
      set_one(result_.data);
      for (ssize w = windows - 1; w >= 0; w--) {
        for (int i = 0; i < 4; i++) multiply_into(result_.data, result_.data, result_.data);
        if (unsigned bits = window(exponent, w)) multiply_into(result_.data, result_.data, entry(bits));
      }
    }));
    return int_from_limbs(result_.data, n_, false);
  }

 private:
  static constexpr size_t kWindow = 16;
  mp_limb_t* entry(size_t i) { return table_.data + i * n_; }
  void set_one(mp_limb_t* out) {
    mpn_zero(out, n_);
    out[0] = n_ == 1 && modulus_.data[0] == 1 ? 0 : 1;
  }
  static unsigned window(const Int* exponent, ssize w) {
    unsigned bits = 0;
    ssize length = int_bit_length(exponent);
    for (int i = 3; i >= 0; i--) bits = bits << 1 | (w * 4 + i < length && bit_at(exponent, w * 4 + i));
    return bits;
  }
  void multiply_into(mp_limb_t* out, const mp_limb_t* a, const mp_limb_t* b) {
    if (a == b) mpn_sqr(product_.data, a, n_);
    else mpn_mul_n(product_.data, a, b, n_);
    mpn_tdiv_qr(quotient_.data, out, 0, product_.data, 2 * n_, modulus_.data, n_);
  }
  void fill_table(const Int* base) {
    set_one(entry(0));
    Limbs b(limbs_for_digits(digit_count(base)));  // base < modulus: no more limbs than it has
    load_limbs(b, base);
    mpn_zero(entry(1), n_);
    if (b.count) mpn_copyi(entry(1), b.data, b.count);
    for (size_t i = 2; i < kWindow; i++) multiply_into(entry(i), entry(i - 1), entry(1));
  }

  size_t n_;
  Limbs modulus_, table_, product_, quotient_, result_;
};

Object* small_modular_power(Thread& t, int64_t base, const Int* exponent, int64_t modulus) {
  unsigned __int128 result = 1 % modulus, factor = uint64_t(base);
  ssize bits = int_bit_length(exponent);
  TRY(interruptible(t, size_t(bits), [&] {
    for (ssize i = bits - 1; i >= 0; i--) {
      result = result * result % uint64_t(modulus);
      if (bit_at(exponent, i)) result = result * factor % uint64_t(modulus);
    }
  }));
  return int_from_int64(int64_t(result));
}

// The inverse of a modulo m > 1 by the extended Euclidean algorithm, 0 <= a < m.
Object* inverse(Thread& t, Object* a, Object* m) {
  Object *r0 = m, *r1 = a, *s0 = int_from_int64(0), *s1 = int_from_int64(1);
  while (!int_is_zero(r1)) {
    TRY(check_interrupt(t));
    Object* remainder;
    Object* quotient = TRY(int_divmod(t, r0, r1, &remainder));
    Object* product = TRY(multiply(t, cast<Int>(quotient), cast<Int>(s1)));
    Object* next = TRY(subtract(cast<Int>(s0), cast<Int>(product)));
    r0 = r1;
    r1 = remainder;
    s0 = s1;
    s1 = next;
  }
  if (int_compare(r0, int_from_int64(1)) != 0)
    return raise_value_error(t, "base is not invertible for the given modulus");
  return modulo(t, s0, m);
}

// 0 <= base < modulus, exponent >= 0.
Object* power_of_reduced(Thread& t, Int* base, Int* exponent, Int* modulus) {
  if (modulus->is_small()) return small_modular_power(t, base->small_value(), exponent, modulus->small_value());
  Limbs limbs(limbs_for_digits(digit_count(modulus)));
  if (limbs.failed()) return raise_memory_error(t);
  load_limbs(limbs, modulus);
  ModularPower power(modulus, limbs.count);
  return power.failed() ? raise_memory_error(t) : power.run(t, base, exponent);
}

Object* power_modulo(Thread& t, Object* base, Object* exponent, Object* modulus) {
  if (int_is_zero(modulus)) return raise_value_error(t, "pow() 3rd argument cannot be 0");
  bool negative = int_sign(modulus) < 0;
  Object* m = negative ? TRY(int_negative(t, modulus)) : modulus;
  if (int_compare(m, int_from_int64(1)) == 0) return int_from_int64(0);
  base = TRY(modulo(t, base, m));
  if (int_sign(exponent) < 0) {
    exponent = TRY(int_negative(t, exponent));
    base = TRY(inverse(t, base, m));
  }
  Object* result = TRY(power_of_reduced(t, cast<Int>(base), cast<Int>(exponent), cast<Int>(m)));
  if (!negative || int_is_zero(result)) return result;
  return subtract(cast<Int>(result), cast<Int>(m));
}

}  // namespace

Object* int_power(Thread& t, Object* a, Object* b, Object* modulus) {
  if (modulus != none()) return power_modulo(t, a, b, modulus);
  if (int_sign(b) >= 0) return power_plain(t, cast<Int>(a), cast<Int>(b));
  bool overflow;
  double base = int_to_double(a, &overflow);
  double exponent = overflow ? 0 : int_to_double(b, &overflow);
  if (overflow) return raise_overflow_error(t, "int too large to convert to float");
  return new_float(TRY(float_power(t, base, exponent)));
}

}  // namespace sidewinder
