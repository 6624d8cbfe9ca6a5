// Atoms, displays and comprehensions, and what may follow an atom: attributes, calls, subscripts.

#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

Expr* Parser::parse_primary() {
  const Token& start = token();
  return parse_primary_rest(start, parse_atom());
}

Expr* Parser::parse_primary_rest(const Token& start, Expr* value) {
  while (at(TokenKind::Dot) || at(TokenKind::LeftParen) || at(TokenKind::LeftBracket)) {
    auto read_trailer = [&] {
      Expr* longer = parse_trailer(start, value);
      if (!failed_) value = longer;
      return true;
    };
    // While diagnosing, what is no trailer may be an expression of its own.
    bool goes_on = diagnosing() ? speculate(read_trailer) : extends(read_trailer);
    if (!goes_on || failed_) break;
  }
  if (diagnosing() && (at(TokenKind::LeftBrace) || at(TokenKind::LeftBracket))) read_display_behind_operand();
  return value;
}

// An attribute, a call or a subscript of `value`.
Expr* Parser::parse_trailer(const Token& start, Expr* value) {
  if (at(TokenKind::LeftParen)) return parse_call(start, value);
  if (at(TokenKind::LeftBracket)) return parse_subscript(start, value);
  advance();
  Identifier name = expect_name();
  return make<Attribute>(from(start), value, name);
}

Expr* Parser::parse_subscript(const Token& start, Expr* value) {
  DepthGuard depth(*this);
  expect(TokenKind::LeftBracket);
  Expr* index = parse_slices();
  expect(TokenKind::RightBracket);
  return make<Subscript>(from(start), value, index);
}

Expr* Parser::parse_slices() {
  const Token& start = token();
  Expr* first = parse_slice();
  if (!at(TokenKind::Comma) && !first->is<Starred>()) return first;
  ListBuilder<Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::Comma) && (at_expression_start() || at(TokenKind::Colon))) elements.add(parse_slice());
  return make<Tuple>(from(start), elements.finish());
}

Expr* Parser::parse_slice() {
  const Token& start = token();
  if (at(TokenKind::Star)) return parse_starred(&Parser::parse_expression);
  Expr* lower = nullptr;
  if (!at(TokenKind::Colon)) {
    lower = parse_named_expression();
    if (!at(TokenKind::Colon) || is_bare_named_expression(start)) return lower;
  }
  expect(TokenKind::Colon);
  Expr* upper = at_expression_start() && !at(TokenKind::Star) ? parse_expression() : nullptr;
  Expr* step = nullptr;
  if (accept(TokenKind::Colon) && at_expression_start() && !at(TokenKind::Star)) step = parse_expression();
  return make<Slice>(from(start), lower, upper, step);
}

Expr* Parser::parse_atom() {
  const Token& start = token();
  switch (start.kind) {
    case TokenKind::Name: return make_name(advance(), Context::Load);
    case TokenKind::Number: return parse_number();
    case TokenKind::String: return parse_strings();
    case TokenKind::None: return make_constant(advance(), ConstantKind::None);
    case TokenKind::True: return make_constant(advance(), ConstantKind::True);
    case TokenKind::False: return make_constant(advance(), ConstantKind::False);
    case TokenKind::Ellipsis: return make_constant(advance(), ConstantKind::Ellipsis);
    case TokenKind::LeftParen: return parse_parenthesized();
    case TokenKind::LeftBracket: return parse_list();
    case TokenKind::LeftBrace: return parse_braced();
    default: fail(); return error_expr();
  }
}

// A tuple, a generator expression or an expression in parentheses, which makes no node of its own.
Expr* Parser::parse_parenthesized() {
  DepthGuard depth(*this);
  const Token& start = advance();
  if (accept(TokenKind::RightParen)) return make<Tuple>(from(start), Exprs());
  return parse_parenthesized_rest(start, TokenKind::RightParen);
}

// After `open`. A replacement field of an f-string is read as if it stood in parentheses, and ends
// with the EndMarker.
Expr* Parser::parse_parenthesized_rest(const Location& open, TokenKind closing) {
  if (at(TokenKind::Yield)) {
    Expr* value = parse_yield();
    expect(closing);
    return value;
  }
  if (at(TokenKind::DoubleStar)) {
    if (!shared_.diagnosing) fail();
    const Token& stars = advance();
    parse_expression();
    if (at(closing)) raise(stars, "cannot use double starred expression here");
    fail();
  }
  diagnose_unpacked_element();
  Expr* first = parse_star_named_expression();
  if (at_comprehension_behind(first)) {
    Comprehensions generators = parse_comprehensions_of(first);
    return make<GeneratorExp>(close_parenthesis(open, closing), first, generators);
  }
  if (!at(TokenKind::Comma)) {
    if (first->is<Starred>() && at(closing)) {
      raise(*first, "cannot use starred expression here");
    }
    expect(closing);
    return first;
  }
  ListBuilder<Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::Comma) && at_expression_start()) elements.add(parse_star_named_expression());
  return make<Tuple>(close_parenthesis(open, closing), elements.finish());
}

// Where the whole of it is; for a replacement field with its braces.
Location Parser::close_parenthesis(const Location& open, TokenKind closing) {
  const Token& last = token();
  expect(closing);
  if (closing == TokenKind::RightParen) return from(open);
  return {open.line, open.column, last.line, last.column + 1};
}

Expr* Parser::parse_list() {
  DepthGuard depth(*this);
  const Token& start = advance();
  ListBuilder<Expr> elements(*this);
  diagnose_unpacked_element();
  if (at_expression_start()) {
    Expr* first = parse_star_named_expression();
    elements.add(first);
    if (at_comprehension_behind(first)) {
      Comprehensions generators = parse_comprehensions_of(first);
      expect(TokenKind::RightBracket);
      return make<ListComp>(from(start), first, generators);
    }
    while (accept(TokenKind::Comma) && at_expression_start()) elements.add(parse_star_named_expression());
    diagnose_row_before_comprehension(*first, *elements.back());
  }
  expect(TokenKind::RightBracket);
  return make<List>(from(start), elements.finish());
}

// A dict or set display, or a comprehension of either.
Expr* Parser::parse_braced() {
  DepthGuard depth(*this);
  const Token& start = advance();
  if (at(TokenKind::RightBrace) || at(TokenKind::DoubleStar)) return parse_dict(start, nullptr);
  const Token& first_token = token();
  diagnose_unpacked_element();
  Expr* first = parse_star_named_expression();
  bool is_key = at(TokenKind::Colon) && !first->is<Starred>() && !is_bare_named_expression(first_token);
  return is_key ? parse_dict(start, first) : parse_set(start, first);
}

Expr* Parser::parse_set(const Token& start, Expr* first) {
  if (at_comprehension_behind(first)) {
    Comprehensions generators = parse_comprehensions_of(first);
    expect(TokenKind::RightBrace);
    return make<SetComp>(from(start), first, generators);
  }
  ListBuilder<Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::Comma) && at_expression_start()) elements.add(parse_star_named_expression());
  diagnose_row_before_comprehension(*first, *elements.back());
  expect(TokenKind::RightBrace);
  return make<Set>(from(start), elements.finish());
}

// `first_key` has been read already, unless it is null.
Expr* Parser::parse_dict(const Token& start, Expr* first_key) {
  ListBuilder<Expr> pairs(*this);  // key, value, key, value, ...
  while (!at(TokenKind::RightBrace) && !failed_) {
    const Token& stars = token();
    if (accept(TokenKind::DoubleStar)) {
      pairs.add(nullptr);
      pairs.add(parse_bitwise_or());
      if (at_comprehension() && pairs.size() == 2) raise(stars, "dict unpacking cannot be used in dict comprehension");
    } else {
      Expr* key = first_key != nullptr ? first_key : pairs.empty() ? parse_expression() : parse_later_key();
      first_key = nullptr;
      if (!at(TokenKind::Colon) && !failed_ && !at(TokenKind::Error)) {
        if (diagnosing()) {
          raise({key->end_line, key->end_column - 1, 0, 0}, "':' expected after dictionary key");
        }
        fail();
      }
      expect(TokenKind::Colon);
      if (at(TokenKind::Star)) diagnose_starred_value();
      if (diagnosing() && (at(TokenKind::RightBrace) || at(TokenKind::Comma))) {
        raise(previous(), "expression expected after dictionary key and ':'");
      }
      Expr* value = parse_expression();
      if (pairs.empty() && at_comprehension_behind(value)) return parse_dict_comprehension(start, key, value);
      pairs.add(key);
      pairs.add(value);
    }
    if (!accept(TokenKind::Comma)) break;
  }
  expect(TokenKind::RightBrace);
  auto keys = shared_.arena.make_span<Expr*>(pairs.size() / 2);
  auto values = shared_.arena.make_span<Expr*>(pairs.size() / 2);
  for (size_t i = 0; i < keys.size(); i++) {
    keys[i] = pairs[2 * i];
    values[i] = pairs[2 * i + 1];
  }
  return make<Dict>(from(start), keys, values);
}

// A key behind other pairs. CPython asks already in the first pass what is wrong with it: nothing else is looked for in
// it then.
Expr* Parser::parse_later_key() {
  Checkpoint before = checkpoint();
  Expr* key = parse_expression();
  if ((!failed_ && at(TokenKind::Colon)) || shared_.problem != before.problem) return key;
  restore(before);
  bool matched = speculate_shortening(false, [&] {
    key = parse_expression();
    return true;
  });
  if (!matched) fail();
  else if (!at(TokenKind::Error))
    raise({key->end_line, key->end_column - 1, 0, 0}, "':' expected after dictionary key");
  return key;
}

Expr* Parser::parse_dict_comprehension(const Token& start, Expr* key, Expr* value) {
  Comprehensions generators = parse_comprehensions();
  expect(TokenKind::RightBrace);
  return make<DictComp>(from(start), key, value, generators);
}

bool Parser::at_comprehension() const {
  return at(TokenKind::For) || (at(TokenKind::Async) && next_is(TokenKind::For));
}

// The same behind what would be its element: if `for` does not follow, what stands behind the `async` is wrong.
bool Parser::at_comprehension_behind(const Expr* element) {
  if (at(TokenKind::Async) && !failed_ && !element->is<Starred>()) farthest_ = std::max(farthest_, position_ + 1);
  return at_comprehension();
}

// What is wrong in them is told first.
Comprehensions Parser::parse_comprehensions_of(const Expr* element) {
  Comprehensions generators = parse_comprehensions();
  if (element->is<Starred>() && !failed_) raise(*element, "iterable unpacking cannot be used in comprehension");
  return generators;
}

Comprehensions Parser::parse_comprehensions() {
  ListBuilder<Comprehension> generators(*this);
  do {
    generators.add(parse_comprehension());
  } while (at_comprehension_behind(generators.back()->iterable));
  return generators.finish();
}

Comprehension* Parser::parse_comprehension() {
  bool is_async = accept(TokenKind::Async);
  expect(TokenKind::For);
  Expr* target = parse_for_targets();
  expect(TokenKind::In);
  Expr* iterable = parse_disjunction();
  ListBuilder<Expr> conditions(*this);
  while (accept(TokenKind::If)) conditions.add(parse_disjunction());
  if (is_async) require_version(6, "Async comprehensions are");
  return shared_.arena.make<Comprehension>(target, iterable, conditions.finish(), is_async);
}

}  // namespace sidewinder
