// Validation: expressions.
#include "interpreter/modules/ast/ast_class_of.h"
#include "interpreter/modules/ast/ast_validate.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

using namespace ast;

namespace {

const char* context_name(Context context) {
  return ast_info(AstClass(int(ast_first_class(context)) + int(context))).name;
}

// Of an expression that may be a target; null: it is none.
const Context* context_of(const Expr& e) {
  switch (e.kind) {
    case ExprKind::Attribute: return &e.as<Attribute>().context;
    case ExprKind::Subscript: return &e.as<Subscript>().context;
    case ExprKind::Starred: return &e.as<Starred>().context;
    case ExprKind::Name: return &e.as<Name>().context;
    case ExprKind::List: return &e.as<ast::List>().context;
    case ExprKind::Tuple: return &e.as<ast::Tuple>().context;
    default: return nullptr;
  }
}

}  // namespace

Status AstValidator::check_context(const Expr& e, Context context) {
  if (e.is<Name>()) TRY(name(e.as<Name>().id));
  const Context* own = context_of(e);
  if (!own && context != Context::Load)
    return raise_value_error(t_, "expression which can't be assigned to in %s context", context_name(context));
  if (own && *own != context) {
    return raise_value_error(t_, "expression must have %s context but has %s instead", context_name(context),
                             context_name(*own));
  }
  return Status::ok();
}

Status AstValidator::expressions(const Exprs& all, Context context, bool null_allowed) {
  for (const Expr* e : all) {
    if (e) TRY(expression(e, context));
    else if (!null_allowed) return raise_value_error(t_, "None disallowed in expression list");
  }
  return Status::ok();
}

Status AstValidator::expression(const Expr* e, Context context) {
  if (!native_stack_left(t_, " during compilation")) return Raised{};
  TRY(place(*e));
  TRY(check_context(*e, context));
  return parts(*e, context);
}

Status AstValidator::comprehension(const Comprehensions& generators) {
  if (generators.empty()) return raise_value_error(t_, "comprehension with no generators");
  for (const Comprehension* one : generators) {
    TRY(expression(one->target, Context::Store));
    TRY(expression(one->iterable));
    TRY(expressions(one->conditions));
  }
  return Status::ok();
}

Status AstValidator::keywords(const ArenaSpan<Keyword*>& all) {
  for (const Keyword* one : all) TRY(expression(one->value));
  return Status::ok();
}

Status AstValidator::parameter(const Arg* one) {
  if (!one) return Status::ok();
  TRY(place(*one));
  return optional(one->annotation);
}

Status AstValidator::parameters(const ArenaSpan<Arg*>& all) {
  for (const Arg* one : all) TRY(parameter(one));
  return Status::ok();
}

Status AstValidator::arguments(const Arguments& all) {
  TRY(parameters(all.positional_only));
  TRY(parameters(all.positional));
  TRY(parameter(all.vararg));
  TRY(parameters(all.keyword_only));
  TRY(parameter(all.kwarg));
  if (all.defaults.size() > all.positional_only.size() + all.positional.size())
    return raise_value_error(t_, "more positional defaults than args on arguments");
  if (all.keyword_defaults.size() != all.keyword_only.size())
    return raise_value_error(t_, "length of kwonlyargs is not the same as kw_defaults on arguments");
  TRY(expressions(all.defaults));
  return expressions(all.keyword_defaults, Context::Load, true);
}

Status AstValidator::parts(const Expr& e, Context context) {
  switch (e.kind) {
    case ExprKind::BoolOp:
      if (e.as<BoolOp>().values.size() < 2) return raise_value_error(t_, "BoolOp with less than 2 values");
      return expressions(e.as<BoolOp>().values);
    case ExprKind::NamedExpr:
      if (!e.as<NamedExpr>().target->is<Name>()) return raise_type_error(t_, "NamedExpr target must be a Name");
      return expression(e.as<NamedExpr>().value);
    case ExprKind::BinOp: TRY(expression(e.as<BinOp>().left)); return expression(e.as<BinOp>().right);
    case ExprKind::UnaryOp: return expression(e.as<UnaryOp>().operand);
    case ExprKind::Lambda: TRY(arguments(*e.as<Lambda>().arguments)); return expression(e.as<Lambda>().body);
    case ExprKind::IfExp:
      TRY(expression(e.as<IfExp>().test));
      TRY(expression(e.as<IfExp>().body));
      return expression(e.as<IfExp>().or_else);
    case ExprKind::Dict:
      if (e.as<ast::Dict>().keys.size() != e.as<ast::Dict>().values.size())
        return raise_value_error(t_, "Dict doesn't have the same number of keys as values");
      TRY(expressions(e.as<ast::Dict>().keys, Context::Load, true));
      return expressions(e.as<ast::Dict>().values);
    case ExprKind::Set: return expressions(e.as<ast::Set>().elements);
    case ExprKind::ListComp:
      TRY(comprehension(e.as<ListComp>().generators));
      return expression(e.as<ListComp>().element);
    case ExprKind::SetComp: TRY(comprehension(e.as<SetComp>().generators)); return expression(e.as<SetComp>().element);
    case ExprKind::DictComp:
      TRY(comprehension(e.as<DictComp>().generators));
      TRY(expression(e.as<DictComp>().key));
      return expression(e.as<DictComp>().value);
    case ExprKind::GeneratorExp:
      TRY(comprehension(e.as<GeneratorExp>().generators));
      return expression(e.as<GeneratorExp>().element);
    case ExprKind::Await: return expression(e.as<Await>().value);
    case ExprKind::Yield: return optional(e.as<Yield>().value);
    case ExprKind::YieldFrom: return expression(e.as<YieldFrom>().value);
    case ExprKind::Compare:
      if (e.as<Compare>().comparators.empty()) return raise_value_error(t_, "Compare has no comparators");
      if (e.as<Compare>().comparators.size() != e.as<Compare>().operators.size())
        return raise_value_error(t_, "Compare has a different number of comparators and operands");
      TRY(expressions(e.as<Compare>().comparators));
      return expression(e.as<Compare>().left);
    case ExprKind::Call:
      TRY(expression(e.as<Call>().function));
      TRY(expressions(e.as<Call>().arguments));
      return keywords(e.as<Call>().keywords);
    case ExprKind::FormattedValue:
      TRY(expression(e.as<FormattedValue>().value));
      return optional(e.as<FormattedValue>().format_spec);
    case ExprKind::JoinedStr: return expressions(e.as<JoinedStr>().values);
    case ExprKind::Attribute: return expression(e.as<Attribute>().value);
    case ExprKind::Subscript: TRY(expression(e.as<Subscript>().index)); return expression(e.as<Subscript>().value);
    case ExprKind::Starred: return expression(e.as<Starred>().value, context);
    case ExprKind::List: return expressions(e.as<ast::List>().elements, context);
    case ExprKind::Tuple: return expressions(e.as<ast::Tuple>().elements, context);
    case ExprKind::Slice:
      TRY(optional(e.as<Slice>().lower));
      TRY(optional(e.as<Slice>().upper));
      return optional(e.as<Slice>().step);
    case ExprKind::Name:
    case ExprKind::Constant: return Status::ok();
  }
  return Status::ok();
}

}  // namespace sidewinder
