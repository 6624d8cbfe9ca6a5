// The statements of the tree. See ast.h.

#pragma once

#include "interpreter/syntax/ast/ast_base.h"
#include "interpreter/syntax/ast/ast_expressions.h"

namespace sidewinder::ast {

struct FunctionDef : Stmt {
  static constexpr auto kKind = StmtKind::FunctionDef;
  Identifier name;
  Arguments* arguments;
  Body body;
  Exprs decorators;
  Expr* returns;  // optional
  bool is_async;
  TypeCommentText type_comment = {};
};

struct ClassDef : Stmt {
  static constexpr auto kKind = StmtKind::ClassDef;
  Identifier name;
  Exprs bases;
  ArenaSpan<Keyword*> keywords;
  Body body;
  Exprs decorators;
};

struct Return : Stmt {
  static constexpr auto kKind = StmtKind::Return;
  Expr* value;  // optional
};

struct Delete : Stmt {
  static constexpr auto kKind = StmtKind::Delete;
  Exprs targets;
};

struct Assign : Stmt {
  static constexpr auto kKind = StmtKind::Assign;
  Exprs targets;  // a = b = value has two
  Expr* value;
  TypeCommentText type_comment = {};
};

struct AugAssign : Stmt {
  static constexpr auto kKind = StmtKind::AugAssign;
  Expr* target;  // Name, Attribute or Subscript, context Store
  BinaryOperator op;
  Expr* value;
};

struct AnnAssign : Stmt {
  static constexpr auto kKind = StmtKind::AnnAssign;
  Expr* target;
  Expr* annotation;
  Expr* value;  // optional
  bool simple;  // the target is a Name without parentheses
};

struct For : Stmt {
  static constexpr auto kKind = StmtKind::For;
  Expr* target;
  Expr* iterable;
  Body body;
  Body or_else;
  bool is_async;
  TypeCommentText type_comment = {};
};

struct While : Stmt {
  static constexpr auto kKind = StmtKind::While;
  Expr* test;
  Body body;
  Body or_else;
};

struct If : Stmt {
  static constexpr auto kKind = StmtKind::If;
  Expr* test;
  Body body;
  Body or_else;  // `elif`: exactly one If, located at the `elif`
};

struct WithItem {
  Expr* context;
  Expr* target;  // optional
};

struct With : Stmt {
  static constexpr auto kKind = StmtKind::With;
  ArenaSpan<WithItem*> items;
  Body body;
  bool is_async;
  TypeCommentText type_comment = {};
};

struct MatchCase {
  Pattern* pattern;
  Expr* guard;  // optional
  Body body;
};

struct Match : Stmt {
  static constexpr auto kKind = StmtKind::Match;
  Expr* subject;
  ArenaSpan<MatchCase*> cases;
};

struct Raise : Stmt {
  static constexpr auto kKind = StmtKind::Raise;
  Expr* exception;  // optional
  Expr* cause;      // optional
};

struct ExceptHandler : Location {
  Expr* type;       // optional
  Identifier name;  // optional
  Body body;
};

struct Try : Stmt {
  static constexpr auto kKind = StmtKind::Try;
  Body body;
  ArenaSpan<ExceptHandler*> handlers;
  Body or_else;
  Body final_body;
  bool is_star;  // the handlers are `except*`
};

struct Assert : Stmt {
  static constexpr auto kKind = StmtKind::Assert;
  Expr* test;
  Expr* message;  // optional
};

struct Alias : Location {
  Identifier name;     // dotted; "*" in `from m import *`
  Identifier as_name;  // optional
};

struct Import : Stmt {
  static constexpr auto kKind = StmtKind::Import;
  ArenaSpan<Alias*> names;
};

struct ImportFrom : Stmt {
  static constexpr auto kKind = StmtKind::ImportFrom;
  Identifier module;  // optional; dotted
  ArenaSpan<Alias*> names;
  int32_t level;  // number of leading dots
};

struct Global : Stmt {
  static constexpr auto kKind = StmtKind::Global;
  ArenaSpan<Identifier> names;
};

struct Nonlocal : Stmt {
  static constexpr auto kKind = StmtKind::Nonlocal;
  ArenaSpan<Identifier> names;
};

struct ExprStmt : Stmt {
  static constexpr auto kKind = StmtKind::ExprStmt;
  Expr* value;
};

struct Pass : Stmt {
  static constexpr auto kKind = StmtKind::Pass;
};

struct Break : Stmt {
  static constexpr auto kKind = StmtKind::Break;
};

struct Continue : Stmt {
  static constexpr auto kKind = StmtKind::Continue;
};

}  // namespace sidewinder::ast
