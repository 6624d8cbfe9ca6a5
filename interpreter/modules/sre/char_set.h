// Sets of characters: a table for those below 256, the set's code for the others. Also single characters in other case.
#pragma once

#include "interpreter/base/check.h"
#include "interpreter/modules/sre/sre_constants.h"

namespace sidewinder::sre {

enum class CaseMode : uint8_t { Exact, Ascii, Locale, Unicode };

uint32_t lower(uint32_t c, CaseMode mode);
bool is_cased_unicode(uint32_t c);
bool category_contains(uint32_t category, uint32_t c);
// Of the set's code, which ends with kFailure and was found well-formed.
bool code_contains(const uint32_t* code, uint32_t c);

struct CharSet {
  enum High : uint8_t { None, All, Ask };  // what holds of characters from 256 on
  uint8_t low[256];
  High high;
  CaseMode mode;
  enum Form : uint8_t { Code, Literal, Category };  // `code` is where the set's code begins, a character, a category
  Form form;
  bool negated;    // of a literal
  bool by_locale;  // what is in it depends on the C locale: the table says nothing
  uint32_t code;
};

// By the set's description, not by its table.
bool set_contains_slow(const CharSet& set, const uint32_t* code, uint32_t c);
// Makes the table; `high` is set so far as it can be known.
void fill_table(CharSet& set, const uint32_t* code);

PY_ALWAYS_INLINE bool set_contains(const CharSet& set, const uint32_t* code, uint32_t c) {
  if (c < 256) [[likely]]
    return set.low[c];
  if (set.high != CharSet::Ask) return set.high == CharSet::All;
  return set_contains_slow(set, code, c);
}

}  // namespace sidewinder::sre
