// What all nodes of the tree have in common: place, kind, and the small enumerations. See ast.h.

#pragma once

#include <cstdint>
#include <string_view>

#include "interpreter/base/arena.h"
#include "interpreter/base/check.h"
#include "interpreter/syntax/lexer/identifier.h"
#include "interpreter/syntax/lexer/location.h"

namespace sidewinder::ast {

enum class ExprKind : uint8_t {
#define EXPR(kind) kind,
#include "interpreter/syntax/ast/ast_nodes.def"
};

enum class StmtKind : uint8_t {
#define STMT(kind) kind,
#include "interpreter/syntax/ast/ast_nodes.def"
};

enum class PatternKind : uint8_t {
#define PATTERN(kind) kind,
#include "interpreter/syntax/ast/ast_nodes.def"
};

enum class Context : uint8_t { Load, Store, Del };
enum class BoolOperator : uint8_t { And, Or };
enum class BinaryOperator : uint8_t {
  Add,
  Sub,
  Mult,
  MatMult,
  Div,
  Mod,
  Pow,
  LShift,
  RShift,
  BitOr,
  BitXor,
  BitAnd,
  FloorDiv,
};
enum class UnaryOperator : uint8_t { Invert, Not, UAdd, USub };
enum class CompareOperator : uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };

// What the three families share: e->is<Name>(), e->as<Name>().
template <class Kind> struct Node : Location {
  Kind kind;

  template <class T> bool is() const { return kind == T::kKind; }
  template <class T> const T& as() const {
    PY_DCHECK(is<T>());
    return static_cast<const T&>(*this);
  }
  template <class T> T& as() {
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
using TypeCommentText = std::string_view;  // no data: there is none

}  // namespace sidewinder::ast
