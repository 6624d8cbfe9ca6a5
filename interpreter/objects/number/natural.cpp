// Arithmetic of magnitudes. Sums work on digits directly; products and quotients beyond two digits go to GMP.
#include "interpreter/objects/number/natural.h"

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
  unsigned __int128 pending = 0;
  int bits = 0;
  size_t count = 0;
  for (ssize i = 0; i < n; i++) {
    pending |= static_cast<unsigned __int128>(digits[i]) << bits;
    bits += kDigitBits;
    if (bits >= 64) {
      out[count++] = mp_limb_t(pending);
      pending >>= 64;
      bits -= 64;
    }
  }
  if (bits) out[count++] = mp_limb_t(pending);
  while (count && !out[count - 1]) count--;
  return count;
}

Object* int_from_limbs(const mp_limb_t* limbs, size_t n, bool negative) {
  while (n && !limbs[n - 1]) n--;
  ssize count = ssize((n * 64 + kDigitBits - 1) / kDigitBits);
  Int* result = new_int_digits(count);
  if (!result) return nullptr;
  unsigned __int128 pending = 0;
  int bits = 0;
  ssize at = 0;
  Digit* digits = result->digits;
  for (size_t i = 0; i < n; i++) {
    pending |= static_cast<unsigned __int128>(limbs[i]) << bits;
    bits += 64;
    while (bits >= kDigitBits) {
      digits[at++] = Digit(pending) & kDigitMask;
      pending >>= kDigitBits;
      bits -= kDigitBits;
    }
  }
  if (bits && at < count) digits[at] = Digit(pending);
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

Object* natural_multiply(Thread& t, const Int* a, const Int* b, bool negative) {
  ssize n = digit_count(a), m = digit_count(b);
  if (n == 0 || m == 0) return int_from_int64(0);
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
