// Expressions from the loosest binding (tuples, yield, lambda, the conditional) to the powers.
// Atoms and what follows them: parser_atoms.cpp.

#include <algorithm>

#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

namespace {

struct BinaryToken {
  int precedence;  // 0: not a binary operator; larger binds tighter
  BinaryOperator op;
};

BinaryToken binary_token(TokenKind kind) {
  switch (kind) {
    case TokenKind::VerticalBar: return {1, BinaryOperator::BitOr};
    case TokenKind::Caret: return {2, BinaryOperator::BitXor};
    case TokenKind::Ampersand: return {3, BinaryOperator::BitAnd};
    case TokenKind::LeftShift: return {4, BinaryOperator::LShift};
    case TokenKind::RightShift: return {4, BinaryOperator::RShift};
    case TokenKind::Plus: return {5, BinaryOperator::Add};
    case TokenKind::Minus: return {5, BinaryOperator::Sub};
    case TokenKind::Star: return {6, BinaryOperator::Mult};
    case TokenKind::Slash: return {6, BinaryOperator::Div};
    case TokenKind::DoubleSlash: return {6, BinaryOperator::FloorDiv};
    case TokenKind::Percent: return {6, BinaryOperator::Mod};
    case TokenKind::At: return {6, BinaryOperator::MatMult};
    default: return {0, BinaryOperator::Add};
  }
}

}  // namespace

bool Parser::at_expression_start() const {
  switch (token().kind) {
    case TokenKind::Name:
    case TokenKind::Number:
    case TokenKind::String:
    case TokenKind::LeftParen:
    case TokenKind::LeftBracket:
    case TokenKind::LeftBrace:
    case TokenKind::Ellipsis:
    case TokenKind::Plus:
    case TokenKind::Minus:
    case TokenKind::Tilde:
    case TokenKind::Star:
    case TokenKind::False:
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::Await:
    case TokenKind::Lambda:
    case TokenKind::Not: return true;
    default: return false;
  }
}

// `first` may be the first element of a tuple without parentheses.
Expr* Parser::rest_of_tuple(const Token& start, Expr* first, Expr* (Parser::*element)()) {
  if (!at(TokenKind::Comma)) return first;
  ListBuilder<Expr> elements(*this);
  elements.add(first);
  auto add_element = [&] {
    Expr* next = (this->*element)();
    if (!failed_) elements.add(next);
    return true;
  };
  while (accept(TokenKind::Comma) && at_expression_start() && extends(add_element)) {}
  return make<Tuple>(from(start), elements.finish());
}

Expr* Parser::parse_star_expressions() {
  const Token& start = token();
  return rest_of_tuple(start, parse_star_expression(), &Parser::parse_star_expression);
}

Expr* Parser::parse_star_expression() {
  return at(TokenKind::Star) ? parse_starred(&Parser::parse_bitwise_or) : parse_expression();
}

Expr* Parser::parse_star_named_expression() {
  return at(TokenKind::Star) ? parse_starred(&Parser::parse_bitwise_or) : parse_named_expression();
}

Expr* Parser::parse_starred(Expr* (Parser::*parse_value)()) {
  const Token& start = advance();
  Expr* value = (this->*parse_value)();
  return make<Starred>(from(start), value);
}

Expr* Parser::parse_expressions() {
  const Token& start = token();
  Expr* first = parse_expression();
  if (!at(TokenKind::Comma)) return first;
  ListBuilder<Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::Comma) && at_expression_start() && !at(TokenKind::Star)) elements.add(parse_expression());
  return make<Tuple>(from(start), elements.finish());
}

Expr* Parser::parse_yield() {
  const Token& start = advance();
  if (accept(TokenKind::From)) {
    Expr* value = parse_expression();
    return make<YieldFrom>(from(start), value);
  }
  Expr* value = at_expression_start() ? parse_star_expressions() : nullptr;
  return make<Yield>(from(start), value);
}

Expr* Parser::parse_named_expression() {
  bool is_walrus = is_bare_named_expression(token());
  Expr* value = parse_argument_expression();
  if (is_walrus) return value;
  if (at(TokenKind::ColonEqual) && is_followed_by(&Parser::parse_expression)) {
    raise(*value, "cannot use assignment expressions with " + std::string(expression_name(value)));
  }
  if (diagnosing() && at(TokenKind::Equal)) diagnose_assignment_in_expression(value);
  return value;
}

// A named expression where a following `=` is somebody else's business.
Expr* Parser::parse_argument_expression() {
  const Token& start = token();
  if (at(TokenKind::Name) && next_is(TokenKind::ColonEqual)) {
    advance();
    advance();
    Expr* target = make_name(start, Context::Store);
    Expr* value = parse_expression();
    require_version(8, "Assignment expressions are");
    return make<NamedExpr>(from(start), target, value);
  }
  return parse_expression();
}

template <class Read> Expr* Parser::remembered(Rule rule, Read read) {
  if (!shared_.remembers && !shared_.diagnosing) return read();
  size_t key = 3 * position_ + size_t(rule);
  if (auto found = memory_.find(key); found != memory_.end()) {
    if (!found->second.value) return fail(), error_expr();
    position_ = found->second.end;
    return found->second.value;
  }
  Expr* value = read();
  bool is_as_long_as_can_be = shared_.shortens || !failed_;
  if (shared_.remembers || is_as_long_as_can_be) memory_[key] = {failed_ ? nullptr : value, position_};
  return value;
}

Expr* Parser::parse_expression() {
  return remembered(Rule::Expression, [this] { return parse_expression_anew(); });
}

Expr* Parser::parse_expression_anew() {
  DepthGuard depth(*this);
  const Token& start = token();
  if (at(TokenKind::Lambda)) return parse_lambda();
  Expr* body = parse_disjunction();
  if (diagnosing()) diagnose_juxtaposition(start, body);
  bool may_be_legacy = diagnosing() && start.kind == TokenKind::Name && !at(TokenKind::If);
  if (may_be_legacy) diagnose_legacy_call(start);
  if (!at(TokenKind::If)) return body;
  Checkpoint before = checkpoint();
  Expr* test = nullptr;
  bool has_test = extends([&] {
    advance();
    test = shared_.diagnosing ? parse_shortest([this] { return parse_disjunction(); }) : parse_disjunction();
    return true;
  });
  if (!has_test) return body;
  if (!at(TokenKind::Else) && !failed_) {
    bool is_incomplete = diagnosing() && !at(TokenKind::Colon) && !at(TokenKind::Error);
    if (is_incomplete) raise_from(*body, *test, "expected 'else' after 'if' expression");
    if (failed_) return body;
    farthest_ = std::max(farthest_, position_);
    restore(before);
    return body;
  }
  Expr* or_else = nullptr;
  bool is_complete = extends([&] {
    expect(TokenKind::Else);
    or_else = parse_expression();
    return true;
  });
  if (!is_complete && !failed_) restore(before);
  if (!is_complete) return body;
  return make<IfExp>(from(start), test, body, or_else);
}

Expr* Parser::parse_lambda() {
  const Token& start = advance();
  Arguments* arguments = parse_parameters(TokenKind::Colon);
  expect(TokenKind::Colon);
  Expr* body = parse_expression();
  return make<Lambda>(from(start), arguments, body);
}

Expr* Parser::parse_disjunction() {
  return remembered(Rule::Disjunction, [this] {
    return parse_bool_operation(TokenKind::Or, BoolOperator::Or, &Parser::parse_conjunction);
  });
}

Expr* Parser::parse_bitwise_or() {
  return remembered(Rule::BitwiseOr, [this] { return parse_binary(0); });
}

Expr* Parser::parse_conjunction() {
  return parse_bool_operation(TokenKind::And, BoolOperator::And, &Parser::parse_inversion);
}

Expr* Parser::parse_bool_operation(TokenKind kind, BoolOperator op, Expr* (Parser::*parse_operand)()) {
  const Token& start = token();
  Expr* first = (this->*parse_operand)();
  if (!at(kind)) return first;
  ListBuilder<Expr> values(*this);
  values.add(first);
  auto add_operand = [&] {
    advance();
    Expr* operand = (this->*parse_operand)();
    if (!failed_) values.add(operand);
    return true;
  };
  while (at(kind) && extends(add_operand)) {}
  if (values.size() == 1) return first;
  return make<BoolOp>(from(start), op, values.finish());
}

Expr* Parser::parse_inversion() {
  if (!at(TokenKind::Not)) return parse_comparison();
  DepthGuard depth(*this);
  const Token& start = advance();
  Expr* operand = parse_inversion();
  return make<UnaryOp>(from(start), UnaryOperator::Not, operand);
}

Expr* Parser::parse_comparison() {
  const Token& start = token();
  Expr* left = parse_bitwise_or();
  CompareOperator op;
  ListBuilder<Expr> comparators(*this);
  std::vector<CompareOperator> operators;
  auto add_operand = [&] {
    if (!accept_compare_operator(&op)) return false;
    Expr* operand = parse_bitwise_or();
    if (failed_) return false;
    operators.push_back(op);
    comparators.add(operand);
    return true;
  };
  if (shared_.shortens) {
    while (extends(add_operand)) {}
  } else {
    while (add_operand()) {}
  }
  if (operators.empty()) return left;
  return make<Compare>(from(start), left, shared_.arena.copy_span(operators), comparators.finish());
}

bool Parser::accept_compare_operator(CompareOperator* op) {
  switch (token().kind) {
    case TokenKind::EqualEqual: *op = CompareOperator::Eq; break;
    case TokenKind::NotEqual:
      if (shared_.options.barry_as_flufl) raise(token(), "with Barry as BDFL, use '<>' instead of '!='");
      *op = CompareOperator::NotEq;
      break;
    case TokenKind::Unknown:  // `<>` among them
      if (!shared_.options.barry_as_flufl || text_.substr(token().start, token().end - token().start) != "<>")
        return false;
      *op = CompareOperator::NotEq;
      break;
    case TokenKind::Less: *op = CompareOperator::Lt; break;
    case TokenKind::LessEqual: *op = CompareOperator::LtE; break;
    case TokenKind::Greater: *op = CompareOperator::Gt; break;
    case TokenKind::GreaterEqual: *op = CompareOperator::GtE; break;
    case TokenKind::In: *op = CompareOperator::In; break;
    case TokenKind::Not:
      if (!next_is(TokenKind::In)) {
        farthest_ = std::max(farthest_, position_ + 1);  // what stands after the `not` is wrong
        return false;
      }
      advance();
      *op = CompareOperator::NotIn;
      break;
    case TokenKind::Is:
      *op = CompareOperator::Is;
      if (next_is(TokenKind::Not)) {
        advance();
        *op = CompareOperator::IsNot;
      }
      break;
    default: return false;
  }
  advance();
  return true;
}

// All operators here are left-associative.
Expr* Parser::parse_binary(int least_precedence) {
  const Token& start = token();
  Expr* left = parse_factor();
  for (;;) {
    BinaryToken binary = binary_token(token().kind);
    if (binary.precedence <= least_precedence) return left;
    Expr* right = nullptr;
    bool goes_on = extends([&] {
      advance();
      right = parse_binary(binary.precedence);
      return true;
    });
    if (!goes_on) return left;
    if (binary.op == BinaryOperator::MatMult) require_version(5, "The '@' operator is");
    left = make<BinOp>(from(start), left, binary.op, right);
  }
}

Expr* Parser::parse_factor() {
  UnaryOperator op;
  switch (token().kind) {
    case TokenKind::Plus: op = UnaryOperator::UAdd; break;
    case TokenKind::Minus: op = UnaryOperator::USub; break;
    case TokenKind::Tilde: op = UnaryOperator::Invert; break;
    default: return parse_power();
  }
  DepthGuard depth(*this);
  const Token& start = advance();
  Expr* operand = parse_factor();
  return make<UnaryOp>(from(start), op, operand);
}

// The exponent may be signed and is right-associative: 2 ** -x ** y is 2 ** (-(x ** y)).
Expr* Parser::parse_power() {
  const Token& start = token();
  Expr* base;
  if (accept(TokenKind::Await)) {
    Expr* value = parse_primary();
    require_version(5, "Await expressions are");
    base = make<Await>(from(start), value);
  } else {
    base = parse_primary();
  }
  if (!at(TokenKind::DoubleStar)) return base;
  DepthGuard depth(*this);
  Expr* exponent = nullptr;
  bool goes_on = extends([&] {
    advance();
    exponent = parse_factor();
    return true;
  });
  if (!goes_on) return base;
  return make<BinOp>(from(start), base, BinaryOperator::Pow, exponent);
}

}  // namespace sidewinder
