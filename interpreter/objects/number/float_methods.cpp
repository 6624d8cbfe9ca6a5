// float as Python sees it: the type, its constructor, operators and methods.
#include <cmath>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/compare_order.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/number/number_format.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

double value_of(const Object* o) { return cast<Float>(o)->value; }

// ---- construction ----

Object* float_of_class(Thread& t, Type* cls, double value) {
  if (cls == &float_type) return new_float(value);
  auto* self = static_cast<Float*>(TRY(allocate_instance(t, cls)));
  self->value = value;
  return self;
}

Object* float_new(Thread& t, Type& cls, Object* x) {
  if (is_exact<Float>(x) && &cls == &float_type) return x;
  if ((is_str(x) || is_bytes_like(x)) && !slots_of(x).to_float && !slots_of(x).index) {
    Object* parsed = TRY(float_from_text(t, x));
    return float_of_class(t, &cls, value_of(parsed));
  }
  if (!slots_of(x).to_float && !slots_of(x).index && !is_float(x))
    return raise_type_error(t, "float() argument must be a string or a real number, not '%T'", x);
  return float_of_class(t, &cls, TRY(as_double(t, x)));
}

// ---- operators ----

enum class Operand { Number, Other, Failed };

Operand operand(Thread& t, Object* o, double* value) {
  if (is_float(o)) {
    *value = value_of(o);
    return Operand::Number;
  }
  if (!is_int(o)) return Operand::Other;
  bool overflow;
  *value = int_to_double(o, &overflow);
  if (!overflow) return Operand::Number;
  raise_overflow_error(t, "int too large to convert to float");
  return Operand::Failed;
}

Raised raise_division_by_zero(Thread& t, BinaryOp op) {
  if (op == BinaryOp::TrueDiv) return raise(t, exceptions::ZeroDivisionError, "float division by zero");
  if (op == BinaryOp::FloorDiv) return raise(t, exceptions::ZeroDivisionError, "float floor division by zero");
  return raise(t, exceptions::ZeroDivisionError, "float modulo");
}

Object* divided(Thread& t, BinaryOp op, double a, double b) {
  if (b == 0) return raise_division_by_zero(t, op);
  if (op == BinaryOp::TrueDiv) return new_float(a / b);
  return new_float(op == BinaryOp::FloorDiv ? float_floor_div(a, b) : float_mod(a, b));
}

Tuple* quotient_and_remainder(Thread& t, double a, double b) {
  if (b == 0) return raise(t, exceptions::ZeroDivisionError, "float divmod()");
  Object* both[] = {TRY(new_float(float_floor_div(a, b))), TRY(new_float(float_mod(a, b)))};
  return new_tuple(both, 2);
}

Object* powered(Thread& t, double a, double b) {
  if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b)) {
    ComplexValue power = TRY(complex_power(t, {a, 0}, {b, 0}));
    return new_complex(power.real, power.imag);
  }
  return new_float(TRY(float_power(t, a, b)));
}

template <BinaryOp kOp> Object* float_binary(Thread& t, Object* a, Object* b) {
  double x, y;
  if (is_exact<Float>(a) && is_exact<Float>(b)) [[likely]] {
    x = value_of(a);
    y = value_of(b);
  } else {
    Operand first = operand(t, a, &x);
    Operand second = first == Operand::Number ? operand(t, b, &y) : first;
    if (second == Operand::Failed) return nullptr;
    if (second == Operand::Other) return not_implemented();
  }
  switch (kOp) {
    case BinaryOp::Add: return new_float(x + y);
    case BinaryOp::Sub: return new_float(x - y);
    case BinaryOp::Mul: return new_float(x * y);
    case BinaryOp::Pow: return powered(t, x, y);
    case BinaryOp::DivMod: return quotient_and_remainder(t, x, y);
    default: return divided(t, kOp, x, y);
  }
}

// Order of a double and an int, exactly: -1, 0, 1; not for nan.
Result<int> compare_with_int(Thread& t, double a, const Object* b) {
  int64_t small;
  if (int_fits_int64(b, &small) && fits_double_exactly(small)) {
    double other = double(small);
    return (a > other) - (a < other);
  }
  if (std::isinf(a)) return a < 0 ? -1 : 1;
  double whole = std::trunc(a);
  Object* floor = TRY(int_from_double(t, whole));
  int order = int_compare(floor, b);
  return order ? order : (a > whole) - (a < whole);
}

CompareOp reflected(CompareOp op) {
  switch (op) {
    case CompareOp::Lt: return CompareOp::Gt;
    case CompareOp::Le: return CompareOp::Ge;
    case CompareOp::Gt: return CompareOp::Lt;
    case CompareOp::Ge: return CompareOp::Le;
    default: return op;
  }
}

Object* float_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_float(a)) {
    if (!is_float(b)) return not_implemented();
    return float_compare(t, b, a, reflected(op));
  }
  double x = value_of(a);
  if (is_float(b)) return bool_object(compare_order(x, value_of(b), op));
  if (!is_int(b)) return not_implemented();
  if (std::isnan(x)) return bool_object(op == CompareOp::Ne);
  return bool_object(compare_order(TRY(compare_with_int(t, x, b)), 0, op));
}

Object* float_repr(Thread&, Object* o) { return new_str(double_repr(value_of(o))); }
Result<ssize> float_hash(Thread&, Object* o) { return double_hash(value_of(o), o); }
Truth float_truth(Thread&, Object* o) { return truth_of(value_of(o) != 0); }
Object* float_to_int(Thread& t, Object* o) { return int_from_double(t, value_of(o)); }
Object* float_self(Thread&, Object* o) { return is_exact<Float>(o) ? o : new_float(value_of(o)); }
Object* float_negative(Thread&, Object* o) { return new_float(-value_of(o)); }
Object* float_absolute(Thread&, Object* o) { return new_float(std::fabs(value_of(o))); }

// ---- methods ----

Object* float_exact(Float& self) { return is_exact<Float>(&self) ? &self : new_float(self.value); }
Object* float_real(Float& self) { return float_exact(self); }
double float_imag(const Float&) { return 0; }
Object* float_conjugate(Float& self) { return float_exact(self); }
bool float_is_integer(const Float& self) { return std::isfinite(self.value) && std::floor(self.value) == self.value; }
Str* float_hex(const Float& self) { return new_str(double_to_hex(self.value)); }

Tuple* float_as_integer_ratio(Thread& t, const Float& self) {
  double value = self.value;
  if (std::isinf(value)) return raise_overflow_error(t, "cannot convert Infinity to integer ratio");
  if (std::isnan(value)) return raise_value_error(t, "cannot convert NaN to integer ratio");
  int exponent;
  int64_t numerator = int64_t(std::ldexp(std::frexp(value, &exponent), 53));
  exponent -= 53;
  if (numerator == 0) exponent = 0;
  for (; exponent < 0 && numerator % 2 == 0; exponent++) numerator /= 2;
  Object* both[] = {TRY(int_from_int64(numerator)), int_from_int64(1)};
  Object*& scaled = both[exponent < 0];
  scaled = TRY(int_shift_left(t, scaled, std::abs(exponent)));
  return new_tuple(both, 2);
}

Object* float_fromhex(Thread& t, Type& cls, Object* text) {
  if (!is_str(text)) return raise_type_error(t, "bad argument type for built-in operation");
  Object* value = TRY(float_from_hex(t, str_to_utf8(cast<Str>(text))));
  return &cls == &float_type ? value : call(t, &cls, value);
}

Object* float_rounded(Thread& t, const Float& self, Object* digits) { return float_round(t, self.value, digits); }
Object* float_trunc(Thread& t, const Float& self) { return int_from_double(t, self.value); }
Object* float_floor(Thread& t, const Float& self) { return int_from_double(t, std::floor(self.value)); }
Object* float_ceil(Thread& t, const Float& self) { return int_from_double(t, std::ceil(self.value)); }

Tuple* float_getnewargs(const Float& self) {
  Object* value = TRY(new_float(self.value));
  return new_tuple(&value, 1);
}

Str* float_getformat(Thread& t, Type&, Str* c_type) {
  if (!str_equals(c_type, "double") && !str_equals(c_type, "float"))
    return raise_value_error(t, "__getformat__() argument 1 must be 'double' or 'float'");
  return new_str("IEEE, little-endian");
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/number/float_methods.def"
#define NATIVE_TYPE Float
#define NATIVE_PREFIX float
#define NATIVE_NAME "float"
#include "interpreter/objects/core/native_table.inc"

namespace {

template <BinaryOp... kOps> constexpr void set_binary_slots(Slots& slots) {
  ((slots.binary[int(kOps)] = float_binary<kOps>), ...);
}

constexpr TypeData make_float_data() {
  TypeData d{};
  d.slots.repr = float_repr;
  d.slots.hash = float_hash;
  d.slots.truth = float_truth;
  d.slots.to_int = float_to_int;
  d.slots.to_float = float_self;
  d.slots.positive = float_self;
  d.slots.negative = float_negative;
  d.slots.absolute = float_absolute;
  d.slots.compare = float_compare;
  set_binary_slots<BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul, BinaryOp::TrueDiv, BinaryOp::FloorDiv, BinaryOp::Mod,
                   BinaryOp::Pow, BinaryOp::DivMod>(d.slots);
  float_declare(d);
  return d;
}
constinit TypeData float_data = make_float_data();

}  // namespace

constinit Type float_type = static_type("float", sizeof(Float), 0, kTypeBase | kTypeMatchSelf, &float_data);

}  // namespace sidewinder
