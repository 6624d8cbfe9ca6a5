// The expressions of the tree. See ast.h.

#pragma once

#include "interpreter/syntax/ast/ast_base.h"

namespace sidewinder::ast {

enum class ConstantKind : uint8_t { None, True, False, Ellipsis, Int, Float, Imaginary, String, Bytes, FrozenSet };

struct Constant : Expr {
  static constexpr auto kKind = ExprKind::Constant;
  ConstantKind type = ConstantKind::None;
  uint8_t base = 10;            // Int: 2, 8, 10 or 16
  bool fits_int64 = false;      // Int: int_value is valid
  bool unicode_prefix = false;  // String: written u"..."
  int64_t int_value = 0;
  double float_value = 0;  // Float, and the imaginary part of Imaginary
  // Int: the digits in `base`, without prefix and underscores. String: UTF-8, lone surrogates as
  // in WTF-8, NULs possible. Bytes: the bytes.
  std::string_view text = {};
  // FrozenSet, which only a program's own tree can have: the object, kept alive by that tree.
  void* object = nullptr;
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
  TypeCommentText type_comment = {};
};

struct Arguments {
  ArenaSpan<Arg*> positional_only;
  ArenaSpan<Arg*> positional;
  Arg* vararg = nullptr;  // optional
  ArenaSpan<Arg*> keyword_only;
  Exprs keyword_defaults;  // as many as keyword_only; null where there is no default
  Arg* kwarg = nullptr;    // optional
  Exprs defaults;          // of the last positional_only + positional parameters
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
  char conversion;    // 's', 'r', 'a', or 0
  Expr* format_spec;  // optional; a JoinedStr
};

struct JoinedStr : Expr {
  static constexpr auto kKind = ExprKind::JoinedStr;
  Exprs values;  // Constants of type String and FormattedValues
};

}  // namespace sidewinder::ast
