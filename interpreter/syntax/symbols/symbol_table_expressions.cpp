// The walk over expressions: references, targets, lambdas and comprehensions.

#include "interpreter/syntax/symbols/symbol_table_builder.h"

namespace sidewinder {

using namespace ast;

void SymbolTableBuilder::visit_all(Exprs exprs) {
  for (const Expr* expr : exprs) visit(expr);
}

// Where a starred expression may stand: in a display, a call, a tuple.
void SymbolTableBuilder::visit_element(const Expr* expr) {
  if (expr == nullptr || !expr->is<Starred>()) return visit(expr);
  DepthGuard depth(*this, *expr);
  if (!failed()) visit(expr->as<Starred>().value);
}

void SymbolTableBuilder::visit_elements(Exprs exprs) {
  for (const Expr* expr : exprs) visit_element(expr);
}

void SymbolTableBuilder::visit(const Expr* expr) {
  if (expr == nullptr || failed()) return;
  DepthGuard depth(*this, *expr);
  if (failed()) return;
  switch (expr->kind) {
    case ExprKind::Constant: return;
    case ExprKind::Name: return visit_name(expr->as<Name>());
    case ExprKind::Attribute: return visit_attribute(expr->as<Attribute>());
    case ExprKind::Subscript: visit(expr->as<Subscript>().value); return visit(expr->as<Subscript>().index);
    case ExprKind::Starred: return fail_late(*expr, "can't use starred expression here");
    case ExprKind::List: return visit_sequence(*expr, expr->as<List>().elements, expr->as<List>().context);
    case ExprKind::Tuple: return visit_sequence(*expr, expr->as<Tuple>().elements, expr->as<Tuple>().context);
    case ExprKind::Set: return visit_elements(expr->as<Set>().elements);
    case ExprKind::Slice:
      visit(expr->as<Slice>().lower);
      visit(expr->as<Slice>().upper);
      return visit(expr->as<Slice>().step);
    case ExprKind::Dict: return visit_dict(expr->as<Dict>());
    case ExprKind::BoolOp: return visit_all(expr->as<BoolOp>().values);
    case ExprKind::NamedExpr: return visit_named_expression(expr->as<NamedExpr>());
    case ExprKind::BinOp: visit(expr->as<BinOp>().left); return visit(expr->as<BinOp>().right);
    case ExprKind::UnaryOp: return visit(expr->as<UnaryOp>().operand);
    case ExprKind::Compare: visit(expr->as<Compare>().left); return visit_all(expr->as<Compare>().comparators);
    case ExprKind::IfExp:
      visit(expr->as<IfExp>().test);
      visit(expr->as<IfExp>().body);
      return visit(expr->as<IfExp>().or_else);
    case ExprKind::Call:
      check_keywords(expr->as<Call>().keywords, *expr);
      visit(expr->as<Call>().function);
      visit_elements(expr->as<Call>().arguments);
      return visit_keywords(expr->as<Call>().keywords);
    case ExprKind::Lambda: return visit_lambda(expr->as<Lambda>());
    case ExprKind::ListComp:
    case ExprKind::SetComp:
    case ExprKind::DictComp:
    case ExprKind::GeneratorExp: return visit_comprehension(expr);
    case ExprKind::Await: return visit_await(expr->as<Await>());
    case ExprKind::Yield: return visit_yield(*expr, expr->as<Yield>().value);
    case ExprKind::YieldFrom: return visit_yield(*expr, expr->as<YieldFrom>().value);
    case ExprKind::FormattedValue:
      visit(expr->as<FormattedValue>().value);
      return visit(expr->as<FormattedValue>().format_spec);
    case ExprKind::JoinedStr: return visit_all(expr->as<JoinedStr>().values);
  }
}

void SymbolTableBuilder::visit_attribute(const Attribute& attribute) {
  visit(attribute.value);
  // As in CPython deleting is not looked at.
  if (attribute.context == Context::Store) check_not_debug(attribute.name, attribute, "assign to");
}

void SymbolTableBuilder::visit_dict(const Dict& dict) {
  for (size_t i = 0; i < dict.keys.size(); i++) {
    visit(dict.keys[i]);
    visit(dict.values[i]);
  }
}

void SymbolTableBuilder::visit_comprehension(const Expr* expr) {
  auto visit_as = [&](const auto& comp, ScopeKind scope, const char* name) {
    visit_comprehension(comp, scope, name, comp.generators, comp.element, nullptr);
  };
  switch (expr->kind) {
    case ExprKind::ListComp: return visit_as(expr->as<ListComp>(), ScopeKind::ListComprehension, "<listcomp>");
    case ExprKind::SetComp: return visit_as(expr->as<SetComp>(), ScopeKind::SetComprehension, "<setcomp>");
    case ExprKind::GeneratorExp: return visit_as(expr->as<GeneratorExp>(), ScopeKind::GeneratorExpression, "<genexpr>");
    default: break;
  }
  const DictComp& comp = expr->as<DictComp>();
  visit_comprehension(comp, ScopeKind::DictComprehension, "<dictcomp>", comp.generators, comp.key, comp.value);
}

// A function that mentions super() needs the class that it is defined in (PEP 3135).
void SymbolTableBuilder::visit_name(const Name& name) {
  switch (name.context) {
    case Context::Load:
      add_reference(name.id, name);
      if (name.id == super_ && in_function()) add_reference(class_cell_, name);
      return;
    case Context::Store: return add_assignment(name.id, name);
    case Context::Del:
      check_not_debug(name.id, name, "delete");
      symbol(name.id)->is_assigned = true;
      return;
  }
}

void SymbolTableBuilder::visit_sequence(const Expr& sequence, Exprs elements, Context context) {
  constexpr size_t kMaxBefore = 1 << 8;
  bool starred = false;
  for (size_t i = 0; i < elements.size(); i++) {
    if (context == Context::Store && elements[i]->is<Starred>()) {
      if (starred) fail_late(sequence, "multiple starred expressions in assignment");
      if (i >= kMaxBefore) fail_late(sequence, "too many expressions in star-unpacking assignment");
      starred = true;
    }
    visit_element(elements[i]);
  }
}

void SymbolTableBuilder::check_keywords(ArenaSpan<Keyword*> keywords, const Location& call) {
  for (size_t i = 0; i < keywords.size(); i++) {
    Identifier name = keywords[i]->name;
    if (!name) continue;
    check_not_debug(name, call, "assign to");
    for (size_t j = i + 1; j < keywords.size(); j++)
      if (keywords[j]->name == name) fail_late(*keywords[j], "keyword argument repeated: " + std::string(name.text()));
  }
}

void SymbolTableBuilder::visit_keywords(ArenaSpan<Keyword*> keywords) {
  for (const Keyword* keyword : keywords) visit(keyword->value);
}

void SymbolTableBuilder::visit_lambda(const Lambda& lambda) {
  check_parameters_not_debug(*lambda.arguments, lambda);
  visit_default_values(*lambda.arguments);
  enter_scope(ScopeKind::Lambda, &lambda, names_.intern_static("<lambda>"), lambda);
  enter_parameters(*lambda.arguments);
  visit(lambda.body);
  leave_scope();
}

// ---------------------------------------------------------------------------------------------
// Assignment expressions (PEP 572)

void SymbolTableBuilder::visit_named_expression(const NamedExpr& named) {
  require_no_annotation(named, "named expression");
  if (current().iterable_depth > 0) {
    fail(named, "assignment expression cannot be used in a comprehension iterable expression");
  }
  const Name& target = named.target->as<Name>();
  if (current().scope->is_comprehension()) extend_named_expression(target);
  visit(named.value);
  visit(named.target);
}

// In a comprehension the target belongs to the scope that contains the outermost comprehension.
void SymbolTableBuilder::extend_named_expression(const Name& target) {
  std::string quoted = "'" + std::string(target.id.text()) + "'";
  for (ScopeBuilder* outer = current_; outer != nullptr; outer = outer->parent) {
    Identifier name = mangled(target.id);
    if (outer->scope->is_comprehension()) {
      Symbol* known = lookup(*outer, name);
      if (known != nullptr && known->is_iteration_variable) {
        return fail(target, "assignment expression cannot rebind comprehension iteration variable " + quoted);
      }
      continue;
    }
    if (outer->scope->kind == ScopeKind::Class) {
      return fail(target, "assignment expression within a comprehension cannot be used in a class body");
    }
    Symbol* owned = add_symbol(*outer, name);
    bool is_global = outer->scope->kind == ScopeKind::Module || owned->is_declared_global;
    Symbol* here = symbol(target.id);
    if (is_global) {
      declare_global(here);
    } else {
      here->is_declared_nonlocal = true;
    }
    if (outer->scope->kind != ScopeKind::Module) owned->is_assigned = true;
    current().directives.push_back({name, target});
    return;
  }
}

// ---------------------------------------------------------------------------------------------
// Generators and coroutines

void SymbolTableBuilder::visit_yield(const Expr& expr, const Expr* value) {
  require_no_annotation(expr, "yield expression");
  visit(value);
  Scope& scope = *current().scope;
  switch (scope.kind) {
    case ScopeKind::Module:
    case ScopeKind::Class: return fail_late(expr, "'yield' outside function");
    case ScopeKind::ListComprehension: return fail(expr, "'yield' inside list comprehension");
    case ScopeKind::SetComprehension: return fail(expr, "'yield' inside set comprehension");
    case ScopeKind::DictComprehension: return fail(expr, "'yield' inside dict comprehension");
    case ScopeKind::GeneratorExpression: return fail(expr, "'yield' inside generator expression");
    case ScopeKind::Function:
    case ScopeKind::Lambda: break;
  }
  scope.is_generator = true;
  if (!current().is_async_function) return;
  if (expr.is<YieldFrom>()) return fail_late(expr, "'yield from' inside async function");
  if (const Return* first = current().returns_value) fail_late(*first, "'return' with value in async generator");
}

void SymbolTableBuilder::visit_await(const Await& await) {
  require_no_annotation(await, "await expression");
  visit(await.value);
  Scope& scope = *current().scope;
  bool top_level = options_.top_level_await && scope.kind == ScopeKind::Module;
  if (!scope.is_optimized && !top_level) return fail_late(await, "'await' outside function");
  if (!current().is_async_function && !scope.is_comprehension() && !top_level) {
    return fail_late(await, "'await' outside async function");
  }
  scope.is_coroutine = true;
}

void SymbolTableBuilder::require_no_annotation(const Location& at, std::string_view construct) {
  if (!current().is_annotation) return;
  fail(at, "'" + std::string(construct) + "' can not be used within an annotation");
}

// ---------------------------------------------------------------------------------------------
// Comprehensions

// The outermost iterable is evaluated outside and passed in as ".0".
void SymbolTableBuilder::visit_comprehension(const Expr& expr, ScopeKind kind, std::string_view name,
                                             Comprehensions generators, const Expr* element, const Expr* value) {
  bool is_async = false;
  auto visit_iterable = [&] {
    current().iterable_depth++;
    visit(generators[0]->iterable);
    current().iterable_depth--;
  };
  auto visit_inside = [&] {
    enter_scope(kind, &expr, names_.intern_static(name), expr);
    Scope& scope = *current().scope;
    scope.is_generator = kind == ScopeKind::GeneratorExpression;
    scope.positional_count = 1;
    add_parameter(names_.intern_static(".0"), expr);
    for (const Comprehension* generator : generators) visit_generator(*generator, generator == generators[0]);
    visit(element);
    visit(value);
    is_async = scope.is_coroutine;
    leave_scope();
  };
  auto visit_parts = [&] { visit_in_other_order(visit_iterable, visit_inside); };
  visit_in_other_order(visit_parts,
                       [&] { note_comprehension(expr, is_async, kind == ScopeKind::GeneratorExpression); });
}

// Its scope is that which is current again.
void SymbolTableBuilder::note_comprehension(const Expr& expr, bool is_async, bool is_generator) {
  ScopeBuilder& outer = current();
  bool is_top_level = options_.top_level_await && outer.scope->kind == ScopeKind::Module;
  if (is_async && is_top_level) outer.scope->is_coroutine = true;
  if (!is_async || is_generator) return;
  bool allowed = outer.is_async_function || outer.scope->is_comprehension() || is_top_level;
  if (!allowed) return fail_late(expr, "asynchronous comprehension outside of an asynchronous function");
  outer.scope->is_coroutine = true;
}

void SymbolTableBuilder::visit_generator(const Comprehension& generator, bool is_outermost) {
  if (generator.is_async) current().scope->is_coroutine = true;
  auto visit_target = [&] {
    current().in_iteration_target = true;
    if (generator.target->is<Starred>())
      fail_late(*generator.target, "starred assignment target must be in a list or tuple");
    visit(generator.target);
    current().in_iteration_target = false;
  };
  auto visit_iterable = [&] {
    if (is_outermost) return;
    current().iterable_depth++;
    visit(generator.iterable);
    current().iterable_depth--;
  };
  visit_in_other_order(visit_target, visit_iterable);
  visit_all(generator.conditions);
}

}  // namespace sidewinder
