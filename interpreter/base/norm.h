// The Euclidean norm, as math.hypot and math.dist have it.
#pragma once

#include <cmath>
#include <cstddef>

namespace sidewinder {

// Scaled so that squares neither overflow nor vanish; extended precision makes it right to the last bit but rarely.
inline double euclidean_norm(const double* v, size_t n) {
  double largest = 0;
  bool has_nan = false;
  for (size_t i = 0; i < n; ++i) {
    if (std::isinf(v[i])) return HUGE_VAL;
    has_nan |= std::isnan(v[i]);
    largest = std::fmax(largest, std::fabs(v[i]));
  }
  if (has_nan) return std::nan("");
  if (largest == 0 || n == 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  long double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    long double scaled = std::ldexp(static_cast<long double>(v[i]), -exponent);
    sum += scaled * scaled;
  }
  return double(std::ldexp(std::sqrt(sum), exponent));
}
inline double euclidean_norm(double x, double y) {
  double v[] = {x, y};
  return euclidean_norm(v, 2);
}

}  // namespace sidewinder
