// float as Python sees it: the type, its constructor, operators and methods.
#include <cmath>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
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
  Float* self = static_cast<Float*>(allocate_instance(t, cls));
  if (self) self->value = value;
  return self;
}

Object* float_create(Thread& t, Type* cls, Args args) {
  TRY(args.no_keywords(t, "float"));
  TRY(args.expect(t, "float", 0, 1));
  if (args.count == 0) return float_of_class(t, cls, 0);
  Object* o = args[0];
  if (is_exact<Float>(o) && cls == &float_type) return o;
  if (is_str(o) || is_bytes_like(o)) {
    Object* parsed = TRY(float_from_text(t, o));
    return float_of_class(t, cls, value_of(parsed));
  }
  if (!slots_of(o).to_float && !slots_of(o).index && !is_float(o)) {
    return raise_type_error(t, "float() argument must be a string or a real number, not '%T'", o);
  }
  return float_of_class(t, cls, TRY(as_double(t, o)));
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

Object* divided(Thread& t, BinaryOp op, double a, double b) {
  if (b == 0) {
    return raise(t, exceptions::ZeroDivisionError,
                 op == BinaryOp::TrueDiv    ? "float division by zero"
                 : op == BinaryOp::FloorDiv ? "float floor division by zero"
                                            : "float modulo");
  }
  if (op == BinaryOp::TrueDiv) return new_float(a / b);
  return new_float(op == BinaryOp::FloorDiv ? float_floor_div(a, b) : float_mod(a, b));
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
    x = value_of(a), y = value_of(b);
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
    case BinaryOp::DivMod: {
      if (y == 0) return raise(t, exceptions::ZeroDivisionError, "float divmod()");
      Object* both[] = {TRY(new_float(float_floor_div(x, y))), TRY(new_float(float_mod(x, y)))};
      return new_tuple(both, 2);
    }
    default: return divided(t, kOp, x, y);
  }
}

// Order of a double and an int, exactly: -1, 0, 1; not for nan.
Result<int> compare_with_int(Thread& t, double a, const Object* b) {
  constexpr int64_t kExact = int64_t(1) << 53;
  int64_t small;
  if (int_fits_int64(b, &small) && small <= kExact && small >= -kExact) {
    double other = double(small);
    return (a > other) - (a < other);
  }
  if (std::isinf(a)) return a < 0 ? -1 : 1;
  double whole = std::trunc(a);
  Object* floor = TRY(int_from_double(t, whole));
  int order = int_compare(floor, b);
  return order ? order : (a > whole) - (a < whole);
}

template <class T> bool holds(CompareOp op, T a, T b) {
  switch (op) {
    case CompareOp::Lt: return a < b;
    case CompareOp::Le: return a <= b;
    case CompareOp::Eq: return a == b;
    case CompareOp::Ne: return a != b;
    case CompareOp::Gt: return a > b;
    default: return a >= b;
  }
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
  if (is_float(b)) return bool_object(holds(op, x, value_of(b)));
  if (!is_int(b)) return not_implemented();
  if (std::isnan(x)) return bool_object(op == CompareOp::Ne);
  return bool_object(holds(op, TRY(compare_with_int(t, x, b)), 0));
}

Object* float_repr(Thread&, Object* o) { return new_str(double_repr(value_of(o))); }
Result<ssize> float_hash(Thread&, Object* o) { return double_hash(value_of(o), o); }
Truth float_truth(Thread&, Object* o) { return truth_of(value_of(o) != 0); }
Object* float_to_int(Thread& t, Object* o) { return int_from_double(t, value_of(o)); }
Object* float_self(Thread&, Object* o) { return is_exact<Float>(o) ? o : new_float(value_of(o)); }
Object* float_negative(Thread&, Object* o) { return new_float(-value_of(o)); }
Object* float_absolute(Thread&, Object* o) { return new_float(std::fabs(value_of(o))); }

constexpr Slots float_slots() {
  Slots s{};
  s.repr = float_repr;
  s.hash = float_hash;
  s.truth = float_truth;
  s.to_int = float_to_int;
  s.to_float = s.positive = float_self;
  s.negative = float_negative;
  s.absolute = float_absolute;
  s.compare = float_compare;
  s.create = float_create;
#define SLOT(op) s.binary[int(BinaryOp::op)] = float_binary<BinaryOp::op>
  SLOT(Add);
  SLOT(Sub);
  SLOT(Mul);
  SLOT(TrueDiv);
  SLOT(FloorDiv);
  SLOT(Mod);
  SLOT(Pow);
  SLOT(DivMod);
#undef SLOT
  return s;
}

// ---- methods ----

Object* float_method_is_integer(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.is_integer", 0, 0));
  double value = value_of(self);
  return bool_object(std::isfinite(value) && std::floor(value) == value);
}

Object* float_method_as_integer_ratio(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.as_integer_ratio", 0, 0));
  double value = value_of(self);
  if (std::isinf(value)) return raise_overflow_error(t, "cannot convert Infinity to integer ratio");
  if (std::isnan(value)) return raise_value_error(t, "cannot convert NaN to integer ratio");
  int exponent;
  int64_t numerator = int64_t(std::ldexp(std::frexp(value, &exponent), 53));
  exponent -= 53;
  if (numerator == 0) exponent = 0;
  for (; exponent < 0 && numerator % 2 == 0; ++exponent) numerator /= 2;
  Object* both[] = {TRY(int_from_int64(numerator)), int_from_int64(1)};
  Object*& scaled = both[exponent < 0];
  scaled = TRY(int_shift_left(t, scaled, std::abs(exponent)));
  return new_tuple(both, 2);
}

Object* float_method_conjugate(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.conjugate", 0, 0));
  return float_self(t, self);
}

Object* float_method_hex(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.hex", 0, 0));
  return new_str(double_to_hex(value_of(self)));
}

Object* float_method_fromhex(Thread& t, Object* cls, Args args) {
  TRY(args.expect(t, "float.fromhex", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "bad argument type for built-in operation");
  Object* value = TRY(float_from_hex(t, str_to_utf8(cast<Str>(args[0]))));
  return cls == &float_type ? value : call(t, cls, value);
}

Object* float_method_round(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "__round__", 0, 1));
  return float_round(t, value_of(self), args.or_default(0, nullptr));
}

Object* float_method_trunc(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.__trunc__", 0, 0));
  return int_from_double(t, value_of(self));
}

Object* float_method_floor(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.__floor__", 0, 0));
  return int_from_double(t, std::floor(value_of(self)));
}

Object* float_method_ceil(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.__ceil__", 0, 0));
  return int_from_double(t, std::ceil(value_of(self)));
}

Object* float_method_format(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.__format__", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "__format__() argument must be str, not %T", args[0]);
  return float_format(t, self, cast<Str>(args[0]));
}

Object* float_method_getnewargs(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "float.__getnewargs__", 0, 0));
  Object* value = TRY(float_self(t, self));
  return new_tuple(&value, 1);
}

Object* float_method_getformat(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "float.__getformat__", 1, 1));
  bool known = is_str(args[0]) && (str_equals(cast<Str>(args[0]), "double") || str_equals(cast<Str>(args[0]), "float"));
  if (!known) return raise_value_error(t, "__getformat__() argument 1 must be 'double' or 'float'");
  return new_str("IEEE, little-endian");
}

Object* float_get_imag(Thread&, Object*) { return new_float(0); }

constexpr NativeMethod float_methods[] = {
    {"conjugate", float_method_conjugate, MethodKind::Instance, "Return self, the complex conjugate of any float."},
    {"__trunc__", float_method_trunc},
    {"__floor__", float_method_floor},
    {"__ceil__", float_method_ceil},
    {"__round__", float_method_round},
    {"as_integer_ratio", float_method_as_integer_ratio, MethodKind::Instance,
     "Return a pair of integers whose ratio is exactly equal to self."},
    {"fromhex", float_method_fromhex, MethodKind::Class, "Create a floating-point number from a hexadecimal string."},
    {"hex", float_method_hex, MethodKind::Instance, "Return a hexadecimal representation of a floating-point number."},
    {"is_integer", float_method_is_integer, MethodKind::Instance, "Return True if the float is an integer."},
    {"__getnewargs__", float_method_getnewargs},
    {"__getformat__", float_method_getformat, MethodKind::Class},
    {"__format__", float_method_format},
    {},
};
constexpr NativeGetSet float_getsets[] = {{"real", float_self}, {"imag", float_get_imag}, {}};

constexpr const char float_doc[] =
    "float(x=0, /)\n--\n\nConvert a string or number to a floating point number, if possible.";
TypeData float_data = {.slots = float_slots(),
                       .spec = {.methods = float_methods, .getsets = float_getsets, .doc = float_doc}};

}  // namespace

constinit Type float_type = static_type("float", sizeof(Float), 0, kTypeBase | kTypeMatchSelf, &float_data);

}  // namespace sidewinder
