// The abstract syntax tree: plain structs in an Arena, tagged by a kind.
//
// Shapes and field meanings follow Python's own grammar of the `ast` module
// (https://docs.python.org/3.11/library/ast.html#abstract-grammar), with these differences:
// async variants and `except*` are a flag of the plain statement, and numbers and strings are
// held as C++ values, since nothing here knows of Python objects.
// A pointer field is null where the grammar says "optional", and only there.

#pragma once

#include <cstdint>
#include <string_view>

#include "interpreter/base/arena.h"
#include "interpreter/base/check.h"
#include "interpreter/syntax/identifier.h"

namespace sidewinder::ast {

// Lines count from 1, columns from 0 in bytes of UTF-8; the end is exclusive.
struct Location {
  int32_t line = 0;
  int32_t column = 0;
  int32_t end_line = 0;
  int32_t end_column = 0;
};

enum class ExprKind : uint8_t {
#define EXPR(kind) kind,
#include "interpreter/syntax/ast_nodes.def"
};

enum class StmtKind : uint8_t {
#define STMT(kind) kind,
#include "interpreter/syntax/ast_nodes.def"
};

enum class PatternKind : uint8_t {
#define PATTERN(kind) kind,
#include "interpreter/syntax/ast_nodes.def"
};

enum class Context : uint8_t { Load, Store, Del };
enum class BoolOperator : uint8_t { And, Or };
enum class BinaryOperator : uint8_t {
  Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv,
};
enum class UnaryOperator : uint8_t { Invert, Not, UAdd, USub };
enum class CompareOperator : uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };

// What the three families share: e->is<Name>(), e->as<Name>().
template <class Kind>
struct Node : Location {
  Kind kind;

  template <class T>
  bool is() const { return kind == T::kKind; }
  template <class T>
  const T& as() const {
    PY_DCHECK(is<T>());
    return static_cast<const T&>(*this);
  }
  template <class T>
  T& as() {
    PY_DCHECK(is<T>());
    return static_cast<T&>(*this);
  }
  const Location& location() const { return *this; }
};

struct Expr : Node<ExprKind> {};
struct Stmt : Node<StmtKind> {};
struct Pattern : Node<PatternKind> {};

using Body = ArenaSpan<Stmt*>;
using Exprs = ArenaSpan<Expr*>;

// ---------------------------------------------------------------------------------------------
// Expressions

enum class ConstantKind : uint8_t { None, True, False, Ellipsis, Int, Float, Imaginary, String, Bytes };

struct Constant : Expr {
  static constexpr auto kKind = ExprKind::Constant;
  ConstantKind type = ConstantKind::None;
  uint8_t base = 10;           // Int: 2, 8, 10 or 16
  bool fits_int64 = false;     // Int: int_value is valid
  bool unicode_prefix = false;  // String: written u"..."
  int64_t int_value = 0;
  double float_value = 0;   // Float, and the imaginary part of Imaginary
  // Int: the digits in `base`, without prefix and underscores. String: UTF-8, lone surrogates as
  // in WTF-8, NULs possible. Bytes: the bytes.
  std::string_view text = {};
};

struct Name : Expr {
  static constexpr auto kKind = ExprKind::Name;
  Identifier id;
  Context context = Context::Load;
};

struct Attribute : Expr {
  static constexpr auto kKind = ExprKind::Attribute;
  Expr* value;
  Identifier name;
  Context context = Context::Load;
};

struct Subscript : Expr {
  static constexpr auto kKind = ExprKind::Subscript;
  Expr* value;
  Expr* index;  // a Slice, or a Tuple with Slices and Starreds in it
  Context context = Context::Load;
};

struct Starred : Expr {
  static constexpr auto kKind = ExprKind::Starred;
  Expr* value;
  Context context = Context::Load;
};

struct List : Expr {
  static constexpr auto kKind = ExprKind::List;
  Exprs elements;
  Context context = Context::Load;
};

struct Tuple : Expr {
  static constexpr auto kKind = ExprKind::Tuple;
  Exprs elements;
  Context context = Context::Load;
};

struct Slice : Expr {
  static constexpr auto kKind = ExprKind::Slice;
  Expr* lower;  // optional
  Expr* upper;  // optional
  Expr* step;   // optional
};

struct Set : Expr {
  static constexpr auto kKind = ExprKind::Set;
  Exprs elements;
};

struct Dict : Expr {
  static constexpr auto kKind = ExprKind::Dict;
  Exprs keys;  // a null key: the value is unpacked, `**value`
  Exprs values;
};

struct BoolOp : Expr {
  static constexpr auto kKind = ExprKind::BoolOp;
  BoolOperator op;
  Exprs values;  // two or more
};

struct NamedExpr : Expr {
  static constexpr auto kKind = ExprKind::NamedExpr;
  Expr* target;  // a Name with context Store
  Expr* value;
};

struct BinOp : Expr {
  static constexpr auto kKind = ExprKind::BinOp;
  Expr* left;
  BinaryOperator op;
  Expr* right;
};

struct UnaryOp : Expr {
  static constexpr auto kKind = ExprKind::UnaryOp;
  UnaryOperator op;
  Expr* operand;
};

struct Compare : Expr {
  static constexpr auto kKind = ExprKind::Compare;
  Expr* left;
  ArenaSpan<CompareOperator> operators;  // as many as comparators
  Exprs comparators;
};

struct IfExp : Expr {
  static constexpr auto kKind = ExprKind::IfExp;
  Expr* test;
  Expr* body;
  Expr* or_else;
};

struct Keyword : Location {
  Identifier name;  // absent: `**value`
  Expr* value;
};

struct Call : Expr {
  static constexpr auto kKind = ExprKind::Call;
  Expr* function;
  Exprs arguments;  // Starred for `*value`
  ArenaSpan<Keyword*> keywords;
};

struct Arg : Location {
  Identifier name;
  Expr* annotation;  // optional
};

struct Arguments {
  ArenaSpan<Arg*> positional_only;
  ArenaSpan<Arg*> positional;
  Arg* vararg = nullptr;  // optional
  ArenaSpan<Arg*> keyword_only;
  Exprs keyword_defaults;  // as many as keyword_only; null where there is no default
  Arg* kwarg = nullptr;  // optional
  Exprs defaults;  // of the last positional_only + positional parameters
};

struct Lambda : Expr {
  static constexpr auto kKind = ExprKind::Lambda;
  Arguments* arguments;
  Expr* body;
};

struct Comprehension {
  Expr* target;
  Expr* iterable;
  Exprs conditions;
  bool is_async;
};

using Comprehensions = ArenaSpan<Comprehension*>;

struct ListComp : Expr {
  static constexpr auto kKind = ExprKind::ListComp;
  Expr* element;
  Comprehensions generators;
};

struct SetComp : Expr {
  static constexpr auto kKind = ExprKind::SetComp;
  Expr* element;
  Comprehensions generators;
};

struct DictComp : Expr {
  static constexpr auto kKind = ExprKind::DictComp;
  Expr* key;
  Expr* value;
  Comprehensions generators;
};

struct GeneratorExp : Expr {
  static constexpr auto kKind = ExprKind::GeneratorExp;
  Expr* element;
  Comprehensions generators;
};

struct Await : Expr {
  static constexpr auto kKind = ExprKind::Await;
  Expr* value;
};

struct Yield : Expr {
  static constexpr auto kKind = ExprKind::Yield;
  Expr* value;  // optional
};

struct YieldFrom : Expr {
  static constexpr auto kKind = ExprKind::YieldFrom;
  Expr* value;
};

// `{value!r:spec}` in an f-string. It only occurs in a JoinedStr.
struct FormattedValue : Expr {
  static constexpr auto kKind = ExprKind::FormattedValue;
  Expr* value;
  char conversion;  // 's', 'r', 'a', or 0
  Expr* format_spec;  // optional; a JoinedStr
};

struct JoinedStr : Expr {
  static constexpr auto kKind = ExprKind::JoinedStr;
  Exprs values;  // Constants of type String and FormattedValues
};

// ---------------------------------------------------------------------------------------------
// Statements

struct FunctionDef : Stmt {
  static constexpr auto kKind = StmtKind::FunctionDef;
  Identifier name;
  Arguments* arguments;
  Body body;
  Exprs decorators;
  Expr* returns;  // optional
  bool is_async;
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
  Expr* type;  // optional
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
  Identifier name;  // dotted; "*" in `from m import *`
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

// ---------------------------------------------------------------------------------------------
// Patterns (PEP 634)

using Patterns = ArenaSpan<Pattern*>;

struct MatchValue : Pattern {
  static constexpr auto kKind = PatternKind::MatchValue;
  Expr* value;
};

struct MatchSingleton : Pattern {
  static constexpr auto kKind = PatternKind::MatchSingleton;
  ConstantKind value;  // None, True or False
};

struct MatchSequence : Pattern {
  static constexpr auto kKind = PatternKind::MatchSequence;
  Patterns patterns;
};

struct MatchMapping : Pattern {
  static constexpr auto kKind = PatternKind::MatchMapping;
  Exprs keys;
  Patterns patterns;
  Identifier rest;  // optional
};

struct MatchClass : Pattern {
  static constexpr auto kKind = PatternKind::MatchClass;
  Expr* class_expr;
  Patterns patterns;
  ArenaSpan<Identifier> keyword_names;
  Patterns keyword_patterns;
};

struct MatchStar : Pattern {
  static constexpr auto kKind = PatternKind::MatchStar;
  Identifier name;  // absent: `*_`
};

struct MatchAs : Pattern {
  static constexpr auto kKind = PatternKind::MatchAs;
  Pattern* pattern;  // optional: a capture
  Identifier name;   // absent: the wildcard `_`
};

struct MatchOr : Pattern {
  static constexpr auto kKind = PatternKind::MatchOr;
  Patterns patterns;
};

// ---------------------------------------------------------------------------------------------

enum class ParseMode : uint8_t { Exec, Eval, Single };

// A DeprecationWarning that the program's compilation has to issue (or raise) in time.
struct Notice {
  int32_t line;
  std::string_view message;
};

struct Module {
  ParseMode mode = ParseMode::Exec;
  Body body = {};              // Exec and Single
  Expr* expression = nullptr;  // Eval
  NameTable* names = nullptr;  // owns every Identifier of the tree
  ArenaSpan<Notice> notices = {};
  std::string_view source = {};  // the decoded text, for the lines shown with errors
};

}  // namespace sidewinder::ast
