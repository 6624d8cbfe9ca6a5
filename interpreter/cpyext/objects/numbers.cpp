// Numbers: PyLong_*, PyFloat_*, PyComplex_*, PyBool_*.
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/half_float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

// An int for anything with __index__; null: TypeError.
Object* as_int(PyObject* o) {
  if (!o) {
    PyErr_BadInternalCall();
    return nullptr;
  }
  return is_int(core(o)) ? core(o) : index(current_thread(), core(o));
}

// Of any int: as many as its size says, where the struct declares two.
const uint32_t* digits_of(const Int* i) {
  return reinterpret_cast<const uint32_t*>(reinterpret_cast<const char*>(i) + offsetof(Int, digits));
}

// The value modulo 2**64 of any int.
uint64_t low_bits(const Object* o) {
  auto* i = static_cast<const Int*>(o);
  uint64_t value = 0;
  ssize count = i->size < 0 ? -i->size : i->size;
  for (ssize k = count < 3 ? count : 3; k-- > 0;) value = (value << 30) | digits_of(i)[k];
  return i->size < 0 ? 0 - value : value;
}

bool fits_uint64(const Object* o, uint64_t* value) {
  auto* i = static_cast<const Int*>(o);
  if (i->size < 0 || i->size > 3) return false;
  if (i->size == 3 && digits_of(i)[2] >= (1u << 4)) return false;
  *value = low_bits(o);
  return true;
}

void raise_too_large(Thread& t, const char* c_type) {
  if (c_type) raise_overflow_error(t, "Python int too large to convert to C %s", c_type);
  else raise_overflow_error(t, "int too big to convert");
}

// Signed: -1 and an exception if it does not fit. The message names no C type if that is null.
int64_t to_signed(PyObject* o, const char* c_type) {
  Object* i = as_int(o);
  int64_t value;
  if (!i) return -1;
  if (int_fits_int64(i, &value)) return value;
  raise_too_large(current_thread(), c_type);
  return -1;
}

// Messages name no C type if that is null, and call it `unsigned_type` where a value is negative.
uint64_t to_unsigned(PyObject* o, const char* c_type, const char* unsigned_type) {
  Thread& t = current_thread();
  if (!o || !is_int(core(o))) {
    raise_type_error(t, "an integer is required");
    return uint64_t(-1);
  }
  uint64_t value;
  if (fits_uint64(core(o), &value)) return value;
  if (int_sign(core(o)) >= 0) raise_too_large(t, c_type);
  else if (c_type) raise_overflow_error(t, "can't convert negative value to %s", unsigned_type);
  else raise_overflow_error(t, "can't convert negative int to unsigned");
  return uint64_t(-1);
}

uint64_t to_mask(PyObject* o) {
  Object* i = as_int(o);
  return i ? low_bits(i) : uint64_t(-1);
}

int64_t or_overflow(PyObject* o, int* overflow) {
  *overflow = 0;
  Object* i = as_int(o);
  int64_t value;
  if (!i) return -1;
  if (int_fits_int64(i, &value)) return value;
  *overflow = int_sign(i);
  return -1;
}

}  // namespace

extern "C" {

// --- int ---------------------------------------------------------------------------------------------------------

PyObject* PyLong_FromLong(long v) { return new_reference(int_from_int64(v)); }
PyObject* PyLong_FromLongLong(long long v) { return new_reference(int_from_int64(v)); }
PyObject* PyLong_FromSsize_t(Py_ssize_t v) { return new_reference(int_from_int64(v)); }
PyObject* PyLong_FromUnsignedLong(unsigned long v) { return new_reference(int_from_uint64(v)); }
PyObject* PyLong_FromUnsignedLongLong(unsigned long long v) { return new_reference(int_from_uint64(v)); }
PyObject* PyLong_FromSize_t(size_t v) { return new_reference(int_from_uint64(v)); }
PyObject* PyLong_FromVoidPtr(void* p) { return new_reference(int_from_uint64(reinterpret_cast<uint64_t>(p))); }
PyObject* PyLong_FromDouble(double v) { return new_reference(int_from_double(current_thread(), v)); }
PyObject* PyLong_FromUnicodeObject(PyObject* text, int base) {
  return new_reference(int_from_text(current_thread(), core(text), base));
}
PyObject* PyLong_FromString(const char* text, char** end, int base) {
  PyObject* result = new_reference(int_from_c_text(current_thread(), text, base));
  if (end) *end = const_cast<char*>(result ? text + strlen(text) : text);
  return result;
}

long PyLong_AsLong(PyObject* o) { return to_signed(o, "long"); }
int _PyLong_AsInt(PyObject* o) {
  long value = to_signed(o, "int");
  if (value >= INT_MIN && value <= INT_MAX) return int(value);
  raise_overflow_error(current_thread(), "Python int too large to convert to C int");
  return -1;
}
long long PyLong_AsLongLong(PyObject* o) { return to_signed(o, nullptr); }
Py_ssize_t PyLong_AsSsize_t(PyObject* o) {
  if (o && is_int(core(o))) return to_signed(o, "ssize_t");
  raise_type_error(current_thread(), "an integer is required");
  return -1;
}
unsigned long PyLong_AsUnsignedLong(PyObject* o) { return to_unsigned(o, "unsigned long", "unsigned int"); }
unsigned long long PyLong_AsUnsignedLongLong(PyObject* o) { return to_unsigned(o, nullptr, nullptr); }
size_t PyLong_AsSize_t(PyObject* o) { return to_unsigned(o, "size_t", "size_t"); }
unsigned long PyLong_AsUnsignedLongMask(PyObject* o) { return to_mask(o); }
unsigned long long PyLong_AsUnsignedLongLongMask(PyObject* o) { return to_mask(o); }
long PyLong_AsLongAndOverflow(PyObject* o, int* overflow) { return or_overflow(o, overflow); }
long long PyLong_AsLongLongAndOverflow(PyObject* o, int* overflow) { return or_overflow(o, overflow); }
void* PyLong_AsVoidPtr(PyObject* o) {
  if (o && is_int(core(o)) && int_sign(core(o)) < 0) return reinterpret_cast<void*>(to_signed(o, "long"));
  return reinterpret_cast<void*>(to_unsigned(o, "unsigned long", "unsigned int"));
}
double PyLong_AsDouble(PyObject* o) {
  Thread& t = current_thread();
  if (!o || !is_int(core(o))) {
    raise_type_error(t, "an integer is required");
    return -1;
  }
  bool overflow = false;
  double value = int_to_double(core(o), &overflow);
  if (!overflow) return value;
  raise_overflow_error(t, "int too large to convert to float");
  return -1;
}

int _PyLong_Sign(PyObject* o) { return int_sign(core(o)); }
size_t _PyLong_NumBits(PyObject* o) { return size_t(int_bit_length(core(o))); }
PyObject* _PyLong_FromByteArray(const unsigned char* bytes, size_t n, int little, int is_signed) {
  return new_reference(int_from_bytes(bytes, ssize(n), little, is_signed));
}
int _PyLong_AsByteArray(PyLongObject* o, unsigned char* bytes, size_t n, int little, int is_signed) {
  Thread& t = current_thread();
  return int_to_bytes(t, core(reinterpret_cast<PyObject*>(o)), bytes, ssize(n), little, is_signed).failed() ? -1 : 0;
}
PyLongObject* _PyLong_New(Py_ssize_t n) {
  if (n < 0) n = 0;
  auto* o = static_cast<Int*>(allocate<MemoryKind::Leaf>(sizeof(VarObject) + sizeof(uint32_t) * size_t(n < 2 ? 2 : n)));
  if (!o) return reinterpret_cast<PyLongObject*>(PyErr_NoMemory());
  o->cls = &int_type;
  o->refcount = kRefcountBias + 1;
  o->size = n;
  o->digits[0] = o->digits[1] = 0;
  return reinterpret_cast<PyLongObject*>(o);
}
PyObject* _PyLong_Copy(PyLongObject* o) { return new_reference(int_exact(core(reinterpret_cast<PyObject*>(o)))); }
PyObject* _PyLong_GCD(PyObject* a, PyObject* b) {
  Thread& t = current_thread();
  Object *x = absolute(t, core(a)), *y = absolute(t, core(b));
  while (x && y && !int_is_zero(y)) {
    Object* rest = int_binary(t, BinaryOp::Mod, x, y);
    x = y;
    y = rest;
  }
  return x && y ? new_reference(x) : nullptr;
}
PyObject* PyLong_GetInfo() {
  return new_reference(get_attribute(current_thread(), core(PySys_GetObject("int_info")), "__class__"));
}

// --- bool -----------------------------------------------------------------------------------------------------------

PyObject* PyBool_FromLong(long v) { return new_reference(new_bool(v != 0)); }

// --- float ----------------------------------------------------------------------------------------------------------

PyObject* PyFloat_FromDouble(double v) { return new_reference(new_float(v)); }
PyObject* PyFloat_FromString(PyObject* text) { return new_reference(call(current_thread(), &float_type, core(text))); }
double PyFloat_AsDouble(PyObject* o) {
  Thread& t = current_thread();
  if (!o) {
    PyErr_BadArgument();
    return -1;
  }
  if (is_instance(core(o), &float_type)) return core_as<Float>(o)->value;
  Result<double> value = as_double(t, core(o));
  return value.failed() ? -1 : value.value;
}
double PyFloat_GetMax() { return __DBL_MAX__; }
double PyFloat_GetMin() { return __DBL_MIN__; }

// --- packing of doubles, in either byte order ----------------------------------------------------------------------
}

namespace {

template <class T> void put(T value, unsigned char* p, int little) {
  unsigned char bytes[sizeof(T)];
  memcpy(bytes, &value, sizeof value);
  for (size_t i = 0; i < sizeof value; i++) p[little ? i : sizeof value - 1 - i] = bytes[i];
}
template <class T> T get(const unsigned char* p, int little) {
  unsigned char bytes[sizeof(T)];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = p[little ? i : sizeof bytes - 1 - i];
  T value;
  memcpy(&value, bytes, sizeof value);
  return value;
}

}  // namespace

extern "C" {

int PyFloat_Pack8(double v, char* p, int little) { return put(v, reinterpret_cast<unsigned char*>(p), little), 0; }
int PyFloat_Pack4(double v, char* p, int little) {
  float narrow = float(v);
  if (std::isinf(narrow) && !std::isinf(v)) {
    raise_overflow_error(current_thread(), "float too large to pack with f format");
    return -1;
  }
  return put(narrow, reinterpret_cast<unsigned char*>(p), little), 0;
}
// Half precision (IEEE 754 binary16).
int PyFloat_Pack2(double v, char* p, int little) {
  if (exceeds_half(v)) {
    raise_overflow_error(current_thread(), "float too large to pack with e format");
    return -1;
  }
  return put(half_of(v), reinterpret_cast<unsigned char*>(p), little), 0;
}
double PyFloat_Unpack2(const char* p, int little) {
  return value_of_half(get<uint16_t>(reinterpret_cast<const unsigned char*>(p), little));
}
double PyFloat_Unpack8(const char* p, int little) {
  return get<double>(reinterpret_cast<const unsigned char*>(p), little);
}
double PyFloat_Unpack4(const char* p, int little) {
  return get<float>(reinterpret_cast<const unsigned char*>(p), little);
}

// --- complex --------------------------------------------------------------------------------------------------------

PyObject* PyComplex_FromDoubles(double real, double imag) { return new_reference(new_complex(real, imag)); }
Py_complex _Py_c_sum(Py_complex a, Py_complex b) { return {a.real + b.real, a.imag + b.imag}; }
Py_complex _Py_c_diff(Py_complex a, Py_complex b) { return {a.real - b.real, a.imag - b.imag}; }
Py_complex _Py_c_neg(Py_complex a) { return {-a.real, -a.imag}; }
Py_complex _Py_c_prod(Py_complex a, Py_complex b) {
  ComplexValue product = complex_multiply({a.real, a.imag}, {b.real, b.imag});
  return {product.real, product.imag};
}
// A division by zero, also as a power of it, gives 0 and EDOM.
Py_complex _Py_c_quot(Py_complex a, Py_complex b) {
  auto quotient = complex_divide(current_thread(), {a.real, a.imag}, {b.real, b.imag});
  if (!quotient.failed()) return {quotient.value.real, quotient.value.imag};
  PyErr_Clear();
  errno = EDOM;
  return {};
}
Py_complex _Py_c_pow(Py_complex a, Py_complex b) {
  if (b.real == 0 && b.imag == 0) return {1, 0};
  if (a.real == 0 && a.imag == 0) {
    if (b.imag != 0 || b.real < 0) errno = EDOM;
    return {};
  }
  ComplexValue power = complex_power_polar({a.real, a.imag}, {b.real, b.imag});
  return {power.real, power.imag};
}
double _Py_c_abs(Py_complex a) {
  double length = std::hypot(a.real, a.imag);
  errno = std::isinf(length) && std::isfinite(a.real) && std::isfinite(a.imag) ? ERANGE : 0;
  return length;
}
PyObject* PyComplex_FromCComplex(Py_complex c) { return new_reference(new_complex(c.real, c.imag)); }
Py_complex PyComplex_AsCComplex(PyObject* o) {
  Result<ComplexValue> value = as_complex(current_thread(), core(o));
  return value.failed() ? Py_complex{-1, 0} : Py_complex{value.value.real, value.value.imag};
}
double PyComplex_RealAsDouble(PyObject* o) {
  return is_instance(core(o), &complex_type) ? core_as<Complex>(o)->real : PyFloat_AsDouble(o);
}
double PyComplex_ImagAsDouble(PyObject* o) {
  return is_instance(core(o), &complex_type) ? core_as<Complex>(o)->imag : 0;
}
}
