// Case mappings by the tables.
#include <algorithm>

#include "interpreter/objects/text/unicode_data.h"

namespace sidewinder::unicode {

namespace {

int special_case(const SpecialCase* table, int count, uint32_t c, uint32_t* out) {
  const SpecialCase* row = std::lower_bound(table, table + count, c,
                                            [](const SpecialCase& s, uint32_t code) { return s.code_point < code; });
  int n = 0;
  for (; n < 3 && (n == 0 || row->text[n]); n++) out[n] = row->text[n];
  return n;
}

}  // namespace

int to_upper(uint32_t c, uint32_t* out) {
  const Record& r = record(c);
  if (r.flags & kSpecialUpper) return special_case(special_upper, special_upper_count, c, out);
  *out = c + uint32_t(r.upper);
  return 1;
}

int to_lower(uint32_t c, uint32_t* out) {
  const Record& r = record(c);
  if (r.flags & kSpecialLower) return special_case(special_lower, special_lower_count, c, out);
  *out = c + uint32_t(r.lower);
  return 1;
}

int to_title(uint32_t c, uint32_t* out) {
  const Record& r = record(c);
  if (r.flags & kSpecialTitle) return special_case(special_title, special_title_count, c, out);
  *out = c + uint32_t(r.title);
  return 1;
}

int to_folded(uint32_t c, uint32_t* out) {
  const Record& r = record(c);
  if (r.flags & kSpecialFold) return special_case(special_fold, special_fold_count, c, out);
  *out = c + uint32_t(r.lower);
  return 1;
}

}  // namespace sidewinder::unicode
