// The entry to the parser, and what all rules are built on: tokens, failure, nodes.

#include "interpreter/syntax/parser/parser.h"

#include <algorithm>

#include "interpreter/base/native_stack.h"
#include "interpreter/base/utf8.h"
#include "interpreter/syntax/lexer/lexer.h"
#include "interpreter/syntax/lexer/malformed_text.h"
#include "interpreter/syntax/lexer/source_text.h"
#include "interpreter/syntax/lexer/type_comment.h"
#include "interpreter/syntax/parser/parser_state.h"

namespace sidewinder {

using namespace ast;

namespace {

// Rules that recurse; each takes some hundred bytes of native stack.
constexpr int kMaxDepth = 3000;

SyntaxProblem* never_closed(const ProblemReporter& reporter, const Token& open) {
  std::string message = "'" + std::string(token_kind_text(open.kind)) + "' was never closed";
  auto* problem = reporter.make(ProblemKind::SyntaxError, {open.line, open.column, 0, 0}, message);
  problem->incomplete_input = true;
  return problem;
}

SyntaxProblem* invalid_syntax(const ProblemReporter& reporter, const Token& token) {
  bool is_indent = token.kind == TokenKind::Indent;
  if (is_indent || token.kind == TokenKind::Dedent) {
    std::string_view message = is_indent ? "unexpected indent" : "unexpected unindent";
    auto* problem = reporter.make(ProblemKind::IndentationError, {token.line, token.column - 1, 0, 0}, message);
    problem->end_column = kUnknownColumn;
    return problem;
  }
  auto* problem = reporter.make(ProblemKind::SyntaxError, token, "invalid syntax");
  problem->incomplete_input = token.kind == TokenKind::EndMarker;
  if (problem->incomplete_input && !reporter.is_field()) problem->column = problem->end_column = 0;
  return problem;
}

// The comments `# type: ignore`: comments are what lies between the tokens and begins with #.
class TypeIgnoreFinder {
 public:
  TypeIgnoreFinder(std::string_view text, std::vector<ast::TypeIgnore>& found) : text_(text), found_(found) {}

  void run(const std::vector<Token>& tokens) {
    size_t from = 0;
    for (const Token& token : tokens) {
      bool has_text = token.kind != TokenKind::Newline && token.kind != TokenKind::Indent &&
                      token.kind != TokenKind::Dedent && token.kind != TokenKind::EndMarker;
      if (!has_text) continue;
      search(from, token.start);
      from = token.end;
    }
    search(from, text_.size());
  }

 private:
  void search(size_t from, size_t to) {
    for (size_t at = text_.find('#', from); at < to; at = text_.find('#', at)) {
      size_t end = std::min(text_.find('\n', at), text_.size());
      std::string_view type = type_in_comment(text_.substr(at, end - at));
      if (is_ignore(type)) found_.push_back({line_at(at), type.substr(6)});
      at = end;
    }
  }

  // Goes forward only.
  int32_t line_at(size_t at) {
    line_ += int32_t(std::count(text_.begin() + ssize_t(counted_), text_.begin() + ssize_t(at), '\n'));
    counted_ = at;
    return line_;
  }

  std::string_view text_;
  std::vector<ast::TypeIgnore>& found_;
  int32_t line_ = 1;
  size_t counted_ = 0;
};

// Before Python 3.7 `async` and `await` were names outside of `async def`; that ends with the block that it began.
void make_async_names(std::vector<Token>& tokens) {
  int depth = 0, async_depth = -1;
  bool has_block = false;
  for (size_t i = 0; i < tokens.size(); i++) {
    Token& token = tokens[i];
    if (token.kind == TokenKind::Indent) depth++;
    if (token.kind == TokenKind::Dedent) depth--;
    bool is_layout = token.kind == TokenKind::Newline || token.kind == TokenKind::Indent;
    bool is_over = has_block && depth <= async_depth && !is_layout && token.kind != TokenKind::TypeComment;
    if (token.kind == TokenKind::Newline && async_depth >= 0) has_block = true;
    if (is_over) {
      async_depth = -1;
      has_block = false;
    }
    bool is_word = token.kind == TokenKind::Async || token.kind == TokenKind::Await;
    if (!is_word || async_depth >= 0) continue;
    bool begins = token.kind == TokenKind::Async && i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::Def;
    if (begins) async_depth = depth;
    else token.kind = TokenKind::Name;
  }
}

// Is there nothing else in the last line? The text ends with a newline.
bool ends_with_comment(std::string_view text) {
  size_t start = text.size() < 2 ? 0 : text.rfind('\n', text.size() - 2) + 1;
  size_t at = text.find_first_not_of(" \t\f", start);
  return at != text.npos && text[at] == '#';
}

// A file is read line by line: what the lexer finds wrong in those before one that is not UTF-8 is told first. Null:
// nothing.
const SyntaxProblem* problem_before_malformed(Arena& arena, std::string_view bytes) {
  size_t valid = utf8_valid_prefix(bytes);
  size_t end = bytes.substr(0, valid).find_last_of("\r\n");
  SourceText source;
  if (valid == bytes.size() || end == std::string_view::npos) return nullptr;
  if (decode_source(arena, bytes.substr(0, end + 1), "", false, &source)) return nullptr;
  ProblemReporter reporter(arena, source);
  NameTable names(arena);
  std::vector<Token> tokens;
  Lexer lexer(reporter, names, source.text, {}, tokens);
  lexer.run();
  return lexer.problem() && !lexer.problem()->incomplete_input ? lexer.problem() : nullptr;
}

}  // namespace

bool is_blank_or_comments(std::string_view text) {
  bool in_comment = false;
  for (char c : text) {
    if (c == '\n') in_comment = false;
    else if (c == '#') in_comment = true;
    else if (!in_comment && c != ' ' && c != '\t' && c != '\f') return false;
  }
  return true;
}

bool is_compound(const Stmt& statement) {
  switch (statement.kind) {
    case StmtKind::FunctionDef:
    case StmtKind::ClassDef:
    case StmtKind::For:
    case StmtKind::While:
    case StmtKind::If:
    case StmtKind::With:
    case StmtKind::Match:
    case StmtKind::Try: return true;
    default: return false;
  }
}

ParseResult parse(Arena& arena, std::string_view bytes, std::string_view filename, ParseMode mode,
                  ParseOptions options) {
  SourceText source;
  if (auto* problem = decode_source(arena, bytes, filename, options.ignore_cookie, &source, options.may_be_malformed)) {
    const SyntaxProblem* earlier = options.may_be_malformed ? nullptr : problem_before_malformed(arena, bytes);
    return {nullptr, earlier ? earlier : problem};
  }
  ProblemReporter reporter(arena, source);
  auto* names = new (arena.allocate(sizeof(NameTable), alignof(NameTable))) NameTable(arena);
  intern_keywords(*names);
  ParserShared shared(arena, *names, reporter, options);

  std::vector<Token> tokens;
  LexerOptions lexer_options;
  lexer_options.normalize_name = options.normalize_name;
  lexer_options.type_comments = options.type_comments;
  lexer_options.is_printable = options.is_printable;
  lexer_options.dont_imply_dedent = options.dont_imply_dedent && !source.ends_with_newline && mode != ParseMode::Exec;
  // CPython adds the newline that is missing at the end to modules only.
  lexer_options.last_newline_is_implied = mode != ParseMode::Exec && !source.ends_with_newline;
  Lexer lexer(reporter, *names, source.text, lexer_options, tokens);
  lexer.run();
  if (options.feature_version < 7) make_async_names(tokens);

  Parser first(shared, source.text, tokens, lexer);
  if (Module* module = first.parse_module(mode)) {
    module->source = source.text;
    std::vector<ast::TypeIgnore> type_ignores;
    if (options.type_comments) TypeIgnoreFinder(source.text, type_ignores).run(tokens);
    module->type_ignores = arena.copy_span(type_ignores);
    return {module, nullptr};
  }
  ArenaSpan<Notice> notices = arena.copy_span(shared.notices);
  Parser second(shared, source.text, tokens, lexer);
  if (shared.problem == nullptr) {
    shared.diagnosing = true;
    (void)second.parse_module(mode);
  }
  SyntaxProblem* problem = second.problem(first);
  problem->reached_end = problem->incomplete_input || second.has_seen_end(first, lexer_options.last_newline_is_implied);
  std::string_view line = problem->source_line;
  bool is_in_last_line = line.data() + line.size() == source.text.data() + source.text.size();
  if (lexer_options.last_newline_is_implied && is_in_last_line) problem->drop_newline();
  if (source.is_malformed)
    problem->source_line = arena.copy_text(replace_malformed(unescape_malformed(problem->source_line)));
  return {nullptr, problem, notices};
}

// Which mistake to report: the lexer's, even if it comes later, or a bracket that was still open at
// the parser's mistake, or the parser's own, or "invalid syntax".
SyntaxProblem* Parser::problem(const Parser& first_pass) const {
  SyntaxProblem* own = shared_.problem;
  if (own != nullptr && (own->kind == ProblemKind::MemoryError || shared_.is_final)) return own;
  const Token& last = tokens_[first_pass.farthest_];
  const Token& last_seen = tokens_[std::max(farthest_, first_pass.farthest_)];
  bool ended = last_seen.kind == TokenKind::Error;
  bool is_indentation = own == nullptr && (last.kind == TokenKind::Indent || last.kind == TokenKind::Dedent);
  if (lexer_.problem() != nullptr && !is_indentation && (ended || !lexer_.is_layout_problem())) return lexer_.problem();
  const Token* open = lexer_.open_bracket();
  bool is_behind_bracket = open != nullptr && (ended || last_seen.line > open->line);
  bool is_read_to_end = lexer_.problem() == nullptr || lexer_.is_layout_problem();
  if (is_behind_bracket && is_read_to_end && !is_indentation) {
    return read_up_to(last_seen, never_closed(*shared_.reporter, *open));
  }
  return read_up_to(last_seen, own != nullptr ? own : invalid_syntax(*shared_.reporter, last));
}

// Whether the tokenizer has met the end of the text: behind the last word that is so where the newline is implied.
bool Parser::has_seen_end(const Parser& first_pass, bool newline_is_implied) const {
  if (lexer_.problem() != nullptr || shared_.is_final) return false;
  size_t seen = std::max(farthest_, first_pass.farthest_);
  size_t end = tokens_.size() - 1;
  while (end > 0 && tokens_[end].kind != TokenKind::Newline) end--;
  if (newline_is_implied) return seen + 1 >= end;
  // Behind a mistake of its own the parser goes on, which CPython's does not.
  const Token& last = tokens_[end];
  if (const SyntaxProblem* own = shared_.problem)
    if (own->line < last.line || (own->line == last.line && own->column <= last.column)) return false;
  return seen > end;
}

// The text of a mistake depends on where CPython's tokenizer stands when the mistake is found. In a later line: the
// newline is left out. In the same line, and that starts inside a string literal or is joined to others by backslashes:
// the other lines come first.
SyntaxProblem* Parser::read_up_to(const Token& last_seen, SyntaxProblem* problem) const {
  if (shared_.reporter->is_field() && problem->line < last_seen.end_line) problem->drop_newline();
  if (shared_.reporter->is_field()) return problem;
  // CPython looks for the end in the text of the first line, too.
  std::string_view shown = problem->source_line;
  if (problem->line < last_seen.end_line && shown.ends_with('\n')) shown.remove_suffix(1);
  bool is_beyond = problem->end_line > problem->line && problem->end_column > int32_t(shown.size()) + 1;
  if (is_beyond) problem->end_column = int32_t(utf8_count(shown)) + 1;
  const SourceText& source = shared_.reporter->source();
  const char* text = problem->source_line.data();
  bool is_ours = text >= source.text.data() && text < source.text.data() + source.text.size();
  if (!is_ours) return problem;  // none, or the text of a replacement field
  bool at_end = source.line(last_seen.line).empty();
  if (problem->line < last_seen.end_line - (at_end ? 1 : 0)) {
    problem->drop_newline();
    return problem;
  }
  int32_t first_line = problem->line;
  for (const Token* token = &last_seen; token >= tokens_.data() && token->end_line >= first_line; token--) {
    if (token->kind == TokenKind::String) first_line = std::min(first_line, token->line);
  }
  auto is_ended = [&](int32_t line) {
    return std::any_of(tokens_.begin(), tokens_.end(),
                       [&](const Token& token) { return token.kind == TokenKind::Newline && token.line == line; });
  };
  auto is_joined = [&](int32_t number) {
    std::string_view line = source.line(number);
    bool ends_so = line.ends_with("\\\n") && line.find_first_not_of(" \t\f\\\n") != line.npos;
    return ends_so && !is_ended(number);
  };
  while (first_line > 1 && is_joined(first_line - 1)) first_line--;
  if (first_line == problem->line) return problem;
  std::string_view first = source.line(first_line);
  const char* end = text + problem->source_line.size();
  problem->source_line = {first.data(), static_cast<size_t>(end - first.data())};
  return problem;
}

ParserShared::ParserShared(Arena& arena, NameTable& names, const ProblemReporter& module_reporter, ParseOptions options)
    : arena(arena),
      names(names),
      reporter(&module_reporter),
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
    case ParseMode::FunctionType: parse_function_type(*module); break;
    case ParseMode::Eval:
      module->expression = parse_expressions();
      skip_newlines();
      break;
    case ParseMode::Single: parse_single(*module); break;
  }
  if (!at(TokenKind::EndMarker)) fail();
  if (failed_) return nullptr;
  for (const Lexer::SuspiciousLiteral& literal : lexer_.suspicious_literals()) {
    std::string message = std::string("invalid ") + literal.what + " literal";
    shared_.notices.push_back({literal.line, shared_.arena.copy_text(message), true, literal.column});
  }
  module->notices = shared_.arena.copy_span(shared_.notices);
  return module;
}

// One statement. A simple one takes its line, a compound one needs the newline behind its block too: `if a: b` without
// any is not complete.
void Parser::parse_single(Module& module) {
  ListBuilder<Stmt> body(*this);
  skip_newlines();
  if (at(TokenKind::EndMarker)) return fail();
  parse_statement(body);
  module.body = body.finish();
  if (failed_) return;
  const Token& last = previous();
  if (!is_compound(*module.body[0])) {
    if (is_blank_or_comments(text_.substr(last.end))) return skip_rest();
    raise(last, "multiple statements found while compiling a single statement");
    shared_.is_final = true;
    return;
  }
  skip_newlines();
  const SourceText& source = shared_.reporter->source();
  bool is_one_line = last.kind == TokenKind::Newline;
  bool lacks_newline = !source.ends_with_newline &&
                       (is_one_line ? last.column == kUnknownColumn : ends_with_comment(text_));
  if (lacks_newline && at(TokenKind::EndMarker)) fail();
}

// `(int, *str, **Any) -> None`: what a type comment of a function says.
void Parser::parse_function_type(Module& module) {
  ListBuilder<Expr> types(*this);
  bool seen_star = false, seen_double_star = false;
  expect(TokenKind::LeftParen);
  while (!at(TokenKind::RightParen) && !failed_) {
    if (accept(TokenKind::DoubleStar)) seen_double_star = true;
    else if (seen_star) fail();
    else if (accept(TokenKind::Star)) seen_star = true;
    types.add(parse_expression());
    if (seen_double_star || !accept(TokenKind::Comma)) break;
    if (at(TokenKind::RightParen)) fail();
  }
  expect(TokenKind::RightParen);
  expect(TokenKind::Arrow);
  module.argument_types = types.finish();
  module.expression = parse_expression();
  skip_newlines();
}

// Null data: none stands here.
TypeCommentText Parser::accept_type_comment() {
  if (!at(TokenKind::TypeComment)) return {};
  const Token& comment = advance();
  return text_.substr(comment.start, comment.end - comment.start);
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
  if (at.column == kUnknownColumn && at.end_line != 0) return raise_at_implied_newline(at.line, message, kind);
  shared_.problem = shared_.reporter->make(kind, at, message);
  farthest_ = std::max(farthest_, position_);
  poison();
}

// At the current token, also if that is one of layout.
void Parser::raise_here(std::string_view message, ProblemKind kind) {
  if (failed_) return;
  if (!at(TokenKind::Indent) && !at(TokenKind::Dedent)) return raise(token(), message, kind);
  raise({token().line, token().column - 1, 0, 0}, message, kind);
  shared_.problem->end_column = kUnknownColumn;
}

void Parser::require_version(int minor, std::string_view what) {
  if (shared_.options.feature_version >= minor) return;
  raise_in_literal(std::string(what) + " only supported in Python 3." + std::to_string(minor) + " and greater");
}

void Parser::raise_in_literal(std::string_view message) {
  if (failed_) return;
  raise(token(), message);
  shared_.literal_failed = true;
}

void Parser::raise_at_implied_newline(int32_t line, std::string_view message, ProblemKind kind) {
  auto length = static_cast<int32_t>(shared_.reporter->source().line(line).size());
  raise({line, length - 2, 0, 0}, message, kind);
  shared_.problem->end_column = kUnknownColumn;
}

void Parser::raise_from(const Location& first, const Location& last, std::string_view message) {
  raise({first.line, first.column, last.end_line, last.end_column}, message);
}

void Parser::restore(const Checkpoint& checkpoint) {
  if (shared_.literal_failed) return poison();
  if (shared_.diagnosing && !failed_) farthest_ = std::max(farthest_, position_);
  failed_ = false;
  position_ = checkpoint.position;
  shared_.list_elements.resize(checkpoint.list_elements);
  shared_.problem = checkpoint.problem;
}

Expr* Parser::error_expr() { return make<Name>({}, shared_.soft.underscore); }

Pattern* Parser::error_pattern() { return make<MatchAs>({}, nullptr, Identifier()); }

Parser::DepthGuard::DepthGuard(Parser& parser) : parser_(parser) {
  if (++parser.shared_.depth <= kMaxDepth && native_stack_left()) return;
  parser.raise({}, "", ProblemKind::MemoryError);
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
