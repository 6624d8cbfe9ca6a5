// Identifiers: names of the source, interned, so that equal names are equal pointers.
//
// A NameTable and its entries live in the arena of the AST. Identifiers are compared as written:
// the lexer has to hand in the NFKC form (https://docs.python.org/3/reference/lexical_analysis.html#identifiers).

#pragma once

#include <cstdint>
#include <string_view>

#include "interpreter/base/arena.h"

namespace sidewinder {

class Identifier {
 public:
  struct Entry {
    std::string_view text;
    uint32_t hash;
    uint8_t keyword;  // TokenKind of a reserved word, or 0
  };

  constexpr Identifier() = default;  // absent
  constexpr explicit Identifier(const Entry* entry) : entry_(entry) {}

  constexpr explicit operator bool() const { return entry_ != nullptr; }
  std::string_view text() const { return entry_ == nullptr ? std::string_view() : entry_->text; }
  uint32_t hash() const { return entry_->hash; }
  uint8_t keyword() const { return entry_->keyword; }
  constexpr const Entry* entry() const { return entry_; }
  friend constexpr bool operator==(Identifier, Identifier) = default;

 private:
  const Entry* entry_ = nullptr;
};

class NameTable {
 public:
  explicit NameTable(Arena& arena);

  Identifier intern(std::string_view text);
  // For text that outlives the table (a literal, or already in the arena): no copy.
  Identifier intern_static(std::string_view text);
  void mark_keyword(std::string_view text, uint8_t token_kind);
  size_t size() const { return count_; }

 private:
  Identifier::Entry* find_or_add(std::string_view text, bool copy);
  void grow();

  Arena& arena_;
  ArenaSpan<Identifier::Entry*> slots_;  // open addressing, a power of two
  uint32_t count_ = 0;
};

// Which characters a name may consist of: XID_Start and XID_Continue of Unicode 14 (PEP 3131); identifier_chars.cpp.
bool is_identifier_start(char32_t c);
bool is_identifier_continue(char32_t c);

}  // namespace sidewinder
