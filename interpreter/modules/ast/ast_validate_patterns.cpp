// Validation: patterns.
#include "interpreter/modules/ast/ast_validate.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

using namespace ast;

namespace {

bool is_singleton(const Expr& e) { return e.is<Constant>() && e.as<Constant>().type <= ConstantKind::False; }

bool is_number(const Expr& e, bool may_be_imaginary, bool must_be_imaginary) {
  if (!e.is<Constant>()) return false;
  ConstantKind type = e.as<Constant>().type;
  if (type == ConstantKind::Imaginary) return may_be_imaginary;
  return !must_be_imaginary && (type == ConstantKind::Int || type == ConstantKind::Float);
}

bool is_negated_number(const Expr& e, bool may_be_imaginary) {
  return e.is<UnaryOp>() && e.as<UnaryOp>().op == UnaryOperator::USub &&
         is_number(*e.as<UnaryOp>().operand, may_be_imaginary, false);
}

// 1 + 2j
bool is_complex(const BinOp& e) {
  bool is_sum = e.op == BinaryOperator::Add || e.op == BinaryOperator::Sub;
  bool is_left_real = is_number(*e.left, false, false) || is_negated_number(*e.left, false);
  return is_sum && is_left_real && is_number(*e.right, true, true);
}

}  // namespace

Status AstValidator::capture(Identifier id) {
  if (id.text() == "_") return raise_value_error(t_, "can't capture name '_' in patterns");
  return name(id);
}

Status AstValidator::patterns(const Patterns& all, bool star_allowed) {
  for (const Pattern* one : all) {
    if (!one) return raise_value_error(t_, "None disallowed in a list of patterns");
    TRY(pattern(*one, star_allowed));
  }
  return Status::ok();
}

Status AstValidator::pattern_value(const Expr& e) {
  TRY(expression(&e));
  switch (e.kind) {
    case ExprKind::Constant:
      if (e.as<Constant>().type <= ConstantKind::Ellipsis)
        return raise_value_error(t_, "unexpected constant inside of a literal pattern");
      return Status::ok();
    case ExprKind::Attribute:
    case ExprKind::JoinedStr: return Status::ok();
    case ExprKind::UnaryOp:
      if (is_negated_number(e, true)) return Status::ok();
      break;
    case ExprKind::BinOp:
      if (is_complex(e.as<BinOp>())) return Status::ok();
      break;
    case ExprKind::Tuple: return raise_value_error(t_, "unexpected constant inside of a literal pattern");
    default: break;
  }
  return raise_value_error(t_, "patterns may only match literals and attribute lookups");
}

Status AstValidator::pattern_mapping(const MatchMapping& p) {
  if (p.keys.size() != p.patterns.size())
    return raise_value_error(t_, "MatchMapping doesn't have the same number of keys as patterns");
  if (p.rest) TRY(capture(p.rest));
  for (const Expr* key : p.keys) {
    if (!key) return raise_value_error(t_, "None disallowed in expression list");
    if (!is_singleton(*key)) TRY(pattern_value(*key));
  }
  return patterns(p.patterns);
}

Status AstValidator::pattern_class(const MatchClass& p) {
  if (p.keyword_names.size() != p.keyword_patterns.size())
    return raise_value_error(t_, "MatchClass doesn't have the same number of keyword attributes as patterns");
  TRY(expression(p.class_expr));
  const Expr* root = p.class_expr;
  while (root->is<Attribute>()) root = root->as<Attribute>().value;
  if (!root->is<Name>()) return raise_value_error(t_, "MatchClass cls field can only contain Name or Attribute nodes.");
  TRY(names(p.keyword_names));
  for (Identifier id : p.keyword_names) TRY(name(id));
  TRY(patterns(p.patterns));
  return patterns(p.keyword_patterns);
}

Status AstValidator::pattern(const Pattern& p, bool star_allowed) {
  if (!native_stack_left(t_, " during compilation")) return Raised{};
  TRY(place(p));
  switch (p.kind) {
    case PatternKind::MatchValue: return pattern_value(*p.as<MatchValue>().value);
    case PatternKind::MatchSingleton:
      if (p.as<MatchSingleton>().value > ConstantKind::False)
        return raise_value_error(t_, "MatchSingleton can only contain True, False and None");
      return Status::ok();
    case PatternKind::MatchSequence: return patterns(p.as<MatchSequence>().patterns, true);
    case PatternKind::MatchMapping: return pattern_mapping(p.as<MatchMapping>());
    case PatternKind::MatchClass: return pattern_class(p.as<MatchClass>());
    case PatternKind::MatchStar:
      if (!star_allowed) return raise_value_error(t_, "can't use MatchStar here");
      return p.as<MatchStar>().name ? capture(p.as<MatchStar>().name) : Status::ok();
    case PatternKind::MatchAs:
      if (p.as<MatchAs>().name) TRY(capture(p.as<MatchAs>().name));
      if (!p.as<MatchAs>().pattern) return Status::ok();
      if (!p.as<MatchAs>().name)
        return raise_value_error(t_, "MatchAs must specify a target name if a pattern is given");
      return pattern(*p.as<MatchAs>().pattern);
    case PatternKind::MatchOr:
      if (p.as<MatchOr>().patterns.size() < 2) return raise_value_error(t_, "MatchOr requires at least 2 patterns");
      return patterns(p.as<MatchOr>().patterns);
  }
  return Status::ok();
}

}  // namespace sidewinder
