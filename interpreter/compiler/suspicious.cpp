// SyntaxWarnings: programs that are valid and surely not meant. The messages and places are CPython's.
#include "interpreter/compiler/folding.h"
#include "interpreter/compiler/unit.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

using ast::ExprKind;

namespace {

// The name of the type that an expression surely has, or null.
const char* known_type(Compilation& compilation, const ast::Expr& e) {
  if (Object* value = fold(compilation, e)) return value->cls->name;
  switch (e.kind) {
    case ExprKind::Tuple: return "tuple";
    case ExprKind::List:
    case ExprKind::ListComp: return "list";
    case ExprKind::Dict:
    case ExprKind::DictComp: return "dict";
    case ExprKind::Set:
    case ExprKind::SetComp: return "set";
    case ExprKind::GeneratorExp: return "generator";
    case ExprKind::Lambda: return "function";
    case ExprKind::JoinedStr:
    case ExprKind::FormattedValue: return "str";
    default: return nullptr;
  }
}

bool is_singleton(Object* value) {
  return value == none() || value == py_true() || value == py_false() || value == ellipsis();
}

}  // namespace

void Unit::warn_about_call(const ast::Expr& function) {
  const char* type = function.is<ast::Lambda>() ? nullptr : known_type(compilation_, function);
  if (!type) return;
  compilation_.warn(emitter_.location(),
                    std::string("'") + type + "' object is not callable; perhaps you missed a comma?");
}

void Unit::warn_about_subscript(const ast::Expr& container, const ast::Expr& index) {
  const char* type = known_type(compilation_, container);
  if (!type) return;
  Object* value = fold(compilation_, container);
  bool is_indexed = value ? is_str(value) || is_bytes(value) || is_exact<Tuple>(value)
                          : !container.is<ast::Set>() && !container.is<ast::SetComp>() &&
                                !container.is<ast::GeneratorExp>() && !container.is<ast::Lambda>();
  if (!is_indexed)
    return compilation_.warn(emitter_.location(),
                             std::string("'") + type + "' object is not subscriptable; perhaps you missed a comma?");
  if (container.is<ast::Dict>() || container.is<ast::DictComp>() || index.is<ast::Slice>()) return;
  const char* type_of_index = known_type(compilation_, index);
  if (!type_of_index || std::string_view(type_of_index) == "int" || std::string_view(type_of_index) == "bool") return;
  compilation_.warn(emitter_.location(), std::string(type) + " indices must be integers or slices, not " +
                                             type_of_index + "; perhaps you missed a comma?");
}

// `x is 1` asks for more than anybody promises.
void Unit::warn_about_identity(const ast::Compare& e, bool is_negated) {
  auto is_literal = [this](const ast::Expr& operand) {
    Object* value = fold(compilation_, operand);
    return value && !is_singleton(value);
  };
  for (size_t i = 0; i < e.operators.size(); i++) {
    if (e.operators[i] != ast::CompareOperator::Is && e.operators[i] != ast::CompareOperator::IsNot) continue;
    if (!is_literal(i == 0 ? *e.left : *e.comparators[i - 1]) && !is_literal(*e.comparators[i])) continue;
    bool negated = (e.operators[i] == ast::CompareOperator::IsNot) != is_negated;
    return compilation_.warn(
        e, negated ? "\"is not\" with a literal. Did you mean \"!=\"?" : "\"is\" with a literal. Did you mean \"==\"?");
  }
}

void Unit::warn_about_assertion(const ast::Assert& s) {
  if (!s.test->is<ast::Tuple>() || s.test->as<ast::Tuple>().elements.empty()) return;
  compilation_.warn(emitter_.location(), "assertion is always true, perhaps remove parentheses?");
}

}  // namespace sidewinder
