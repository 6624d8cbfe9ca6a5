// The match statement and its patterns (PEP 634).

#include <algorithm>

#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

// Null where `match` is an ordinary name: only `match subject:`, a line end and an indentation
// make it a statement.
Stmt* Parser::parse_match() {
  const Token& start = token();
  Expr* subject = nullptr;
  const Token* missing_colon = nullptr;
  bool matched = speculate([&] {
    advance();
    if (!at_expression_start()) return false;
    subject = parse_match_subject();
    if (diagnosing() && at(TokenKind::Newline)) missing_colon = &token();
    if (failed_) return false;
    farthest_ = std::max(farthest_, position_);
    if (!accept(TokenKind::Colon)) return false;
    farthest_ = std::max(farthest_, position_);
    return accept(TokenKind::Newline) && (at(TokenKind::Indent) || at_soft(shared_.soft.case_) || diagnosing());
  });
  bool is_bare_name = missing_colon != nullptr && missing_colon == &start + 1;
  if (missing_colon != nullptr && !is_bare_name && (&start)[1].kind != TokenKind::LeftParen) {
    raise(*missing_colon, "expected ':'");
  }
  if (!matched) return nullptr;
  if (!accept(TokenKind::Indent)) {
    raise_here("expected an indented block after 'match' statement on line " + std::to_string(start.line),
               ProblemKind::IndentationError);
  }
  ListBuilder<MatchCase> cases(*this);
  do {
    cases.add(parse_case());
  } while (at_soft(shared_.soft.case_));
  expect(TokenKind::Dedent);
  require_version(10, "Pattern matching is");
  return make<Match>(statement_from(start), subject, cases.finish());
}

Expr* Parser::parse_match_subject() {
  const Token& start = token();
  Expr* first = parse_star_named_expression();
  if (first->is<Starred>() && !at(TokenKind::Comma)) fail();
  return rest_of_tuple(start, first, &Parser::parse_star_named_expression);
}

MatchCase* Parser::parse_case() {
  const Token& start = token();
  if (!at_soft(shared_.soft.case_)) fail();
  advance();
  Pattern* pattern = parse_patterns();
  Expr* guard = accept(TokenKind::If) ? parse_named_expression() : nullptr;
  expect_colon();
  Body body = parse_block("'case' statement", start);
  return shared_.arena.make<MatchCase>(pattern, guard, body);
}

// A sequence needs no parentheses here.
Pattern* Parser::parse_patterns() {
  const Token& start = token();
  Pattern* first = parse_maybe_star_pattern();
  if (at(TokenKind::Comma)) return rest_of_sequence(start, first, TokenKind::Colon);
  if (first->is<MatchStar>()) fail();
  return first;
}

Pattern* Parser::parse_maybe_star_pattern() {
  const Token& start = token();
  if (!accept(TokenKind::Star)) return parse_pattern();
  Identifier name = expect_name();
  return make<MatchStar>(from(start), name == shared_.soft.underscore ? Identifier() : name);
}

Pattern* Parser::parse_pattern() {
  DepthGuard depth(*this);
  const Token& start = token();
  Pattern* pattern = parse_or_pattern();
  if (!accept(TokenKind::As)) return pattern;
  if (at_soft(shared_.soft.underscore)) raise(token(), "cannot use '_' as a target");
  if (diagnosing() && !at(TokenKind::Name) && at_expression_start()) {
    Expr* target = parse_shortest([this] { return parse_expression(); });
    raise(*target, "invalid pattern target");
  }
  Identifier name = expect_name();
  return make<MatchAs>(from(start), pattern, name);
}

Pattern* Parser::parse_or_pattern() {
  const Token& start = token();
  Pattern* first = parse_closed_pattern();
  if (!at(TokenKind::VerticalBar)) return first;
  ListBuilder<Pattern> alternatives(*this);
  alternatives.add(first);
  while (accept(TokenKind::VerticalBar)) alternatives.add(parse_closed_pattern());
  return make<MatchOr>(from(start), alternatives.finish());
}

Pattern* Parser::parse_closed_pattern() {
  const Token& start = token();
  switch (start.kind) {
    case TokenKind::Number:
    case TokenKind::Minus:
    case TokenKind::String: {
      Expr* value = parse_pattern_constant();
      return make<MatchValue>(from(start), value);
    }
    case TokenKind::None: return make<MatchSingleton>(advance(), ConstantKind::None);
    case TokenKind::True: return make<MatchSingleton>(advance(), ConstantKind::True);
    case TokenKind::False: return make<MatchSingleton>(advance(), ConstantKind::False);
    case TokenKind::Name: return parse_name_pattern();
    case TokenKind::LeftParen: return parse_parenthesized_pattern();
    case TokenKind::LeftBracket: return parse_list_pattern();
    case TokenKind::LeftBrace: return parse_mapping_pattern();
    default: fail(); return error_pattern();
  }
}

// A capture, the wildcard, a dotted value, or a class with its arguments.
Pattern* Parser::parse_name_pattern() {
  const Token& start = token();
  if (start.name == shared_.soft.underscore)
    return make<MatchAs>(advance(), nullptr, Identifier());  // whatever follows
  Expr* expr = parse_name_or_attribute();
  if (at(TokenKind::LeftParen)) return parse_class_pattern(start, expr);
  if (expr->is<Attribute>()) return make<MatchValue>(from(start), expr);
  return make<MatchAs>(from(start), nullptr, start.name);
}

Expr* Parser::parse_name_or_attribute() {
  const Token& start = token();
  if (!at(TokenKind::Name)) fail();
  Expr* expr = make_name(advance(), Context::Load);
  while (accept(TokenKind::Dot)) {
    Identifier name = expect_name();
    expr = make<Attribute>(from(start), expr, name);
  }
  return expr;
}

// In parentheses: one pattern is itself, a comma makes a sequence.
Pattern* Parser::parse_parenthesized_pattern() {
  DepthGuard depth(*this);
  const Token& start = advance();
  if (accept(TokenKind::RightParen)) return make<MatchSequence>(from(start), Patterns());
  Pattern* first = parse_maybe_star_pattern();
  if (!at(TokenKind::Comma)) {
    if (first->is<MatchStar>()) fail();
    expect(TokenKind::RightParen);
    return first;
  }
  return rest_of_sequence(start, first, TokenKind::RightParen);
}

Pattern* Parser::parse_list_pattern() {
  DepthGuard depth(*this);
  const Token& start = advance();
  if (accept(TokenKind::RightBracket)) return make<MatchSequence>(from(start), Patterns());
  return rest_of_sequence(start, parse_maybe_star_pattern(), TokenKind::RightBracket);
}

// After the first item. `closing` belongs to the sequence unless it is the colon of the case.
Pattern* Parser::rest_of_sequence(const Token& start, Pattern* first, TokenKind closing) {
  ListBuilder<Pattern> patterns(*this);
  patterns.add(first);
  bool is_bare = closing == TokenKind::Colon;
  auto ends = [&] { return at(closing) || (is_bare && (at(TokenKind::If) || at(TokenKind::Newline))); };
  while (accept(TokenKind::Comma) && !ends()) {
    patterns.add(parse_maybe_star_pattern());
  }
  if (closing != TokenKind::Colon) expect(closing);
  return make<MatchSequence>(from(start), patterns.finish());
}

Pattern* Parser::parse_mapping_pattern() {
  DepthGuard depth(*this);
  const Token& start = advance();
  ListBuilder<void> pairs(*this);  // key, pattern, key, pattern, ...
  Identifier rest;
  while (!at(TokenKind::RightBrace) && !failed_) {
    if (rest) fail();  // **rest comes last
    if (accept(TokenKind::DoubleStar)) {
      if (at_soft(shared_.soft.underscore)) fail();
      rest = expect_name();
    } else {
      pairs.add(parse_mapping_key());
      expect(TokenKind::Colon);
      pairs.add(parse_pattern());
    }
    if (!accept(TokenKind::Comma)) break;
  }
  expect(TokenKind::RightBrace);
  auto keys = shared_.arena.make_span<Expr*>(pairs.size() / 2);
  auto patterns = shared_.arena.make_span<Pattern*>(pairs.size() / 2);
  for (size_t i = 0; i < keys.size(); i++) {
    keys[i] = static_cast<Expr*>(pairs[2 * i]);
    patterns[i] = static_cast<Pattern*>(pairs[2 * i + 1]);
  }
  return make<MatchMapping>(from(start), keys, patterns, rest);
}

Expr* Parser::parse_mapping_key() {
  switch (token().kind) {
    case TokenKind::None: return make_constant(advance(), ConstantKind::None);
    case TokenKind::True: return make_constant(advance(), ConstantKind::True);
    case TokenKind::False: return make_constant(advance(), ConstantKind::False);
    case TokenKind::Name: {
      Expr* value = parse_name_or_attribute();
      if (!value->is<Attribute>()) fail();
      return value;
    }
    default: return parse_pattern_constant();
  }
}

Pattern* Parser::parse_class_pattern(const Token& start, Expr* class_expr) {
  DepthGuard depth(*this);
  advance();
  ListBuilder<Pattern> patterns(*this);  // the positional ones, then those with names
  std::vector<Identifier> names;
  while (!at(TokenKind::RightParen) && !failed_) {
    const Token& first = token();
    if (at(TokenKind::Name) && next_is(TokenKind::Equal)) {
      names.push_back(advance().name);
      advance();
      patterns.add(parse_pattern());
    } else {
      Pattern* pattern = parse_pattern();
      if (!names.empty()) raise_from(first, previous(), "positional patterns follow keyword patterns");
      patterns.add(pattern);
    }
    if (!accept(TokenKind::Comma)) break;
  }
  expect(TokenKind::RightParen);
  Patterns all = patterns.finish();
  size_t positional = all.size() < names.size() ? 0 : all.size() - names.size();
  return make<MatchClass>(from(start), class_expr, all.first(positional), shared_.arena.copy_span(names),
                          all.from(positional));
}

// ---------------------------------------------------------------------------------------------
// Literals in patterns

Expr* Parser::parse_pattern_constant() { return at(TokenKind::String) ? parse_strings() : parse_pattern_number(); }

// A signed number, or a complex one such as -1 + 2j.
Expr* Parser::parse_pattern_number() {
  const Token& start = token();
  Expr* real = parse_signed_number();
  bool plus = at(TokenKind::Plus);
  if (!plus && !at(TokenKind::Minus)) return real;
  auto is_imaginary = [](Expr* number) {
    return number->is<Constant>() && number->as<Constant>().type == ConstantKind::Imaginary;
  };
  if (is_imaginary(real->is<UnaryOp>() ? real->as<UnaryOp>().operand : real)) {
    raise(*real, "real number required in complex literal");
  }
  advance();
  if (!at(TokenKind::Number)) fail();
  Expr* imaginary = failed_ ? error_expr() : parse_number();
  if (!is_imaginary(imaginary)) raise(*imaginary, "imaginary number required in complex literal");
  return make<BinOp>(from(start), real, plus ? BinaryOperator::Add : BinaryOperator::Sub, imaginary);
}

Expr* Parser::parse_signed_number() {
  const Token& start = token();
  bool negative = accept(TokenKind::Minus);
  if (!at(TokenKind::Number)) {
    fail();
    return error_expr();
  }
  Expr* number = parse_number();
  return negative ? make<UnaryOp>(from(start), UnaryOperator::USub, number) : number;
}

}  // namespace sidewinder
