// Arithmetic of magnitudes. Sums work on digits directly; products and quotients beyond two digits go to GMP.
#include "interpreter/objects/number/natural.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "interpreter/execution/request.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

Int* new_int_digits(ssize n) {
  ssize room = n < 2 ? 2 : n;
  Int* i = n > kMaxDigits ? nullptr
                          : static_cast<Int*>(allocate<MemoryKind::Leaf>(sizeof(VarObject) + room * sizeof(Digit)));
  if (!i) return raise_memory_error_no_thread();
  i->refcount = kRefcountBias;
  i->cls = &int_type;
  i->size = 0;
  std::memset(i->digits, 0, size_t(room) * sizeof(Digit));
  return i;
}

Object* int_normalized(Int* i, ssize n, bool negative) {
  while (n && !i->digits[n - 1]) n--;
  i->size = negative ? -n : n;
  if (n <= 1) {
    int64_t value = i->small_value();
    if (value >= kIntSingletonMin && value <= kIntSingletonMax) return &small_ints[value - kIntSingletonMin];
  }
  return i;
}

size_t limbs_from_digits(const Digit* digits, ssize n, mp_limb_t* out) {
  mp_limb_t pending = 0;
  int bits = 0;
  size_t count = 0;
  for (ssize i = 0; i < n; i++) {
    pending |= mp_limb_t(digits[i]) << bits;
    bits += kDigitBits;
    if (bits < 64) continue;
    out[count++] = pending;
    bits -= 64;
    pending = mp_limb_t(digits[i]) >> (kDigitBits - bits);  // what did not fit
  }
  if (bits) out[count++] = pending;
  while (count && !out[count - 1]) count--;
  return count;
}

Object* int_from_limbs(const mp_limb_t* limbs, size_t n, bool negative) {
  while (n && !limbs[n - 1]) n--;
  ssize count = ssize((n * 64 + kDigitBits - 1) / kDigitBits);
  Int* result = new_int_digits(count);
  if (!result) return nullptr;
  size_t word = 0;
  int bit = 0;
  for (ssize i = 0; i < count; i++) {
    mp_limb_t digit = limbs[word] >> bit;
    bit += kDigitBits;
    if (bit >= 64) {
      bit -= 64;
      if (++word < n && bit) digit |= limbs[word] << (kDigitBits - bit);
    }
    result->digits[i] = Digit(digit) & kDigitMask;
  }
  return int_normalized(result, count, negative);
}

Object* natural_add(const Int* a, const Int* b, bool negative) {
  ssize n = digit_count(a), m = digit_count(b);
  if (n < m) std::swap(a, b), std::swap(n, m);
  Int* result = new_int_digits(n + 1);
  if (!result) return nullptr;
  const Digit *x = a->digits, *y = b->digits;
  Digit *out = result->digits, carry = 0;
  for (ssize i = 0; i < m; i++) {
    carry += x[i] + y[i];
    out[i] = carry & kDigitMask;
    carry >>= kDigitBits;
  }
  for (ssize i = m; i < n; i++) {
    carry += x[i];
    out[i] = carry & kDigitMask;
    carry >>= kDigitBits;
  }
  if (carry) out[n] = carry;
  return int_normalized(result, carry ? n + 1 : n, negative);
}

int natural_compare(const Int* a, const Int* b) {
  ssize n = digit_count(a), m = digit_count(b);
  if (n != m) return n < m ? -1 : 1;
  const Digit *x = a->digits, *y = b->digits;
  for (ssize i = n - 1; i >= 0; i--) {
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  }
  return 0;
}

Object* natural_subtract(const Int* a, const Int* b, bool negative) {
  int order = natural_compare(a, b);
  if (order == 0) return int_from_int64(0);
  if (order < 0) std::swap(a, b), negative = !negative;
  ssize n = digit_count(a), m = digit_count(b);
  Int* result = new_int_digits(n);
  if (!result) return nullptr;
  const Digit *x = a->digits, *y = b->digits;
  Digit *out = result->digits, borrow = 0;
  for (ssize i = 0; i < n; i++) {
    Digit difference = x[i] - (i < m ? y[i] : 0) - borrow;
    out[i] = difference & kDigitMask;
    borrow = difference >> 31;
  }
  return int_normalized(result, n, negative);
}

namespace {

// Of this many digits the conversion to limbs and back costs more than GMP saves.
constexpr ssize kFewDigits = 8;

// By at most two digits: two of `a` at a time.
Object* multiply_by_small(const Int* a, const Int* b, bool negative) {
  ssize n = digit_count(a);
  Int* result = new_int_digits(n + 3);  // a pair more than a has, when that is odd
  if (!result) return nullptr;
  uint64_t factor = b->digits[0] | uint64_t(b->digits[1]) << kDigitBits;
  unsigned __int128 carry = 0;
  for (ssize i = 0; i < n; i += 2) {
    uint64_t pair = a->digits[i] | (i + 1 < n ? uint64_t(a->digits[i + 1]) << kDigitBits : 0);
    carry += static_cast<unsigned __int128>(pair) * factor;
    result->digits[i] = Digit(carry) & kDigitMask;
    result->digits[i + 1] = Digit(carry >> kDigitBits) & kDigitMask;
    carry >>= 2 * kDigitBits;
  }
  ssize end = n + (n & 1);
  result->digits[end] = Digit(carry) & kDigitMask;
  if (carry >> kDigitBits) result->digits[end + 1] = Digit(carry >> kDigitBits);
  return int_normalized(result, std::min(end + 2, n + 3), negative);
}

// Digit by digit.
Object* multiply_by_few(const Int* a, const Int* b, bool negative) {
  if (digit_count(a) < digit_count(b)) std::swap(a, b);
  if (digit_count(b) <= 2) return multiply_by_small(a, b, negative);
  ssize n = digit_count(a), m = digit_count(b);
  Int* result = new_int_digits(n + m);
  if (!result) return nullptr;
  Digit* out = result->digits;
  for (ssize j = 0; j < m; j++) {
    uint64_t factor = b->digits[j], carry = 0;
    for (ssize i = 0; i < n; i++) {
      carry += factor * a->digits[i] + out[i + j];
      out[i + j] = Digit(carry) & kDigitMask;
      carry >>= kDigitBits;
    }
    out[j + n] = Digit(carry);
  }
  return int_normalized(result, n + m, negative);
}

// By one digit.
Status divide_by_digit(const Int* a, Digit divisor, bool negative_quotient, bool negative_remainder, Object** quotient,
                       Object** remainder) {
  ssize n = digit_count(a);
  Int* result = quotient ? new_int_digits(n) : nullptr;
  if (quotient && !result) return Raised{};
  uint64_t rest = 0;
  for (ssize i = n - 1; i >= 0; i--) {
    uint64_t dividend = rest << kDigitBits | a->digits[i];
    uint64_t digit = dividend / divisor;
    rest = dividend - digit * divisor;
    if (result) result->digits[i] = Digit(digit);
  }
  if (quotient) *quotient = int_normalized(result, n, negative_quotient);
  if (remainder) *remainder = int_from_int64(negative_remainder ? -int64_t(rest) : int64_t(rest));
  return remainder && !*remainder ? Status(Raised{}) : Status::ok();
}

constexpr ssize kMostByDigit = 1000;  // GMP divides longer ones, which can be interrupted
constexpr ssize kDigitsOf128Bits = 4;

unsigned __int128 few_digits_as_int128(const Int* a) {
  unsigned __int128 value = 0;
  for (ssize i = digit_count(a) - 1; i >= 0; i--) value = value << kDigitBits | a->digits[i];
  return value;
}
Object* int_from_uint128(unsigned __int128 value, bool negative) {
  mp_limb_t limbs[2] = {mp_limb_t(value), mp_limb_t(value >> 64)};
  if (!limbs[1] && limbs[0] < uint64_t(kSmallIntLimit))
    return int_from_int64(negative ? -int64_t(limbs[0]) : int64_t(limbs[0]));
  return int_from_limbs(limbs, 2, negative);
}

}  // namespace

Object* natural_multiply(Thread& t, const Int* a, const Int* b, bool negative) {
  ssize n = digit_count(a), m = digit_count(b);
  if (n == 0 || m == 0) return int_from_int64(0);
  if (std::min(n, m) <= kFewDigits) return multiply_by_few(a, b, negative);
  Limbs x(limbs_for_digits(n)), y(limbs_for_digits(m));
  if (x.failed() || y.failed()) return raise_memory_error(t);
  load_limbs(x, a);
  load_limbs(y, b);
  Limbs product(x.count + y.count);
  if (product.failed()) return raise_memory_error(t);
  TRY(interruptible(t, x.count + y.count, [&] {
    if (a == b) mpn_sqr(product.data, x.data, x.count);
    else if (x.count >= y.count) mpn_mul(product.data, x.data, x.count, y.data, y.count);
    else mpn_mul(product.data, y.data, y.count, x.data, x.count);
  }));
  product.count = x.count + y.count;
  return int_from_limbs(product, negative);
}

Status natural_divide(Thread& t, const Int* a, const Int* b, bool negative_quotient, bool negative_remainder,
                      Object** quotient, Object** remainder) {
  if (digit_count(b) == 1 && digit_count(a) <= kMostByDigit)
    return divide_by_digit(a, b->digits[0], negative_quotient, negative_remainder, quotient, remainder);
  if (digit_count(a) <= kDigitsOf128Bits && digit_count(b) <= kDigitsOf128Bits) {
    unsigned __int128 x = few_digits_as_int128(a), y = few_digits_as_int128(b), q = x / y;
    if (quotient && !(*quotient = int_from_uint128(q, negative_quotient))) return Raised{};
    if (remainder && !(*remainder = int_from_uint128(x - q * y, negative_remainder))) return Raised{};
    return Status::ok();
  }
  Limbs x(limbs_for_digits(digit_count(a))), y(limbs_for_digits(digit_count(b)));
  if (x.failed() || y.failed()) return raise_memory_error(t);
  load_limbs(x, a);
  load_limbs(y, b);
  if (x.count < y.count) {
    if (quotient) *quotient = int_from_int64(0);
    if (remainder && !(*remainder = int_from_limbs(x, negative_remainder))) return Raised{};
    return Status::ok();
  }
  Limbs q(x.count - y.count + 1), r(y.count);
  if (q.failed() || r.failed()) return raise_memory_error(t);
  TRY(interruptible(t, x.count, [&] { mpn_tdiv_qr(q.data, r.data, 0, x.data, x.count, y.data, y.count); }));
  if (quotient && !(*quotient = int_from_limbs(q.data, x.count - y.count + 1, negative_quotient))) return Raised{};
  if (remainder && !(*remainder = int_from_limbs(r.data, y.count, negative_remainder))) return Raised{};
  return Status::ok();
}

}  // namespace sidewinder
