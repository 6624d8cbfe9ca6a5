// Loops over arrays of 30-bit digits, least significant first: what the arithmetic of big ints consists of. No objects
// here and no memory: the callers (natural.cpp, int_bits.cpp) have made room for the results.
#pragma once

#include <cstdint>
#include <cstring>

#include "interpreter/base/check.h"

namespace sidewinder {

using Digit = uint32_t;
constexpr int kDigitBits = 30;
constexpr Digit kDigitMask = (Digit(1) << kDigitBits) - 1;

using FourDigits [[gnu::vector_size(16), gnu::aligned(4), gnu::may_alias]] = Digit;
inline FourDigits load_four(const Digit* from) { return *reinterpret_cast<const FourDigits*>(from); }
inline void store_four(Digit* to, FourDigits digits) { *reinterpret_cast<FourDigits*>(to) = digits; }

// Two digits as one number of 60 bits.
constexpr int kPairBits = 2 * kDigitBits;
constexpr uint64_t kPairMask = (uint64_t(1) << kPairBits) - 1;
inline uint64_t load_pair(const Digit* from) { return from[0] | uint64_t(from[1]) << kDigitBits; }
inline void store_pair(Digit* to, uint64_t pair) {
  to[0] = Digit(pair) & kDigitMask;
  to[1] = Digit(pair >> kDigitBits) & kDigitMask;
}

// x + y of n >= m digits, m > 0; returns the carry.
Digit add_digits(const Digit* x, ssize n, const Digit* y, ssize m, Digit* out);
// x - y of n >= m digits, m > 0, x >= y.
void subtract_digits(const Digit* x, ssize n, const Digit* y, ssize m, Digit* out);
// The product of n >= m digits, m > 0, has n + m.
void multiply_digits(const Digit* x, ssize n, const Digit* y, ssize m, Digit* out);
// x -= y * factor, of n digits each; what is left is not negative. `factor` has at most two digits.
void subtract_product(Digit* x, const Digit* y, ssize n, uint64_t factor);
// The negative of x in two's complement modulo 2**(30 n). `out` may be x.
void negate_digits(const Digit* x, ssize n, Digit* out);

}  // namespace sidewinder
