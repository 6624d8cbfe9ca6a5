// Ints of a few digits as machine numbers of 128 bits: what does not fit 60 bits by little need not go the way of
// numbers of any size.
#pragma once

#include "interpreter/objects/number/natural.h"

namespace sidewinder {

using Wide = __int128;
using UnsignedWide = unsigned __int128;

constexpr int kWideBits = 126;  // of a magnitude: sums of two have room
constexpr ssize kWideDigits = 5;
static_assert(kWideDigits * kDigitBits >= kWideBits);

inline bool is_wide(const Int* i) {
  ssize n = i->size < 0 ? -i->size : i->size;
  const uint32_t* digits = i->digits;  // more than the declared two
  return n < kWideDigits || (n == kWideDigits && digits[n - 1] >> (kWideBits - (kWideDigits - 1) * kDigitBits) == 0);
}
inline UnsignedWide wide_magnitude(const Int* i) {
  ssize n = i->size < 0 ? -i->size : i->size;
  const uint32_t* digits = i->digits;
  UnsignedWide magnitude = load_pair(digits);  // two are always there
  if (n > 2) magnitude |= UnsignedWide(n > 3 ? load_pair(digits + 2) : digits[2]) << kPairBits;
  if (n > 4) magnitude |= UnsignedWide(digits[4]) << (2 * kPairBits);
  return magnitude;
}
inline Wide wide_value(const Int* i) {
  Wide magnitude = Wide(wide_magnitude(i));
  return i->size < 0 ? -magnitude : magnitude;
}
// Null: MemoryError is pending.
inline Object* int_from_magnitude(UnsignedWide magnitude, bool negative) {
  if (magnitude < UnsignedWide(kSmallIntLimit))
    return int_from_int64(negative ? -int64_t(magnitude) : int64_t(magnitude));
  UnsignedWide above = magnitude >> kPairBits;
  ssize n = 3 + (above >> kDigitBits != 0) + (above >> kPairBits != 0);
  Int* result = new_int_room(n);
  if (!result) return nullptr;
  uint32_t* digits = result->digits;
  store_pair(digits, uint64_t(magnitude));
  digits[2] = uint32_t(above) & kDigitMask;
  if (n > 3) digits[3] = uint32_t(above >> kDigitBits) & kDigitMask;
  if (n > 4) digits[4] = uint32_t(above >> kPairBits);
  result->size = negative ? -n : n;
  return result;
}
inline Object* int_from_wide(Wide value) {
  return int_from_magnitude(value < 0 ? -UnsignedWide(value) : UnsignedWide(value), value < 0);
}

}  // namespace sidewinder
