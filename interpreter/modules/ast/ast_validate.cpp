// Validation: statements, and what all nodes have in common.
#include "interpreter/modules/ast/ast_validate.h"

#include "interpreter/protocol/protocol.h"

namespace sidewinder {

using namespace ast;

Status AstValidator::place(const Location& at) {
  if (at.line > at.end_line)
    return raise_value_error(t_, "AST node line range (%d, %d) is not valid", at.line, at.end_line);
  bool is_absurd = (at.line < 0 && at.end_line != at.line) || (at.column < 0 && at.column != at.end_column);
  if (is_absurd) {
    return raise_value_error(t_, "AST node column range (%d, %d) for line range (%d, %d) is not valid", at.column,
                             at.end_column, at.line, at.end_line);
  }
  if (at.line == at.end_line && at.column > at.end_column)
    return raise_value_error(t_, "line %d, column %d-%d is not a valid range", at.line, at.column, at.end_column);
  return Status::ok();
}

Status AstValidator::name(Identifier id) {
  for (const char* constant : {"None", "True", "False"})
    if (id.text() == constant) return raise_value_error(t_, "identifier field can't represent '%s' constant", constant);
  return Status::ok();
}

Status AstValidator::names(const ArenaSpan<Identifier>& ids) {
  for (Identifier id : ids)
    if (!id) return raise_value_error(t_, "None disallowed in a list of names");
  return Status::ok();
}

Status AstValidator::statements(const Body& all) {
  for (const Stmt* s : all) {
    if (!s) return raise_value_error(t_, "None disallowed in statement list");
    TRY(statement(*s));
  }
  return Status::ok();
}

Status AstValidator::body(const Body& all, const char* owner) {
  TRY(not_empty(all, "body", owner));
  return statements(all);
}

Status AstValidator::function(const FunctionDef& f) {
  TRY(body(f.body, f.is_async ? "AsyncFunctionDef" : "FunctionDef"));
  TRY(arguments(*f.arguments));
  TRY(expressions(f.decorators));
  return optional(f.returns);
}

Status AstValidator::class_(const ClassDef& c) {
  TRY(body(c.body, "ClassDef"));
  TRY(expressions(c.bases));
  TRY(keywords(c.keywords));
  return expressions(c.decorators);
}

Status AstValidator::loop(const For& loop) {
  TRY(expression(loop.target, Context::Store));
  TRY(expression(loop.iterable));
  TRY(body(loop.body, loop.is_async ? "AsyncFor" : "For"));
  return statements(loop.or_else);
}

Status AstValidator::with(const With& with) {
  const char* owner = with.is_async ? "AsyncWith" : "With";
  TRY(not_empty(with.items, "items", owner));
  for (const WithItem* item : with.items) {
    TRY(expression(item->context));
    if (item->target) TRY(expression(item->target, Context::Store));
  }
  return body(with.body, owner);
}

Status AstValidator::match(const Match& match) {
  TRY(expression(match.subject));
  TRY(not_empty(match.cases, "cases", "Match"));
  for (const MatchCase* one : match.cases) {
    TRY(pattern(*one->pattern));
    TRY(optional(one->guard));
    TRY(body(one->body, "match_case"));
  }
  return Status::ok();
}

Status AstValidator::try_(const Try& s) {
  const char* owner = s.is_star ? "TryStar" : "Try";
  TRY(body(s.body, owner));
  if (s.handlers.empty() && s.final_body.empty())
    return raise_value_error(t_, "%s has neither except handlers nor finalbody", owner);
  if (s.handlers.empty() && !s.or_else.empty())
    return raise_value_error(t_, "%s has orelse but no except handlers", owner);
  for (const ExceptHandler* handler : s.handlers) {
    if (!handler) return raise_value_error(t_, "None disallowed in a list of handlers");
    TRY(place(*handler));
    TRY(optional(handler->type));
    TRY(body(handler->body, "ExceptHandler"));
  }
  TRY(statements(s.final_body));
  TRY(statements(s.or_else));
  for (const ExceptHandler* handler : s.handlers)
    if (s.is_star && !handler->type) return raise(t_, exceptions::SyntaxError, "expected one or more exception types");
  return Status::ok();
}

Status AstValidator::statement(const Stmt& s) {
  if (!native_stack_left(t_, " during compilation")) return Raised{};
  TRY(place(s));
  switch (s.kind) {
    case StmtKind::FunctionDef: return function(s.as<FunctionDef>());
    case StmtKind::ClassDef: return class_(s.as<ClassDef>());
    case StmtKind::Return: return optional(s.as<Return>().value);
    case StmtKind::Delete:
      TRY(not_empty(s.as<Delete>().targets, "targets", "Delete"));
      return expressions(s.as<Delete>().targets, Context::Del);
    case StmtKind::Assign:
      TRY(not_empty(s.as<Assign>().targets, "targets", "Assign"));
      TRY(expressions(s.as<Assign>().targets, Context::Store));
      return expression(s.as<Assign>().value);
    case StmtKind::AugAssign:
      TRY(expression(s.as<AugAssign>().target, Context::Store));
      return expression(s.as<AugAssign>().value);
    case StmtKind::AnnAssign: {
      auto& assign = s.as<AnnAssign>();
      if (assign.simple && !assign.target->is<Name>())
        return raise_type_error(t_, "AnnAssign with simple non-Name target");
      TRY(expression(assign.target, Context::Store));
      TRY(optional(assign.value));
      return expression(assign.annotation);
    }
    case StmtKind::For: return loop(s.as<For>());
    case StmtKind::While:
      TRY(expression(s.as<While>().test));
      TRY(body(s.as<While>().body, "While"));
      return statements(s.as<While>().or_else);
    case StmtKind::If:
      TRY(expression(s.as<If>().test));
      TRY(body(s.as<If>().body, "If"));
      return statements(s.as<If>().or_else);
    case StmtKind::With: return with(s.as<With>());
    case StmtKind::Match: return match(s.as<Match>());
    case StmtKind::Raise:
      if (s.as<Raise>().cause && !s.as<Raise>().exception)
        return raise_value_error(t_, "Raise with cause but no exception");
      TRY(optional(s.as<Raise>().exception));
      return optional(s.as<Raise>().cause);
    case StmtKind::Try: return try_(s.as<Try>());
    case StmtKind::Assert: TRY(expression(s.as<Assert>().test)); return optional(s.as<Assert>().message);
    case StmtKind::Import: return not_empty(s.as<Import>().names, "names", "Import");
    case StmtKind::ImportFrom:
      if (s.as<ImportFrom>().level < 0) return raise_value_error(t_, "Negative ImportFrom level");
      return not_empty(s.as<ImportFrom>().names, "names", "ImportFrom");
    case StmtKind::Global: TRY(names(s.as<Global>().names)); return not_empty(s.as<Global>().names, "names", "Global");
    case StmtKind::Nonlocal:
      TRY(names(s.as<Nonlocal>().names));
      return not_empty(s.as<Nonlocal>().names, "names", "Nonlocal");
    case StmtKind::ExprStmt: return expression(s.as<ExprStmt>().value);
    case StmtKind::Pass:
    case StmtKind::Break:
    case StmtKind::Continue: return Status::ok();
  }
  return Status::ok();
}

Status ast_validate(Thread& t, const Module& tree) {
  AstValidator validator(t);
  return tree.mode == ParseMode::Eval ? validator.expression(tree.expression) : validator.statements(tree.body);
}

}  // namespace sidewinder
