// float and complex: CPython's layouts, IEEE 754 doubles.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Float : Object {
  double value;
  static Type* type();
};
struct Complex : Object {
  double real, imag;
  static Type* type();
};
extern Type float_type, complex_type;
inline Type* Float::type() { return &float_type; }
inline Type* Complex::type() { return &complex_type; }

PY_ALWAYS_INLINE Object* new_float(double value) {  // null: MemoryError pending
  Float* o = new_object<Float, MemoryKind::Leaf>(&float_type);
  if (o) [[likely]]
    o->value = value;
  return o;
}
PY_ALWAYS_INLINE Object* new_complex(double real, double imag) {
  Complex* o = new_object<Complex, MemoryKind::Leaf>(&complex_type);
  if (o) [[likely]] {
    o->real = real;
    o->imag = imag;
  }
  return o;
}
// Python's // and % on doubles, b != 0.
double float_floor_div(double a, double b);
double float_mod(double a, double b);
// ZeroDivisionError, OverflowError; complex results are the caller's business
Result<double> float_power(Thread& t, double a, double b);
Result<double> as_double(Thread& t, Object* o);           // float(), __float__, __index__; no strings
ssize double_hash(double value, const Object* identity);  // of nan: by identity
std::string double_repr(double value);                    // shortest that reads back, as repr(float)

PY_ALWAYS_INLINE bool is_float(const Object* o) { return o->cls == &float_type || is_subtype(o->cls, &float_type); }
PY_ALWAYS_INLINE bool is_complex(const Object* o) {
  return o->cls == &complex_type || is_subtype(o->cls, &complex_type);
}
bool is_number(const Object* o);  // can be an index, an int or a float by a method, or is complex
// Presentation type e, f, g, or r (shortest that reads back; precision ignored). `alternate` keeps the point and zeros;
// `point_zero` makes an integral value end in ".0" (and g switch to an exponent one digit earlier), as repr() and
// str.format() without a type do.
std::string format_double(double value, char type, int precision, bool alternate = false, bool point_zero = false);
// The longest prefix that is a number: sign, decimal literal without underscores, inf or nan. 0: none.
size_t parse_double_prefix(std::string_view text, double* value);
// All of `text`, as float(str) reads it: surrounding space and underscores allowed.
bool parse_double(std::string_view text, double* value);
// What messages show of a number's text as C programs have it, up to a NUL: 200 bytes, of which any may be no UTF-8.
Str* shown_c_text(Thread& t, std::string_view text);
Object* float_from_text(Thread& t, Object* text);  // float() of a str or bytes-like object
Object* float_from_hex(Thread& t, std::string_view text);
std::string double_to_hex(double value);
Object* float_round(Thread& t, double value, Object* digits);  // digits null or None: to int
struct ComplexValue {
  double real, imag;
};
Result<ComplexValue> as_complex(Thread& t, Object* o);  // what complex() takes but strings
ComplexValue complex_multiply(ComplexValue a, ComplexValue b);
Result<ComplexValue> complex_divide(Thread& t, ComplexValue a, ComplexValue b);
Result<ComplexValue> complex_power(Thread& t, ComplexValue a, ComplexValue b);
ComplexValue complex_power_polar(ComplexValue a,
                                 ComplexValue b);  // a is not zero; what is too large is infinite, with ERANGE
std::string complex_repr(ComplexValue v);

}  // namespace sidewinder
