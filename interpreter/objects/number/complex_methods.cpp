// complex as Python sees it: the type, its constructor, operators and methods.
#include <cmath>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/number/number_format.h"
#include "interpreter/objects/text/number_text.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

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
  auto* self = static_cast<Complex*>(TRY(allocate_instance(t, cls)));
  self->real = value.real;
  self->imag = value.imag;
  return self;
}

bool is_real_number(Object* o) { return slots_of(o).to_float || slots_of(o).index || is_float(o); }

// o.__complex__(), or o itself if it has none.
Object* by_complex_method(Thread& t, Object* o) {
  bool is_plain_number = is_exact<Complex>(o) || is_exact<Float>(o) || is_exact<Int>(o);
  Object* method = is_plain_number ? nullptr : type_lookup(o->cls, names::complex);
  if (!method) return o;
  Object* result = TRY(call_found(t, method, Args{&o, 1}));
  if (!is_complex(result)) return raise_type_error(t, "__complex__ returned non-complex (type %T)", result);
  if (!is_exact<Complex>(result)) TRY(warn_strict_subclass(t, "__complex__", "complex", result));
  return result;
}

Result<ComplexValue> part_value(Thread& t, Object* o) {
  if (is_complex(o)) return value_of(o);
  return ComplexValue{TRY(as_double(t, o)), 0};
}

}  // namespace

Result<ComplexValue> as_complex(Thread& t, Object* o) {
  if (!is_complex(o)) o = TRY(by_complex_method(t, o));
  return part_value(t, o);
}

namespace {

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

Object* complex_new(Thread& t, Type& cls, Given real, Given imag) {
  if (!real.value) real.value = int_from_int64(0);
  if (is_exact<Complex>(real.value) && !imag.value && &cls == &complex_type) return real.value;
  if (is_str(real.value)) {
    if (imag.value) return raise_type_error(t, "complex() can't take second arg if first is a string");
    return complex_from_text(t, &cls, real.value);
  }
  if (imag.value && is_str(imag.value)) return raise_type_error(t, "complex() second arg can't be a string");
  return complex_from_parts(t, &cls, real.value, imag.value);
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

// ---- methods ----

Object* complex_exact(Complex& self) { return is_exact<Complex>(&self) ? &self : boxed(value_of(&self)); }
Object* complex_conjugate(const Complex& self) { return new_complex(self.real, -self.imag); }

Tuple* complex_getnewargs(const Complex& self) {
  Object* both[] = {TRY(new_float(self.real)), TRY(new_float(self.imag))};
  return new_tuple(both, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/number/complex_methods.def"
#define NATIVE_TYPE Complex
#define NATIVE_PREFIX complex
#define NATIVE_NAME "complex"
#include "interpreter/objects/core/native_table.inc"

namespace {

template <BinaryOp... kOps> constexpr void set_binary_slots(Slots& slots) {
  ((slots.binary[int(kOps)] = complex_binary<kOps>), ...);
}

constexpr TypeData make_complex_data() {
  TypeData d{};
  d.slots.repr = complex_repr_slot;
  d.slots.hash = complex_hash;
  d.slots.truth = complex_truth;
  d.slots.positive = complex_self;
  d.slots.negative = complex_negative;
  d.slots.absolute = complex_absolute;
  d.slots.compare = complex_compare;
  set_binary_slots<BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul, BinaryOp::TrueDiv, BinaryOp::Pow>(d.slots);
  complex_declare(d);
  return d;
}
constinit TypeData complex_data = make_complex_data();

}  // namespace

constinit Type complex_type = static_type("complex", sizeof(Complex), 0, kTypeBase, &complex_data);

}  // namespace sidewinder
