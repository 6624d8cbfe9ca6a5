// The Unicode character database, in the version that Python has (14.0.0) and in 3.2.0, which the module idna needs.
// The tables are generated: scripts/generate_unicode_database.py.
#pragma once

#include <string>
#include <vector>

#include <cstdint>

namespace sidewinder::unicode {

struct CharacterRecord {
  uint8_t category, bidirectional, combining, mirrored, width;
  uint8_t decimal, digit;  // 255: none
  uint8_t decomposes;      // in the current version
  uint8_t numeric;         // whether it has a numeric value
};

class Database {
 public:
  static const Database& current();
  static const Database& version_3_2_0();

  const char* version() const { return old_ ? "3.2.0" : "14.0.0"; }
  const CharacterRecord& record(uint32_t c) const;
  const char* category(uint32_t c) const;
  const char* bidirectional(uint32_t c) const;
  const char* width(uint32_t c) const;
  bool is_assigned(uint32_t c) const;
  bool numeric(uint32_t c, double* value) const;
  // As the file UnicodeData.txt has it: "<compat> 0020 0308"; empty: none.
  std::string decomposition(uint32_t c) const;
  std::string name(uint32_t c) const;  // empty: none
  // The text with that name, alias or (not in 3.2.0) name of a sequence; empty: there is none.
  std::vector<uint32_t> lookup(std::string_view name) const;

  // Normal forms: D decomposes, C composes afterwards; compatibility: KD and KC.
  void normalize(std::vector<uint32_t>& text, bool compose, bool compatibility) const;

 private:
  constexpr explicit Database(bool old) : old_(old) {}
  void decompose(uint32_t c, bool compatibility, std::vector<uint32_t>& out) const;

  bool old_;
};

}  // namespace sidewinder::unicode
