// SymbolTable: looking things up. Building it: symbol_table_builder.h.

#include "interpreter/syntax/symbols/symbol_table.h"

#include <string>

#include "interpreter/base/check.h"
#include "interpreter/syntax/symbols/symbol_index.h"

namespace sidewinder {

const Symbol* Scope::find(Identifier wanted) const { return find_symbol(index, wanted); }

const Scope& SymbolTable::scope_of(const void* node) const {
  const Scope* scope = find_scope(index_, node);
  PY_CHECK(scope != nullptr);
  return *scope;
}

Identifier SymbolTable::mangle(const Scope& scope, Identifier name) const {
  return mangle_name(*names_, scope.private_class, name);
}

// https://docs.python.org/3.11/reference/expressions.html#atom-identifiers ("private name mangling")
Identifier mangle_name(NameTable& names, Identifier private_class, Identifier name) {
  std::string_view text = name.text();
  if (!private_class || !text.starts_with("__") || text.ends_with("__")) return name;
  if (text.find('.') != std::string_view::npos) return name;  // of an import
  std::string_view class_name = private_class.text();
  size_t start = class_name.find_first_not_of('_');
  if (start == std::string_view::npos) return name;
  return names.intern("_" + std::string(class_name.substr(start)) + std::string(text));
}

}  // namespace sidewinder
