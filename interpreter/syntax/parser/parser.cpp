// The entry to the parser, and what all rules are built on: tokens, failure, nodes.

#include "interpreter/syntax/parser/parser.h"

#include <algorithm>

#include "interpreter/syntax/lexer/lexer.h"
#include "interpreter/syntax/lexer/source_text.h"
#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

namespace {

// Rules that recurse; each takes some hundred bytes of native stack.
constexpr int kMaxDepth = 3000;

const SyntaxProblem* never_closed(const ProblemReporter& reporter, const Token& open) {
  std::string message = "'" + std::string(token_kind_text(open.kind)) + "' was never closed";
  auto* problem = reporter.make(ProblemKind::SyntaxError, {open.line, open.column, 0, 0}, message);
  problem->incomplete_input = true;
  return problem;
}

const SyntaxProblem* invalid_syntax(const ProblemReporter& reporter, const Token& token) {
  bool is_indent = token.kind == TokenKind::Indent;
  if (is_indent || token.kind == TokenKind::Dedent) {
    std::string_view message = is_indent ? "unexpected indent" : "unexpected unindent";
    return reporter.make(ProblemKind::IndentationError, {token.line, token.column - 1, 0, 0}, message);
  }
  auto* problem = reporter.make(ProblemKind::SyntaxError, token, "invalid syntax");
  problem->incomplete_input = token.kind == TokenKind::EndMarker;
  return problem;
}

}  // namespace

ParseResult parse(Arena& arena, std::string_view bytes, std::string_view filename, ParseMode mode,
                  ParseOptions options) {
  SourceText source;
  if (auto* problem = decode_source(arena, bytes, filename, options.ignore_cookie, &source)) return {nullptr, problem};
  ProblemReporter reporter(arena, source);
  auto* names = new (arena.allocate(sizeof(NameTable), alignof(NameTable))) NameTable(arena);
  intern_keywords(*names);
  ParserShared shared(arena, *names, reporter, options);

  std::vector<Token> tokens;
  LexerOptions lexer_options;
  lexer_options.normalize_name = options.normalize_name;
  lexer_options.dont_imply_dedent = options.dont_imply_dedent && !source.ends_with_newline;
  Lexer lexer(reporter, *names, source.text, lexer_options, tokens);
  lexer.run();

  Parser first(shared, source.text, tokens, lexer);
  if (Module* module = first.parse_module(mode)) {
    module->source = source.text;
    return {module, nullptr};
  }
  if (shared.problem != nullptr) return {nullptr, first.problem(first)};
  shared.diagnosing = true;
  Parser second(shared, source.text, tokens, lexer);
  (void)second.parse_module(mode);
  return {nullptr, second.problem(first)};
}

// Which mistake to report: the lexer's, even if it comes later, or a bracket that was still open at
// the parser's mistake, or the parser's own, or "invalid syntax".
const SyntaxProblem* Parser::problem(const Parser& first_pass) const {
  SyntaxProblem* own = shared_.problem;
  if (own != nullptr && own->kind == ProblemKind::MemoryError) return own;
  const Token& last = tokens_[first_pass.farthest_];
  const Token& last_seen = tokens_[std::max(farthest_, first_pass.farthest_)];
  bool ended = last_seen.kind == TokenKind::Error;
  bool is_indentation = own == nullptr && (last.kind == TokenKind::Indent || last.kind == TokenKind::Dedent);
  if (lexer_.problem() != nullptr && !is_indentation && (ended || !lexer_.is_layout_problem())) return lexer_.problem();
  const Token* open = lexer_.open_bracket();
  if (open != nullptr && lexer_.problem() == nullptr && !is_indentation && (ended || last_seen.line > open->line)) {
    return never_closed(shared_.reporter, *open);
  }
  return own != nullptr ? own : invalid_syntax(shared_.reporter, last);
}

ParserShared::ParserShared(Arena& arena, NameTable& names, const ProblemReporter& reporter, ParseOptions options)
    : arena(arena),
      names(names),
      reporter(reporter),
      options(options),
      soft{names.intern_static("match"), names.intern_static("case"), names.intern_static("_"),
           names.intern_static("print"), names.intern_static("exec")} {}

Parser::Parser(ParserShared& shared, std::string_view text, const std::vector<Token>& tokens, const Lexer& lexer)
    : shared_(shared), text_(text), tokens_(tokens), lexer_(lexer) {}

Module* Parser::parse_module(ParseMode mode) {
  auto* module = shared_.arena.make<Module>();
  module->mode = mode;
  module->names = &shared_.names;
  switch (mode) {
    case ParseMode::Exec: module->body = parse_statements(); break;
    case ParseMode::Eval:
      module->expression = parse_expressions();
      skip_newlines();
      break;
    case ParseMode::Single: {
      ListBuilder<Stmt> body(*this);
      skip_newlines();
      if (!at(TokenKind::EndMarker)) parse_statement(body);
      module->body = body.finish();
      skip_newlines();
      if (!failed_ && !at(TokenKind::EndMarker) && !at(TokenKind::Error)) {
        raise(token(), "multiple statements found while compiling a single statement");
      }
      break;
    }
  }
  if (!at(TokenKind::EndMarker)) fail();
  if (failed_) return nullptr;
  module->notices = shared_.arena.copy_span(shared_.notices);
  return module;
}

// `{...}` of an f-string: the text up to the conversion or format specification.
Expr* Parser::parse_replacement_field() {
  const Token& first = tokens_[0];
  Expr* value = parse_parenthesized_rest({first.line, first.column - 1, 0, 0}, TokenKind::EndMarker);
  return failed_ ? nullptr : value;
}

// ---------------------------------------------------------------------------------------------
// Tokens

const Token& Parser::peek(size_t distance) const {
  size_t index = position_ + distance;
  return index < tokens_.size() ? tokens_[index] : tokens_.back();
}

const Token& Parser::advance() {
  const Token& token = tokens_[position_];
  if (position_ + 1 < tokens_.size()) position_++;
  return token;
}

bool Parser::accept(TokenKind kind) {
  if (!at(kind)) return false;
  advance();
  return true;
}

void Parser::expect(TokenKind kind) {
  if (!accept(kind)) fail();
}

// A token without which nothing else can be meant.
void Parser::expect_forced(TokenKind kind) {
  if (accept(kind) || failed_) return;
  if (at(TokenKind::Error)) return fail();
  raise(token(), "expected '" + std::string(token_kind_text(kind)) + "'");
}

Identifier Parser::expect_name() {
  if (at(TokenKind::Name)) return advance().name;
  fail();
  return shared_.soft.underscore;
}

void Parser::skip_newlines() {
  while (accept(TokenKind::Newline)) {}
}

// ---------------------------------------------------------------------------------------------
// Failure

void Parser::poison() {
  failed_ = true;
  position_ = tokens_.size() - 1;
}

void Parser::fail() {
  if (failed_) return;
  farthest_ = std::max(farthest_, position_);
  poison();
}

void Parser::raise(const Location& at, std::string_view message, ProblemKind kind) {
  if (failed_) return;
  shared_.problem = shared_.reporter.make(kind, at, message);
  farthest_ = std::max(farthest_, position_);
  poison();
}

void Parser::raise_from(const Location& first, const Location& last, std::string_view message) {
  raise({first.line, first.column, last.end_line, last.end_column}, message);
}

void Parser::restore(const Checkpoint& checkpoint) {
  if (shared_.diagnosing && !failed_) farthest_ = std::max(farthest_, position_);
  failed_ = false;
  position_ = checkpoint.position;
  shared_.list_elements.resize(checkpoint.list_elements);
  shared_.problem = checkpoint.problem;
}

Expr* Parser::error_expr() { return make<Name>({}, shared_.soft.underscore); }

Pattern* Parser::error_pattern() { return make<MatchAs>({}, nullptr, Identifier()); }

Parser::DepthGuard::DepthGuard(Parser& parser) : parser_(parser) {
  if (++parser.shared_.depth <= kMaxDepth) return;
  parser.raise({}, "too complex to parse: nested too deeply", ProblemKind::MemoryError);
}

// ---------------------------------------------------------------------------------------------
// Nodes

// From `start` to the end of the last token read.
Location Parser::from(const Location& start) const {
  const Token& last = previous();
  return {start.line, start.column, last.end_line, last.end_column};
}

const Token& Parser::last_visible_token() const {
  size_t index = position_;
  while (index > 0) {
    TokenKind kind = tokens_[--index].kind;
    if (kind != TokenKind::Newline && kind != TokenKind::Indent && kind != TokenKind::Dedent) break;
  }
  return tokens_[index];
}

// Like from(), for a statement that ends with a block: layout tokens do not count.
Location Parser::statement_from(const Location& start) const {
  const Token& last = last_visible_token();
  return {start.line, start.column, last.end_line, last.end_column};
}

Expr* Parser::make_name(const Token& token, Context context) { return make<Name>(token, token.name, context); }

Constant* Parser::make_constant(const Location& at, ConstantKind kind) { return make<Constant>(at, kind); }

}  // namespace sidewinder
