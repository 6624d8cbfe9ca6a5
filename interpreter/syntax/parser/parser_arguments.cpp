// Arguments of calls and classes, parameters of functions and lambdas.

#include <algorithm>

#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

// ---------------------------------------------------------------------------------------------
// Calls

// Positional and keyword arguments may alternate (f(a=1, *b)), so they are collected as pairs of
// which one is null.
struct Parser::CallState {
  CallState(Parser& parser, const Token& open, bool is_class) : open(open), pairs(parser), is_class(is_class) {}

  void add(Expr* positional) {
    pairs.add(positional);
    pairs.add(nullptr);
    note(positional);
  }
  void add(Keyword* keyword) {
    pairs.add(nullptr);
    pairs.add(keyword);
    note(keyword);
    (keyword->name ? seen_named : seen_unpacked) = true;
  }
  size_t size() const { return pairs.size() / 2; }
  template <class T> ArenaSpan<T*> collect(Arena& arena, size_t which) const {
    size_t count = 0;
    for (size_t i = which; i < pairs.size(); i += 2) count += pairs[i] != nullptr;
    auto result = arena.make_span<T*>(count);
    count = 0;
    for (size_t i = which; i < pairs.size(); i += 2) {
      if (pairs[i] != nullptr) result[count++] = static_cast<T*>(pairs[i]);
    }
    return result;
  }

  void note(const Location* argument) {
    if (first == nullptr) first = argument;
    last = argument;
  }

  const Token& open;
  ListBuilder<void> pairs;
  bool is_class;  // of a class statement
  const Location* first = nullptr;
  const Location* last = nullptr;
  bool seen_named = false;
  bool seen_unpacked = false;
};

Expr* Parser::parse_call(const Token& start, Expr* function) {
  DepthGuard depth(*this);
  CallArguments arguments = parse_call_arguments();
  return make<Call>(from(start), function, arguments.positional, arguments.keywords);
}

// With the parentheses.
Parser::CallArguments Parser::parse_call_arguments(bool is_class) {
  CallState state(*this, token(), is_class);
  expect(TokenKind::LeftParen);
  if (!is_class) diagnose_unpacked_element();
  while (!at(TokenKind::RightParen) && !failed_) {
    bool is_unpacked = at(TokenKind::Star) || at(TokenKind::DoubleStar);
    parse_call_argument(state);
    if (is_unpacked) diagnose_comprehension_behind(state);
    if (!accept(TokenKind::Comma)) break;
  }
  expect(TokenKind::RightParen);
  return {state.collect<Expr>(shared_.arena, 0), state.collect<Keyword>(shared_.arena, 1)};
}

void Parser::parse_call_argument(CallState& state) {
  const Token& start = token();
  if (at(TokenKind::Star)) {
    if (state.seen_unpacked || (diagnosing() && state.size() > 0 && !is_starred_expression())) {
      raise_from(*state.first, *state.last, "iterable argument unpacking follows keyword argument unpacking");
    }
    return state.add(parse_starred(&Parser::parse_expression));
  }
  if (accept(TokenKind::DoubleStar)) {
    Expr* value = parse_expression();
    return state.add(shared_.arena.make<Keyword>(from(start), Identifier(), value));
  }
  if (next_is(TokenKind::Equal)) return parse_keyword_argument(state);
  parse_positional_argument(state);
}

// Behind an unpacked argument. CPython takes the last positional one for the element.
void Parser::diagnose_comprehension_behind(const CallState& state) {
  Exprs positional = state.collect<Expr>(shared_.arena, 0);
  Location place;
  if (!is_followed_by_comprehensions(positional.empty() ? nullptr : positional.back(), &place)) return;
  if (positional.size() > 1) raise(place, "Generator expression must be parenthesized");
}

// At `*`: does an expression follow? Without one CPython takes the star for what may not stand behind `**`.
bool Parser::is_starred_expression() {
  Checkpoint before = checkpoint();
  bool matched = speculate([this] {
    parse_shortest([this] { return parse_starred(&Parser::parse_expression); });
    return true;
  });
  if (matched) restore(before);
  return matched;
}

void Parser::parse_keyword_argument(CallState& state) {
  const Token& start = token();
  if (at(TokenKind::True) || at(TokenKind::False) || at(TokenKind::None)) {
    raise_from(start, peek(), "cannot assign to " + std::string(token_kind_text(start.kind)));
  }
  if (!at(TokenKind::Name)) return parse_positional_argument(state);
  Identifier name = advance().name;
  advance();
  Expr* value = parse_expression();
  if (is_followed_by_comprehensions()) {
    raise_from(start, (&start)[1], "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  state.add(shared_.arena.make<Keyword>(from(start), name, value));
}

void Parser::parse_positional_argument(CallState& state) {
  if (!shared_.diagnosing && (state.seen_named || state.seen_unpacked)) {
    if (at(TokenKind::Name) && !failed_) advance();  // it was read, to look for `=`
    return fail();
  }
  bool is_misplaced = state.seen_named || state.seen_unpacked, is_bare_named = is_bare_named_expression(token());
  Expr* value = is_misplaced ? parse_shortest([this] { return parse_argument_expression(); })
                             : parse_argument_expression();
  if (at(TokenKind::Equal) && !failed_ && !is_bare_named) {
    raise_from(*value, token(), "expression cannot contain assignment, perhaps you meant \"==\"?");
  }
  if (state.size() == 0 && at_comprehension_behind(value)) {
    value = parse_bare_generator(state, value);
  } else if (Location at_element; state.size() > 0 && is_followed_by_comprehensions(value, &at_element)) {
    raise(at_element, "Generator expression must be parenthesized");
  } else if (is_misplaced) {
    skip_arguments();
    raise(tokens_[std::max(farthest_, position_)], state.seen_unpacked
                                                       ? "positional argument follows keyword argument unpacking"
                                                       : "positional argument follows keyword argument");
  }
  state.add(value);
}

// The rest of the arguments after one in a wrong place: up to behind the next such.
void Parser::skip_arguments() {
  bool seen_named = false;
  while (at(TokenKind::Comma) && !next_is(TokenKind::RightParen) && !failed_) {
    bool is_named = peek(2).kind == TokenKind::Equal || next_is(TokenKind::DoubleStar);
    bool is_last = seen_named && !is_named;
    seen_named |= is_named;
    advance();
    if (is_last) return (void)parse_shortest([this] { return parse_argument_expression(); });
    if (is_named) advance();
    if (previous().kind == TokenKind::Name) advance();
    if (at(TokenKind::Star)) advance();
    parse_argument_expression();
  }
}

// At a comma: does the text end within the next argument, or directly behind it?
bool Parser::ends_behind_next_argument() {
  if (next_is(TokenKind::Error)) return advance(), true;
  Checkpoint before = checkpoint();
  bool matched = speculate([this] {
    advance();
    parse_shortest([this] { return parse_argument_expression(); });
    return !at(TokenKind::Error);
  });
  bool is_at_end = !matched && tokens_[farthest_].kind == TokenKind::Error;
  if (!failed_) restore(before);
  return is_at_end;
}

// While diagnosing: does a whole comprehension stand here? With `element` before it, it is at *place.
bool Parser::is_followed_by_comprehensions(const Expr* element, Location* place) {
  if (!diagnosing() || !at_comprehension_behind(error_expr())) return false;
  Checkpoint before = checkpoint();
  bool matched = speculate([&] {
    parse_shortest([this] { return parse_comprehensions(), error_expr(); });
    if (element) *place = from(*element);
    return true;
  });
  if (matched) restore(before);
  return matched;
}

// A lone generator expression takes the call's parentheses for its own.
Expr* Parser::parse_bare_generator(CallState& state, Expr* element) {
  if (state.is_class && !shared_.diagnosing) fail();
  Comprehensions generators = parse_comprehensions();
  Location at_element = from(*element);
  if (state.is_class && at(TokenKind::RightParen)) fail();
  if (!at(TokenKind::RightParen)) {
    if (diagnosing() && at(TokenKind::Comma) && !ends_behind_next_argument())
      raise(at_element, "Generator expression must be parenthesized");
    fail();
  }
  Location whole{state.open.line, state.open.column, token().end_line, token().end_column};
  return make<GeneratorExp>(whole, element, generators);
}

// ---------------------------------------------------------------------------------------------
// Parameters

// Parameters in source order, each followed by its default or null.
struct Parser::ParameterState {
  ParameterState(Parser& parser, TokenKind closing)
      : pairs(parser), closing(closing), is_lambda(closing == TokenKind::Colon) {}

  size_t size() const { return pairs.size() / 2; }
  ArenaSpan<Arg*> parameters(Arena& arena, size_t first, size_t last) const {
    auto result = arena.make_span<Arg*>(last - first);
    for (size_t i = first; i < last; i++) result[i - first] = static_cast<Arg*>(pairs[2 * i]);
    return result;
  }
  bool has_default() const { return size() > 0 && default_of(size() - 1) != nullptr; }
  Expr* default_of(size_t index) const { return static_cast<Expr*>(pairs[2 * index + 1]); }

  ListBuilder<void> pairs;
  TokenKind closing;
  bool is_lambda;
  bool has_slash = false;
  size_t slash = 0;  // parameters before '/'
  bool has_star = false;
  size_t star = 0;  // parameters before '*'
  Arg* vararg = nullptr;
  Arg* kwarg = nullptr;
  Arg* last = nullptr;  // the parameter that a type comment would be of
  bool ends_with_bare_star = false;
};

Arguments* Parser::parse_parameters(TokenKind closing) {
  ParameterState state(*this, closing);
  while (!at(closing) && !failed_) {
    state.last = nullptr;
    state.ends_with_bare_star = false;
    parse_parameter(state);
    bool has_comma = accept(TokenKind::Comma);
    if (at(TokenKind::TypeComment)) parse_parameter_type_comment(state);
    if (!has_comma) break;
  }
  if (!state.has_star) state.star = state.size();

  Arena& arena = shared_.arena;
  auto* result = arena.make<Arguments>();
  if (failed_) return result;
  if (state.slash) require_version(8, "Positional-only parameters are");
  result->positional_only = state.parameters(arena, 0, state.slash);
  result->positional = state.parameters(arena, state.slash, state.star);
  result->vararg = state.vararg;
  result->keyword_only = state.parameters(arena, state.star, state.size());
  result->keyword_defaults = arena.make_span<Expr*>(result->keyword_only.size());
  for (size_t i = state.star; i < state.size(); i++) result->keyword_defaults[i - state.star] = state.default_of(i);
  result->kwarg = state.kwarg;
  size_t first_default = 0;
  while (first_default < state.star && state.default_of(first_default) == nullptr) first_default++;
  result->defaults = arena.make_span<Expr*>(state.star - first_default);
  for (size_t i = first_default; i < state.star; i++) result->defaults[i - first_default] = state.default_of(i);
  return result;
}

void Parser::parse_parameter_type_comment(ParameterState& state) {
  if (state.ends_with_bare_star) return raise(token(), "bare * has associated type comment");
  if (state.is_lambda || state.last == nullptr) return fail();
  state.last->type_comment = accept_type_comment();
}

void Parser::parse_parameter(ParameterState& state) {
  if (state.kwarg != nullptr) {
    bool is_parameter = at(TokenKind::Name) || at(TokenKind::Slash) || at(TokenKind::Star) || at(TokenKind::DoubleStar);
    const Location& first = token();
    const Location& last = at(TokenKind::Name) ? *parse_parameter_name(!state.is_lambda, false) : first;
    if (is_parameter) raise_from(first, last, "arguments cannot follow var-keyword argument");
    return fail();
  }
  switch (token().kind) {
    case TokenKind::Slash: return parse_slash(state);
    case TokenKind::Star: return parse_star_parameter(state);
    case TokenKind::DoubleStar:
      advance();
      state.last = state.kwarg = parse_parameter_name(!state.is_lambda, false);
      if (at(TokenKind::Equal)) raise(token(), "var-keyword argument cannot have default value");
      return;
    case TokenKind::Name: break;
    case TokenKind::LeftParen:
      if (diagnosing() && !state.has_star && !state.has_slash && !state.has_default())
        diagnose_parenthesized_parameters(state.is_lambda);
      return fail();
    default: return fail();
  }
  Arg* parameter = parse_parameter_name(!state.is_lambda, false);
  Expr* value = at(TokenKind::Equal) ? parse_default(state.closing) : nullptr;
  bool default_missing = value == nullptr && !state.has_star && state.size() > 0 &&
                         state.default_of(state.size() - 1) != nullptr;
  if (default_missing && (at(TokenKind::Comma) || at(state.closing))) {
    if (state.has_slash && state.size() > state.slash) fail();  // CPython's rule does not look so far
    raise(*parameter, "non-default argument follows default argument");
  }
  state.last = parameter;
  state.pairs.add(parameter);
  state.pairs.add(value);
}

void Parser::parse_slash(ParameterState& state) {
  const Token& slash = advance();
  if (state.has_slash) raise(slash, "/ may appear only once");
  if (state.has_star) raise(slash, "/ must be ahead of *");
  if (state.size() == 0) {
    if (at(TokenKind::Comma)) raise(slash, "at least one argument must precede /");
    if (!failed_) position_--;
    fail();
  }
  if (at(TokenKind::Star)) raise(token(), "expected comma between / and *");
  state.has_slash = true;
  state.slash = state.size();
}

void Parser::parse_star_parameter(ParameterState& state) {
  const Token& star = advance();
  if (state.has_star) return refuse_second_star(state, star);
  state.has_star = true;
  state.star = state.size();
  if (at(TokenKind::Name)) {
    state.last = state.vararg = parse_parameter_name(!state.is_lambda, true);
    bool has_star_annotation = state.vararg->annotation && state.vararg->annotation->kind == ExprKind::Starred;
    if (at(TokenKind::Equal) && !has_star_annotation)
      raise(token(), "var-positional argument cannot have default value");
    return;
  }
  bool ends = at(state.closing) || (at(TokenKind::Comma) && (next_is(state.closing) || next_is(TokenKind::DoubleStar)));
  // CPython's rule for lambdas does not keep the star: the last token it read.
  const Token& last_read = at(TokenKind::Comma) ? peek() : token();
  if (ends) raise(state.is_lambda ? last_read : star, "named arguments must follow bare *");
  if (!at(TokenKind::Comma)) fail();
  state.ends_with_bare_star = true;
}

void Parser::refuse_second_star(ParameterState& state, const Token& star) {
  Checkpoint before = checkpoint();
  size_t farthest = farthest_;
  bool is_star = at(TokenKind::Comma) || speculate_quietly([&] {
                   parse_parameter_name(!state.is_lambda, false);
                   return at(TokenKind::Comma) || at(state.closing);
                 });
  if (failed_) return;
  restore(before);
  farthest_ = farthest;
  position_--;
  if (is_star) raise(star, "* argument may appear only once");
  fail();
}

Expr* Parser::parse_default(TokenKind closing) {
  const Token& equal = advance();
  if (at(closing) || at(TokenKind::Comma)) raise(equal, "expected default value expression");
  return parse_expression();
}

// `star_annotation`: *args may be annotated with a starred expression (PEP 646).
Arg* Parser::parse_parameter_name(bool annotated, bool star_annotation) {
  const Token& start = token();
  Identifier name = expect_name();
  Expr* annotation = nullptr;
  if (annotated && accept(TokenKind::Colon)) {
    annotation = star_annotation && at(TokenKind::Star) ? parse_starred(&Parser::parse_bitwise_or) : parse_expression();
  }
  return shared_.arena.make<Arg>(from(start), name, annotation);
}

}  // namespace sidewinder
