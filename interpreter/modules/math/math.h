// The tables of functions of module math.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern const NativeMethod* const math_functions;          // of real numbers: sin, log, hypot, ...
extern const NativeMethod* const math_integer_functions;  // gcd, factorial, comb, isqrt, ...
extern const NativeMethod* const math_series_functions;   // fsum, prod, dist, hypot: over many numbers

Raised raise_math_domain(Thread& t);
Raised raise_math_range(Thread& t);

}  // namespace sidewinder
