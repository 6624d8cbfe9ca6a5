// Arithmetic of magnitudes. Sums and products of few digits work on digits directly (digits.cpp); longer products and
// quotients go to GMP.
#include "interpreter/objects/number/natural.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "interpreter/execution/request.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

Int* new_int_room(ssize n) {
  ssize room = n < 2 ? 2 : n;
  Int* i = n > kMaxDigits ? nullptr
                          : static_cast<Int*>(allocate<MemoryKind::Leaf>(sizeof(VarObject) + room * sizeof(Digit)));
  if (!i) return raise_memory_error_no_thread();
  i->refcount = kRefcountBias;
  i->cls = &int_type;
  i->size = 0;
  return i;
}

Int* new_int_digits(ssize n) {
  Int* i = new_int_room(n);
  if (i) std::memset(i->digits, 0, size_t(n < 2 ? 2 : n) * sizeof(Digit));
  return i;
}

Object* int_normalized(Int* i, ssize n, bool negative) {
  Digit* digits = i->digits;  // more than the declared two
  while (n && !digits[n - 1]) n--;
  i->size = negative ? -n : n;
  if (n <= 1) {
    if (n == 0) digits[0] = 0;
    digits[1] = 0;  // a small int has two
    int64_t value = i->small_value();
    if (value >= kIntSingletonMin && value <= kIntSingletonMax) return &small_ints[value - kIntSingletonMin];
  }
  return i;
}

// Two digits at a time, which are in one limb or in two.
size_t limbs_from_digits(const Digit* digits, ssize n, mp_limb_t* out) {
  mp_limb_t pending = 0;
  int bits = 0;
  size_t count = 0;
  for (ssize i = 0; i < n; i += 2) {
    mp_limb_t pair = i + 1 < n ? load_pair(digits + i) : digits[i];
    pending |= pair << bits;
    bits += kPairBits;
    if (bits < 64) continue;
    out[count++] = pending;
    bits -= 64;
    pending = pair >> (kPairBits - bits);  // what did not fit
  }
  if (bits > 0 && pending) out[count++] = pending;
  while (count && !out[count - 1]) count--;
  return count;
}

Object* int_from_limbs(const mp_limb_t* limbs, size_t n, bool negative) {
  while (n && !limbs[n - 1]) n--;
  ssize count = ssize((n * 64 + kDigitBits - 1) / kDigitBits);
  Int* result = new_int_room(count + (count & 1));  // whole pairs
  if (!result) return nullptr;
  Digit* digits = result->digits;
  size_t word = 0;
  int bit = 0;
  for (ssize i = 0; i < count; i += 2) {
    mp_limb_t pair = limbs[word] >> bit;
    bit += kPairBits;
    if (bit >= 64) {
      bit -= 64;
      if (++word < n && bit) pair |= limbs[word] << (kPairBits - bit);
    }
    store_pair(digits + i, pair);
  }
  return int_normalized(result, count, negative);
}

Object* natural_add(const Int* a, const Int* b, bool negative) {
  if (digit_count(a) < digit_count(b)) std::swap(a, b);
  ssize n = digit_count(a), m = digit_count(b);
  Int* result = new_int_room(n + 1);
  if (!result) return nullptr;
  Digit* digits = result->digits;
  digits[n] = add_digits(a->digits, n, b->digits, m, digits);
  return int_normalized(result, n + 1, negative);
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
  ssize n = digit_count(a);
  Int* result = new_int_room(n);
  if (!result) return nullptr;
  subtract_digits(a->digits, n, b->digits, digit_count(b), result->digits);
  return int_normalized(result, n, negative);
}

namespace {

// Of this many digits the conversion to limbs and back costs more than GMP saves.
constexpr ssize kFewDigits = 8;

Object* multiply_by_few(const Int* a, const Int* b, bool negative) {
  if (digit_count(a) < digit_count(b)) std::swap(a, b);
  ssize n = digit_count(a), m = digit_count(b);
  Int* result = new_int_room(n + m);
  if (!result) return nullptr;
  multiply_digits(a->digits, n, b->digits, m, result->digits);
  return int_normalized(result, n + m, negative);
}

// By one digit.
Status divide_by_digit(const Int* a, Digit divisor, bool negative_quotient, bool negative_remainder, Object** quotient,
                       Object** remainder) {
  ssize n = digit_count(a);
  Int* result = quotient ? new_int_room(n) : nullptr;
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

// The 120 bits of a number from bit `first` on, which are its top.
unsigned __int128 top_bits(const Int* a, ssize first) {
  const Digit* digits = a->digits;
  ssize low = first / kDigitBits;
  int rest = int(first % kDigitBits);
  unsigned __int128 value = 0;
  for (ssize i = digit_count(a) - 1; i > low; i--) value = value << kDigitBits | digits[i];
  return value << (kDigitBits - rest) | digits[low] >> rest;
}

// A quotient of less than 57 bits, which the top 120 bits of the dividend and what the divisor has there decide: all
// but always, unless the remainder is 0. False: they do not.
bool small_quotient(const Int* a, const Int* b, uint64_t* quotient) {
  constexpr int kTopBits = 120, kMostBits = 56;
  ssize bits = int_bit_length(a), beyond = bits - int_bit_length(b);
  if (beyond < 0 || beyond > kMostBits || bits <= kTopBits) return false;
  unsigned __int128 x = top_bits(a, bits - kTopBits), y = top_bits(b, bits - kTopBits);
  unsigned __int128 q = x / (y + 1);
  *quotient = uint64_t(q);
  return x + 1 < (q + 1) * y;
}

// |a| - |b| * quotient, which is less than |b|.
Object* remainder_of(const Int* a, const Int* b, uint64_t quotient, bool negative) {
  ssize n = digit_count(b);
  Int* result = new_int_room(n);
  if (!result) return nullptr;
  std::memcpy(result->digits, a->digits, size_t(n) * sizeof(Digit));
  subtract_product(result->digits, b->digits, n, quotient);
  return int_normalized(result, n, negative);
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
  uint64_t few_bits;
  if (small_quotient(a, b, &few_bits)) {
    int64_t q = negative_quotient ? -int64_t(few_bits) : int64_t(few_bits);
    if (quotient && !(*quotient = int_from_int64(q))) return Raised{};
    if (remainder && !(*remainder = remainder_of(a, b, few_bits, negative_remainder))) return Raised{};
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
