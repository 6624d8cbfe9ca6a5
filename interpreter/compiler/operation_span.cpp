#include "interpreter/compiler/operation_span.h"

#include "interpreter/base/arena.h"
#include "interpreter/syntax/ast/ast.h"
#include "interpreter/syntax/parser/parser.h"

namespace sidewinder {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\f'; }

std::optional<OperationSpan> operator_between(std::string_view text, size_t begin, size_t end) {
  while (begin < end && is_space(text[begin])) ++begin;
  if (begin >= end) return std::nullopt;
  bool two_characters = begin + 1 < end && !is_space(text[begin + 1]);
  return OperationSpan{begin, begin + 1 + two_characters};
}

}  // namespace

std::optional<OperationSpan> operation_span(std::string_view expression) {
  Arena arena;
  ParseResult parsed = parse(arena, expression, "<traceback>", ParseMode::Eval, {.ignore_cookie = true});
  if (!parsed.ok()) return std::nullopt;
  const ast::Expr& e = *parsed.module->expression;
  if (e.is<ast::BinOp>()) {
    const auto& operation = e.as<ast::BinOp>();
    return operator_between(expression, size_t(operation.left->end_column), size_t(operation.right->column));
  }
  if (e.is<ast::Subscript>()) {
    const auto& subscript = e.as<ast::Subscript>();
    return OperationSpan{size_t(subscript.value->end_column), size_t(subscript.index->end_column) + 1};
  }
  return std::nullopt;
}

}  // namespace sidewinder
