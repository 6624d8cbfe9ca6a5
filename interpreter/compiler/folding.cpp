#include "interpreter/compiler/folding.h"

#include <cmath>
#include <string>

#include "interpreter/compiler/constants.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

using ast::ConstantKind;

Object* constant_object(const ast::Constant& e) {
  switch (e.type) {
    case ConstantKind::None: return none();
    case ConstantKind::True: return py_true();
    case ConstantKind::False: return py_false();
    case ConstantKind::Ellipsis: return ellipsis();
    case ConstantKind::Int: return e.fits_int64 ? int_from_int64(e.int_value) : int_parse_digits(e.text, e.base);
    case ConstantKind::Float: return new_float(e.float_value);
    case ConstantKind::Imaginary: return new_complex(0.0, e.float_value);
    case ConstantKind::String: return new_text_constant(e.text);
    case ConstantKind::Bytes: return new_bytes(e.text);
    case ConstantKind::FrozenSet: return static_cast<Object*>(e.object);
  }
  return nullptr;
}

namespace {

// CPython's limits on what a constant may grow to.
constexpr ssize kMaxIntBits = 128;
constexpr ssize kMaxTextLength = 4096;
constexpr ssize kMaxTupleLength = 256;

BinaryOp binary_op(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::Add: return BinaryOp::Add;
    case ast::BinaryOperator::Sub: return BinaryOp::Sub;
    case ast::BinaryOperator::Mult: return BinaryOp::Mul;
    case ast::BinaryOperator::MatMult: return BinaryOp::MatMul;
    case ast::BinaryOperator::Div: return BinaryOp::TrueDiv;
    case ast::BinaryOperator::Mod: return BinaryOp::Mod;
    case ast::BinaryOperator::Pow: return BinaryOp::Pow;
    case ast::BinaryOperator::LShift: return BinaryOp::LShift;
    case ast::BinaryOperator::RShift: return BinaryOp::RShift;
    case ast::BinaryOperator::BitOr: return BinaryOp::Or;
    case ast::BinaryOperator::BitXor: return BinaryOp::Xor;
    case ast::BinaryOperator::BitAnd: return BinaryOp::And;
    case ast::BinaryOperator::FloorDiv: return BinaryOp::FloorDiv;
  }
  return BinaryOp::Add;
}

// Would the operation neither raise nor give a huge number?
bool is_harmless(BinaryOp op, Object* a, Object* b) {
  ssize bits_a = int_bit_length(a), bits_b = int_bit_length(b);
  int64_t right = 0;
  bool right_fits = int_fits_int64(b, &right);
  switch (op) {
    case BinaryOp::TrueDiv: return !int_is_zero(b) && bits_a < 1000 && bits_b < 1000;
    case BinaryOp::FloorDiv:
    case BinaryOp::Mod: return !int_is_zero(b);
    case BinaryOp::Mul: return bits_a + bits_b <= kMaxIntBits;
    case BinaryOp::LShift: return right_fits && right >= 0 && right <= kMaxIntBits && bits_a + right <= kMaxIntBits;
    case BinaryOp::RShift: return int_sign(b) >= 0;
    case BinaryOp::Pow:
      if (!right_fits || right > kMaxIntBits || right < -kMaxIntBits) return false;
      return right >= 0 ? bits_a * right <= kMaxIntBits : !int_is_zero(a) && bits_a * -right < 1000;
    case BinaryOp::MatMul: return false;
    default: return true;
  }
}

Object* fold_ints(Thread& t, BinaryOp op, Object* a, Object* b) {
  return is_harmless(op, a, b) ? int_binary(t, op, a, b) : nullptr;
}

Object* fold_floats(Thread& t, BinaryOp op, double a, double b) {
  switch (op) {
    case BinaryOp::Add: return new_float(a + b);
    case BinaryOp::Sub: return new_float(a - b);
    case BinaryOp::Mul: return new_float(a * b);
    case BinaryOp::TrueDiv: return b == 0 ? nullptr : new_float(a / b);
    case BinaryOp::FloorDiv: return b == 0 ? nullptr : new_float(float_floor_div(a, b));
    case BinaryOp::Mod: return b == 0 ? nullptr : new_float(float_mod(a, b));
    case BinaryOp::Pow: {
      if (a == 0 || (a < 0 && b != std::floor(b))) return nullptr;
      Result<double> power = float_power(t, a, b);
      return power.failed() ? nullptr : new_float(power.value);
    }
    default: return nullptr;
  }
}

struct ComplexValue {
  double real, imag;
};

Object* fold_complexes(BinaryOp op, ComplexValue a, ComplexValue b) {
  switch (op) {
    case BinaryOp::Add: return new_complex(a.real + b.real, a.imag + b.imag);
    case BinaryOp::Sub: return new_complex(a.real - b.real, a.imag - b.imag);
    case BinaryOp::Mul: return new_complex(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real);
    default: return nullptr;
  }
}

// Exact int, float or complex; never bool, whose results may be bools.
bool is_number_constant(const Object* o) { return is_exact<Int>(o) || is_exact<Float>(o) || is_exact<Complex>(o); }

// False: an int too large for a double.
bool to_complex(const Object* o, ComplexValue* value) {
  bool overflow = false;
  if (is_exact<Int>(o)) *value = {int_to_double(o, &overflow), 0.0};
  if (is_exact<Float>(o)) *value = {cast<Float>(o)->value, 0.0};
  if (is_exact<Complex>(o)) *value = {cast<Complex>(o)->real, cast<Complex>(o)->imag};
  return !overflow;
}

Object* fold_numbers(Thread& t, BinaryOp op, Object* a, Object* b) {
  if (is_exact<Int>(a) && is_exact<Int>(b)) return fold_ints(t, op, a, b);
  ComplexValue x, y;
  if (!to_complex(a, &x) || !to_complex(b, &y)) return nullptr;
  if (is_exact<Complex>(a) || is_exact<Complex>(b)) return fold_complexes(op, x, y);
  return fold_floats(t, op, x.real, y.real);
}

Object* repeat_text(Str* text, int64_t count) {
  if (count < 0) count = 0;
  if (text->length && count > kMaxTextLength / text->length) return nullptr;
  std::string unit = str_to_utf8(text), repeated;
  for (int64_t i = 0; i < count; i++) repeated += unit;
  return new_text_constant(repeated);
}

Object* concatenate_tuples(const Tuple* a, const Tuple* b) {
  if (a->length() + b->length() > kMaxTupleLength) return nullptr;
  Tuple* sum = new_tuple(a->length() + b->length());
  if (!sum) return nullptr;
  for (ssize i = 0; i < sum->length(); i++) sum->items[i] = i < a->length() ? (*a)[i] : (*b)[i - a->length()];
  return sum;
}

Object* repeat_tuple(const Tuple* tuple, int64_t count) {
  if (count < 0) count = 0;
  if (tuple->length() && count > kMaxTupleLength / tuple->length()) return nullptr;
  Tuple* repeated = new_tuple(tuple->length() * count);
  if (!repeated) return nullptr;
  for (ssize i = 0; i < repeated->length(); i++) repeated->items[i] = (*tuple)[i % tuple->length()];
  return repeated;
}

Object* fold_repeat(Object* sequence, Object* times) {
  int64_t count;
  if (!is_exact<Int>(times) || !int_fits_int64(times, &count)) return nullptr;
  if (is_exact<Str>(sequence)) return repeat_text(cast<Str>(sequence), count);
  if (is_exact<Tuple>(sequence)) return repeat_tuple(cast<Tuple>(sequence), count);
  return nullptr;
}

Object* fold_binary(Thread& t, BinaryOp op, Object* a, Object* b) {
  if (is_number_constant(a) && is_number_constant(b)) return fold_numbers(t, op, a, b);
  if (op == BinaryOp::Add && is_exact<Str>(a) && is_exact<Str>(b)) {
    if (cast<Str>(a)->length + cast<Str>(b)->length > kMaxTextLength) return nullptr;
    return new_text_constant(str_to_utf8(cast<Str>(a)) + str_to_utf8(cast<Str>(b)));
  }
  if (op == BinaryOp::Add && is_exact<Tuple>(a) && is_exact<Tuple>(b))
    return concatenate_tuples(cast<Tuple>(a), cast<Tuple>(b));
  if (op == BinaryOp::Mul) return is_exact<Int>(a) ? fold_repeat(b, a) : fold_repeat(a, b);
  return nullptr;
}

// Truth of a constant's value.
bool truth_of_constant(const Object* o) {
  if (o == none() || o == py_false()) return false;
  if (is_exact<Int>(o)) return !int_is_zero(o);
  if (is_exact<Float>(o)) return cast<Float>(o)->value != 0;
  if (is_exact<Complex>(o)) return cast<Complex>(o)->real != 0 || cast<Complex>(o)->imag != 0;
  if (is_exact<Str>(o)) return cast<Str>(o)->length != 0;
  if (is_exact<Bytes>(o)) return !cast<Bytes>(o)->view().empty();
  if (is_exact<Tuple>(o)) return cast<Tuple>(o)->length() != 0;
  return true;
}

Object* fold_unary(Thread& t, ast::UnaryOperator op, Object* a) {
  if (op == ast::UnaryOperator::Not) return bool_object(!truth_of_constant(a));
  if (!is_number_constant(a)) return nullptr;
  if (op == ast::UnaryOperator::UAdd) return a;
  if (is_exact<Int>(a)) {
    Object* negated = int_negative(t, a);
    if (op == ast::UnaryOperator::USub || !negated) return negated;
    return int_binary(t, BinaryOp::Sub, negated, int_from_int64(1));  // ~a
  }
  if (op == ast::UnaryOperator::Invert) return nullptr;
  if (is_exact<Float>(a)) return new_float(-cast<Float>(a)->value);
  return new_complex(-cast<Complex>(a)->real, -cast<Complex>(a)->imag);
}

Object* fold_subscript(Object* container, Object* key) {
  int64_t index;
  if (!is_exact<Int>(key) || !int_fits_int64(key, &index)) return nullptr;
  ssize length = is_exact<Str>(container)     ? cast<Str>(container)->length
                 : is_exact<Tuple>(container) ? cast<Tuple>(container)->length()
                                              : 0;
  if (index < 0) index += length;
  if (index < 0 || index >= length) return nullptr;
  return is_exact<Str>(container) ? new_str_char(cast<Str>(container)->at(index)) : (*cast<Tuple>(container))[index];
}

Object* fold_node(Compilation& compilation, const ast::Expr& e) {
  switch (e.kind) {
    case ast::ExprKind::Constant: return compilation.checked(constant_object(e.as<ast::Constant>()));
    case ast::ExprKind::Name:
      return e.as<ast::Name>().id.text() == "__debug__" ? bool_object(!compilation.optimize) : nullptr;
    case ast::ExprKind::Tuple:
      return e.as<ast::Tuple>().context == ast::Context::Load ? fold_elements(compilation, e.as<ast::Tuple>().elements)
                                                              : nullptr;
    case ast::ExprKind::UnaryOp: {
      Object* operand = fold(compilation, *e.as<ast::UnaryOp>().operand);
      return operand ? fold_unary(compilation.thread, e.as<ast::UnaryOp>().op, operand) : nullptr;
    }
    case ast::ExprKind::BinOp: {
      // The right one first: a long sum leans to the left, and most are not constant.
      Object* right = fold(compilation, *e.as<ast::BinOp>().right);
      Object* left = right ? fold(compilation, *e.as<ast::BinOp>().left) : nullptr;
      return left ? fold_binary(compilation.thread, binary_op(e.as<ast::BinOp>().op), left, right) : nullptr;
    }
    case ast::ExprKind::Subscript: {
      const ast::Subscript& subscript = e.as<ast::Subscript>();
      if (subscript.context != ast::Context::Load) return nullptr;
      Object* key = fold(compilation, *subscript.index);
      Object* container = key ? fold(compilation, *subscript.value) : nullptr;
      return container ? fold_subscript(container, key) : nullptr;
    }
    default: return nullptr;
  }
}

}  // namespace

Object* fold(Compilation& compilation, const ast::Expr& e) {
  if (compilation.failed) return nullptr;
  if (e.kind != ast::ExprKind::Constant && !compilation.has_stack()) return nullptr;
  Object* value = fold_node(compilation, e);
  if (!value && !compilation.failed && is_pending(compilation.thread)) clear_pending(compilation.thread);
  return value;
}

std::optional<bool> fold_truth(Compilation& compilation, const ast::Expr& e) {
  Object* value = fold(compilation, e);
  if (!value) return std::nullopt;
  return truth_of_constant(value);
}

Object* fold_elements(Compilation& compilation, ast::Exprs elements) {
  // Look before allocating: displays are mostly not constant, and some are long.
  for (ast::Expr* element : elements)
    if (element->is<ast::Starred>() || element->is<ast::Call>() || element->is<ast::Attribute>()) return nullptr;
  Tuple* tuple = compilation.checked(new_tuple(ssize(elements.size())));
  if (!tuple) return nullptr;
  for (size_t i = 0; i < elements.size(); i++)
    if (!(tuple->items[i] = fold(compilation, *elements[i]))) return nullptr;
  return tuple;
}

}  // namespace sidewinder
