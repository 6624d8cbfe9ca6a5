#include "interpreter/objects/number/half_float.h"

#include <cmath>

namespace sidewinder {

namespace {

constexpr uint16_t kInfinity = 0x7c00, kNan = 0x7e00;
// Half way between the greatest half and the next power of two: what would round to that is infinity.
constexpr double kTooLarge = 65520.0;

}  // namespace

bool exceeds_half(double v) { return std::isfinite(v) && std::fabs(v) >= kTooLarge; }

uint16_t half_of(double v) {
  uint16_t sign = std::signbit(v) ? 0x8000 : 0;
  double magnitude = std::fabs(v);
  if (std::isnan(v)) return sign | kNan;
  if (magnitude >= kTooLarge) return sign | kInfinity;
  // subnormal, or rounded up to the least normal
  if (magnitude < 0x1p-14) return sign | uint16_t(std::lrint(magnitude * 0x1p24));
  int exponent;
  double fraction = std::frexp(magnitude, &exponent);  // 0.5 <= fraction < 1
  // a carry belongs to the exponent
  return sign | uint16_t(((exponent + 14) << 10) + (std::lrint(fraction * 2048) - 1024));
}

double value_of_half(uint16_t half) {
  int exponent = half >> 10 & 31;
  int mantissa = half & 1023;
  double magnitude;
  if (exponent == 31) magnitude = mantissa ? std::nan("") : HUGE_VAL;
  else if (exponent) magnitude = std::ldexp(1024 + mantissa, exponent - 25);
  else magnitude = std::ldexp(mantissa, -24);
  return half & 0x8000 ? -magnitude : magnitude;
}

}  // namespace sidewinder
