#include "interpreter/modules/ast/ast_constant.h"

#include <cmath>

#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/number/number_format.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

using ast::ConstantKind;

class ConstantMaker {
 public:
  ConstantMaker(Thread& t, Arena& arena, const ast::Location& at) : t_(t), arena_(arena), at_(at) {}

  ast::Expr* make(Object* value) {
    if (value == none()) return plain(ConstantKind::None);
    if (value == py_true()) return plain(ConstantKind::True);
    if (value == py_false()) return plain(ConstantKind::False);
    if (value == ellipsis()) return plain(ConstantKind::Ellipsis);
    if (is_exact<Float>(value)) return floating(ConstantKind::Float, cast<Float>(value)->value);
    if (is_exact<Str>(value)) return text(ConstantKind::String, str_to_utf8(cast<Str>(value)));
    if (is_exact<Bytes>(value)) return text(ConstantKind::Bytes, cast<Bytes>(value)->view());
    if (is_exact<Int>(value)) return integer(value);
    if (is_exact<Complex>(value)) return complex(*cast<Complex>(value));
    if (is_exact<Tuple>(value)) return tuple(*cast<Tuple>(value));
    if (value->cls == &frozenset_type) return frozen_set(cast<Set>(value));
    return raise_type_error(t_, "got an invalid type in Constant: %T", value);
  }

 private:
  template <class T> T* node() {
    T* made = arena_.make<T>();
    static_cast<ast::Location&>(*made) = at_;
    made->kind = T::kKind;
    return made;
  }

  ast::Constant* plain(ConstantKind kind) {
    auto* constant = node<ast::Constant>();
    constant->base = 10;
    constant->type = kind;
    return constant;
  }

  ast::Constant* floating(ConstantKind kind, double value) {
    ast::Constant* constant = plain(kind);
    constant->float_value = value;
    return constant;
  }

  ast::Constant* text(ConstantKind kind, std::string_view content) {
    ast::Constant* constant = plain(kind);
    constant->text = arena_.copy_text(content);
    return constant;
  }

  ast::Expr* integer(Object* value) {
    ast::Constant* constant = plain(ConstantKind::Int);
    constant->fits_int64 = int_fits_int64(value, &constant->int_value);
    if (constant->fits_int64) return constant;
    auto* digits = cast<Str>(TRY(int_format(t_, value, TRY(new_str("x")))));
    std::string hexadecimal = str_to_utf8(digits);
    bool is_negative = hexadecimal[0] == '-';
    constant->base = 16;
    constant->text = arena_.copy_text(std::string_view(hexadecimal).substr(is_negative));
    if (!is_negative) return constant;
    auto* negated = node<ast::UnaryOp>();
    negated->op = ast::UnaryOperator::USub;
    negated->operand = constant;
    return negated;
  }

  ast::Expr* complex(const Complex& value) {
    ast::Constant* imaginary = floating(ConstantKind::Imaginary, value.imag);
    if (value.real == 0 && !std::signbit(value.real)) return imaginary;
    auto* sum = node<ast::BinOp>();
    sum->left = floating(ConstantKind::Float, value.real);
    sum->op = ast::BinaryOperator::Add;
    sum->right = imaginary;
    return sum;
  }

  ast::Expr* tuple(const Tuple& value) {
    if (!native_stack_left(t_, " during compilation")) return nullptr;
    auto* made = node<ast::Tuple>();
    made->elements = arena_.make_span<ast::Expr*>(size_t(value.size));
    for (ssize i = 0; i < value.size; i++) made->elements[size_t(i)] = TRY(make(value[i]));
    return made;
  }

  // No expression gives one, but its elements must be what constants can be.
  ast::Expr* frozen_set(Set* value) {
    if (!native_stack_left(t_, " during compilation")) return nullptr;
    Object* element;
    for (ssize position = 0; set_next(value, &position, &element);) TRY(make(element));
    auto* made = node<ast::Constant>();
    made->type = ConstantKind::FrozenSet;
    made->object = value;
    return made;
  }

  Thread& t_;
  Arena& arena_;
  ast::Location at_;
};

}  // namespace

ast::Expr* ast_constant(Thread& t, Arena& arena, Object* value, const ast::Location& at) {
  return ConstantMaker(t, arena, at).make(value);
}

}  // namespace sidewinder
