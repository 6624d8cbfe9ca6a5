// The hash tables behind Scope::find and SymbolTable::scope_of, and the rule of name mangling.

#pragma once

#include <cstdint>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/symbols/symbol_table.h"

namespace sidewinder {

inline Symbol* find_symbol(ArenaSpan<Symbol*> index, Identifier wanted) {
  if (index.empty()) return nullptr;
  size_t mask = index.size() - 1;
  for (size_t slot = wanted.hash() & mask;; slot = (slot + 1) & mask) {
    if (index[slot] == nullptr || index[slot]->name == wanted) return index[slot];
  }
}

// The index has a free slot.
inline void insert_symbol(ArenaSpan<Symbol*> index, Symbol* symbol) {
  size_t mask = index.size() - 1;
  size_t slot = symbol->name.hash() & mask;
  while (index[slot] != nullptr) slot = (slot + 1) & mask;
  index[slot] = symbol;
}

inline size_t node_hash(const void* node) {
  auto bits = static_cast<uint64_t>(reinterpret_cast<uintptr_t>(node));
  return static_cast<size_t>((bits >> 3) * 0x9E3779B97F4A7C15ull >> 32);
}

inline Scope* find_scope(ArenaSpan<Scope*> index, const void* node) {
  size_t mask = index.size() - 1;
  for (size_t slot = node_hash(node) & mask;; slot = (slot + 1) & mask) {
    if (index[slot] == nullptr || index[slot]->node == node) return index[slot];
  }
}

inline void insert_scope(ArenaSpan<Scope*> index, Scope* scope) {
  size_t mask = index.size() - 1;
  size_t slot = node_hash(scope->node) & mask;
  while (index[slot] != nullptr) slot = (slot + 1) & mask;
  index[slot] = scope;
}

Identifier mangle_name(NameTable& names, Identifier private_class, Identifier name);

}  // namespace sidewinder
