// float: arithmetic on doubles as Python defines it, hash, rounding. Text: float_text.cpp; what Python sees:
// float_methods.cpp.
#include "interpreter/objects/number/float.h"

#include <cmath>
#include <iterator>
#include <limits>

#include "interpreter/objects/number/int.h"
#include "interpreter/objects/number/number_errors.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

double float_mod(double a, double b) {
  double remainder = std::fmod(a, b);
  if (remainder == 0) return std::copysign(0.0, b);
  return (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

double float_floor_div(double a, double b) {
  double remainder = std::fmod(a, b);
  double quotient = (a - remainder) / b;  // close to an integer
  if (remainder != 0 && (remainder < 0) != (b < 0)) quotient -= 1;
  if (quotient == 0) return std::copysign(0.0, a / b);
  double floor = std::floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

Raised raise_result_out_of_range(Thread& t) {
  Object* arguments[] = {int_from_int64(ERANGE), new_str("Numerical result out of range")};
  if (!arguments[0] || !arguments[1]) return Raised{};
  Object* exception = call(t, &exceptions::OverflowError, Args{arguments, 2});
  return exception ? raise_object(t, exception) : Raised{};
}

// pow() of C has Python's results for infinities and nan; what differs is what raises.
Result<double> float_power(Thread& t, double a, double b) {
  if (a == 0 && b < 0 && std::isfinite(b)) {
    return raise(t, exceptions::ZeroDivisionError, "0.0 cannot be raised to a negative power");
  }
  double result = std::pow(a, b);
  if (std::isinf(result) && std::isfinite(a) && std::isfinite(b)) return raise_result_out_of_range(t);
  return result;
}

// Numbers are identical if their bits are (one cannot see the boxes), so the hash of a nan comes from its bits.
ssize double_hash(double value, const Object* identity) {
  constexpr uint64_t kModulus = (uint64_t(1) << 61) - 1;
  constexpr ssize kInfinityHash = 314159;
  if (std::isnan(value)) {
    if (identity && !is_exact<Float>(identity) && !is_exact<Complex>(identity)) {
      auto address = reinterpret_cast<size_t>(identity);  // an identity of its own, as object.__hash__ says it
      return ssize(address >> 4 | address << 60);
    }
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return ssize((bits * 0x9e3779b97f4a7c15) >> 2);
  }
  if (std::isinf(value)) return value < 0 ? -kInfinityHash : kInfinityHash;
  int exponent;
  double mantissa = std::frexp(std::fabs(value), &exponent);
  uint64_t h = uint64_t(std::ldexp(mantissa, 53));  // value = h * 2**(exponent - 53)
  int turn = (exponent - 53) % 61;                  // times 2**n modulo 2**61-1 rotates
  if (turn < 0) turn += 61;
  if (turn) h = (h << turn & kModulus) | h >> (61 - turn);
  ssize result = value < 0 ? -ssize(h) : ssize(h);
  return result == -1 ? -2 : result;
}

bool is_number(const Object* o) {
  const Slots& slots = slots_of(o);
  return slots.index || slots.to_int || slots.to_float || is_complex(o);
}

Result<double> as_double(Thread& t, Object* o) {
  if (is_float(o) && (is_exact<Float>(o) || o->cls->data->slots.to_float == float_type.data->slots.to_float))
    return cast<Float>(o)->value;
  UnaryFn convert = slots_of(o).to_float;
  if (is_int(o) && (is_exact<Int>(o) || convert == int_type.data->slots.to_float)) {
    bool overflow;
    double value = int_to_double(o, &overflow);
    if (overflow) return raise_overflow_error(t, "int too large to convert to float");
    return value;
  }
  if (convert) {
    Object* result = TRY(convert(t, o));
    if (!is_float(result)) return raise_type_error(t, "%T.__float__ returned non-float (type %T)", o, result);
    if (!is_exact<Float>(result)) {
      std::string method = std::string(o->cls->name) + ".__float__";
      TRY(warn_strict_subclass(t, method.c_str(), "float", result));
    }
    return cast<Float>(result)->value;
  }
  if (!slots_of(o).index) return raise_type_error(t, "must be real number, not %T", o);
  Object* whole = TRY(index(t, o));
  bool overflow;
  double value = int_to_double(whole, &overflow);
  if (overflow) return raise_overflow_error(t, "int too large to convert to float");
  return value;
}

namespace {

// |value| against half of 10**(exponent + 1), where exponent is that of its first digit: does it round up to that
// power?
bool rounds_up_to_power(double value) {
  std::string digits = format_double(std::fabs(value), 'e', 800);  // more than any double has
  if (digits[0] != '5') return digits[0] > '5';
  size_t end = digits.find('e');
  return digits.find_first_not_of("0.", 1) < end;
}

// Where the product, rounded itself, leaves no doubt on which side of a half it is: the integer and the power are
// exact, so that their quotient is the nearest double.
bool round_by_product(double value, int places, double* rounded) {
  constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (places < 0 || size_t(places) >= std::size(kPowers)) return false;
  constexpr double kIntegers = double(int64_t(1) << 52);
  double scaled = value * kPowers[places];
  if (!(std::fabs(scaled) < kIntegers)) return false;
  double from_half = std::fabs(std::fabs(scaled - std::trunc(scaled)) - 0.5);
  if (from_half <= std::fabs(scaled) / kIntegers) return false;
  *rounded = std::nearbyint(scaled) / kPowers[places];
  return true;
}

// Correctly rounded at 10**-places, halves to even.
double round_decimal(double value, int places) {
  double rounded_quickly;
  if (round_by_product(value, places, &rounded_quickly)) return rounded_quickly;
  std::string scientific = format_double(value, 'e', 17);
  int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  int precision = exponent + places;
  if (precision > 17) return value;
  std::string rounded;
  if (precision >= 0) {
    rounded = format_double(value, 'e', precision);
  } else if (precision == -1 && rounds_up_to_power(value)) {
    rounded = (value < 0 ? "-1e" : "1e") + std::to_string(exponent + 1);
  } else {
    return std::copysign(0.0, value);
  }
  double result = 0;
  parse_double_prefix(rounded, &result);
  return result;
}

}  // namespace

Object* float_round(Thread& t, double value, Object* digits) {
  if (!digits || digits == none()) {
    if (!std::isfinite(value)) return int_from_double(t, value);
    return int_from_double(t, std::nearbyint(value));
  }
  Object* count = TRY(index(t, digits));
  if (value == 0 || !std::isfinite(value)) return new_float(value);
  int64_t places;
  if (!int_fits_int64(count, &places)) places = int_sign(count) < 0 ? -10000 : 10000;
  if (places > 323) return new_float(value);
  if (places < -308) return new_float(std::copysign(0.0, value));
  double rounded = round_decimal(value, int(places));
  if (std::isinf(rounded)) return raise_overflow_error(t, "rounded value too large to represent");
  return new_float(rounded);
}

}  // namespace sidewinder
