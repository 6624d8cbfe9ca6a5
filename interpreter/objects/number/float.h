// float and complex: CPython's layouts, IEEE 754 doubles.
#pragma once

#include <string>

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

PY_ALWAYS_INLINE Object* new_float(double value) {            // null: MemoryError pending
  Float* o = new_object<Float, MemoryKind::Leaf>(&float_type);
  if (o) [[likely]] o->value = value;
  return o;
}
PY_ALWAYS_INLINE Object* new_complex(double real, double imag) {
  Complex* o = new_object<Complex, MemoryKind::Leaf>(&complex_type);
  if (o) [[likely]] o->real = real, o->imag = imag;
  return o;
}
// Python's // and % on doubles, b != 0.
double float_floor_div(double a, double b);
double float_mod(double a, double b);
Result<double> float_power(Thread& t, double a, double b);    // ZeroDivisionError, OverflowError; complex results are the caller's business
Result<double> as_double(Thread& t, Object* o);               // float(), __float__, __index__; no strings
ssize double_hash(double value, const Object* identity);      // of nan: by identity
std::string double_repr(double value);                        // shortest that reads back, as repr(float)

}  // namespace sidewinder
