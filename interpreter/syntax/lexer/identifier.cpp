#include "interpreter/syntax/lexer/identifier.h"

namespace sidewinder {

namespace {

constexpr size_t kInitialSlots = 256;

uint32_t hash_text(std::string_view text) {
  uint32_t hash = 2166136261u;  // FNV-1a
  for (unsigned char byte : text) hash = (hash ^ byte) * 16777619u;
  return hash ^ (hash >> 15);
}

}  // namespace

NameTable::NameTable(Arena& arena) : arena_(arena), slots_(arena.make_span<Identifier::Entry*>(kInitialSlots)) {}

Identifier NameTable::intern(std::string_view text) { return Identifier(find_or_add(text, true)); }

Identifier NameTable::intern_static(std::string_view text) { return Identifier(find_or_add(text, false)); }

void NameTable::mark_keyword(std::string_view text, uint8_t token_kind) {
  find_or_add(text, false)->keyword = token_kind;
}

Identifier::Entry* NameTable::find_or_add(std::string_view text, bool copy) {
  uint32_t hash = hash_text(text);
  size_t mask = slots_.size() - 1;
  size_t slot = hash & mask;
  while (Identifier::Entry* entry = slots_[slot]) {
    if (entry->hash == hash && entry->text == text) return entry;
    slot = (slot + 1) & mask;
  }
  if (copy) text = arena_.copy_text(text);
  auto* entry = arena_.make<Identifier::Entry>(text, hash, uint8_t{0});
  slots_[slot] = entry;
  if (++count_ * 2 > slots_.size()) grow();
  return entry;
}

void NameTable::grow() {
  auto old = slots_;
  slots_ = arena_.make_span<Identifier::Entry*>(old.size() * 2);
  size_t mask = slots_.size() - 1;
  for (Identifier::Entry* entry : old) {
    if (entry == nullptr) continue;
    size_t slot = entry->hash & mask;
    while (slots_[slot] != nullptr) slot = (slot + 1) & mask;
    slots_[slot] = entry;
  }
}

}  // namespace sidewinder
