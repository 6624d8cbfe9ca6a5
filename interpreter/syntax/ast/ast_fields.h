// visit_fields: calls visitor.field(name, value) for every field of a node, in the order and under
// the names of Python's `ast` module. For walks that treat all nodes alike.

#pragma once

#include "interpreter/syntax/ast/ast.h"

namespace sidewinder::ast {

// Calls visitor.node(struct) with the node as the type of its kind.
template <class Visitor> void visit_node(const Expr& node, Visitor&& visitor) {
  switch (node.kind) {
// clang-format off
#define EXPR(kind) case ExprKind::kind: return visitor.node(node.as<kind>());
// clang-format on
#include "interpreter/syntax/ast/ast_nodes.def"
  }
}

template <class Visitor> void visit_node(const Stmt& node, Visitor&& visitor) {
  switch (node.kind) {
// clang-format off
#define STMT(kind) case StmtKind::kind: return visitor.node(node.as<kind>());
// clang-format on
#include "interpreter/syntax/ast/ast_nodes.def"
  }
}

template <class Visitor> void visit_node(const Pattern& node, Visitor&& visitor) {
  switch (node.kind) {
// clang-format off
#define PATTERN(kind) case PatternKind::kind: return visitor.node(node.as<kind>());
// clang-format on
#include "interpreter/syntax/ast/ast_nodes.def"
  }
}

// FIELDS(Struct, fields...): each field is FIELD(python_name, member). Of a node that is not const, the visitor may set
// the fields.
#define FIELDS(Struct, ...)                                                          \
  template <class Visitor> void visit_fields(const Struct& node, Visitor& visitor) { \
    (void)node, (void)visitor;                                                       \
    __VA_ARGS__                                                                      \
  }                                                                                  \
  template <class Visitor> void visit_fields(Struct& node, Visitor& visitor) {       \
    (void)node, (void)visitor;                                                       \
    __VA_ARGS__                                                                      \
  }
#define FIELD(python_name, member) visitor.field(python_name, node.member);

FIELDS(BoolOp, FIELD("op", op) FIELD("values", values))
FIELDS(NamedExpr, FIELD("target", target) FIELD("value", value))
FIELDS(BinOp, FIELD("left", left) FIELD("op", op) FIELD("right", right))
FIELDS(UnaryOp, FIELD("op", op) FIELD("operand", operand))
FIELDS(Lambda, FIELD("args", arguments) FIELD("body", body))
FIELDS(IfExp, FIELD("test", test) FIELD("body", body) FIELD("orelse", or_else))
FIELDS(Dict, FIELD("keys", keys) FIELD("values", values))
FIELDS(Set, FIELD("elts", elements))
FIELDS(ListComp, FIELD("elt", element) FIELD("generators", generators))
FIELDS(SetComp, FIELD("elt", element) FIELD("generators", generators))
FIELDS(DictComp, FIELD("key", key) FIELD("value", value) FIELD("generators", generators))
FIELDS(GeneratorExp, FIELD("elt", element) FIELD("generators", generators))
FIELDS(Await, FIELD("value", value))
FIELDS(Yield, FIELD("value", value))
FIELDS(YieldFrom, FIELD("value", value))
FIELDS(Compare, FIELD("left", left) FIELD("ops", operators) FIELD("comparators", comparators))
FIELDS(Call, FIELD("func", function) FIELD("args", arguments) FIELD("keywords", keywords))
FIELDS(FormattedValue, FIELD("value", value) FIELD("conversion", conversion) FIELD("format_spec", format_spec))
FIELDS(JoinedStr, FIELD("values", values))
FIELDS(Constant, visitor.constant(node);)
FIELDS(Attribute, FIELD("value", value) FIELD("attr", name) FIELD("ctx", context))
FIELDS(Subscript, FIELD("value", value) FIELD("slice", index) FIELD("ctx", context))
FIELDS(Starred, FIELD("value", value) FIELD("ctx", context))
FIELDS(Name, FIELD("id", id) FIELD("ctx", context))
FIELDS(List, FIELD("elts", elements) FIELD("ctx", context))
FIELDS(Tuple, FIELD("elts", elements) FIELD("ctx", context))
FIELDS(Slice, FIELD("lower", lower) FIELD("upper", upper) FIELD("step", step))

FIELDS(FunctionDef, FIELD("name", name) FIELD("args", arguments) FIELD("body", body) FIELD("decorator_list", decorators)
                        FIELD("returns", returns) FIELD("type_comment", type_comment))
FIELDS(ClassDef, FIELD("name", name) FIELD("bases", bases) FIELD("keywords", keywords) FIELD("body", body)
                     FIELD("decorator_list", decorators))
FIELDS(Return, FIELD("value", value))
FIELDS(Delete, FIELD("targets", targets))
FIELDS(Assign, FIELD("targets", targets) FIELD("value", value) FIELD("type_comment", type_comment))
FIELDS(AugAssign, FIELD("target", target) FIELD("op", op) FIELD("value", value))
FIELDS(AnnAssign, FIELD("target", target) FIELD("annotation", annotation) FIELD("value", value) FIELD("simple", simple))
FIELDS(For, FIELD("target", target) FIELD("iter", iterable) FIELD("body", body) FIELD("orelse", or_else)
                FIELD("type_comment", type_comment))
FIELDS(While, FIELD("test", test) FIELD("body", body) FIELD("orelse", or_else))
FIELDS(If, FIELD("test", test) FIELD("body", body) FIELD("orelse", or_else))
FIELDS(With, FIELD("items", items) FIELD("body", body) FIELD("type_comment", type_comment))
FIELDS(Match, FIELD("subject", subject) FIELD("cases", cases))
FIELDS(Raise, FIELD("exc", exception) FIELD("cause", cause))
FIELDS(Try, FIELD("body", body) FIELD("handlers", handlers) FIELD("orelse", or_else) FIELD("finalbody", final_body))
FIELDS(Assert, FIELD("test", test) FIELD("msg", message))
FIELDS(Import, FIELD("names", names))
FIELDS(ImportFrom, FIELD("module", module) FIELD("names", names) FIELD("level", level))
FIELDS(Global, FIELD("names", names))
FIELDS(Nonlocal, FIELD("names", names))
FIELDS(ExprStmt, FIELD("value", value))
FIELDS(Pass, )
FIELDS(Break, )
FIELDS(Continue, )

FIELDS(MatchValue, FIELD("value", value))
FIELDS(MatchSingleton, visitor.singleton(node.value);)
FIELDS(MatchSequence, FIELD("patterns", patterns))
FIELDS(MatchMapping, FIELD("keys", keys) FIELD("patterns", patterns) FIELD("rest", rest))
FIELDS(MatchClass, FIELD("cls", class_expr) FIELD("patterns", patterns) FIELD("kwd_attrs", keyword_names)
                       FIELD("kwd_patterns", keyword_patterns))
FIELDS(MatchStar, FIELD("name", name))
FIELDS(MatchAs, FIELD("pattern", pattern) FIELD("name", name))
FIELDS(MatchOr, FIELD("patterns", patterns))

FIELDS(Arguments, FIELD("posonlyargs", positional_only) FIELD("args", positional) FIELD("vararg", vararg)
                      FIELD("kwonlyargs", keyword_only) FIELD("kw_defaults", keyword_defaults) FIELD("kwarg", kwarg)
                          FIELD("defaults", defaults))
FIELDS(Arg, FIELD("arg", name) FIELD("annotation", annotation) FIELD("type_comment", type_comment))
FIELDS(Keyword, FIELD("arg", name) FIELD("value", value))
FIELDS(Comprehension,
       FIELD("target", target) FIELD("iter", iterable) FIELD("ifs", conditions) FIELD("is_async", is_async))
FIELDS(ExceptHandler, FIELD("type", type) FIELD("name", name) FIELD("body", body))
FIELDS(Alias, FIELD("name", name) FIELD("asname", as_name))
FIELDS(WithItem, FIELD("context_expr", context) FIELD("optional_vars", target))
FIELDS(MatchCase, FIELD("pattern", pattern) FIELD("guard", guard) FIELD("body", body))

#undef FIELD
#undef FIELDS

}  // namespace sidewinder::ast
