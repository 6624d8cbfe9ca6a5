// Scopes and the names in them. The walks: symbol_table_statements.cpp, _expressions.cpp, _patterns.cpp.

#include "interpreter/syntax/symbols/symbol_table_builder.h"

#include "interpreter/base/native_stack.h"
#include "interpreter/syntax/symbols/symbol_index.h"

namespace sidewinder {

using namespace ast;

namespace {

constexpr int kMaxDepth = 3000;
constexpr size_t kInitialIndex = 8;

}  // namespace

SymbolTableResult build_symbol_table(Arena& arena, const Module& module, std::string_view /*filename*/,
                                     SymbolTableOptions options) {
  return SymbolTableBuilder(arena, module, options).build();
}

SymbolTableBuilder::SymbolTableBuilder(Arena& arena, const Module& module, SymbolTableOptions options)
    : arena_(arena),
      module_(module),
      names_(*module.names),
      options_(options),
      reporter_(arena, SourceText{module.source, true, /* columns_are_bytes */ true}),
      future_(options.inherited),
      class_cell_(names_.intern_static("__class__")),
      super_(names_.intern_static("super")),
      debug_(names_.intern_static("__debug__")) {}

SymbolTableResult SymbolTableBuilder::build() {
  collect_future_features();
  enter_scope(ScopeKind::Module, &module_, names_.intern_static("<module>"), {1, 0, 1, 0});
  visit_body(module_.body);
  if (module_.expression != nullptr) visit(module_.expression);
  if (failed()) return {nullptr, problem_};
  leave_scope();
  resolve_names();
  if (!failed()) problem_ = late_problem_;
  if (failed()) return {nullptr, problem_};
  auto* table = arena_.make<SymbolTable>();
  table->module_ = scopes_.front().scope;
  table->names_ = &names_;
  table->future_ = future_;
  index_scopes(table);
  return {table, nullptr};
}

void SymbolTableBuilder::index_scopes(SymbolTable* table) {
  size_t slots = kInitialIndex;
  while (slots < scopes_.size() * 2) slots *= 2;
  table->index_ = arena_.make_span<Scope*>(slots);
  for (ScopeBuilder& builder : scopes_) {
    if (!builder.is_annotation) insert_scope(table->index_, builder.scope);
  }
}

// ---------------------------------------------------------------------------------------------
// Scopes

void SymbolTableBuilder::enter_scope(ScopeKind kind, const void* node, Identifier name, const Location& at) {
  auto* scope = arena_.make_span<Scope>(1).data();
  scope->kind = kind;
  scope->node = node;
  scope->name = name;
  scope->first_line = at.line;
  scope->first_column = at.column;
  scope->is_optimized = kind != ScopeKind::Module && kind != ScopeKind::Class;
  scope->index = arena_.make_span<Symbol*>(kInitialIndex);
  ScopeBuilder& builder = scopes_.emplace_back();
  builder.scope = scope;
  builder.parent = current_;
  if (current_ != nullptr) {
    scope->parent = current_->scope;
    scope->private_class = kind == ScopeKind::Class ? name : current_->scope->private_class;
    scope->is_nested = current_->scope->is_nested || current_->scope->is_optimized;
    builder.iterable_depth = current_->iterable_depth;
    current_->children.push_back(scope);
  }
  current_ = &builder;
}

void SymbolTableBuilder::leave_scope() {
  ScopeBuilder& builder = *current_;
  builder.scope->children = arena_.copy_span(builder.children);
  builder.scope->parameters = arena_.copy_span(builder.parameters);
  current_ = builder.parent;
}

// ---------------------------------------------------------------------------------------------
// Names

Identifier SymbolTableBuilder::mangled(Identifier name) {
  return mangle_name(names_, current_->scope->private_class, name);
}

Symbol* SymbolTableBuilder::lookup(ScopeBuilder& builder, Identifier mangled) {
  return find_symbol(builder.scope->index, mangled);
}

Symbol* SymbolTableBuilder::add_symbol(ScopeBuilder& builder, Identifier mangled) {
  if (Symbol* known = lookup(builder, mangled)) return known;
  auto* symbol = arena_.make_span<Symbol>(1).data();
  symbol->name = mangled;
  builder.symbols.push_back(symbol);
  if (builder.symbols.size() * 2 > builder.scope->index.size()) {
    builder.scope->index = arena_.make_span<Symbol*>(builder.scope->index.size() * 2);
    for (Symbol* known : builder.symbols) insert_symbol(builder.scope->index, known);
  } else {
    insert_symbol(builder.scope->index, symbol);
  }
  return symbol;
}

Symbol* SymbolTableBuilder::symbol(Identifier name) { return add_symbol(*current_, mangled(name)); }

void SymbolTableBuilder::add_parameter(Identifier name, const Location& at) {
  Symbol* parameter = symbol(name);
  if (parameter->is_parameter) {
    fail(at, "duplicate argument '" + std::string(name.text()) + "' in function definition");
  }
  parameter->is_parameter = true;
  current_->parameters.push_back(parameter->name);
}

// A name that a comprehension's target mentions, as in `for x[i] in y`, counts as part of it.
void SymbolTableBuilder::add_reference(Identifier name, const Location& at) {
  Symbol* target = symbol(name);
  if (current_->in_iteration_target) note_iteration_variable(target, at);
  target->is_referenced = true;
}

void SymbolTableBuilder::add_assignment(Identifier name, const Location& at) {
  check_not_debug(name, at, "assign to");
  Symbol* target = symbol(name);
  if (current_->in_iteration_target) note_iteration_variable(target, at);
  target->is_assigned = true;
}

void SymbolTableBuilder::note_iteration_variable(Symbol* symbol, const Location& at) {
  if (symbol->is_declared_global || symbol->is_declared_nonlocal) {
    return fail(at, "comprehension inner loop cannot rebind assignment expression target '" +
                        std::string(symbol->name.text()) + "'");
  }
  symbol->is_iteration_variable = true;
}

// `global` and `nonlocal` come before every other use of the name in their scope.
void SymbolTableBuilder::add_directive(Identifier name, const Location& at, bool is_global) {
  std::string quoted = "'" + std::string(name.text()) + "'";
  std::string what = is_global ? "global" : "nonlocal";
  Symbol* target = symbol(name);
  if (target->is_parameter) return fail(at, "name " + quoted + " is parameter and " + what);
  if (target->is_referenced) return fail(at, "name " + quoted + " is used prior to " + what + " declaration");
  if (target->is_annotated) return fail(at, "annotated name " + quoted + " can't be " + what);
  if (target->is_assigned) return fail(at, "name " + quoted + " is assigned to before " + what + " declaration");
  if (is_global) {
    declare_global(target);
  } else {
    target->is_declared_nonlocal = true;
  }
  current_->directives.push_back({target->name, at});
}

// The module hears of it too: assigned in its own body, the name is certainly a global.
void SymbolTableBuilder::declare_global(Symbol* symbol) {
  symbol->is_declared_global = true;
  add_symbol(scopes_.front(), symbol->name)->is_declared_global = true;
}

void SymbolTableBuilder::check_not_debug(Identifier name, const Location& at, std::string_view verb) {
  if (name == debug_) fail_late(at, "cannot " + std::string(verb) + " __debug__");
}

// ---------------------------------------------------------------------------------------------
// Failure

void SymbolTableBuilder::fail(const Location& at, std::string_view message, ProblemKind kind) {
  if (problem_ == nullptr) problem_ = reporter_.make(kind, at, message);
}

void SymbolTableBuilder::fail_late(const Location& at, std::string_view message) {
  if (late_problem_ == nullptr) late_problem_ = reporter_.make(ProblemKind::SyntaxError, at, message);
}

SymbolTableBuilder::DepthGuard::DepthGuard(SymbolTableBuilder& builder, const Location& at) : builder_(builder) {
  if (++builder.depth_ <= kMaxDepth && native_stack_left()) return;
  builder.fail(at, "maximum recursion depth exceeded during compilation", ProblemKind::RecursionError);
}

}  // namespace sidewinder
