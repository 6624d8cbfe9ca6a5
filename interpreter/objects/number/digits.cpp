#include "interpreter/objects/number/digits.h"

#include <algorithm>

namespace sidewinder {

namespace {

using TwoWords [[gnu::vector_size(16)]] = uint64_t;
bool any(FourDigits lanes) {
  auto words = TwoWords(lanes);
  return (words[0] | words[1]) != 0;
}

// Sums and differences four digits at a time: a carry comes from the digit before alone, unless that one is only
// carried out of because it was carried into. Such a group, which is rare, is done digit by digit.
template <bool kAdd> Digit combined(Digit x, Digit y) { return kAdd ? x + y : x - y; }
template <bool kAdd, class T> T carry_of(T combined) { return combined >> (kAdd ? kDigitBits : 31); }

// What both numbers have; returns the carry.
template <bool kAdd> Digit combine_digits(const Digit* x, const Digit* y, ssize n, Digit* out) {
  constexpr ssize kGroup = 4;
  Digit carry = 0;
  for (ssize i = 0; i < n;) {
    if (i > 0 && carry == carry_of<kAdd>(combined<kAdd>(x[i - 1], y[i - 1]))) {
      for (; i + kGroup <= n; i += kGroup) {
        FourDigits here = load_four(x + i), before = load_four(x + i - 1);
        here = kAdd ? here + load_four(y + i) : here - load_four(y + i);
        before = kAdd ? before + load_four(y + i - 1) : before - load_four(y + i - 1);
        here &= kDigitMask;
        here = kAdd ? here + carry_of<kAdd>(before) : here - carry_of<kAdd>(before);
        if (any(carry_of<kAdd>(here))) break;
        store_four(out + i, here);
      }
      carry = carry_of<kAdd>(combined<kAdd>(x[i - 1], y[i - 1]));
    }
    for (ssize end = std::min(i + kGroup, n); i < end; i++) {
      Digit digit = kAdd ? x[i] + y[i] + carry : x[i] - y[i] - carry;
      out[i] = digit & kDigitMask;
      carry = carry_of<kAdd>(digit);
    }
  }
  return carry;
}

// The rest of the longer number; returns the carry.
template <bool kAdd> Digit carry_on(const Digit* x, ssize n, Digit carry, Digit* out) {
  ssize i = 0;
  for (; i < n && carry; i++) {
    Digit digit = kAdd ? x[i] + carry : x[i] - carry;
    out[i] = digit & kDigitMask;
    carry = carry_of<kAdd>(digit);
  }
  std::copy(x + i, x + n, out + i);
  return carry;
}

template <bool kAdd> Digit combine(const Digit* x, ssize n, const Digit* y, ssize m, Digit* out) {
  Digit carry = combine_digits<kAdd>(x, y, m, out);
  return carry_on<kAdd>(x + m, n - m, carry, out + m);
}

using Product = unsigned __int128;

// out = x * factor, or out += it, of n digits; `factor` has `digits` of them, one or two, which out has beyond n, not
// yet set.
template <bool kAdd> void add_product(const Digit* x, ssize n, uint64_t factor, int digits, Digit* out) {
  uint64_t high = 0, carry = 0;
  ssize i = 0;
  for (; i + 2 <= n; i += 2) {
    Product product = Product(load_pair(x + i)) * factor;
    uint64_t sum = (uint64_t(product) & kPairMask) + high + carry;
    if (kAdd) sum += load_pair(out + i);
    store_pair(out + i, sum);
    high = uint64_t(product >> kPairBits);
    carry = sum >> kPairBits;
  }
  Product rest = Product(high) + carry;
  if (i < n) {
    rest += Product(x[i]) * factor;
    if (kAdd) rest += out[i];
    out[i] = Digit(rest) & kDigitMask;
    rest >>= kDigitBits;
  }
  out[n] = Digit(rest) & kDigitMask;
  if (digits == 2) out[n + 1] = Digit(rest >> kDigitBits);
}

// The digit that does not fit n. Four at a time: a digit is few instructions.
Digit multiply_by_digit(const Digit* x, ssize n, Digit factor, Digit* out) {
  uint64_t carry = 0;
  auto step = [&](ssize i) {
    carry += uint64_t(x[i]) * factor;
    out[i] = Digit(carry) & kDigitMask;
    carry >>= kDigitBits;
  };
  ssize i = 0;
  for (; i + 4 <= n; i += 4) {
    step(i);
    step(i + 1);
    step(i + 2);
    step(i + 3);
  }
  for (; i < n; i++) step(i);
  return Digit(carry);
}

}  // namespace

Digit add_digits(const Digit* x, ssize n, const Digit* y, ssize m, Digit* out) {
  return combine<true>(x, n, y, m, out);
}

void subtract_digits(const Digit* x, ssize n, const Digit* y, ssize m, Digit* out) { combine<false>(x, n, y, m, out); }

void multiply_digits(const Digit* x, ssize n, const Digit* y, ssize m, Digit* out) {
  if (m == 1) {
    out[n] = multiply_by_digit(x, n, y[0], out);
    return;
  }
  add_product<false>(x, n, load_pair(y), 2, out);
  ssize j = 2;
  for (; j + 2 <= m; j += 2) add_product<true>(x, n, load_pair(y + j), 2, out + j);
  if (j < m) add_product<true>(x, n, y[j], 1, out + j);
}

void subtract_product(Digit* x, const Digit* y, ssize n, uint64_t factor) {
  uint64_t high = 0;
  int64_t borrow = 0;
  ssize i = 0;
  for (; i + 2 <= n; i += 2) {
    Product product = Product(load_pair(y + i)) * factor;
    int64_t difference = int64_t(load_pair(x + i) - (uint64_t(product) & kPairMask) - high) - borrow;
    store_pair(x + i, uint64_t(difference));
    high = uint64_t(product >> kPairBits);
    borrow = -(difference >> kPairBits);
  }
  if (i < n) x[i] = Digit(x[i] - y[i] * factor - high - uint64_t(borrow)) & kDigitMask;
}

void negate_digits(const Digit* x, ssize n, Digit* out) {
  ssize i = 0;
  for (; i < n && !x[i]; i++) out[i] = 0;
  if (i < n) out[i] = (kDigitMask + 1) - x[i], i++;
  for (; i + 4 <= n; i += 4) store_four(out + i, load_four(x + i) ^ kDigitMask);
  for (; i < n; i++) out[i] = x[i] ^ kDigitMask;
}

}  // namespace sidewinder
