// Compound statements: those with a block. `match` is in parser_patterns.cpp.

#include <algorithm>

#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

// The whole text.
Body Parser::parse_statements() {
  ListBuilder<Stmt> body(*this);
  skip_newlines();
  while (!failed_ && !at(TokenKind::EndMarker)) parse_statement(body);
  return body.finish();
}

void Parser::parse_statement(ListBuilder<Stmt>& body) {
  if (Stmt* compound = parse_compound_statement()) {
    body.add(compound);
  } else {
    parse_simple_statements(body);
  }
}

// Null if a simple statement stands here.
Stmt* Parser::parse_compound_statement() {
  const Token& start = token();
  switch (start.kind) {
    case TokenKind::If: return parse_if();
    case TokenKind::While: return parse_while();
    case TokenKind::For: return parse_for(start, false);
    case TokenKind::Try: return parse_try();
    case TokenKind::With: return parse_with(start, false);
    case TokenKind::Def: return parse_function(start, {}, false);
    case TokenKind::Class: return parse_class({});
    case TokenKind::Async: return parse_async();
    case TokenKind::At: return parse_decorated();
    case TokenKind::Name: return start.name == shared_.soft.match ? parse_match() : nullptr;
    default: return nullptr;
  }
}

// An indented block, or simple statements on the same line.
Body Parser::parse_block(std::string_view header, const Token& start) {
  DepthGuard depth(*this);
  ListBuilder<Stmt> body(*this);
  if (!accept(TokenKind::Newline)) {
    parse_simple_statements(body);
    return body.finish();
  }
  if (!at(TokenKind::Indent) && !failed_) {
    if (at(TokenKind::Error)) {
      fail();
    } else {
      size_t next = position_;
      while (tokens_[next].kind == TokenKind::Dedent) next++;
      bool at_end = tokens_[next].kind == TokenKind::EndMarker;
      raise_here("expected an indented block after " + std::string(header) + " on line " + std::to_string(start.line),
                 ProblemKind::IndentationError);
      shared_.problem->incomplete_input = at_end;
    }
  }
  accept(TokenKind::Indent);
  while (!failed_ && !at(TokenKind::Dedent) && !at(TokenKind::EndMarker)) parse_statement(body);
  expect(TokenKind::Dedent);
  return body.finish();
}

// Where a line ends without its colon, nothing but the colon can be missing.
void Parser::expect_colon() {
  if (at(TokenKind::Newline)) return raise(token(), "expected ':'");
  expect(TokenKind::Colon);
}

// A chain of elif makes nested Ifs, built from the last to the first.
Stmt* Parser::parse_if() {
  struct Branch {
    const Token* start;
    Expr* test;
    Body body;
  };
  std::vector<Branch> branches;
  do {
    const Token& start = advance();
    Expr* test = parse_named_expression();
    expect_colon();
    Body body = parse_block(start.kind == TokenKind::If ? "'if' statement" : "'elif' statement", start);
    branches.push_back({&start, test, body});
  } while (at(TokenKind::Elif));
  Body or_else = parse_else();
  for (;;) {
    const Branch& branch = branches.back();
    Stmt* result = make<If>(statement_from(*branch.start), branch.test, branch.body, or_else);
    branches.pop_back();
    if (branches.empty()) return result;
    or_else = shared_.arena.copy_span({result});
  }
}

Body Parser::parse_else() {
  const Token& start = token();
  if (!accept(TokenKind::Else)) return {};
  expect_forced(TokenKind::Colon);
  return parse_block("'else' statement", start);
}

Stmt* Parser::parse_while() {
  const Token& start = advance();
  Expr* test = parse_named_expression();
  expect_colon();
  Body body = parse_block("'while' statement", start);
  Body or_else = parse_else();
  return make<While>(statement_from(start), test, body, or_else);
}

Stmt* Parser::parse_for(const Token& start, bool is_async) {
  const Token& for_token = advance();
  Expr* target = parse_for_targets();
  expect(TokenKind::In);
  Expr* iterable = parse_star_expressions();
  expect_colon();
  TypeCommentText type_comment = accept_type_comment();
  Body body = parse_block("'for' statement", for_token);
  Body or_else = parse_else();
  if (is_async) require_version(5, "Async for loops are");
  return make<For>(statement_from(start), target, iterable, body, or_else, is_async, type_comment);
}

Stmt* Parser::parse_with(const Token& start, bool is_async) {
  const Token& with_token = advance();
  ListBuilder<WithItem> items(*this);
  TypeCommentText type_comment;
  bool parenthesized = at(TokenKind::LeftParen) && parse_parenthesized_with_items(items);
  if (!parenthesized) {
    do {
      items.add(parse_with_item());
    } while (accept(TokenKind::Comma));
    expect_colon();
    type_comment = accept_type_comment();
  }
  Body body = parse_block("'with' statement", with_token);
  if (parenthesized) require_version(9, "Parenthesized context managers are");
  if (is_async) require_version(5, "Async with statements are");
  return make<With>(statement_from(start), items.finish(), body, is_async, type_comment);
}

// `with (a as b, c):`. An expression in parentheses looks the same until after them, so this goes
// back where no colon follows: `with (a, b) as c:`, `with (yield):`, `with (a).b:`.
bool Parser::parse_parenthesized_with_items(ListBuilder<WithItem>& items) {
  return speculate([&] {
    advance();
    do {
      if (!items.empty() && at(TokenKind::RightParen)) break;
      items.add(parse_with_item());
    } while (accept(TokenKind::Comma));
    if (!failed_) farthest_ = std::max(farthest_, position_);
    if (!accept(TokenKind::RightParen)) return false;
    if (diagnosing() && at(TokenKind::Newline)) expect_colon();
    if (!failed_) farthest_ = std::max(farthest_, position_);
    return accept(TokenKind::Colon);
  });
}

WithItem* Parser::parse_with_item() {
  Expr* context = parse_expression();
  Expr* target = nullptr;
  if (accept(TokenKind::As)) {
    if (diagnosing()) diagnose_with_target();
    target = parse_target();
    bool is_complete = at(TokenKind::Comma) || at(TokenKind::RightParen) || at(TokenKind::Colon);
    bool is_told = is_complete && !target->is<Starred>();
    if (!is_told && invalid_target(target, TargetUse::Assign) != nullptr) fail();
    set_target(target, TargetUse::Assign);
    if (!at(TokenKind::Comma) && !at(TokenKind::RightParen) && !at(TokenKind::Colon)) {
      if (at(TokenKind::Newline)) expect_colon();
      fail();
    }
  }
  return shared_.arena.make<WithItem>(context, target);
}

Stmt* Parser::parse_try() {
  const Token& start = advance();
  expect_forced(TokenKind::Colon);
  if (diagnosing() && at(TokenKind::Except)) parse_except_handler(next_is(TokenKind::Star));  // wrong, in its own way
  Body body = parse_block("'try' statement", start);
  ListBuilder<ExceptHandler> handlers(*this);
  bool is_star = false;
  while (at(TokenKind::Except)) {
    if (handlers.empty()) is_star = next_is(TokenKind::Star);
    handlers.add(parse_except_handler(is_star));
  }
  Body or_else = handlers.empty() ? Body() : parse_else();
  Body final_body;
  const Token& final_token = token();
  if (accept(TokenKind::Finally)) {
    expect_forced(TokenKind::Colon);
    final_body = parse_block("'finally' statement", final_token);
  } else if (handlers.empty() && !failed_) {
    if (at(TokenKind::Error)) fail();
    if (!failed_) raise_here("expected 'except' or 'finally' block");
  }
  return make<Try>(statement_from(start), body, handlers.finish(), or_else, final_body, is_star);
}

// All handlers of a `try` are of the kind of its first.
ExceptHandler* Parser::parse_except_handler(bool wants_star) {
  const Token& start = advance();
  bool is_star = accept(TokenKind::Star);
  const Token& keyword_end = previous();
  Expr* type = nullptr;
  Identifier name;
  if (is_star && (at(TokenKind::Colon) || at(TokenKind::Newline))) {
    raise(token(), "expected one or more exception types");
  }
  if (!at(TokenKind::Colon) && !at(TokenKind::Newline)) {
    type = parse_exception_type();
    if (accept(TokenKind::As)) name = expect_name();
  }
  expect_colon();
  if (is_star != wants_star) {
    raise_from(start, keyword_end, "cannot have both 'except' and 'except*' on the same 'try'");
  }
  Body body = parse_block(is_star ? "'except*' statement" : "'except' statement", start);
  if (is_star) require_version(11, "Exception groups are");
  return shared_.arena.make<ExceptHandler>(statement_from(start), type, name, body);
}

Expr* Parser::parse_exception_type() {
  Expr* type = parse_expression();
  if (!at(TokenKind::Comma)) return type;
  bool is_list = diagnosing() && speculate([this] {
                   advance();
                   parse_expressions();
                   if (accept(TokenKind::As)) expect_name();
                   return at(TokenKind::Colon);
                 });
  if (is_list) raise_from(*type, previous(), "multiple exception types must be parenthesized");
  fail();
  return type;
}

Stmt* Parser::parse_async() {
  const Token& start = advance();
  switch (token().kind) {
    case TokenKind::Def: return parse_function(start, {}, true);
    case TokenKind::With: return parse_with(start, true);
    case TokenKind::For: return parse_for(start, true);
    default: fail(); return make<Pass>(start);
  }
}

Stmt* Parser::parse_decorated() {
  ListBuilder<Expr> decorators(*this);
  while (accept(TokenKind::At)) {
    decorators.add(parse_named_expression());
    expect(TokenKind::Newline);
  }
  const Token& start = token();
  if (at(TokenKind::Class)) return parse_class(decorators.finish());
  bool is_async = accept(TokenKind::Async);
  if (!at(TokenKind::Def)) fail();
  return parse_function(start, decorators.finish(), is_async);
}

// Behind the colon, or alone in the first line of the block.
TypeCommentText Parser::parse_function_type_comment(const Token& def) {
  TypeCommentText comment = accept_type_comment();
  bool is_first_line = at(TokenKind::Newline) && next_is(TokenKind::TypeComment) && peek(2).kind == TokenKind::Newline;
  if (!is_first_line) return comment;
  const Token& next = peek(3);
  if (next.kind != TokenKind::Indent) {
    raise(next, "expected an indented block after function definition on line " + std::to_string(def.line),
          ProblemKind::IndentationError);
  }
  Location indent{next.line, next.column - 1, 0, 0};
  if (comment.data() != nullptr) raise(indent, "Cannot have two type comments on def");
  advance();
  return failed_ ? comment : accept_type_comment();
}

// What is wrong with one is that the colon is missing, in front of the arrow or within the expression.
Expr* Parser::parse_return_annotation() {
  Expr* annotation = nullptr;
  auto read = [&] {
    advance();
    annotation = parse_expression();
    return true;
  };
  if (!at(TokenKind::Arrow) || speculate(read) || failed_) return annotation;
  speculate_shortening(false, read);
  return annotation;
}

Stmt* Parser::parse_function(const Token& start, Exprs decorators, bool is_async) {
  const Token& def = advance();
  Identifier name = expect_name();
  expect_forced(TokenKind::LeftParen);
  Arguments* arguments = parse_parameters(TokenKind::RightParen);
  expect(TokenKind::RightParen);
  Expr* returns = parse_return_annotation();
  expect_forced(TokenKind::Colon);
  TypeCommentText type_comment = parse_function_type_comment(def);
  Body body = parse_block("function definition", def);
  if (is_async) require_version(5, "Async functions are");
  return make<FunctionDef>(statement_from(start), name, arguments, body, decorators, returns, is_async, type_comment);
}

Stmt* Parser::parse_class(Exprs decorators) {
  const Token& start = advance();
  Identifier name = expect_name();
  CallArguments arguments;
  if (at(TokenKind::LeftParen)) arguments = parse_call_arguments(true);
  expect_colon();
  Body body = parse_block("class definition", start);
  return make<ClassDef>(statement_from(start), name, arguments.positional, arguments.keywords, body, decorators);
}

}  // namespace sidewinder
