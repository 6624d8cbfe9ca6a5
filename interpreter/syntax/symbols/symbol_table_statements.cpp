// The walk over statements: what they bind, and where they may stand.

#include "interpreter/syntax/symbols/symbol_table_builder.h"

namespace sidewinder {

using namespace ast;

void SymbolTableBuilder::visit_body(Body body) {
  for (const Stmt* stmt : body) visit(stmt);
}

void SymbolTableBuilder::visit(const Stmt* stmt) {
  DepthGuard depth(*this, *stmt);
  if (failed()) return;
  switch (stmt->kind) {
    case StmtKind::FunctionDef: return visit_function(stmt->as<FunctionDef>());
    case StmtKind::ClassDef: return visit_class(stmt->as<ClassDef>());
    case StmtKind::Return: return visit_return(stmt->as<Return>());
    case StmtKind::Delete: return visit_all(stmt->as<Delete>().targets);
    case StmtKind::Assign:
      return visit_in_other_order([&] { visit_targets(stmt->as<Assign>()); }, [&] { visit(stmt->as<Assign>().value); });
    case StmtKind::AugAssign:
      visit_augmented_target(stmt->as<AugAssign>().target);
      return visit(stmt->as<AugAssign>().value);
    case StmtKind::AnnAssign: return visit_annotated_assignment(stmt->as<AnnAssign>());
    case StmtKind::For: return visit_for(stmt->as<For>());
    case StmtKind::While:
      visit(stmt->as<While>().test);
      return visit_loop(stmt->as<While>().body, stmt->as<While>().or_else);
    case StmtKind::If:
      visit(stmt->as<If>().test);
      visit_body(stmt->as<If>().body);
      return visit_body(stmt->as<If>().or_else);
    case StmtKind::With: return visit_with(stmt->as<With>());
    case StmtKind::Match: return visit_match(stmt->as<Match>());
    case StmtKind::Raise: visit(stmt->as<Raise>().exception); return visit(stmt->as<Raise>().cause);
    case StmtKind::Try: return visit_try(stmt->as<Try>());
    case StmtKind::Assert: visit(stmt->as<Assert>().test); return visit(stmt->as<Assert>().message);
    case StmtKind::Import: return visit_import(stmt->as<Import>().names, *stmt);
    case StmtKind::ImportFrom: return visit_import_from(stmt->as<ImportFrom>());
    case StmtKind::Global: return visit_directive(stmt->as<Global>().names, *stmt, true);
    case StmtKind::Nonlocal: return visit_directive(stmt->as<Nonlocal>().names, *stmt, false);
    case StmtKind::ExprStmt: return visit(stmt->as<ExprStmt>().value);
    case StmtKind::Break: return check_jump(*stmt, true);
    case StmtKind::Continue: return check_jump(*stmt, false);
    case StmtKind::Pass: return;
  }
}

// ---------------------------------------------------------------------------------------------
// Functions and classes

void SymbolTableBuilder::visit_function(const FunctionDef& function) {
  visit_in_other_order([&] { add_assignment(function.name, function); }, [&] { visit_parts(function); });
}

void SymbolTableBuilder::visit_parts(const FunctionDef& function) {
  check_parameters_not_debug(*function.arguments, function);
  auto visit_parameters = [&] {
    visit_default_values(*function.arguments);
    visit_annotations(function);
  };
  visit_in_other_order(visit_parameters, [&] { visit_all(function.decorators); });
  enter_scope(ScopeKind::Function, &function, function.name, function);
  current().is_async_function = function.is_async;
  current().scope->is_coroutine = function.is_async;
  enter_parameters(*function.arguments);
  visit_body(function.body);
  leave_scope();
}

void SymbolTableBuilder::check_parameters_not_debug(const Arguments& arguments, const Location& function) {
  auto check_all = [&](ArenaSpan<Arg*> parameters) {
    for (const Arg* parameter : parameters) check_not_debug(parameter->name, function, "assign to");
  };
  check_all(arguments.positional_only);
  check_all(arguments.positional);
  if (arguments.vararg) check_not_debug(arguments.vararg->name, function, "assign to");
  check_all(arguments.keyword_only);
  if (arguments.kwarg) check_not_debug(arguments.kwarg->name, function, "assign to");
}

void SymbolTableBuilder::visit_default_values(const Arguments& arguments) {
  visit_all(arguments.defaults);
  for (const Expr* value : arguments.keyword_defaults) visit(value);
}

void SymbolTableBuilder::visit_annotations(const FunctionDef& function) {
  auto visit_parameters = [this](ArenaSpan<Arg*> parameters) {
    for (const Arg* parameter : parameters) visit_annotation(parameter->annotation);
  };
  const Arguments& arguments = *function.arguments;
  visit_parameters(arguments.positional_only);
  visit_parameters(arguments.positional);
  if (arguments.vararg != nullptr) visit_annotation(arguments.vararg->annotation);
  if (arguments.kwarg != nullptr) visit_annotation(arguments.kwarg->annotation);
  visit_parameters(arguments.keyword_only);
  visit_annotation(function.returns);
}

// With `from __future__ import annotations` (PEP 563) an annotation is kept as text: its names
// mean nothing to the scope, but it still has to be an expression that could stand there.
void SymbolTableBuilder::visit_annotation(const Expr* annotation) {
  if (annotation == nullptr || failed()) return;
  if (!future_.annotations) return visit_element(annotation);
  ScopeBuilder* outer = current_;
  size_t siblings = outer->children.size();
  enter_scope(outer->scope->kind, annotation, outer->scope->name, *annotation);
  current().is_annotation = true;
  current().is_async_function = outer->is_async_function;
  current().scope->private_class = outer->scope->private_class;
  visit_element(annotation);
  leave_scope();
  outer->children.resize(siblings);
}

void SymbolTableBuilder::enter_parameters(const Arguments& arguments) {
  auto add_all = [&](ArenaSpan<Arg*> parameters) {
    for (const Arg* parameter : parameters) add_parameter(parameter->name, *parameter);
  };
  Scope& scope = *current().scope;
  scope.positional_only_count = static_cast<uint32_t>(arguments.positional_only.size());
  scope.positional_count = scope.positional_only_count + static_cast<uint32_t>(arguments.positional.size());
  scope.keyword_only_count = static_cast<uint32_t>(arguments.keyword_only.size());
  scope.has_varargs = arguments.vararg != nullptr;
  scope.has_varkeywords = arguments.kwarg != nullptr;
  add_all(arguments.positional_only);
  add_all(arguments.positional);
  add_all(arguments.keyword_only);
  if (arguments.vararg != nullptr) add_parameter(arguments.vararg->name, *arguments.vararg);
  if (arguments.kwarg != nullptr) add_parameter(arguments.kwarg->name, *arguments.kwarg);
}

void SymbolTableBuilder::visit_class(const ClassDef& class_def) {
  auto visit_bases = [&] {
    check_keywords(class_def.keywords, class_def);
    visit_elements(class_def.bases);
    visit_keywords(class_def.keywords);
  };
  auto visit_class_body = [&] {
    visit_all(class_def.decorators);
    enter_scope(ScopeKind::Class, &class_def, class_def.name, class_def);
    visit_body(class_def.body);
    leave_scope();
  };
  visit_in_other_order([&] { add_assignment(class_def.name, class_def); },
                       [&] { visit_in_other_order(visit_bases, visit_class_body); });
}

void SymbolTableBuilder::visit_return(const Return& statement) {
  if (current().scope->kind != ScopeKind::Function) return fail_late(statement, "'return' outside function");
  if (current().in_except_star) {
    const Expr* value = statement.value;
    bool at_value = value && value->is<Constant>() && value->line == statement.line;
    return fail_late(at_value ? static_cast<const Location&>(*value) : statement,
                     "'break', 'continue' and 'return' cannot appear in an except* block");
  }
  if (statement.value == nullptr) return;
  auto check_async_generator = [&] {
    if (!current().returns_value) current().returns_value = &statement;
    if (current().is_async_function && current().scope->is_generator)
      fail_late(statement, "'return' with value in async generator");
  };
  visit_in_other_order([&] { visit(statement.value); }, check_async_generator);
}

// ---------------------------------------------------------------------------------------------
// Assignments and imports

// Of an attribute the name is not looked at: `x.__debug__ += 1` is fine, as in CPython.
void SymbolTableBuilder::visit_augmented_target(const Expr* target) {
  visit(target->is<Attribute>() ? target->as<Attribute>().value : target);
}

void SymbolTableBuilder::visit_targets(const Assign& assign) {
  for (const Expr* target : assign.targets) {
    if (target->is<Starred>()) fail_late(*target, "starred assignment target must be in a list or tuple");
    visit_element(target);
  }
}

void SymbolTableBuilder::visit_annotated_assignment(const AnnAssign& assign) {
  visit_in_other_order([&] { visit_annotated_target(assign); }, [&] { visit(assign.value); });
}

void SymbolTableBuilder::visit_annotated_target(const AnnAssign& assign) {
  if (!in_function()) current().scope->has_annotations = true;
  if (assign.target->is<Name>()) {
    const Name& name = assign.target->as<Name>();
    if (assign.simple) {
      Symbol* target = symbol(name.id);
      bool conflicts = target->is_declared_nonlocal ||
                       (target->is_declared_global && current().scope->kind != ScopeKind::Module);
      if (conflicts) {
        return fail(assign, "annotated name '" + std::string(name.id.text()) + "' can't be " +
                                (target->is_declared_global ? "global" : "nonlocal"));
      }
      target->is_annotated = true;
    }
    if (assign.simple && assign.value == nullptr) check_not_debug(name.id, assign, "assign to");
    if (assign.simple || assign.value != nullptr) add_assignment(name.id, name);
  } else {
    const Location& at = assign.value ? static_cast<const Location&>(*assign.target) : assign;
    if (assign.target->is<Attribute>()) check_not_debug(assign.target->as<Attribute>().name, at, "assign to");
    visit(assign.target);
  }
  visit_annotation(assign.annotation);
}

void SymbolTableBuilder::visit_import(ArenaSpan<Alias*> names, const Location& import) {
  for (const Alias* alias : names) {
    Identifier bound = alias->as_name;
    if (!bound) {
      std::string_view name = alias->name.text();
      size_t dot = name.find('.');
      bound = dot == std::string_view::npos ? alias->name : names_.intern(name.substr(0, dot));
    }
    check_not_debug(bound, import, "assign to");
    symbol(bound)->is_imported = true;
  }
}

void SymbolTableBuilder::visit_import_from(const ImportFrom& import) {
  check_no_late_future(import);
  if (import.names[0]->name.text() != "*") return visit_import(import.names, import);
  if (current().scope->kind != ScopeKind::Module)
    return fail(*import.names[0], "import * only allowed at module level");
  current().scope->has_import_star = true;
}

void SymbolTableBuilder::visit_directive(ArenaSpan<Identifier> names, const Location& at, bool is_global) {
  for (Identifier name : names) add_directive(name, at, is_global);
}

// ---------------------------------------------------------------------------------------------
// Blocks

void SymbolTableBuilder::visit_loop(Body body, Body or_else) {
  LoopState outer = current().loop;
  current().loop = LoopState::Inside;
  visit_body(body);
  current().loop = outer;
  visit_body(or_else);
}

void SymbolTableBuilder::visit_for(const For& loop) {
  if (loop.is_async) require_async(loop, "async for");
  auto visit_target = [&] {
    visit_element(loop.target);
    if (loop.target->is<Starred>()) fail_late(*loop.target, "starred assignment target must be in a list or tuple");
  };
  visit_in_other_order(visit_target, [&] { visit(loop.iterable); });
  visit_loop(loop.body, loop.or_else);
}

void SymbolTableBuilder::visit_with(const With& with) {
  if (with.is_async) require_async(with, "async with");
  for (const WithItem* item : with.items) {
    visit(item->context);
    if (item->target == nullptr) continue;
    visit_element(item->target);
    if (item->target->is<Starred>()) fail_late(*item->target, "starred assignment target must be in a list or tuple");
  }
  visit_body(with.body);
}

void SymbolTableBuilder::visit_try(const Try& statement) {
  visit_body(statement.body);
  visit_body(statement.or_else);
  for (const ExceptHandler* handler : statement.handlers) {
    bool is_last = handler == statement.handlers.back();
    if (handler->type == nullptr && !is_last) fail_late(*handler, "default 'except:' must be last");
    visit_handler(*handler, statement.is_star);
  }
  visit_body(statement.final_body);
}

void SymbolTableBuilder::visit_handler(const ExceptHandler& handler, bool is_star) {
  visit(handler.type);
  if (handler.name) add_assignment(handler.name, handler);
  LoopState outer_loop = current().loop;
  bool outer_star = current().in_except_star;
  if (is_star) {
    current().loop = LoopState::ExceptStar;
    current().in_except_star = true;
  }
  visit_body(handler.body);
  current().loop = outer_loop;
  current().in_except_star = outer_star;
}

void SymbolTableBuilder::check_jump(const Location& at, bool is_break) {
  switch (current().loop) {
    case LoopState::Inside: return;
    case LoopState::ExceptStar:
      return fail_late(at, "'break', 'continue' and 'return' cannot appear in an except* block");
    case LoopState::Outside:
      return fail_late(at, is_break ? "'break' outside loop" : "'continue' not properly in loop");
  }
}

void SymbolTableBuilder::require_async(const Location& at, std::string_view construct) {
  bool allowed = current().is_async_function ||
                 (options_.top_level_await && current().scope->kind == ScopeKind::Module);
  if (!allowed) return fail_late(at, "'" + std::string(construct) + "' outside async function");
  current().scope->is_coroutine = true;
}

}  // namespace sidewinder
