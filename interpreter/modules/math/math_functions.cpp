// Functions of one or two real numbers. C's results decide, with CPython's rules for errors: nan from numbers is a
// domain error (ValueError), infinity from finite numbers a range error (OverflowError) or, at a pole, a domain error.
#include <cmath>

#include "interpreter/modules/math/math.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Raised raise_math_domain(Thread& t) { return raise_value_error(t, "math domain error"); }
Raised raise_math_range(Thread& t) { return raise_overflow_error(t, "math range error"); }

namespace {

using RealFn = double (*)(double);
using RealFn2 = double (*)(double, double);

Object* call_real(Thread& t, Args args, const char* name, RealFn function, bool overflows) {
  TRY(args.expect(t, name, 1, 1));
  double x = TRY(as_double(t, args[0]));
  double r = function(x);
  if (std::isnan(r) && !std::isnan(x)) return raise_math_domain(t);
  if (std::isinf(r) && std::isfinite(x)) return overflows ? raise_math_range(t) : raise_math_domain(t);
  return new_float(r);
}

Object* call_real2(Thread& t, Args args, const char* name, RealFn2 function) {
  TRY(args.expect(t, name, 2, 2));
  double x = TRY(as_double(t, args[0])), y = TRY(as_double(t, args[1]));
  double r = function(x, y);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return raise_math_domain(t);
  if (std::isinf(r) && std::isfinite(x) && std::isfinite(y)) return raise_math_range(t);
  return new_float(r);
}

// nan makes a domain error of what C calls a pole error.
bool is_pole_of_gamma(double x) { return x <= 0 && x == std::floor(x); }
double gamma_function(double x) { return is_pole_of_gamma(x) ? std::nan("") : std::tgamma(x); }
double log_gamma(double x) { return is_pole_of_gamma(x) && std::isfinite(x) ? std::nan("") : std::lgamma(x); }
double exponential2(double x) { return std::exp2(x); }
double degrees(double x) { return x * (180 / M_PI); }
double radians(double x) { return x * (M_PI / 180); }
double copy_sign(double x, double y) { return std::copysign(x, y); }

#define ONE(name, function, overflows)                                                                         \
  {                                                                                                            \
    name, [](Thread& t, Object*, Args args) { return call_real(t, args, "math." name, function, overflows); }, \
        MethodKind::Instance, name "($module, x, /)\n--\n\n"                                                   \
  }
#define TWO(name, function)                                                                                        \
  {                                                                                                                \
    name, [](Thread& t, Object*, Args args) { return call_real2(t, args, name, function); }, MethodKind::Instance, \
        name "($module, x, y, /)\n--\n\n"                                                                          \
  }

// --- powers and logarithms ------------------------------------------------------------------------

Object* math_pow(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "pow", 2, 2));
  double x = TRY(as_double(t, args[0])), y = TRY(as_double(t, args[1]));
  double r = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(r)) return raise_math_domain(t);
    if (std::isinf(r)) return x == 0 ? raise_math_domain(t) : raise_math_range(t);
  }
  return new_float(r);
}

// Of an int beyond the doubles: log(m * 2**e) = log(m) + e * log(2).
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
  ssize shift = int_bit_length(o) - 64;
  Object* top = TRY(int_shift_right(t, o, shift));
  return kLog(int_to_double(top, &overflow)) + double(shift) * kLog(2.0);
}
Object* math_log(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "log", 1, 2));
  double x = TRY(logarithm<std::log>(t, args[0]));
  if (args.count == 1) return new_float(x);
  double base = TRY(logarithm<std::log>(t, args[1]));
  if (base == 0) return raise(t, exceptions::ZeroDivisionError, "float division by zero");
  return new_float(x / base);
}
Object* math_log2(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "log2", 1, 1));
  return new_float(TRY(logarithm<std::log2>(t, args[0])));
}
Object* math_log10(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "log10", 1, 1));
  return new_float(TRY(logarithm<std::log10>(t, args[0])));
}

// --- rounding -------------------------------------------------------------------------------------

// A special method decides; a float (or what turns into one) is rounded here.
template <RealFn kRound> Object* rounded(Thread& t, Args args, const char* name, const char* special) {
  TRY(args.expect(t, name, 1, 1));
  if (!is_exact<Float>(args[0])) {
    Lookup method = TRY(lookup_on_class(t, args[0], intern(special)));
    if (method.found()) return call(t, method.value);
  }
  return int_from_double(t, kRound(TRY(as_double(t, args[0]))));
}
Object* math_ceil(Thread& t, Object*, Args args) { return rounded<std::ceil>(t, args, "ceil", "__ceil__"); }
Object* math_floor(Thread& t, Object*, Args args) { return rounded<std::floor>(t, args, "floor", "__floor__"); }
Object* math_trunc(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "trunc", 1, 1));
  if (is_exact<Float>(args[0])) return int_from_double(t, std::trunc(cast<Float>(args[0])->value));
  Lookup method = TRY(lookup_on_class(t, args[0], intern("__trunc__")));
  if (method.is_missing()) return raise_type_error(t, "type %T doesn't define __trunc__ method", args[0]);
  return call(t, method.value);
}

// --- parts of a number ----------------------------------------------------------------------------

Object* pair(Object* a, Object* b) {
  TRY(a);
  TRY(b);
  Object* items[] = {a, b};
  return new_tuple(items, 2);
}
Object* math_modf(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "modf", 1, 1));
  double whole, x = TRY(as_double(t, args[0])), fraction = std::modf(x, &whole);
  return pair(new_float(fraction), new_float(whole));
}
Object* math_frexp(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "frexp", 1, 1));
  int exponent = 0;
  double x = TRY(as_double(t, args[0]));
  double mantissa = x == 0 || !std::isfinite(x) ? x : std::frexp(x, &exponent);
  return pair(new_float(mantissa), int_from_int64(exponent));
}
Object* math_ldexp(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "ldexp", 2, 2));
  double x = TRY(as_double(t, args[0]));
  if (!is_int(args[1])) return raise_type_error(t, "Expected an int as second argument to ldexp.");
  ssize exponent = TRY(index_as_ssize(t, args[1], nullptr));
  int clamped = exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : int(exponent);
  double r = std::ldexp(x, clamped);
  if (std::isinf(r) && std::isfinite(x)) return raise_math_range(t);
  return new_float(r);
}
Object* math_nextafter(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "nextafter", 2, 2));
  double x = TRY(as_double(t, args[0])), y = TRY(as_double(t, args[1]));
  return new_float(std::nextafter(x, y));
}
Object* math_ulp(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "ulp", 1, 1));
  double x = std::fabs(TRY(as_double(t, args[0])));
  if (!std::isfinite(x)) return new_float(x);
  double above = std::nextafter(x, HUGE_VAL);
  return new_float(std::isinf(above) ? x - std::nextafter(x, 0.0) : above - x);
}

// --- tests ----------------------------------------------------------------------------------------

Object* math_isfinite(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "math.isfinite", 1, 1));
  return bool_object(std::isfinite(TRY(as_double(t, args[0]))));
}
Object* math_isinf(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "math.isinf", 1, 1));
  return bool_object(std::isinf(TRY(as_double(t, args[0]))));
}
Object* math_isnan(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "math.isnan", 1, 1));
  return bool_object(std::isnan(TRY(as_double(t, args[0]))));
}

Object* math_isclose(Thread& t, Object*, Args args) {
  Object* v[4];
  TRY(args.bind(t, "isclose", "a,b,*,rel_tol=,abs_tol=", v));
  double a = TRY(as_double(t, v[0])), b = TRY(as_double(t, v[1]));
  double relative = v[2] ? TRY(as_double(t, v[2])) : 1e-9, absolute = v[3] ? TRY(as_double(t, v[3])) : 0.0;
  if (relative < 0 || absolute < 0) return raise_value_error(t, "tolerances must be non-negative");
  if (a == b) return py_true();
  if (std::isinf(a) || std::isinf(b)) return py_false();
  double difference = std::fabs(b - a);
  return bool_object(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) ||
                     difference <= absolute);
}

}  // namespace

const NativeMethod math_functions[] = {
    ONE("acos", std::acos, false),
    ONE("acosh", std::acosh, false),
    ONE("asin", std::asin, false),
    ONE("asinh", std::asinh, false),
    ONE("atan", std::atan, false),
    ONE("atanh", std::atanh, false),
    ONE("cbrt", std::cbrt, false),
    ONE("cos", std::cos, false),
    ONE("cosh", std::cosh, true),
    ONE("degrees", degrees, true),
    ONE("erf", std::erf, false),
    ONE("erfc", std::erfc, false),
    ONE("exp", std::exp, true),
    ONE("exp2", exponential2, true),
    ONE("expm1", std::expm1, true),
    ONE("fabs", std::fabs, false),
    ONE("gamma", gamma_function, true),
    ONE("lgamma", log_gamma, true),
    ONE("log1p", std::log1p, false),
    ONE("radians", radians, false),
    ONE("sin", std::sin, false),
    ONE("sinh", std::sinh, true),
    ONE("sqrt", std::sqrt, false),
    ONE("tan", std::tan, false),
    ONE("tanh", std::tanh, false),
    TWO("atan2", std::atan2),
    TWO("copysign", copy_sign),
    TWO("fmod", std::fmod),
    TWO("remainder", std::remainder),
    {"nextafter", math_nextafter, MethodKind::Instance,
     "nextafter($module, x, y, /)\n--\n\nReturn the next floating-point value after x towards y."},
    {"pow", math_pow, MethodKind::Instance, "pow($module, x, y, /)\n--\n\nReturn x**y (x to the power of y)."},
    {"log", math_log, MethodKind::Instance, "log(x, [base=math.e])\nReturn the logarithm of x to the given base."},
    {"log2", math_log2},
    {"log10", math_log10},
    {"ceil", math_ceil},
    {"floor", math_floor},
    {"trunc", math_trunc},
    {"modf", math_modf},
    {"frexp", math_frexp},
    {"ldexp", math_ldexp},
    {"ulp", math_ulp},
    {"isfinite", math_isfinite},
    {"isinf", math_isinf},
    {"isnan", math_isnan},
    {"isclose", math_isclose},
    {}};

}  // namespace sidewinder
