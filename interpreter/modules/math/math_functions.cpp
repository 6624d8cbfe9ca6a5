// Functions of one or two real numbers. C's results decide, with CPython's rules for errors: nan from numbers is a
// domain error (ValueError), infinity from finite numbers a range error (OverflowError) or, at a pole, a domain error.
#include <cmath>

#include "interpreter/modules/math/gamma.h"
#include "interpreter/modules/math/math.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/typed_native.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Raised raise_math_domain(Thread& t) { return raise_value_error(t, "math domain error"); }
Raised raise_math_range(Thread& t) { return raise_overflow_error(t, "math range error"); }

namespace {

using RealFn = double (*)(double);

// `r` as the result of a function at x (and y).
Result<double> real_result(Thread& t, double r, double x, bool overflows) {
  if (std::isnan(r) && !std::isnan(x)) return raise_math_domain(t);
  if (std::isinf(r) && std::isfinite(x)) return overflows ? raise_math_range(t) : raise_math_domain(t);
  return r;
}
Result<double> real_result(Thread& t, double r, double x, double y) {
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return raise_math_domain(t);
  if (std::isinf(r) && std::isfinite(x) && std::isfinite(y)) return raise_math_range(t);
  return r;
}

#define REAL(name, value, overflows) \
  Result<double> math_##name(Thread& t, double x) { return real_result(t, value, x, overflows); }
REAL(acos, std::acos(x), false)
REAL(acosh, std::acosh(x), false)
REAL(asin, std::asin(x), false)
REAL(asinh, std::asinh(x), false)
REAL(atan, std::atan(x), false)
REAL(atanh, std::atanh(x), false)
REAL(cbrt, std::cbrt(x), false)
REAL(cos, std::cos(x), false)
REAL(cosh, std::cosh(x), true)
REAL(erf, std::erf(x), false)
REAL(erfc, std::erfc(x), false)
REAL(exp, std::exp(x), true)
REAL(exp2, std::exp2(x), true)
REAL(expm1, std::expm1(x), true)
REAL(fabs, std::fabs(x), false)
REAL(gamma, gamma_of(x), true)
REAL(lgamma, log_gamma_of(x), true)
REAL(log1p, std::log1p(x), false)
REAL(sin, std::sin(x), false)
REAL(sinh, std::sinh(x), true)
REAL(sqrt, std::sqrt(x), false)
REAL(tan, std::tan(x), false)
REAL(tanh, std::tanh(x), false)
#undef REAL
double math_degrees(double x) { return x * (180 / M_PI); }
double math_radians(double x) { return x * (M_PI / 180); }

Result<double> math_atan2(Thread& t, double y, double x) { return real_result(t, std::atan2(y, x), y, x); }
Result<double> math_copysign(Thread& t, double x, double y) { return real_result(t, std::copysign(x, y), x, y); }
Result<double> math_fmod(Thread& t, double x, double y) { return real_result(t, std::fmod(x, y), x, y); }
Result<double> math_remainder(Thread& t, double x, double y) { return real_result(t, std::remainder(x, y), x, y); }
double math_nextafter(double x, double y) { return std::nextafter(x, y); }

// --- powers and logarithms ------------------------------------------------------------------------

Result<double> math_pow(Thread& t, double x, double y) {
  double r = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(r)) return raise_math_domain(t);
    if (std::isinf(r)) return x == 0 ? raise_math_domain(t) : raise_math_range(t);
  }
  return r;
}

// Of an int beyond the doubles: log(m * 2**e) = log(m) + log(2) * e, where m is in [0.5, 1).
template <RealFn kLog> Result<double> logarithm(Thread& t, Object* o) {
  if (!is_int(o)) {
    double x = TRY(as_double(t, o));
    if (x > 0 || std::isnan(x)) return kLog(x);
    return raise_math_domain(t);
  }
  if (int_sign(o) <= 0) return raise_math_domain(t);
  bool overflow = false;
  double x = int_to_double(o, &overflow);
  if (!overflow) return kLog(x);
  constexpr ssize kTopBits = 1000;
  ssize shift = int_bit_length(o) - kTopBits;
  int exponent;
  double m = std::frexp(int_to_double(TRY(int_shift_right(t, o, shift)), &overflow), &exponent);
  return kLog(m) + kLog(2.0) * double(shift + exponent);
}
Object* math_log(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "log"));
  if (args.count < 1 || args.count > 2) return raise_type_error(t, "math.log requires 1 to 2 arguments");
  double x = TRY(logarithm<std::log>(t, args[0]));
  if (args.count == 1) return new_float(x);
  double base = TRY(logarithm<std::log>(t, args[1]));
  if (base == 0) return raise(t, exceptions::ZeroDivisionError, "float division by zero");
  return new_float(x / base);
}
Result<double> math_log2(Thread& t, Object* x) { return logarithm<std::log2>(t, x); }
Result<double> math_log10(Thread& t, Object* x) { return logarithm<std::log10>(t, x); }

// --- rounding -------------------------------------------------------------------------------------

// A special method decides; a float (or what turns into one) is rounded here.
template <RealFn kRound> Object* rounded(Thread& t, Object* x, const char* special) {
  if (!is_exact<Float>(x)) {
    Lookup method = TRY(lookup_on_class(t, x, intern(special)));
    if (method.found()) return call(t, method.value);
  }
  return int_from_double(t, kRound(TRY(as_double(t, x))));
}
Object* math_ceil(Thread& t, Object* x) { return rounded<std::ceil>(t, x, "__ceil__"); }
Object* math_floor(Thread& t, Object* x) { return rounded<std::floor>(t, x, "__floor__"); }
Object* math_trunc(Thread& t, Object* x) {
  if (is_exact<Float>(x)) return int_from_double(t, std::trunc(cast<Float>(x)->value));
  Lookup method = TRY(lookup_on_class(t, x, intern("__trunc__")));
  if (method.is_missing()) return raise_type_error(t, "type %T doesn't define __trunc__ method", x);
  return call(t, method.value);
}

// --- parts of a number ----------------------------------------------------------------------------

Object* pair(Object* a, Object* b) {
  TRY(a);
  TRY(b);
  Object* items[] = {a, b};
  return new_tuple(items, 2);
}
Object* math_modf(Thread&, double x) {
  double whole;
  double fraction = std::modf(x, &whole);
  return pair(new_float(fraction), new_float(whole));
}
Object* math_frexp(Thread&, double x) {
  int exponent = 0;
  double mantissa = x == 0 || !std::isfinite(x) ? x : std::frexp(x, &exponent);
  return pair(new_float(mantissa), int_from_int64(exponent));
}
Result<double> math_ldexp(Thread& t, double x, Object* i) {
  if (!is_int(i)) return raise_type_error(t, "Expected an int as second argument to ldexp.");
  ssize exponent = TRY(index_as_ssize(t, i, nullptr));
  int clamped = exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : int(exponent);
  double r = std::ldexp(x, clamped);
  if (std::isinf(r) && std::isfinite(x)) return raise_math_range(t);
  return r;
}
double math_ulp(double x) {
  x = std::fabs(x);
  if (!std::isfinite(x)) return x;
  double above = std::nextafter(x, HUGE_VAL);
  return std::isinf(above) ? x - std::nextafter(x, 0.0) : above - x;
}

// --- tests ----------------------------------------------------------------------------------------

bool math_isfinite(double x) { return std::isfinite(x); }
bool math_isinf(double x) { return std::isinf(x); }
bool math_isnan(double x) { return std::isnan(x); }

Truth math_isclose(Thread& t, double a, double b, double relative, double absolute) {
  if (relative < 0 || absolute < 0) return truth_error(raise_value_error(t, "tolerances must be non-negative"));
  if (a == b) return Truth::True;
  if (std::isinf(a) || std::isinf(b)) return Truth::False;
  double difference = std::fabs(b - a);
  bool is_relatively_close = difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a);
  return truth_of(is_relatively_close || difference <= absolute);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/math/math_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX math
#define NATIVE_NAME "math"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const math_functions = math_method_rows;

}  // namespace sidewinder
