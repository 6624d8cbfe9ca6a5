// complex: the arithmetic (same formulas as CPython, so that results have the same bits) and text.
#include <cmath>

#include "interpreter/objects/number/float.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

ComplexValue complex_multiply(ComplexValue a, ComplexValue b) {
  return {a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

namespace {

// Smith's method: no overflow in between. b is not zero.
ComplexValue divide(ComplexValue a, ComplexValue b) {
  if (std::fabs(b.real) >= std::fabs(b.imag)) {
    double ratio = b.imag / b.real, denominator = b.real + b.imag * ratio;
    return {(a.real + a.imag * ratio) / denominator, (a.imag - a.real * ratio) / denominator};
  }
  if (std::fabs(b.imag) >= std::fabs(b.real)) {
    double ratio = b.real / b.imag, denominator = b.real * ratio + b.imag;
    return {(a.real * ratio + a.imag) / denominator, (a.imag * ratio - a.real) / denominator};
  }
  return {std::nan(""), std::nan("")};
}

ComplexValue power_of_natural(ComplexValue a, unsigned n) {
  ComplexValue result{1, 0}, square = a;
  for (; n; n >>= 1) {
    if (n & 1) result = complex_multiply(result, square);
    square = complex_multiply(square, square);
  }
  return result;
}

// The angle of a**b.
double polar_angle(ComplexValue a, ComplexValue b) {
  double phase = std::atan2(a.imag, a.real) * b.real;
  return b.imag == 0 ? phase : phase + b.imag * std::log(std::hypot(a.real, a.imag));
}
}  // namespace

ComplexValue complex_power_polar(ComplexValue a, ComplexValue b) {
  double result = std::pow(std::hypot(a.real, a.imag), b.real), phase = polar_angle(a, b);
  if (b.imag != 0) result /= std::exp(std::atan2(a.imag, a.real) * b.imag);
  return {result * std::cos(phase), result * std::sin(phase)};
}

Result<ComplexValue> complex_divide(Thread& t, ComplexValue a, ComplexValue b) {
  if (b.real == 0 && b.imag == 0) return raise(t, exceptions::ZeroDivisionError, "complex division by zero");
  return divide(a, b);
}

static Raised raise_zero_to_negative(Thread& t) {
  return raise(t, exceptions::ZeroDivisionError, "0.0 to a negative or complex power");
}

Result<ComplexValue> complex_power(Thread& t, ComplexValue a, ComplexValue b) {
  constexpr double kLargestNatural = 100;
  bool a_is_zero = a.real == 0 && a.imag == 0;
  ComplexValue result;
  if (b.real == 0 && b.imag == 0) return ComplexValue{1, 0};
  if (a_is_zero && (b.imag != 0 || b.real < 0)) return raise_zero_to_negative(t);
  if (b.imag == 0 && b.real == std::floor(b.real) && std::fabs(b.real) <= kLargestNatural) {
    result = power_of_natural(a, unsigned(std::fabs(b.real)));
    if (b.real < 0 && result.real == 0 && result.imag == 0) return raise_zero_to_negative(t);  // too small a power
    if (b.real < 0) result = divide({1, 0}, result);
  } else if (a_is_zero) {
    return ComplexValue{0, 0};
  } else {
    result = complex_power_polar(a, b);
    // An angle without end has no cosine, which C tells as a domain error.
    if (std::isinf(polar_angle(a, b))) return raise_zero_to_negative(t);
  }
  if (std::isinf(result.real) || std::isinf(result.imag)) return raise_overflow_error(t, "complex exponentiation");
  return result;
}

std::string complex_repr(ComplexValue v) {
  std::string imaginary = format_double(v.imag, 'r', 0);
  if (v.real == 0 && !std::signbit(v.real)) return imaginary + "j";
  if (imaginary[0] != '-') imaginary.insert(imaginary.begin(), '+');
  return "(" + format_double(v.real, 'r', 0) + imaginary + "j)";
}

}  // namespace sidewinder
