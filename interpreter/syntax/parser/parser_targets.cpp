// Targets of assignments, loops and `del`. They are parsed as expressions and then turned into
// targets, which is where a wrong one is found.

#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

// The targets of a loop or comprehension, in front of their `in`.
Expr* Parser::parse_for_targets() {
  if (diagnosing()) diagnose_for_targets();
  Expr* target = parse_targets();
  if (!failed_ && invalid_target(target, TargetUse::For) != nullptr) fail();
  set_target(target, TargetUse::For);
  return target;
}

// What stands between `for` and `in`. An `in` ends it, so it has no comparisons.
Expr* Parser::parse_targets() {
  const Token& start = token();
  return rest_of_tuple(start, parse_target(), &Parser::parse_target);
}

// In the first pass a target is a primary; in the second, whatever stands in its place gets a message.
Expr* Parser::parse_target() {
  if (!shared_.diagnosing) return at(TokenKind::Star) ? parse_starred(&Parser::parse_primary) : parse_primary();
  return at(TokenKind::Star) ? parse_starred(&Parser::parse_bitwise_or) : parse_bitwise_or();
}

void Parser::set_target(Expr* target, TargetUse use) {
  if (failed_) return;
  check_target(target, use);
  if (!failed_) set_context(target, use == TargetUse::Delete ? Context::Del : Context::Store);
}

void Parser::check_target(Expr* target, TargetUse use) {
  Expr* invalid = invalid_target(target, use);
  if (invalid == nullptr) return;
  std::string_view verb = use == TargetUse::Delete ? "cannot delete " : "cannot assign to ";
  raise(*invalid, std::string(verb) + std::string(expression_name(invalid)));
}

void Parser::set_context(Expr* target, Context context) {
  switch (target->kind) {
    case ExprKind::Name: target->as<Name>().context = context; break;
    case ExprKind::Attribute: target->as<Attribute>().context = context; break;
    case ExprKind::Subscript: target->as<Subscript>().context = context; break;
    case ExprKind::Starred:
      target->as<Starred>().context = context;
      set_context(target->as<Starred>().value, context);
      break;
    case ExprKind::List:
      target->as<List>().context = context;
      for (Expr* element : target->as<List>().elements) set_context(element, context);
      break;
    case ExprKind::Tuple:
      target->as<Tuple>().context = context;
      for (Expr* element : target->as<Tuple>().elements) set_context(element, context);
      break;
    default: break;
  }
}

// The first part of `target` that cannot be one, or null.
Expr* Parser::invalid_target(Expr* target, TargetUse use) {
  auto first_invalid = [this, use](Exprs elements) -> Expr* {
    for (Expr* element : elements) {
      if (Expr* invalid = invalid_target(element, use)) return invalid;
    }
    return nullptr;
  };
  switch (target->kind) {
    case ExprKind::Name:
    case ExprKind::Attribute:
    case ExprKind::Subscript: return nullptr;
    case ExprKind::Starred: return use == TargetUse::Delete ? target : invalid_target(target->as<Starred>().value, use);
    case ExprKind::List: return first_invalid(target->as<List>().elements);
    case ExprKind::Tuple: return first_invalid(target->as<Tuple>().elements);
    case ExprKind::Compare: {
      if (use != TargetUse::DiagnosedFor) return target;
      bool is_in = target->as<Compare>().operators[0] == CompareOperator::In;
      return is_in ? invalid_target(target->as<Compare>().left, use) : nullptr;
    }
    default: return target;
  }
}

std::string_view Parser::expression_name(const Expr* expr) {
  switch (expr->kind) {
    case ExprKind::Attribute: return "attribute";
    case ExprKind::Subscript: return "subscript";
    case ExprKind::Starred: return "starred";
    case ExprKind::Name: return "name";
    case ExprKind::List: return "list";
    case ExprKind::Tuple: return "tuple";
    case ExprKind::Lambda: return "lambda";
    case ExprKind::Call: return "function call";
    case ExprKind::BoolOp:
    case ExprKind::BinOp:
    case ExprKind::UnaryOp: return "expression";
    case ExprKind::GeneratorExp: return "generator expression";
    case ExprKind::Yield:
    case ExprKind::YieldFrom: return "yield expression";
    case ExprKind::Await: return "await expression";
    case ExprKind::ListComp: return "list comprehension";
    case ExprKind::SetComp: return "set comprehension";
    case ExprKind::DictComp: return "dict comprehension";
    case ExprKind::Dict: return "dict literal";
    case ExprKind::Set: return "set display";
    case ExprKind::JoinedStr:
    case ExprKind::FormattedValue: return "f-string expression";
    case ExprKind::Constant:
      switch (expr->as<Constant>().type) {
        case ConstantKind::None: return "None";
        case ConstantKind::True: return "True";
        case ConstantKind::False: return "False";
        case ConstantKind::Ellipsis: return "ellipsis";
        default: return "literal";
      }
    case ExprKind::Compare: return "comparison";
    case ExprKind::IfExp: return "conditional expression";
    case ExprKind::NamedExpr: return "named expression";
    case ExprKind::Slice: return "slice";
  }
  return "expression";
}

}  // namespace sidewinder
