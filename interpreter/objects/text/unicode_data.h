// Properties of Unicode code points (Unicode 14). The tables are generated: scripts/generate_unicode_tables.py.
#pragma once

#include <cstdint>

#include "interpreter/base/check.h"

namespace sidewinder::unicode {

enum Flag : uint32_t {  // in the generator's order
  kAlpha = 1 << 0,
  kDecimal = 1 << 1,
  kDigit = 1 << 2,
  kNumeric = 1 << 3,
  kLower = 1 << 4,
  kUpper = 1 << 5,
  kTitle = 1 << 6,
  kSpace = 1 << 7,
  kLineBreak = 1 << 8,
  kPrintable = 1 << 9,
  kCased = 1 << 10,
  kCaseIgnorable = 1 << 11,
  kIdStart = 1 << 12,
  kIdContinue = 1 << 13,
  kSpecialUpper = 1 << 14,
  kSpecialLower = 1 << 15,
  kSpecialTitle = 1 << 16,
  kSpecialFold = 1 << 17,
};

struct Record {
  uint32_t flags;
  int32_t upper, lower, title;  // distances to the simple mappings
  uint8_t decimal, digit;       // values; 255: none
};
struct SpecialCase {  // a mapping to up to three code points, 0 behind the last
  uint32_t code_point;
  uint32_t text[3];
};

constexpr int kBlockShift = 7;
extern const Record records[];
extern const uint16_t block_of[], record_of[];
extern const SpecialCase special_upper[], special_lower[], special_title[], special_fold[];
extern const int special_upper_count, special_lower_count, special_title_count, special_fold_count;

PY_ALWAYS_INLINE const Record& record(uint32_t c) {
  return records[record_of[block_of[c >> kBlockShift] << kBlockShift | (c & ((1 << kBlockShift) - 1))]];
}
inline bool has(uint32_t c, uint32_t flags) { return record(c).flags & flags; }

// The full mappings: up to three code points; returns how many.
int to_upper(uint32_t c, uint32_t* out);
int to_lower(uint32_t c, uint32_t* out);
int to_title(uint32_t c, uint32_t* out);
int to_folded(uint32_t c, uint32_t* out);

}  // namespace sidewinder::unicode
