// Which class of module _ast a struct of the parser's tree corresponds to.
#pragma once

#include "interpreter/modules/ast/ast_classes.h"
#include "interpreter/syntax/ast/ast.h"

namespace sidewinder {

#define EXPR(kind) \
  inline AstClass ast_class_of(const ast::kind&) { return AstClass::k##kind; }
#define PATTERN(kind) EXPR(kind)
#include "interpreter/syntax/ast/ast_nodes.def"

#define PLAIN_CLASS(Struct, name) \
  inline AstClass ast_class_of(const ast::Struct&) { return AstClass::k##name; }
#define FLAG_CLASS(Struct, flag, with, without) \
  inline AstClass ast_class_of(const ast::Struct& node) { return node.flag ? AstClass::k##with : AstClass::k##without; }

FLAG_CLASS(FunctionDef, is_async, AsyncFunctionDef, FunctionDef)
FLAG_CLASS(For, is_async, AsyncFor, For)
FLAG_CLASS(With, is_async, AsyncWith, With)
FLAG_CLASS(Try, is_star, TryStar, Try)
PLAIN_CLASS(ClassDef, ClassDef)
PLAIN_CLASS(Return, Return)
PLAIN_CLASS(Delete, Delete)
PLAIN_CLASS(Assign, Assign)
PLAIN_CLASS(AugAssign, AugAssign)
PLAIN_CLASS(AnnAssign, AnnAssign)
PLAIN_CLASS(While, While)
PLAIN_CLASS(If, If)
PLAIN_CLASS(Match, Match)
PLAIN_CLASS(Raise, Raise)
PLAIN_CLASS(Assert, Assert)
PLAIN_CLASS(Import, Import)
PLAIN_CLASS(ImportFrom, ImportFrom)
PLAIN_CLASS(Global, Global)
PLAIN_CLASS(Nonlocal, Nonlocal)
PLAIN_CLASS(ExprStmt, Expr)
PLAIN_CLASS(Pass, Pass)
PLAIN_CLASS(Break, Break)
PLAIN_CLASS(Continue, Continue)
PLAIN_CLASS(Arguments, arguments)
PLAIN_CLASS(Arg, arg)
PLAIN_CLASS(Keyword, keyword)
PLAIN_CLASS(Comprehension, comprehension)
PLAIN_CLASS(ExceptHandler, ExceptHandler)
PLAIN_CLASS(Alias, alias)
PLAIN_CLASS(WithItem, withitem)
PLAIN_CLASS(MatchCase, match_case)

#undef FLAG_CLASS
#undef PLAIN_CLASS

// The first class of each enumeration; the others follow it in the table in the enumeration's order.
inline AstClass ast_first_class(ast::Context) { return AstClass::kLoad; }
inline AstClass ast_first_class(ast::BoolOperator) { return AstClass::kAnd; }
inline AstClass ast_first_class(ast::BinaryOperator) { return AstClass::kAdd; }
inline AstClass ast_first_class(ast::UnaryOperator) { return AstClass::kInvert; }
inline AstClass ast_first_class(ast::CompareOperator) { return AstClass::kEq; }

}  // namespace sidewinder
