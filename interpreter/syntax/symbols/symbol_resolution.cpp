// What every name means, after the walk has entered all of them.
//
// A name bound in its scope is local there. Any other is looked for in the enclosing functions,
// skipping class bodies; where it is found it becomes a cell, and free in all scopes between.

#include <algorithm>

#include "interpreter/syntax/symbols/symbol_index.h"
#include "interpreter/syntax/symbols/symbol_table_builder.h"

namespace sidewinder {

void SymbolTableBuilder::resolve_names() {
  for (ScopeBuilder& builder : scopes_) {
    if (builder.parent != nullptr && builder.parent->is_annotation) builder.is_annotation = true;
  }
  for (ScopeBuilder& builder : scopes_) {
    if (!builder.is_annotation && !failed()) resolve_scope(builder);
  }
  for (ScopeBuilder& builder : scopes_) {
    if (!builder.is_annotation && !failed()) finish_scope(builder);
  }
}

// Parents come before their children, so that captures find parents resolved.
void SymbolTableBuilder::resolve_scope(ScopeBuilder& builder) {
  for (size_t i = 0; i < builder.symbols.size(); i++) resolve_symbol(builder, builder.symbols[i]);
}

void SymbolTableBuilder::resolve_symbol(ScopeBuilder& builder, Symbol* symbol) {
  auto fail_at_directive = [&](const std::string& message) {
    for (const auto& directive : builder.directives) {
      if (directive.name == symbol->name) return fail(directive.at, message);
    }
  };
  // by an earlier capture
  if (symbol->resolution == Resolution::Cell || symbol->resolution == Resolution::Free) return;
  std::string quoted = "'" + std::string(symbol->name.text()) + "'";
  if (symbol->is_declared_global) {
    if (symbol->is_declared_nonlocal) return fail_at_directive("name " + quoted + " is nonlocal and global");
    symbol->resolution = Resolution::GlobalExplicit;
    return;
  }
  bool is_nonlocal = symbol->is_declared_nonlocal;
  if (is_nonlocal && builder.parent == nullptr) {
    return fail_at_directive("nonlocal declaration not allowed at module level");
  }
  if (symbol->is_bound() && !is_nonlocal) {
    symbol->resolution = Resolution::Local;
    return;
  }
  ScopeBuilder* owner = find_binding(builder, symbol->name);
  if (owner != nullptr) return capture_from(*owner, builder, symbol->name);
  if (is_nonlocal) return fail_at_directive("no binding for nonlocal " + quoted + " found");
  symbol->resolution = Resolution::GlobalImplicit;
}

// The enclosing function that binds `name`, or the class whose __class__ is meant; null: a global.
SymbolTableBuilder::ScopeBuilder* SymbolTableBuilder::find_binding(ScopeBuilder& builder, Identifier name) {
  for (ScopeBuilder* outer = builder.parent; outer != nullptr; outer = outer->parent) {
    if (outer->scope->kind == ScopeKind::Class) {
      if (name == class_cell_) return outer;
      continue;
    }
    if (outer->scope->kind == ScopeKind::Module) return nullptr;
    Symbol* symbol = lookup(*outer, name);
    if (symbol == nullptr || symbol->is_declared_nonlocal) continue;
    if (symbol->is_declared_global) return nullptr;
    if (symbol->is_bound()) return outer;
  }
  return nullptr;
}

void SymbolTableBuilder::capture_from(ScopeBuilder& owner, ScopeBuilder& user, Identifier name) {
  if (owner.scope->kind == ScopeKind::Class) {
    if (!owner.scope->needs_class_cell) owner.cells.push_back(name);
    owner.scope->needs_class_cell = true;
  } else {
    Symbol* symbol = lookup(owner, name);
    if (symbol->resolution != Resolution::Cell) owner.cells.push_back(name);
    symbol->resolution = Resolution::Cell;
  }
  for (ScopeBuilder* scope = &user; scope != &owner; scope = scope->parent) add_free(*scope, name);
}

// A class body that binds the name itself passes the outer one on all the same.
void SymbolTableBuilder::add_free(ScopeBuilder& builder, Identifier name) {
  if (std::find(builder.frees.begin(), builder.frees.end(), name) != builder.frees.end()) return;
  builder.frees.push_back(name);
  if (name == class_cell_ && builder.scope->is_optimized) builder.scope->uses_class_cell = true;
  Symbol* symbol = add_symbol(builder, name);
  bool own_meaning = symbol->is_declared_global || (symbol->is_bound() && !symbol->is_declared_nonlocal);
  if (!own_meaning) symbol->resolution = Resolution::Free;
}

void SymbolTableBuilder::finish_scope(ScopeBuilder& builder) {
  const auto& parameters = builder.parameters;
  auto by_name = [](Identifier a, Identifier b) { return a.text() < b.text(); };
  auto position = [&](Identifier name) { return std::find(parameters.begin(), parameters.end(), name); };
  auto parameters_first = [&](Identifier a, Identifier b) {
    auto at_a = position(a), at_b = position(b);
    return at_a != at_b ? at_a < at_b : by_name(a, b);
  };
  std::sort(builder.cells.begin(), builder.cells.end(), parameters_first);
  std::sort(builder.frees.begin(), builder.frees.end(), by_name);
  Scope& scope = *builder.scope;
  scope.symbols = arena_.copy_span(builder.symbols);
  scope.cells = arena_.copy_span(builder.cells);
  scope.frees = arena_.copy_span(builder.frees);
  if (!scope.is_optimized) return;
  std::vector<Identifier> locals = builder.parameters;
  for (const Symbol* symbol : builder.symbols) {
    if (symbol->resolution == Resolution::Local && !symbol->is_parameter) locals.push_back(symbol->name);
  }
  scope.locals = arena_.copy_span(locals);
}

}  // namespace sidewinder
