// The symbol table: for every scope of a module, what each name in it means.
//
// Scopes are the module, functions, lambdas, classes and comprehensions (each of its own, the
// rule of 3.11). Building it also finds the mistakes that are not in the grammar: global and
// nonlocal misuse, duplicate parameters, `return`, `yield`, `await`, `break` and `continue` out of
// place, misplaced `from __future__`, starred targets, irrefutable patterns that are not last.
// A tree that passed has no error left for the compiler to report, and its nesting is bounded.
// https://docs.python.org/3.11/reference/executionmodel.html#naming-and-binding

#pragma once

#include <cstdint>
#include <string_view>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/ast/ast.h"
#include "interpreter/syntax/lexer/identifier.h"
#include "interpreter/syntax/lexer/syntax_problem.h"

namespace sidewinder {

enum class ScopeKind : uint8_t {
  Module,
  Class,
  Function,
  Lambda,
  ListComprehension,
  SetComprehension,
  DictComprehension,
  GeneratorExpression,
};

// Where a name is found. In a function: Local is a register, Cell a local captured by an inner
// scope, Free a captured variable of an outer one. In a class or module Local is the namespace.
enum class Resolution : uint8_t {
  Local,
  Cell,
  Free,            // in a class body: look in the class namespace first, then in the cell
  GlobalExplicit,  // declared `global`: module globals, then builtins
  GlobalImplicit,  // never bound here; in a class body: class namespace, globals, builtins
};

struct Symbol {
  Identifier name;  // mangled
  Resolution resolution = Resolution::GlobalImplicit;
  bool is_parameter = false;
  bool is_assigned = false;  // bound here in any way other than as a parameter, import or annotation
  bool is_imported = false;
  bool is_annotated = false;
  bool is_referenced = false;
  bool is_declared_global = false;
  bool is_declared_nonlocal = false;
  bool is_iteration_variable = false;  // target of a comprehension's `for`

  bool is_bound() const { return is_parameter || is_assigned || is_imported || is_annotated; }
};

struct Scope {
  ScopeKind kind;
  Scope* parent;  // null for the module
  const void* node;
  Identifier name;           // function or class name, "<lambda>", "<listcomp>", "<module>", ...
  Identifier private_class;  // class whose name mangles __names in here; absent outside of classes
  int32_t first_line;
  int32_t first_column;

  ArenaSpan<Symbol*> symbols;  // in order of first appearance in the source
  ArenaSpan<Scope*> children;  // in source order

  // Parameters in calling order: positional-only, positional, keyword-only, *args, **kwargs.
  // A comprehension has one, named ".0": the outermost iterator, evaluated in the parent.
  ArenaSpan<Identifier> parameters;
  uint32_t positional_only_count;
  uint32_t positional_count;  // includes the positional-only ones
  uint32_t keyword_only_count;

  // co_varnames: the parameters (those that are cells too), then the other names resolved Local in
  // order of first appearance. Empty unless is_optimized.
  ArenaSpan<Identifier> locals;
  // co_cellvars: parameters in their order, then the others by name. In a class body at most __class__.
  ArenaSpan<Identifier> cells;
  // co_freevars, sorted by name: every name resolved Free, and for a class body also names that an
  // inner scope takes from outside while the class binds its own of the same name (Local).
  ArenaSpan<Identifier> frees;

  bool is_optimized;  // function-like: locals are registers
  bool is_nested;     // inside a function, however deep
  bool is_generator;  // contains yield, or is a generator expression (async ones too)
  bool is_coroutine;  // async def, or a comprehension that awaits
  bool has_varargs;
  bool has_varkeywords;
  bool needs_class_cell;  // class: a method uses super or __class__; `cells` has __class__
  bool uses_class_cell;   // function: __class__ is among its frees
  bool has_annotations;   // module or class: contains annotated assignments (SETUP_ANNOTATIONS)
  bool has_import_star;

  bool is_comprehension() const { return kind >= ScopeKind::ListComprehension; }
  // `name` must be mangled already. Null if the scope never mentions it.
  const Symbol* find(Identifier name) const;

  // Index of the symbols by name: open addressing, power of two.
  ArenaSpan<Symbol*> index;
};

// What `from __future__ import ...` switched on; those that change the language in 3.11.
struct FutureFeatures {
  bool annotations = false;
  bool barry_as_flufl = false;
  // As bits of code.co_flags, of every feature named, with or without effect.
  uint32_t code_flags = 0;
  int32_t last_line = 0;
};

class SymbolTable {
 public:
  const Scope& module() const { return *module_; }
  const FutureFeatures& future() const { return future_; }

  // The scope of a Module, FunctionDef, ClassDef, Lambda, ListComp, SetComp, DictComp or
  // GeneratorExp. The node must be one of this table's module.
  const Scope& scope_of(const void* node) const;

  // `name` as written in the source: __x inside class C is _C__x.
  Identifier mangle(const Scope& scope, Identifier name) const;

 private:
  friend class SymbolTableBuilder;
  friend class Arena;
  SymbolTable() = default;

  Scope* module_ = nullptr;
  NameTable* names_ = nullptr;
  FutureFeatures future_;
  ArenaSpan<Scope*> index_;  // by node: open addressing, power of two
};

// Exactly one of the two is set.
struct [[nodiscard]] SymbolTableResult {
  const SymbolTable* table = nullptr;
  const SyntaxProblem* problem = nullptr;

  bool ok() const { return table != nullptr; }
};

struct SymbolTableOptions {
  // Features of the code that calls compile(), which the new code shares.
  FutureFeatures inherited = {};
  // `await` and its kin are allowed in the module (ast.PyCF_ALLOW_TOP_LEVEL_AWAIT).
  bool top_level_await = false;
};

SymbolTableResult build_symbol_table(Arena& arena, const ast::Module& module, std::string_view filename,
                                     SymbolTableOptions options = {});

}  // namespace sidewinder
