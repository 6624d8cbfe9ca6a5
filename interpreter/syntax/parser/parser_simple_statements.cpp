// Simple statements: those that fit on a line, separated by semicolons.

#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

namespace {

bool augmented_operator(TokenKind kind, BinaryOperator* op) {
  switch (kind) {
    case TokenKind::PlusEqual: *op = BinaryOperator::Add; return true;
    case TokenKind::MinusEqual: *op = BinaryOperator::Sub; return true;
    case TokenKind::StarEqual: *op = BinaryOperator::Mult; return true;
    case TokenKind::AtEqual: *op = BinaryOperator::MatMult; return true;
    case TokenKind::SlashEqual: *op = BinaryOperator::Div; return true;
    case TokenKind::PercentEqual: *op = BinaryOperator::Mod; return true;
    case TokenKind::AmpersandEqual: *op = BinaryOperator::BitAnd; return true;
    case TokenKind::VerticalBarEqual: *op = BinaryOperator::BitOr; return true;
    case TokenKind::CaretEqual: *op = BinaryOperator::BitXor; return true;
    case TokenKind::LeftShiftEqual: *op = BinaryOperator::LShift; return true;
    case TokenKind::RightShiftEqual: *op = BinaryOperator::RShift; return true;
    case TokenKind::DoubleStarEqual: *op = BinaryOperator::Pow; return true;
    case TokenKind::DoubleSlashEqual: *op = BinaryOperator::FloorDiv; return true;
    default: return false;
  }
}

}  // namespace

// One line of statements, with its Newline.
void Parser::parse_simple_statements(ListBuilder<Stmt>& body) {
  do {
    body.add(parse_simple_statement());
  } while (accept(TokenKind::Semicolon) && !at(TokenKind::Newline));
  expect(TokenKind::Newline);
}

Stmt* Parser::parse_simple_statement() {
  const Token& start = token();
  switch (start.kind) {
    case TokenKind::Return: return parse_return();
    case TokenKind::Import: return parse_import();
    case TokenKind::From: return parse_import_from();
    case TokenKind::Raise: return parse_raise();
    case TokenKind::Pass: return make<Pass>(advance());
    case TokenKind::Break: return make<Break>(advance());
    case TokenKind::Continue: return make<Continue>(advance());
    case TokenKind::Del: return parse_delete();
    case TokenKind::Assert: return parse_assert();
    case TokenKind::Global:
    case TokenKind::Nonlocal: return parse_global();
    default: return parse_expression_statement();
  }
}

// An expression, or an assignment of any form: what follows the first expression decides.
Stmt* Parser::parse_expression_statement() {
  const Token& start = token();
  Expr* first = at(TokenKind::Yield) ? parse_yield() : parse_star_expressions();
  if (diagnosing() && at(TokenKind::Equal)) return parse_assignment_or_diagnose(start, first);
  if (diagnosing() && (is_bare_tuple(start, first) || is_bare_named_expression(start))) diagnose_as_annotated(start);
  BinaryOperator op;
  if (at(TokenKind::Equal)) return parse_assignment(start, first);
  if (at(TokenKind::Colon)) return parse_annotated_assignment(start, first);
  if (augmented_operator(token().kind, &op)) return parse_augmented_assignment(start, first, op);
  if (at(TokenKind::ColonEqual) && !failed_) {
    // A walrus is not a statement; say so only where the tuple's first element is not the culprit.
    bool is_yield = start.kind == TokenKind::Yield, is_starred = start.kind == TokenKind::Star;
    bool is_bare = (first->is<Name>() && start.kind == TokenKind::Name) || is_bare_tuple(start, first);
    bool may_be_named = !is_bare && !is_yield && !is_starred;
    if (may_be_named && is_followed_by(&Parser::parse_expression)) {
      raise(*first, "cannot use assignment expressions with " + std::string(expression_name(first)));
    }
    fail();
  }
  return make<ExprStmt>(from(start), first);
}

Stmt* Parser::parse_assignment(const Token& start, Expr* first) {
  ListBuilder<Expr> targets(*this);
  size_t first_equal = position_;
  Expr* value = first;
  const Token* value_start = &start;
  while (at(TokenKind::Equal)) {
    if (invalid_target(value, TargetUse::Assign) != nullptr) {
      if (value_start->kind == TokenKind::Yield) raise(*value, "assignment to yield expression not possible");
      else diagnose_assigned_target(start, first, first_equal);
    }
    set_target(value, TargetUse::Assign);
    targets.add(value);
    advance();
    value_start = &token();
    value = parse_assigned_value();
  }
  TypeCommentText type_comment = accept_type_comment();
  return make<Assign>(from(start), targets.finish(), value, type_comment);
}

// While diagnosing.
Stmt* Parser::parse_assignment_or_diagnose(const Token& start, Expr* first) {
  Stmt* assignment = nullptr;
  bool matched = speculate([&] {
    parse_shortest([&] { return assignment = parse_assignment(start, first), first; });
    return !at(TokenKind::Equal);
  });
  if (matched) return assignment;
  diagnose_as_annotated(start);
  fail();
  return make<ExprStmt>(from(start), first);
}

// Does the parenthesis that begins at `first` end at `last`?
bool Parser::are_one_group(const Token& first, const Token& last) {
  if (first.kind != TokenKind::LeftParen) return false;
  int depth = 0;
  for (const Token* token = &first; token < &last; token++) {
    if (token->kind == TokenKind::LeftParen) depth++;
    if (token->kind == TokenKind::RightParen && --depth == 0) return false;
  }
  return depth == 1;
}

// What stands before the current `=` is no target. Perhaps the first `=` of the statement was meant to compare.
void Parser::diagnose_assigned_target(const Token& start, Expr* first, size_t first_equal) {
  if (failed_) return;
  size_t position = position_;
  position_ = first_equal;
  if (first->is<Tuple>() && !are_one_group(start, previous()) && previous().kind != TokenKind::Comma) {
    first = first->as<Tuple>().elements.back();
  }
  diagnose_assignment_in_expression(first);
  if (!failed_) position_ = position;
}

bool Parser::is_bitwise_or(const Expr* expr) {
  switch (expr->kind) {
    case ExprKind::BoolOp:
    case ExprKind::Compare:
    case ExprKind::IfExp:
    case ExprKind::Lambda:
    case ExprKind::Starred:
    case ExprKind::List:
    case ExprKind::Tuple:
    case ExprKind::GeneratorExp: return false;
    case ExprKind::UnaryOp: return expr->as<UnaryOp>().op != UnaryOperator::Not;
    case ExprKind::Constant: {
      ConstantKind type = expr->as<Constant>().type;
      return type != ConstantKind::None && type != ConstantKind::True && type != ConstantKind::False;
    }
    default: return true;
  }
}

Expr* Parser::parse_assigned_value() { return at(TokenKind::Yield) ? parse_yield() : parse_star_expressions(); }

// While diagnosing: does such an expression follow the current token?
bool Parser::is_followed_by(Expr* (Parser::*parse)()) {
  if (!diagnosing()) return false;
  Checkpoint before = checkpoint();
  bool matched = speculate([&] {
    advance();
    parse_shortest([&] { return (this->*parse)(); });
    return true;
  });
  if (matched) restore(before);
  return matched;
}

// `(a).b: int` is an error, as `(a + b).c: int` is none: CPython's grammar takes `(a)` for the whole target.
bool Parser::begins_with_target_in_parentheses(const Token& start) {
  if (start.kind != TokenKind::LeftParen || failed_) return false;
  Checkpoint before = checkpoint();
  bool matched = speculate_quietly([&] {
    size_t depth = 0;
    for (position_ = size_t(&start - tokens_.data()); accept(TokenKind::LeftParen);) depth++;
    Expr* inner = parse_primary();
    if (!inner->is<Name>() && !inner->is<Attribute>() && !inner->is<Subscript>()) return false;
    while (depth > 0 && accept(TokenKind::RightParen)) depth--;
    return depth == 0 && !at(TokenKind::Colon);
  });
  if (matched) restore(before);
  return matched;
}

void Parser::refuse_annotation(const Token& start, Expr* target) {
  if (target->is<List>()) return raise(*target, "only single target (not list) can be annotated");
  if (!target->is<Tuple>()) return raise(*target, "illegal target for annotation");
  bool is_bare = !target->as<Tuple>().elements.empty() && !are_one_group(start, previous());
  raise(is_bare ? *target->as<Tuple>().elements[0] : *target, "only single target (not tuple) can be annotated");
}

Stmt* Parser::parse_annotated_assignment(const Token& start, Expr* target) {
  bool is_target = target->is<Name>() || target->is<Attribute>() || target->is<Subscript>();
  if (!is_target || begins_with_target_in_parentheses(start)) {
    bool is_yield = (target->is<Yield>() || target->is<YieldFrom>()) && start.kind != TokenKind::LeftParen;
    if (!is_yield && !target->is<Starred>() && is_followed_by(&Parser::parse_expression))
      refuse_annotation(start, target);
    fail();
  }
  set_context(target, Context::Store);
  bool simple = target->is<Name>() && start.kind == TokenKind::Name;
  advance();
  Expr* annotation = parse_expression();
  Expr* value = accept(TokenKind::Equal) ? parse_assigned_value() : nullptr;
  require_version(6, simple ? "Variable annotation syntax is" : "Variable annotations syntax is");
  return make<AnnAssign>(from(start), target, annotation, value, simple);
}

Stmt* Parser::parse_augmented_assignment(const Token& start, Expr* target, BinaryOperator op) {
  if (!target->is<Name>() && !target->is<Attribute>() && !target->is<Subscript>()) {
    bool is_statement = (target->is<Yield>() || target->is<YieldFrom>()) && start.kind != TokenKind::LeftParen;
    if (!is_statement && is_followed_by(&Parser::parse_assigned_value))
      raise(*target,
            "'" + std::string(expression_name(target)) + "' is an illegal expression for augmented assignment");
    fail();
  }
  set_context(target, Context::Store);
  advance();
  Expr* value = parse_assigned_value();
  if (op == BinaryOperator::MatMult) require_version(5, "The '@' operator is");
  return make<AugAssign>(from(start), target, op, value);
}

Stmt* Parser::parse_return() {
  const Token& start = advance();
  Expr* value = at_expression_start() ? parse_star_expressions() : nullptr;
  return make<Return>(from(start), value);
}

Stmt* Parser::parse_raise() {
  const Token& start = advance();
  Expr* exception = nullptr;
  Expr* cause = nullptr;
  if (at_expression_start() && !at(TokenKind::Star)) {
    exception = parse_expression();
    if (accept(TokenKind::From)) cause = parse_expression();
  }
  return make<Raise>(from(start), exception, cause);
}

Stmt* Parser::parse_delete() {
  const Token& start = advance();
  ListBuilder<Expr> targets(*this);
  do {
    targets.add(diagnosing() ? parse_shortest([this] { return parse_star_expression(); }) : parse_primary());
    if (!diagnosing() && invalid_target(targets.back(), TargetUse::Delete) != nullptr) fail();
  } while (accept(TokenKind::Comma) && at_expression_start());
  for (size_t i = 0; i < targets.size(); i++) set_target(targets[i], TargetUse::Delete);
  if (!at(TokenKind::Semicolon) && !at(TokenKind::Newline)) fail();
  return make<Delete>(from(start), targets.finish());
}

Stmt* Parser::parse_assert() {
  const Token& start = advance();
  Expr* test = parse_expression();
  Expr* message = accept(TokenKind::Comma) ? parse_expression() : nullptr;
  return make<Assert>(from(start), test, message);
}

Stmt* Parser::parse_global() {
  const Token& start = advance();
  std::vector<Identifier> names;
  do {
    names.push_back(expect_name());
  } while (accept(TokenKind::Comma));
  auto span = shared_.arena.copy_span(names);
  if (start.kind == TokenKind::Global) return make<Global>(from(start), span);
  return make<Nonlocal>(from(start), span);
}

// ---------------------------------------------------------------------------------------------
// Imports

Stmt* Parser::parse_import() {
  const Token& start = advance();
  ListBuilder<Alias> names(*this);
  do {
    const Token& first = token();
    Identifier name = parse_dotted_name();
    Identifier as_name = parse_optional_as();
    names.add(shared_.arena.make<Alias>(from(first), name, as_name));
  } while (accept(TokenKind::Comma));
  return make<Import>(from(start), names.finish());
}

Stmt* Parser::parse_import_from() {
  const Token& start = advance();
  int32_t level = 0;
  for (; at(TokenKind::Dot) || at(TokenKind::Ellipsis); advance()) level += at(TokenKind::Dot) ? 1 : 3;
  Identifier module;
  if (level == 0 || !at(TokenKind::Import)) module = parse_dotted_name();
  expect(TokenKind::Import);
  ArenaSpan<Alias*> names = parse_imported_names();
  return make<ImportFrom>(from(start), module, names, level);
}

ArenaSpan<Alias*> Parser::parse_imported_names() {
  ListBuilder<Alias> names(*this);
  if (at(TokenKind::Star)) {
    const Token& star = advance();
    names.add(shared_.arena.make<Alias>(star, shared_.names.intern_static("*"), Identifier()));
    return names.finish();
  }
  bool parenthesized = accept(TokenKind::LeftParen);
  do {
    if (parenthesized && !names.empty() && at(TokenKind::RightParen)) break;
    if (!parenthesized && at(TokenKind::Newline) && !names.empty()) {
      raise(token(), "trailing comma not allowed without surrounding parentheses");
    }
    const Token& first = token();
    Identifier name = expect_name();
    Identifier as_name = parse_optional_as();
    names.add(shared_.arena.make<Alias>(from(first), name, as_name));
  } while (accept(TokenKind::Comma));
  if (parenthesized) expect(TokenKind::RightParen);
  return names.finish();
}

Identifier Parser::parse_dotted_name() {
  Identifier name = expect_name();
  if (!at(TokenKind::Dot)) return name;
  std::string dotted(name.text());
  while (accept(TokenKind::Dot)) dotted.append(".").append(expect_name().text());
  return shared_.names.intern(dotted);
}

Identifier Parser::parse_optional_as() { return accept(TokenKind::As) ? expect_name() : Identifier(); }

}  // namespace sidewinder
