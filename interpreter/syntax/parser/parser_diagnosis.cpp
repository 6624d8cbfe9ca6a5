// What the author of a wrong program may have meant. These run in the second pass only, at the
// places where a correct program has nothing to say.

#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

// CPython's parser compares with soft keywords as far as the name goes: `c` and `mat` are taken for them.
bool Parser::begins_soft_keyword(const Token& token) const {
  if (token.kind != TokenKind::Name) return false;
  for (Identifier keyword : {shared_.soft.match, shared_.soft.case_, shared_.soft.underscore})
    if (keyword.text().starts_with(token.name.text())) return true;
  return false;
}

// `expr` is complete; two expressions in a row lack a comma (inside brackets), or are a statement
// of Python 2.
void Parser::diagnose_juxtaposition(const Token& start, Expr* expr) {
  if (!at_expression_start() || at(TokenKind::Star)) return;
  bool is_only_name = start.kind == TokenKind::Name && &previous() == &start;
  bool is_only_legacy = is_only_name && is_legacy(start);
  const Token& second = *(&start + 1);
  bool is_prefixed_string = start.kind == TokenKind::Name && second.kind == TokenKind::String;
  bool is_legacy_with_lambda = is_only_legacy &&
                               at(TokenKind::Lambda);  // CPython does not remember what it read of that
  if (begins_soft_keyword(start) || is_prefixed_string || is_legacy_with_lambda) {
    if (is_only_name) diagnose_legacy_call(start);
    return;
  }
  Location end;
  bool in_parentheses = false;
  Checkpoint before = checkpoint();
  bool matched = speculate_shortening(true, [&] {
    end = at(TokenKind::Lambda) ? *parse_expression() : *parse_expression_anew();
    in_parentheses = previous().in_parentheses;
    return true;
  });
  if (failed_) return;
  if (matched) restore(before);
  if (matched && in_parentheses && !is_only_legacy)
    return raise_from(*expr, end, "invalid syntax. Perhaps you forgot a comma?");
  if (is_only_name) diagnose_legacy_call(start);
}

// The name of a statement of Python 2 that is a function by now.
bool Parser::is_legacy(const Token& name) const {
  return name.kind == TokenKind::Name && (name.name == shared_.soft.print || name.name == shared_.soft.exec);
}

// Behind a name, where a statement of Python 2 may go on, be it as an operator (`print -1`). Whatever the name is,
// mistakes in what follows are told here.
void Parser::diagnose_legacy_call(const Token& name_token) {
  if ((&name_token)[1].kind == TokenKind::LeftParen) return;
  Checkpoint before = checkpoint();
  Location end;
  bool matched = speculate([&] {
    position_ = size_t(&name_token + 1 - tokens_.data());
    parse_star_expressions();
    end = from(name_token);
    return true;
  });
  if (!matched) return;
  restore(before);
  if (!is_legacy(name_token)) return;
  std::string name(name_token.name.text());
  raise_from(name_token, end, "Missing parentheses in call to '" + name + "'. Did you mean " + name + "(...)?");
}

// At `=` after an operand, where only a value can stand.
void Parser::diagnose_assignment_in_expression(Expr* expr) {
  if (!is_bitwise_or(expr) || begins_with_display(expr)) return;
  const Token* start = &token();
  while (start > tokens_.data() && (start->line != expr->line || start->column != expr->column)) --start;
  if (is_legacy(*start) && !expr->is<Name>()) diagnose_legacy_call(*start);  // `print *b = c`
  if (failed_) return;
  bool is_name = expr->is<Name>() && previous().kind == TokenKind::Name;  // not in parentheses
  Location end;
  Checkpoint before = checkpoint();
  // Mistakes in the value are told first.
  bool diagnosing = std::exchange(shared_.diagnosing, true);
  bool matched = speculate([&] {
    advance();
    end = *parse_shortest([this] { return parse_bitwise_or(); });
    return !at(TokenKind::Equal) && !at(TokenKind::ColonEqual);
  });
  if (matched) restore(before);
  shared_.diagnosing = diagnosing;
  if (!matched) return;
  if (is_name) {
    return raise_from(*expr, end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  raise(*expr,
        "cannot assign to " + std::string(expression_name(expr)) + " here. Maybe you meant '==' instead of '='?");
}

// A tuple, a list, a generator or one of the constants with a name stands where `expr` begins.
bool Parser::begins_with_display(const Expr* expr) {
  const Expr* first = expr;
  while (const Expr* left = left_part(first)) first = left;
  return first != expr && first->line == expr->line && first->column == expr->column && !is_bitwise_or(first);
}

// What the node begins with, but for parentheses. Null: with a token of its own.
const Expr* Parser::left_part(const Expr* expr) {
  switch (expr->kind) {
    case ExprKind::BinOp: return expr->as<BinOp>().left;
    case ExprKind::Attribute: return expr->as<Attribute>().value;
    case ExprKind::Subscript: return expr->as<Subscript>().value;
    case ExprKind::Call: return expr->as<Call>().function;
    default: return nullptr;
  }
}

// A tuple, read last, without parentheses.
bool Parser::is_bare_tuple(const Token& start, const Expr* expr) const {
  if (!expr->is<Tuple>() || expr->as<Tuple>().elements.empty()) return false;
  return !are_one_group(start, previous());
}

// Behind a bracket, at `*`: CPython asks whether a comprehension was meant, and reads an expression for its element.
void Parser::diagnose_unpacked_element() {
  if (!diagnosing() || !at(TokenKind::Star)) return;
  Checkpoint before = checkpoint();
  bool matched = speculate([this] {
    Expr* element = parse_shortest([this] { return parse_starred(&Parser::parse_expression); });
    if (is_followed_by_comprehensions()) raise(*element, "iterable unpacking cannot be used in comprehension");
    return true;
  });
  if (matched) restore(before);
}

// A statement that is no assignment: CPython takes what has a comma, or is a walrus, for the target of an annotation,
// and reads elements as long as there are any.
void Parser::diagnose_as_annotated(const Token& start) {
  Checkpoint before = checkpoint();
  auto read_elements = [this] {
    do {
      parse_star_named_expression();
    } while (accept(TokenKind::Comma) && at_expression_start());
    return true;
  };
  bool matched = speculate([&] {
    position_ = size_t(&start - tokens_.data());
    Expr* first = parse_star_named_expression();
    if (!accept(TokenKind::Comma)) return true;
    while (at_expression_start() && speculate(read_elements)) {}
    if (at(TokenKind::Colon) && is_followed_by(&Parser::parse_expression))
      raise(*first, "only single target (not tuple) can be annotated");
    return true;
  });
  if (matched && !failed_) restore(before);
}

// At `*`, where the value of a dict's pair should stand. It ends where CPython's tokenizer stands: behind the next
// token.
void Parser::diagnose_starred_value() {
  const Token& star = advance();
  if (!diagnosing()) return fail();
  parse_bitwise_or();
  if (failed_) return;
  raise_from(star, {0, 0, token().end_line, token().end_column - 1},
             "cannot use a starred expression in a dictionary value");
}

// CPython's parser asks what would be wrong with the elements of a list or a set there, and may find that the text ends
// within them.
void Parser::read_display_behind_operand() {
  Checkpoint before = checkpoint();
  auto read_elements = [this] {
    advance();
    diagnose_unpacked_element();
    const Expr* first = parse_star_named_expression();
    const Expr* last = first;
    while (accept(TokenKind::Comma) && at_expression_start()) last = parse_star_named_expression();
    diagnose_row_before_comprehension(*first, *last);
    return true;
  };
  if (speculate(read_elements)) restore(before);
  if (diagnosing() && at(TokenKind::LeftBrace)) diagnose_missing_value();
}

// At the brace of a dict whose first key may have no value.
void Parser::diagnose_missing_value() {
  speculate([this] {
    advance();
    bool has_key = speculate_shortening(false, [this] { return parse_expression(), at(TokenKind::Colon); });
    if (has_key) advance();
    if (has_key && (at(TokenKind::RightBrace) || at(TokenKind::Comma)))
      raise(previous(), "expression expected after dictionary key and ':'");
    return false;
  });
}

// Behind the elements of a list or a set: should they have been a tuple?
void Parser::diagnose_row_before_comprehension(const Expr& first, const Expr& last) {
  bool is_row = &first != &last || previous().kind == TokenKind::Comma;
  if (!diagnosing() || failed_ || !is_row || !at_comprehension()) return;
  Checkpoint before = checkpoint();
  Location end = &first == &last ? static_cast<const Location&>(previous()) : last;
  bool matched = speculate([this] {
    parse_comprehensions();
    return true;
  });
  if (!matched) return;
  restore(before);
  raise_from(first, end, "did you forget parentheses around the comprehension target?");
}

// CPython's parser looks at the token behind, too, and finds the lexer's mistake.
void Parser::fail_at_error(size_t distance) {
  position_ += distance;
  fail();
}

// After `for`. What is no row of targets may be some other expression.
void Parser::diagnose_for_targets() {
  Checkpoint before = checkpoint();
  bool is_fine = speculate_quietly([this] {
    Expr* target = parse_targets();
    return invalid_target(target, TargetUse::For) == nullptr && at(TokenKind::In);
  });
  if (is_fine) return restore(before);
  Expr* expr = parse_shortest([this] { return parse_star_expressions(); });
  if (failed_) return;
  check_target(expr, TargetUse::DiagnosedFor);
  if (!failed_) restore(before);
}

// After `as` of a with statement: what is no target is read as an expression.
void Parser::diagnose_with_target() {
  Checkpoint before = checkpoint();
  auto at_end = [this] { return at(TokenKind::Comma) || at(TokenKind::RightParen) || at(TokenKind::Colon); };
  bool is_fine = speculate_quietly([&] {
    Expr* target = parse_target();
    return invalid_target(target, TargetUse::Assign) == nullptr && at_end();
  });
  if (is_fine || at(TokenKind::Star)) return restore(before);
  Expr* expr = parse_shortest([this] { return parse_expression(); });
  if (failed_) return;
  if (at_end()) check_target(expr, TargetUse::Assign);
  if (!failed_) restore(before);
}

// At `(` in a parameter list.
void Parser::diagnose_parenthesized_parameters(bool is_lambda) {
  const Token& open = token();
  bool matched = speculate([&] {
    advance();
    do {
      parse_parameter_name(!is_lambda, false);
    } while (accept(TokenKind::Comma) && !at(TokenKind::RightParen));
    return at(TokenKind::RightParen);
  });
  if (!matched) return;
  raise_from(open, token(),
             is_lambda ? "Lambda expression parameters cannot be parenthesized"
                       : "Function parameters cannot be parenthesized");
}

}  // namespace sidewinder
