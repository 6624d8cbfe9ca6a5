// Kahan's formulas ("Branch cuts for complex elementary functions", 1987), scaled where the plain ones overflow. For
// infinities and nan the C library's functions decide, which follow C99's annex G.
#include "interpreter/modules/cmath/cmath_values.h"

#include <cfloat>
#include <cmath>
#include <complex>

namespace sidewinder {
namespace {

using Value = CmathValue;
using Library = std::complex<double>;

const double kLarge = DBL_MAX / 4;
const double kSqrtLarge = std::sqrt(kLarge);
const double kLogLarge = std::log(kLarge);
const double kSqrtLeast = std::sqrt(DBL_MIN);
constexpr double kLn2 = M_LN2;

bool is_finite(const Value& z) { return std::isfinite(z.real) && std::isfinite(z.imag); }
bool is_large(const Value& z) { return std::fabs(z.real) > kLarge || std::fabs(z.imag) > kLarge; }
double log_of_large(const Value& z) { return std::log(std::hypot(z.real / 2, z.imag / 2)); }

// f(z) by the library; `domain_error`: the result means nothing.
template <class F> Value by_library(F f, const Value& z, bool domain_error = false) {
  Library r = f(Library(z.real, z.imag));
  return {r.real(), r.imag(), domain_error ? Value::Domain : Value::None};
}

// i z and its inverse: the circular functions are the hyperbolic ones of those.
Value times_i(const Value& z) { return {-z.imag, z.real, z.error}; }
Value over_i(const Value& z) { return {z.imag, -z.real, z.error}; }

Value checked(Value z) {
  if (std::isinf(z.real) || std::isinf(z.imag)) z.error = Value::Range;
  return z;
}

}  // namespace

Value cmath_sqrt_of(Value z) {
  if (!is_finite(z)) return by_library([](Library w) { return std::sqrt(w); }, z);
  if (z.real == 0 && z.imag == 0) return {0, z.imag};
  double ax = std::fabs(z.real);
  double ay = std::fabs(z.imag);
  double s;
  if (ax < DBL_MIN && ay < DBL_MIN) {
    ax = std::ldexp(ax, 53);
    s = std::ldexp(std::sqrt(ax + std::hypot(ax, std::ldexp(ay, 53))), -27);
  } else {
    ax /= 8;
    s = 2 * std::sqrt(ax + std::hypot(ax, ay / 8));
  }
  double d = ay / (2 * s);
  return z.real >= 0 ? Value{s, std::copysign(d, z.imag)} : Value{d, std::copysign(s, z.imag)};
}

Value cmath_acos_of(Value z) {
  if (!is_finite(z)) return by_library([](Library w) { return std::acos(w); }, z);
  if (is_large(z)) {
    double length = log_of_large(z) + kLn2 * 2;
    double imag = z.real < 0 ? -std::copysign(length, z.imag) : std::copysign(length, -z.imag);
    return {std::atan2(std::fabs(z.imag), z.real), imag};
  }
  Value a = cmath_sqrt_of({1 - z.real, -z.imag});
  Value b = cmath_sqrt_of({1 + z.real, z.imag});
  return {2 * std::atan2(a.real, b.real), std::asinh(b.real * a.imag - b.imag * a.real)};
}

Value cmath_acosh_of(Value z) {
  if (z.real == 0 && std::isnan(z.imag)) return {z.imag, z.imag};
  if (!is_finite(z)) return by_library([](Library w) { return std::acosh(w); }, z);
  if (is_large(z)) return {log_of_large(z) + kLn2 * 2, std::atan2(z.imag, z.real)};
  Value a = cmath_sqrt_of({z.real - 1, z.imag});
  Value b = cmath_sqrt_of({z.real + 1, z.imag});
  return {std::asinh(a.real * b.real + a.imag * b.imag), 2 * std::atan2(a.imag, b.real)};
}

Value cmath_asinh_of(Value z) {
  if (!is_finite(z)) return by_library([](Library w) { return std::asinh(w); }, z);
  if (is_large(z)) {
    double length = log_of_large(z) + kLn2 * 2;
    double real = z.imag >= 0 ? std::copysign(length, z.real) : -std::copysign(length, -z.real);
    return {real, std::atan2(z.imag, std::fabs(z.real))};
  }
  Value a = cmath_sqrt_of({1 + z.imag, -z.real});
  Value b = cmath_sqrt_of({1 - z.imag, z.real});
  return {std::asinh(a.real * b.imag - b.real * a.imag), std::atan2(z.imag, a.real * b.real - a.imag * b.imag)};
}

Value cmath_asin_of(Value z) { return over_i(cmath_asinh_of(times_i(z))); }

Value cmath_atanh_of(Value z) {
  if (std::isnan(z.real) && std::isinf(z.imag)) return {0, std::copysign(M_PI / 2, z.imag)};
  if (!is_finite(z)) return by_library([](Library w) { return std::atanh(w); }, z);
  if (std::signbit(z.real)) {
    Value r = cmath_atanh_of({-z.real, -z.imag});
    return {-r.real, -r.imag, r.error};
  }
  double ay = std::fabs(z.imag);
  if (z.real > kSqrtLarge || ay > kSqrtLarge) {
    double h = std::hypot(z.real / 2, z.imag / 2);
    return {z.real / 4 / h / h, -std::copysign(M_PI / 2, -z.imag)};
  }
  if (z.real == 1 && ay < kSqrtLeast) {
    if (ay == 0) return {HUGE_VAL, z.imag, Value::Domain};
    double imag = std::copysign(std::atan2(2.0, -ay) / 2, z.imag);
    return {-std::log(std::sqrt(ay) / std::sqrt(std::hypot(ay, 2.0))), imag};
  }
  double rest = 1 - z.real;
  return {std::log1p(4 * z.real / (rest * rest + ay * ay)) / 4,
          -std::atan2(-2 * z.imag, rest * (1 + z.real) - ay * ay) / 2};
}

Value cmath_atan_of(Value z) { return over_i(cmath_atanh_of(times_i(z))); }

Value cmath_cosh_of(Value z) {
  if (!is_finite(z))
    return by_library([](Library w) { return std::cosh(w); }, z, std::isinf(z.imag) && !std::isnan(z.real));
  if (std::fabs(z.real) <= kLogLarge)
    return checked({std::cos(z.imag) * std::cosh(z.real), std::sin(z.imag) * std::sinh(z.real)});
  double less = z.real - std::copysign(1.0, z.real);
  return checked({std::cos(z.imag) * std::cosh(less) * M_E, std::sin(z.imag) * std::sinh(less) * M_E});
}

Value cmath_sinh_of(Value z) {
  if (!is_finite(z))
    return by_library([](Library w) { return std::sinh(w); }, z, std::isinf(z.imag) && !std::isnan(z.real));
  if (std::fabs(z.real) <= kLogLarge)
    return checked({std::cos(z.imag) * std::sinh(z.real), std::sin(z.imag) * std::cosh(z.real)});
  double less = z.real - std::copysign(1.0, z.real);
  return checked({std::cos(z.imag) * std::sinh(less) * M_E, std::sin(z.imag) * std::cosh(less) * M_E});
}

Value cmath_tanh_of(Value z) {
  if (std::isinf(z.real) && !std::isfinite(z.imag)) return {std::copysign(1.0, z.real), 0};
  if (z.real == 0 && std::isnan(z.imag)) return {z.imag, z.imag};
  if (!is_finite(z))
    return by_library([](Library w) { return std::tanh(w); }, z, std::isinf(z.imag) && std::isfinite(z.real));
  if (std::fabs(z.real) > kLogLarge)
    return {std::copysign(1.0, z.real), 4 * std::sin(z.imag) * std::cos(z.imag) * std::exp(-2 * std::fabs(z.real))};
  double tx = std::tanh(z.real);
  double ty = std::tan(z.imag);
  double cx = 1 / std::cosh(z.real);
  double both = tx * ty;
  double denominator = 1 + both * both;
  return {tx * (1 + ty * ty) / denominator, ((ty / denominator) * cx) * cx};
}

Value cmath_cos_of(Value z) { return cmath_cosh_of(times_i(z)); }
Value cmath_sin_of(Value z) { return over_i(cmath_sinh_of(times_i(z))); }
Value cmath_tan_of(Value z) { return over_i(cmath_tanh_of(times_i(z))); }

Value cmath_exp_of(Value z) {
  if (!is_finite(z)) {
    if (std::isinf(z.real) && z.real < 0 && !std::isfinite(z.imag)) return {0, 0};
    bool domain_error = std::isinf(z.imag) && (std::isfinite(z.real) || z.real > 0);
    return by_library([](Library w) { return std::exp(w); }, z, domain_error);
  }
  if (z.real <= kLogLarge) {
    double length = std::exp(z.real);
    return checked({length * std::cos(z.imag), length * std::sin(z.imag)});
  }
  double length = std::exp(z.real - 1);
  return checked({length * std::cos(z.imag) * M_E, length * std::sin(z.imag) * M_E});
}

Value cmath_log_of(Value z) {
  if (!is_finite(z)) return by_library([](Library w) { return std::log(w); }, z);
  double ax = std::fabs(z.real);
  double ay = std::fabs(z.imag);
  double angle = std::atan2(z.imag, z.real);
  if (is_large(z)) return {log_of_large(z) + kLn2, angle};
  if (ax < DBL_MIN && ay < DBL_MIN) {
    if (ax == 0 && ay == 0) return {-HUGE_VAL, angle, Value::Domain};
    return {std::log(std::hypot(std::ldexp(ax, DBL_MANT_DIG), std::ldexp(ay, DBL_MANT_DIG))) - DBL_MANT_DIG * kLn2,
            angle};
  }
  double h = std::hypot(ax, ay);
  if (h < 0.71 || h > 1.73) return {std::log(h), angle};
  double greater = std::fmax(ax, ay);
  double less = std::fmin(ax, ay);
  return {std::log1p((greater - 1) * (greater + 1) + less * less) / 2, angle};
}

Value cmath_rect_of(double r, double phi) {
  bool domain_error = std::isinf(phi) && r != 0 && !std::isnan(r);
  if (phi == 0 && std::isnan(r)) return {r, 0};
  if (phi == 0) return {r, std::isinf(r) ? std::copysign(phi, r > 0 ? phi : -phi) : r * phi};
  if (std::isfinite(r) && std::isfinite(phi)) return {r * std::cos(phi), r * std::sin(phi)};
  if (std::isinf(r) && std::isfinite(phi)) {
    double sign = r > 0 ? 1 : -1;
    return {std::copysign(HUGE_VAL, sign * std::cos(phi)), std::copysign(HUGE_VAL, sign * std::sin(phi))};
  }
  if (r == 0) return {0, 0};
  return {std::isinf(r) ? HUGE_VAL : std::nan(""), std::nan(""), domain_error ? Value::Domain : Value::None};
}

}  // namespace sidewinder
