// The patterns of match statements (PEP 634). See ast.h.

#pragma once

#include "interpreter/syntax/ast/ast_base.h"
#include "interpreter/syntax/ast/ast_expressions.h"

namespace sidewinder::ast {

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

}  // namespace sidewinder::ast
