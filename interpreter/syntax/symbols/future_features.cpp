// `from __future__ import ...`: allowed before any other statement than the docstring.
// https://docs.python.org/3.11/reference/simple_stmts.html#future-statements

#include "interpreter/syntax/symbols/symbol_table_builder.h"

namespace sidewinder {

using namespace ast;

namespace {

struct Feature {
  std::string_view name;
  uint32_t code_flag;  // of those that are still optional in 3.11
};

constexpr Feature kFeatures[] = {
    {"nested_scopes", 0},  {"generators", 0},          {"division", 0},         {"absolute_import", 0},
    {"with_statement", 0}, {"print_function", 0},      {"unicode_literals", 0}, {"barry_as_FLUFL", 0x400000},
    {"generator_stop", 0}, {"annotations", 0x1000000},
};

bool is_future_import(const Stmt* stmt) {
  return stmt->is<ImportFrom>() && stmt->as<ImportFrom>().level == 0 &&
         stmt->as<ImportFrom>().module.text() == "__future__";
}

bool is_docstring(const Stmt* stmt) {
  if (!stmt->is<ExprStmt>()) return false;
  const Expr* value = stmt->as<ExprStmt>().value;
  return value->is<Constant>() && value->as<Constant>().type == ConstantKind::String;
}

}  // namespace

void SymbolTableBuilder::collect_future_features() {
  for (size_t i = 0; i < module_.body.size() && !failed(); i++) {
    const Stmt* stmt = module_.body[i];
    if (is_future_import(stmt)) {
      collect_future_import(stmt->as<ImportFrom>());
      future_.last_line = stmt->line;
      last_future_import_ = stmt;
    } else if (i > 0 || !is_docstring(stmt)) {
      return;
    }
  }
}

// A mistake whose end is not told.
void SymbolTableBuilder::fail_at_start(const Location& at, int32_t column, std::string_view message) {
  if (failed()) return;
  fail({at.line, column, 0, 0}, message);
  problem_->end_column = kAbsent;
}

void SymbolTableBuilder::collect_future_import(const ImportFrom& import) {
  for (const Alias* alias : import.names) {
    std::string_view name = alias->name.text();
    if (name == "braces") return fail_at_start(import, import.column, "not a chance");
    const Feature* known = nullptr;
    for (const Feature& feature : kFeatures) {
      if (feature.name == name) known = &feature;
    }
    if (known == nullptr)
      return fail_at_start(import, import.column, "future feature " + std::string(name) + " is not defined");
    future_.annotations |= name == "annotations";
    future_.barry_as_flufl |= name == "barry_as_FLUFL";
    future_.code_flags |= known->code_flag;
  }
}

void SymbolTableBuilder::check_no_late_future(const ImportFrom& import) {
  if (!is_future_import(&import)) return;
  const Stmt* last = last_future_import_;
  bool is_early = last != nullptr &&
                  (import.line < last->line || (import.line == last->line && import.column <= last->column));
  if (is_early) return;
  // In the line of the last early one it is found by another part of CPython, which counts columns from 0.
  bool same_line = last != nullptr && import.line == last->line;
  if (same_line)
    return fail_at_start(import, import.column - 1, "from __future__ imports must occur at the beginning of the file");
  fail_late(import, "from __future__ imports must occur at the beginning of the file");
}

}  // namespace sidewinder
