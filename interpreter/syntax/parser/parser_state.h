// Parser: recursive descent over the token array, one member function a rule of the grammar
// (https://docs.python.org/3.11/reference/grammar.html). The definitions are in parser_*.cpp.
//
// Failure. The first mistake *poisons* the parser: the position moves to the final token, at which
// nothing is accepted, so every rule on the way up returns soon, with nodes that nobody looks at.
// No rule therefore checks its parts for failure. A mistake is either general (fail(): "invalid
// syntax" where the parser stood) or has a message of its own (raise()). If the first pass failed
// in general, a second one runs with `diagnosing` set, in which the rules also look for what the
// author may have meant (parser_diagnosis.cpp); it only ever runs on wrong programs.
//
// Going back. speculate() tries a rule and restores the position where it does not match.

#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/ast/ast.h"
#include "interpreter/syntax/lexer/problem_reporter.h"
#include "interpreter/syntax/lexer/token.h"
#include "interpreter/syntax/parser/parser_shared.h"

namespace sidewinder {

class Lexer;

class Parser {
 public:
  // `text` is what the tokens' offsets refer to.
  Parser(ParserShared& shared, std::string_view text, const std::vector<Token>& tokens, const Lexer& lexer);

  // Null after a failure; then shared.problem is set, or the failure is general.
  ast::Module* parse_module(ParseMode mode);
  ast::Expr* parse_replacement_field();

  bool failed() const { return failed_; }
  // After a failure: what to tell the author. `first_pass` may be this one.
  SyntaxProblem* problem(const Parser& first_pass) const;
  bool has_seen_end(const Parser& first_pass, bool newline_is_implied) const;

 private:
  // How many targets a place takes, and how its mistakes are worded. DiagnosedFor: what was parsed as an expression
  // may have taken the loop's `in` for its own.
  enum class TargetUse : uint8_t { Assign, For, Delete, DiagnosedFor };

  struct Checkpoint {
    size_t position;
    size_t list_elements;
    SyntaxProblem* problem;
  };

  template <class T> class ListBuilder;
  class DepthGuard;

  // parser.cpp: tokens
  const Token& token() const { return tokens_[position_]; }
  const Token& peek(size_t distance = 1) const;
  const Token& previous() const { return tokens_[position_ == 0 ? 0 : position_ - 1]; }
  const Token& last_visible_token() const;
  bool at(TokenKind kind) const { return token().kind == kind; }
  bool at_soft(Identifier name) const { return at(TokenKind::Name) && token().name == name; }
  bool next_is(TokenKind kind) const { return peek().kind == kind; }
  const Token& advance();
  bool accept(TokenKind kind);
  void expect(TokenKind kind);
  void expect_forced(TokenKind kind);
  Identifier expect_name();
  void skip_newlines();
  ast::TypeCommentText accept_type_comment();
  ast::TypeCommentText parse_function_type_comment(const Token& def);
  void parse_function_type(ast::Module& module);
  void parse_single(ast::Module& module);
  void skip_rest() { position_ = tokens_.size() - 1; }  // the tokens behind a simple statement are not looked at

  // parser.cpp: failure
  void poison();
  void fail();
  void raise(const ast::Location& at, std::string_view message, ProblemKind kind = ProblemKind::SyntaxError);
  void raise_from(const ast::Location& first, const ast::Location& last, std::string_view message);
  ast::Expr* error_expr();
  ast::Pattern* error_pattern();
  bool diagnosing() const { return shared_.diagnosing && !failed_; }
  void raise_at_implied_newline(int32_t line, std::string_view message, ProblemKind kind);
  void raise_here(std::string_view message, ProblemKind kind = ProblemKind::SyntaxError);
  // "Pattern matching is only supported in Python 3.10 and greater"
  void require_version(int minor, std::string_view what);
  // For mistakes inside a literal, at the current token: no other way to read the program is tried.
  void raise_in_literal(std::string_view message);
  void raise_int_too_long(const Token& token, size_t digits);
  Checkpoint checkpoint() const { return {position_, shared_.list_elements.size(), shared_.problem}; }
  void restore(const Checkpoint& checkpoint);
  // Runs `rule`; true if it matched and returned true, otherwise as if nothing had happened. A mistake that is told
  // while diagnosing is final.
  template <class Rule> bool speculate(Rule rule) {
    if (failed_) return false;
    Checkpoint before = checkpoint();
    if (rule() && !failed_) return true;
    if (shared_.diagnosing && shared_.problem != before.problem) return false;
    restore(before);
    return false;
  }
  // No diagnosis.
  template <class Rule> bool speculate_quietly(Rule rule) {
    bool diagnosing = std::exchange(shared_.diagnosing, false);
    bool matched = speculate(rule);
    shared_.diagnosing = diagnosing;
    return matched;
  }
  // The same, and expressions are as long as they can be, not as they should be: `a + )` is `a`. With `remembers`,
  // nothing will be diagnosed in what was read this way, since CPython's parser remembers it.
  template <class Rule> bool speculate_shortening(bool remembers, Rule rule) {
    bool shortened = std::exchange(shared_.shortens, true);
    bool remembered = std::exchange(shared_.remembers, remembers);
    bool matched = speculate_quietly(rule);
    shared_.shortens = shortened;
    shared_.remembers = remembered;
    return matched;
  }
  // An expression that is as long as it can be, with diagnosis of what is in it.
  template <class Rule> ast::Expr* parse_shortest(Rule rule) {
    bool shortened = std::exchange(shared_.shortens, true);
    ast::Expr* expr = rule();
    shared_.shortens = shortened;
    return expr;
  }
  // A longer form of an expression. False: there is none, the shorter one stands.
  template <class Rule> bool extends(Rule rule) {
    if (shared_.shortens) return speculate(rule);
    rule();
    return true;
  }
  // The expression of one of the rules that CPython remembers.
  enum class Rule : uint8_t { Expression, Disjunction, BitwiseOr };
  template <class Read> ast::Expr* remembered(Rule rule, Read read);

  // parser.cpp: nodes
  ast::Location from(const ast::Location& start) const;
  ast::Location statement_from(const ast::Location& start) const;
  template <class T, class... Fields> T* make(const ast::Location& at, Fields... fields) {
    using Base = std::conditional_t<std::is_base_of_v<ast::Expr, T>, ast::Expr,
                                    std::conditional_t<std::is_base_of_v<ast::Stmt, T>, ast::Stmt, ast::Pattern>>;
    return shared_.arena.make<T>(Base{{at, T::kKind}}, fields...);
  }
  ast::Expr* make_name(const Token& token, ast::Context context);
  ast::Constant* make_constant(const ast::Location& at, ast::ConstantKind kind);

  // parser_compound_statements.cpp
  ast::Body parse_statements();
  void parse_statement(ListBuilder<ast::Stmt>& body);
  ast::Stmt* parse_compound_statement();
  // `header`: the statement that the block belongs to, for messages.
  ast::Body parse_block(std::string_view header, const Token& start);
  void expect_colon();
  ast::Stmt* parse_if();
  ast::Body parse_else();
  ast::Stmt* parse_while();
  ast::Stmt* parse_for(const Token& start, bool is_async);
  ast::Stmt* parse_with(const Token& start, bool is_async);
  bool parse_parenthesized_with_items(ListBuilder<ast::WithItem>& items);
  ast::WithItem* parse_with_item();
  ast::Stmt* parse_try();
  ast::ExceptHandler* parse_except_handler(bool wants_star);
  ast::Expr* parse_exception_type();
  ast::Stmt* parse_async();
  ast::Stmt* parse_decorated();
  ast::Stmt* parse_function(const Token& start, ast::Exprs decorators, bool is_async);
  ast::Expr* parse_return_annotation();
  ast::Stmt* parse_class(ast::Exprs decorators);

  // parser_simple_statements.cpp
  void parse_simple_statements(ListBuilder<ast::Stmt>& body);
  ast::Stmt* parse_simple_statement();
  ast::Stmt* parse_expression_statement();
  ast::Stmt* parse_assignment(const Token& start, ast::Expr* first);
  void diagnose_assigned_target(const Token& start, ast::Expr* first, size_t first_equal);
  SyntaxProblem* read_up_to(const Token& last_seen, SyntaxProblem* problem) const;
  static bool is_bitwise_or(const ast::Expr* expr);
  bool is_followed_by(ast::Expr* (Parser::*parse)());
  bool begins_with_target_in_parentheses(const Token& start);
  void refuse_annotation(const Token& start, ast::Expr* target);
  ast::Stmt* parse_annotated_assignment(const Token& start, ast::Expr* target);
  ast::Stmt* parse_augmented_assignment(const Token& start, ast::Expr* target, ast::BinaryOperator op);
  ast::Expr* parse_assigned_value();
  ast::Stmt* parse_return();
  ast::Stmt* parse_raise();
  ast::Stmt* parse_delete();
  ast::Stmt* parse_assert();
  ast::Stmt* parse_global();
  ast::Stmt* parse_import();
  ast::Stmt* parse_import_from();
  ArenaSpan<ast::Alias*> parse_imported_names();
  Identifier parse_dotted_name();
  Identifier parse_optional_as();

  // parser_expressions.cpp
  ast::Expr* parse_star_expressions();
  ast::Expr* parse_star_expression();
  ast::Expr* parse_star_named_expression();
  ast::Expr* parse_named_expression();
  ast::Expr* parse_argument_expression();
  // A walrus without parentheses starts at `first`.
  static bool is_bare_named_expression(const Token& first) {
    return first.kind == TokenKind::Name && (&first)[1].kind == TokenKind::ColonEqual;
  }
  ast::Expr* parse_yield();
  ast::Expr* parse_expressions();
  ast::Expr* parse_expression();
  ast::Expr* parse_lambda();
  ast::Expr* parse_expression_anew();
  ast::Expr* parse_disjunction();
  ast::Expr* parse_conjunction();
  ast::Expr* parse_bool_operation(TokenKind token, ast::BoolOperator op, ast::Expr* (Parser::*operand)());
  ast::Expr* parse_inversion();
  ast::Expr* parse_comparison();
  bool accept_compare_operator(ast::CompareOperator* op);
  ast::Expr* parse_bitwise_or();
  ast::Expr* parse_binary(int least_precedence);
  ast::Expr* parse_factor();
  ast::Expr* parse_power();
  ast::Expr* parse_starred(ast::Expr* (Parser::*value)());
  ast::Expr* rest_of_tuple(const Token& start, ast::Expr* first, ast::Expr* (Parser::*element)());
  bool at_expression_start() const;

  // parser_atoms.cpp
  ast::Expr* parse_primary();
  ast::Expr* parse_primary_rest(const Token& start, ast::Expr* value);
  ast::Expr* parse_trailer(const Token& start, ast::Expr* value);
  ast::Expr* parse_subscript(const Token& start, ast::Expr* value);
  ast::Expr* parse_slices();
  ast::Expr* parse_slice();
  ast::Expr* parse_atom();
  ast::Expr* parse_parenthesized();
  ast::Expr* parse_parenthesized_rest(const ast::Location& open, TokenKind closing);
  ast::Location close_parenthesis(const ast::Location& open, TokenKind closing);
  ast::Expr* parse_list();
  ast::Expr* parse_braced();
  ast::Expr* parse_set(const Token& start, ast::Expr* first);
  ast::Expr* parse_dict(const Token& start, ast::Expr* first_key);
  ast::Expr* parse_later_key();
  ast::Expr* parse_dict_comprehension(const Token& start, ast::Expr* key, ast::Expr* value);
  bool at_comprehension() const;
  bool at_comprehension_behind(const ast::Expr* element);
  ast::Comprehensions parse_comprehensions();
  ast::Comprehensions parse_comprehensions_of(const ast::Expr* element);
  ast::Comprehension* parse_comprehension();

  // parser_arguments.cpp
  struct CallArguments {
    ast::Exprs positional;
    ArenaSpan<ast::Keyword*> keywords;
  };
  struct CallState;
  struct ParameterState;
  ast::Expr* parse_call(const Token& start, ast::Expr* function);
  CallArguments parse_call_arguments(bool is_class = false);
  void parse_call_argument(CallState& state);
  bool is_starred_expression();
  void parse_keyword_argument(CallState& state);
  void parse_positional_argument(CallState& state);
  void skip_arguments();
  bool ends_behind_next_argument();
  void diagnose_comprehension_behind(const CallState& state);
  bool is_followed_by_comprehensions(const ast::Expr* element = nullptr, ast::Location* place = nullptr);
  ast::Expr* parse_bare_generator(CallState& state, ast::Expr* element);
  ast::Arguments* parse_parameters(TokenKind closing);
  void parse_parameter(ParameterState& state);
  void parse_slash(ParameterState&state), parse_parameter_type_comment(ParameterState&state);
  void parse_star_parameter(ParameterState& state);
  void refuse_second_star(ParameterState& state, const Token& star);
  ast::Expr* parse_default(TokenKind closing);
  ast::Arg* parse_parameter_name(bool annotated, bool star_annotation);

  // parser_targets.cpp
  ast::Expr* parse_for_targets();
  ast::Expr* parse_targets();
  ast::Expr* parse_target();
  void set_target(ast::Expr* target, TargetUse use);
  void set_context(ast::Expr* target, ast::Context context);
  ast::Expr* invalid_target(ast::Expr* target, TargetUse use);
  void check_target(ast::Expr* target, TargetUse use);
  static std::string_view expression_name(const ast::Expr* expr);

  // parser_patterns.cpp
  ast::Stmt* parse_match();
  ast::Expr* parse_match_subject();
  ast::MatchCase* parse_case();
  ast::Pattern* parse_patterns();
  ast::Pattern* parse_pattern();
  ast::Pattern* parse_or_pattern();
  ast::Pattern* parse_closed_pattern();
  ast::Pattern* parse_maybe_star_pattern();
  ast::Pattern* parse_parenthesized_pattern();
  ast::Pattern* parse_list_pattern();
  ast::Pattern* rest_of_sequence(const Token& start, ast::Pattern* first, TokenKind closing);
  ast::Pattern* parse_mapping_pattern();
  ast::Expr* parse_mapping_key();
  ast::Pattern* parse_class_pattern(const Token& start, ast::Expr* class_expr);
  ast::Pattern* parse_name_pattern();
  ast::Expr* parse_pattern_constant();
  ast::Expr* parse_pattern_number();
  ast::Expr* parse_signed_number();
  ast::Expr* parse_name_or_attribute();

  // parser_literals.cpp
  ast::Expr* parse_number();
  ast::Expr* parse_strings();
  void check_encoding(const Token& token);
  void check_strings(const Token* first, const Token* last, bool is_formatted);
  ast::Expr* parse_plain_string(const Token& token, const StringLiteral& literal);
  void append_string(const Token& at_token, const StringLiteral& literal, std::string& out);
  void note_invalid_escape(const Token& at_token, std::string_view escape);

  // parser_diagnosis.cpp; only called on wrong programs
  bool begins_soft_keyword(const Token& token) const;
  void diagnose_juxtaposition(const Token& start, ast::Expr* expr);
  void diagnose_assignment_in_expression(ast::Expr* expr);
  void diagnose_starred_value();
  void diagnose_as_annotated(const Token& start);
  ast::Stmt* parse_assignment_or_diagnose(const Token& start, ast::Expr* first);
  bool is_bare_tuple(const Token& start, const ast::Expr* expr) const;
  static bool begins_with_display(const ast::Expr* expr);
  static const ast::Expr* left_part(const ast::Expr* expr);
  void diagnose_unpacked_element();
  static bool are_one_group(const Token& first, const Token& last);
  void read_display_behind_operand();
  void diagnose_missing_value();
  void diagnose_row_before_comprehension(const ast::Expr& first, const ast::Expr& last);
  void fail_at_error(size_t distance);
  void diagnose_parenthesized_parameters(bool is_lambda);
  void diagnose_for_targets();
  void diagnose_with_target();
  bool is_legacy(const Token& name) const;
  void diagnose_legacy_call(const Token& name);

  friend class FStringParser;

  ParserShared& shared_;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const Lexer& lexer_;
  struct Remembered {
    ast::Expr* value;  // null: does not match
    size_t end;
  };
  std::unordered_map<size_t, Remembered> memory_;
  size_t position_ = 0;
  size_t farthest_ = 0;
  bool failed_ = false;
};

// Elements of one list; finish() moves them to the arena.
template <class T> class Parser::ListBuilder {
 public:
  explicit ListBuilder(Parser& parser) : parser_(parser), start_(parser.shared_.list_elements.size()) {}
  ListBuilder(const ListBuilder&) = delete;
  ListBuilder& operator=(const ListBuilder&) = delete;
  ~ListBuilder() { elements().resize(start_); }

  void add(T* element) { elements().push_back(element); }
  size_t size() const { return elements().size() - start_; }
  bool empty() const { return size() == 0; }
  T* operator[](size_t index) const { return static_cast<T*>(elements()[start_ + index]); }
  T* back() const { return static_cast<T*>(elements().back()); }
  ArenaSpan<T*> finish() const {
    auto result = parser_.shared_.arena.template make_span<T*>(size());
    for (size_t i = 0; i < result.size(); i++) result[i] = (*this)[i];
    return result;
  }

 private:
  std::vector<void*>& elements() const { return parser_.shared_.list_elements; }

  Parser& parser_;
  size_t start_;
};

// Bounds the native stack: at most kMaxDepth rules that recurse are active at once.
class Parser::DepthGuard {
 public:
  explicit DepthGuard(Parser& parser);
  ~DepthGuard() { parser_.shared_.depth--; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;

 private:
  Parser& parser_;
};

}  // namespace sidewinder
