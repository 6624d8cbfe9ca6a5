// complex as Python sees it: the type, its constructor, operators and methods.
#include <cmath>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/number/number_format.h"
#include "interpreter/objects/text/number_text.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

bool remove_underscores(std::string_view text, std::string* out);  // float_text.cpp

namespace {

ComplexValue value_of(const Object* o) { return {cast<Complex>(o)->real, cast<Complex>(o)->imag}; }

// ---- text ----

std::string_view strip_space(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\n\v\f\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\n\v\f\r") - begin + 1);
}

bool is_j(std::string_view text) { return text == "j" || text == "J"; }
bool is_sign(char c) { return c == '+' || c == '-'; }

// An imaginary part without number: j, +j, -j.
bool parse_bare_unit(std::string_view text, double* imag) {
  *imag = !text.empty() && text[0] == '-' ? -1 : 1;
  if (!text.empty() && is_sign(text[0])) text.remove_prefix(1);
  return is_j(text);
}

bool parse_sum(std::string_view text, ComplexValue* out) {
  *out = {0, 0};
  double first;
  size_t n = parse_double_prefix(text, &first);
  if (n == 0) return parse_bare_unit(text, &out->imag);
  std::string_view rest = text.substr(n);
  if (is_j(rest)) {
    out->imag = first;
    return true;
  }
  out->real = first;
  if (rest.empty()) return true;
  if (!is_sign(rest[0])) return false;
  n = parse_double_prefix(rest, &out->imag);
  return n ? is_j(rest.substr(n)) : parse_bare_unit(rest, &out->imag);
}

bool parse_complex(std::string_view text, ComplexValue* out) {
  std::string plain;
  text = strip_space(text);
  if (text.find('_') != std::string_view::npos) {
    if (!remove_underscores(text, &plain)) return false;
    text = plain;
  }
  if (text.size() >= 2 && text.front() == '(' && text.back() == ')')
    text = strip_space(text.substr(1, text.size() - 2));
  return !text.empty() && parse_sum(text, out);
}

// ---- construction ----

Object* complex_of_class(Thread& t, Type* cls, ComplexValue value) {
  if (cls == &complex_type) return new_complex(value.real, value.imag);
  Complex* self = static_cast<Complex*>(allocate_instance(t, cls));
  if (self) self->real = value.real, self->imag = value.imag;
  return self;
}

bool is_real_number(Object* o) { return slots_of(o).to_float || slots_of(o).index || is_float(o); }

// o.__complex__(), or o itself if it has none.
Object* by_complex_method(Thread& t, Object* o) {
  if (is_exact<Complex>(o) || is_exact<Float>(o) || is_exact<Int>(o) || !type_lookup(o->cls, names::complex)) return o;
  Object* result = TRY(call_method(t, o, names::complex, {}));
  if (!is_complex(result)) return raise_type_error(t, "__complex__ returned non-complex (type %T)", result);
  return result;
}

Result<ComplexValue> part_value(Thread& t, Object* o) {
  if (is_complex(o)) return value_of(o);
  return ComplexValue{TRY(as_double(t, o)), 0};
}

Object* complex_from_text(Thread& t, Type* cls, Object* text) {
  ComplexValue value;
  if (!parse_complex(ascii_number_text(cast<Str>(text)), &value))
    return raise_value_error(t, "complex() arg is a malformed string");
  return complex_of_class(t, cls, value);
}

Object* complex_from_parts(Thread& t, Type* cls, Object* real, Object* imag) {
  real = TRY(by_complex_method(t, real));
  if (!is_complex(real) && !is_real_number(real)) {
    return raise_type_error(t, "complex() first argument must be a string or a number, not '%T'", real);
  }
  if (imag && !is_complex(imag) && !is_real_number(imag)) {
    return raise_type_error(t, "complex() second argument must be a number, not '%T'", imag);
  }
  ComplexValue r = TRY(part_value(t, real));
  if (!imag) return complex_of_class(t, cls, r);
  ComplexValue i = TRY(part_value(t, imag));
  double real_part = is_complex(imag) ? r.real - i.imag : r.real;
  return complex_of_class(t, cls, {real_part, is_complex(real) ? i.real + r.imag : i.real});
}

Object* complex_create(Thread& t, Type* cls, Args args) {
  Object* given[2];
  TRY(args.bind(t, "complex", "real=,imag=", given));
  Object *real = given[0] ? given[0] : int_from_int64(0), *imag = given[1];
  if (is_exact<Complex>(real) && !imag && cls == &complex_type) return real;
  if (is_str(real)) {
    if (imag) return raise_type_error(t, "complex() can't take second arg if first is a string");
    return complex_from_text(t, cls, real);
  }
  if (imag && is_str(imag)) return raise_type_error(t, "complex() second arg can't be a string");
  return complex_from_parts(t, cls, real, imag);
}

// ---- operators ----

enum class Operand { Number, Other, Failed };

Operand operand(Thread& t, Object* o, ComplexValue* value) {
  if (is_complex(o)) {
    *value = value_of(o);
    return Operand::Number;
  }
  if (!is_float(o) && !is_int(o)) return Operand::Other;
  if (is_float(o)) {
    *value = {cast<Float>(o)->value, 0};
    return Operand::Number;
  }
  bool overflow;
  *value = {int_to_double(o, &overflow), 0};
  if (!overflow) return Operand::Number;
  raise_overflow_error(t, "int too large to convert to float");
  return Operand::Failed;
}

Object* boxed(ComplexValue v) { return new_complex(v.real, v.imag); }

template <BinaryOp kOp> Object* complex_binary(Thread& t, Object* a, Object* b) {
  ComplexValue x, y;
  Operand first = operand(t, a, &x);
  Operand second = first == Operand::Number ? operand(t, b, &y) : first;
  if (second == Operand::Failed) return nullptr;
  if (second == Operand::Other) return not_implemented();
  switch (kOp) {
    case BinaryOp::Add: return new_complex(x.real + y.real, x.imag + y.imag);
    case BinaryOp::Sub: return new_complex(x.real - y.real, x.imag - y.imag);
    case BinaryOp::Mul: return boxed(complex_multiply(x, y));
    case BinaryOp::TrueDiv: return boxed(TRY(complex_divide(t, x, y)));
    default: return boxed(TRY(complex_power(t, x, y)));
  }
}

Object* complex_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return not_implemented();
  if (!is_complex(a)) return is_complex(b) ? complex_compare(t, b, a, op) : not_implemented();
  ComplexValue x = value_of(a);
  bool equal;
  if (is_complex(b)) {
    ComplexValue y = value_of(b);
    equal = x.real == y.real && x.imag == y.imag;
  } else if (is_float(b) || is_int(b)) {
    Object* real = TRY(new_float(x.real));
    equal = x.imag == 0 && TRY(compare_truth(t, real, b, CompareOp::Eq));
  } else {
    return not_implemented();
  }
  return bool_object(equal == (op == CompareOp::Eq));
}

Object* complex_repr_slot(Thread&, Object* o) { return new_str(complex_repr(value_of(o))); }

Result<ssize> complex_hash(Thread&, Object* o) {
  ComplexValue v = value_of(o);
  size_t h = size_t(double_hash(v.real, o)) + 1000003 * size_t(double_hash(v.imag, o));
  return ssize(h) == -1 ? ssize(-2) : ssize(h);
}

Truth complex_truth(Thread&, Object* o) { return truth_of(value_of(o).real != 0 || value_of(o).imag != 0); }
Object* complex_self(Thread&, Object* o) { return is_exact<Complex>(o) ? o : boxed(value_of(o)); }
Object* complex_negative(Thread&, Object* o) { return new_complex(-value_of(o).real, -value_of(o).imag); }

Object* complex_absolute(Thread& t, Object* o) {
  ComplexValue v = value_of(o);
  double length = std::hypot(v.real, v.imag);
  if (std::isinf(length) && std::isfinite(v.real) && std::isfinite(v.imag))
    return raise_overflow_error(t, "absolute value too large");
  return new_float(length);
}

constexpr Slots complex_slots() {
  Slots s{};
  s.repr = complex_repr_slot;
  s.hash = complex_hash;
  s.truth = complex_truth;
  s.positive = complex_self;
  s.negative = complex_negative;
  s.absolute = complex_absolute;
  s.compare = complex_compare;
  s.create = complex_create;
#define SLOT(op) s.binary[int(BinaryOp::op)] = complex_binary<BinaryOp::op>
  SLOT(Add);
  SLOT(Sub);
  SLOT(Mul);
  SLOT(TrueDiv);
  SLOT(Pow);
#undef SLOT
  return s;
}

// ---- methods ----

Object* complex_method_conjugate(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "complex.conjugate", 0, 0));
  return new_complex(value_of(self).real, -value_of(self).imag);
}

Object* complex_method_complex(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "complex.__complex__", 0, 0));
  return complex_self(t, self);
}

Object* complex_method_format(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "complex.__format__", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "__format__() argument must be str, not %T", args[0]);
  return complex_format(t, self, cast<Str>(args[0]));
}

Object* complex_get_real(Thread&, Object* o) { return new_float(value_of(o).real); }
Object* complex_get_imag(Thread&, Object* o) { return new_float(value_of(o).imag); }

Object* complex_method_getnewargs(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "complex.__getnewargs__", 0, 0));
  Object* both[] = {TRY(complex_get_real(t, self)), TRY(complex_get_imag(t, self))};
  return new_tuple(both, 2);
}

constexpr NativeMethod complex_methods[] = {
    {"conjugate", complex_method_conjugate, MethodKind::Instance,
     "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
    {"__complex__", complex_method_complex},
    {"__getnewargs__", complex_method_getnewargs},
    {"__format__", complex_method_format},
    {},
};
constexpr NativeGetSet complex_getsets[] = {{"real", complex_get_real}, {"imag", complex_get_imag}, {}};

constexpr const char complex_doc[] =
    "complex(real=0, imag=0)\n--\n\nCreate a complex number from a real part and an optional imaginary part.";
TypeData complex_data = {.slots = complex_slots(),
                         .spec = {.methods = complex_methods, .getsets = complex_getsets, .doc = complex_doc}};

}  // namespace

constinit Type complex_type = static_type("complex", sizeof(Complex), 0, kTypeBase, &complex_data);

}  // namespace sidewinder
