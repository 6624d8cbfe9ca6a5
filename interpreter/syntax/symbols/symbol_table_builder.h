// SymbolTableBuilder: one walk over the tree that enters every name into its scope and checks what
// the grammar leaves open, then the resolution of all names (symbol_resolution.cpp).
//
// After the first mistake of the names problem_ is set and the walk unwinds: every visit returns at once. What
// CPython's compiler checks, after all names, is a late problem: the walk goes on, for one that comes first.

#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/syntax/ast/ast.h"
#include "interpreter/syntax/lexer/problem_reporter.h"
#include "interpreter/syntax/symbols/symbol_table.h"

namespace sidewinder {

class SymbolTableBuilder {
 public:
  SymbolTableBuilder(Arena& arena, const ast::Module& module, SymbolTableOptions options);

  SymbolTableResult build();

 private:
  // What `break`, `continue` and `return` would leave.
  enum class LoopState : uint8_t { Outside, Inside, ExceptStar };

  // A scope under construction; kept until the names are resolved.
  struct ScopeBuilder {
    Scope* scope = nullptr;
    ScopeBuilder* parent = nullptr;
    std::vector<Symbol*> symbols;
    std::vector<Scope*> children;
    std::vector<Identifier> parameters;
    std::vector<Identifier> cells;
    std::vector<Identifier> frees;
    // A `nonlocal` or `global`, for the mistakes found when names are resolved.
    struct Directive {
      Identifier name;
      ast::Location at;
    };
    std::vector<Directive> directives;
    LoopState loop = LoopState::Outside;
    bool in_except_star = false;
    bool is_async_function = false;
    const ast::Return* returns_value = nullptr;  // the first `return x`
    bool in_iteration_target = false;            // of a comprehension
    int iterable_depth = 0;                      // inside the iterables of comprehensions
    bool is_annotation = false;                  // a throw-away scope for an annotation that is not evaluated
  };

  class DepthGuard;

  // symbol_table_builder.cpp: scopes
  void enter_scope(ScopeKind kind, const void* node, Identifier name, const ast::Location& at);
  void leave_scope();
  void index_scopes(SymbolTable* table);
  ScopeBuilder& current() { return *current_; }
  bool in_function() const { return current_->scope->is_optimized; }

  // names
  Symbol* add_symbol(ScopeBuilder& builder, Identifier mangled);
  Symbol* symbol(Identifier name);
  Symbol* lookup(ScopeBuilder& builder, Identifier mangled);
  Identifier mangled(Identifier name);
  // `function`: where the whole of it is.
  void add_parameter(Identifier name, const ast::Location& at);
  void add_reference(Identifier name, const ast::Location& at);
  void note_iteration_variable(Symbol* symbol, const ast::Location& at);
  void add_assignment(Identifier name, const ast::Location& at);
  void add_directive(Identifier name, const ast::Location& at, bool is_global);
  void declare_global(Symbol* symbol);
  void check_not_debug(Identifier name, const ast::Location& at, std::string_view verb);

  // failure
  void fail(const ast::Location& at, std::string_view message, ProblemKind kind = ProblemKind::SyntaxError);
  void fail_late(const ast::Location& at, std::string_view message);
  // The compiler, which finds the late ones, comes to what `first` visits only after what `second` does.
  template <class First, class Second> void visit_in_other_order(First first, Second second) {
    auto* before = std::exchange(late_problem_, nullptr);
    first();
    auto* of_first = std::exchange(late_problem_, before);
    second();
    if (!late_problem_) late_problem_ = of_first;
  }
  bool failed() const { return problem_ != nullptr; }

  // symbol_table_statements.cpp
  void visit_body(ast::Body body);
  void visit(const ast::Stmt* stmt);
  void visit_function(const ast::FunctionDef& function);
  void visit_parts(const ast::FunctionDef& function);
  void visit_class(const ast::ClassDef& class_def);
  void visit_default_values(const ast::Arguments& arguments);
  void visit_annotations(const ast::FunctionDef& function);
  void visit_annotation(const ast::Expr* annotation);
  void enter_parameters(const ast::Arguments& arguments);
  void visit_return(const ast::Return& statement);
  void visit_augmented_target(const ast::Expr* target);
  void visit_targets(const ast::Assign& assign);
  void visit_annotated_assignment(const ast::AnnAssign& assign);
  void visit_annotated_target(const ast::AnnAssign& assign);
  void visit_loop(ast::Body body, ast::Body or_else);
  void visit_for(const ast::For& loop);
  void visit_with(const ast::With& with);
  void visit_try(const ast::Try& statement);
  void visit_handler(const ast::ExceptHandler& handler, bool is_star);
  void visit_match(const ast::Match& match);
  void visit_import(ArenaSpan<ast::Alias*> names, const ast::Location& import);
  void visit_import_from(const ast::ImportFrom& import);
  void visit_directive(ArenaSpan<Identifier> names, const ast::Location& at, bool is_global);
  void check_jump(const ast::Location& at, bool is_break);
  void require_async(const ast::Location& at, std::string_view construct);

  // symbol_table_expressions.cpp
  void visit(const ast::Expr* expr);
  void visit_all(ast::Exprs exprs);
  void visit_element(const ast::Expr* expr);
  void visit_elements(ast::Exprs exprs);
  void visit_name(const ast::Name& name);
  void visit_sequence(const ast::Expr& sequence, ast::Exprs elements, ast::Context context);
  void check_keywords(ArenaSpan<ast::Keyword*> keywords, const ast::Location& call);
  void check_parameters_not_debug(const ast::Arguments& arguments, const ast::Location& function);
  void visit_keywords(ArenaSpan<ast::Keyword*> keywords);
  void visit_lambda(const ast::Lambda& lambda);
  void visit_named_expression(const ast::NamedExpr& named);
  void extend_named_expression(const ast::Name& target);
  void visit_yield(const ast::Expr& expr, const ast::Expr* value);
  void visit_await(const ast::Await& await);
  void visit_attribute(const ast::Attribute& attribute);
  void visit_dict(const ast::Dict& dict);
  void visit_comprehension(const ast::Expr* expr);  // of any of the four kinds
  void visit_comprehension(const ast::Expr& expr, ScopeKind kind, std::string_view name, ast::Comprehensions generators,
                           const ast::Expr* element, const ast::Expr* value);
  void note_comprehension(const ast::Expr& expr, bool is_async, bool is_generator);
  void visit_generator(const ast::Comprehension& generator, bool is_outermost);
  void require_no_annotation(const ast::Location& at, std::string_view construct);

  // symbol_table_patterns.cpp
  struct Captures;
  void visit(const ast::Pattern* pattern, Captures& captures);
  void visit_part(const ast::Pattern* pattern, Captures& captures);
  void visit_or_pattern(const ast::MatchOr& pattern, Captures& captures);
  void visit_sequence_pattern(const ast::MatchSequence& pattern, Captures& captures);
  void visit_mapping_pattern(const ast::MatchMapping& pattern, Captures& captures);
  void visit_class_pattern(const ast::MatchClass& pattern, Captures& captures);
  void visit_pattern_value(const ast::Expr* value, const ast::MatchMapping* mapping);
  void capture(Identifier name, const ast::Location& at, Captures& captures);
  void visit_case_pattern(const ast::Pattern* pattern, bool may_be_irrefutable);

  // future_features.cpp
  void collect_future_features();
  void fail_at_start(const ast::Location& at, int32_t column, std::string_view message);
  void collect_future_import(const ast::ImportFrom& import);
  void check_no_late_future(const ast::ImportFrom& import);

  // symbol_resolution.cpp
  void resolve_names();
  void resolve_scope(ScopeBuilder& builder);
  void resolve_symbol(ScopeBuilder& builder, Symbol* symbol);
  ScopeBuilder* find_binding(ScopeBuilder& builder, Identifier name);
  void capture_from(ScopeBuilder& owner, ScopeBuilder& user, Identifier name);
  void add_free(ScopeBuilder& builder, Identifier name);
  void finish_scope(ScopeBuilder& builder);

  Arena& arena_;
  const ast::Module& module_;
  NameTable& names_;
  SymbolTableOptions options_;
  ProblemReporter reporter_;
  FutureFeatures future_;
  const ast::Stmt* last_future_import_ = nullptr;
  std::deque<ScopeBuilder> scopes_;  // in order of entry: parents before their children
  ScopeBuilder* current_ = nullptr;
  SyntaxProblem* problem_ = nullptr;
  SyntaxProblem* late_problem_ = nullptr;
  int depth_ = 0;
  Identifier class_cell_;  // __class__
  Identifier super_;
  Identifier debug_;                            // __debug__
  const ast::Pattern* last_pattern_ = nullptr;  // CPython tells some mistakes at the last pattern that it has seen
  bool may_be_irrefutable_ = true;              // the pattern that is being visited may match everything
};

// Bounds the native stack of this walk and of the compiler's.
class SymbolTableBuilder::DepthGuard {
 public:
  DepthGuard(SymbolTableBuilder& builder, const ast::Location& at);
  ~DepthGuard() { builder_.depth_--; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;

 private:
  SymbolTableBuilder& builder_;
};

}  // namespace sidewinder
