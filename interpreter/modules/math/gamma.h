// The gamma function and the logarithm of its absolute value, by Lanczos' approximation.
#pragma once

namespace sidewinder {

// nan at the poles (0, -1, -2, ...) and at -inf; infinity where the value is beyond the doubles.
double gamma_of(double x);
double log_gamma_of(double x);

}  // namespace sidewinder
