#include "interpreter/objects/text/unicode_names.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace sidewinder::unicode {

namespace {

// Consecutive code points from `first` on, whose names have consecutive indices from `index` on.
struct Segment {
  uint32_t first, index;
};

// Characters whose names are the prefix, a hyphen and their code points.
struct Range {
  uint32_t first, last;
  std::string_view prefix;
  bool any_case;
};

// kWords: the words one after the other; word i is from kWordStarts[i] to kWordStarts[i + 1].
// kNameWords: of each name its number of words and their ids: below kShortIds one byte, otherwise two.
// kNameOffsets: where every kStride-th name starts in it.
// kSorted: the indices of all names and aliases in the order of their texts.
// The names come first, then the aliases; kAliasCodePoints belongs to the latter.
#include "interpreter/objects/text/unicode_names_data.inc"

constexpr uint32_t kStride = 16;

uint32_t name_byte(uint32_t offset) { return kNameWords[offset / 8] >> (offset % 8 * 8) & 0xFF; }

std::string_view word(uint32_t id) {
  return {kWords + kWordStarts[id], static_cast<size_t>(kWordStarts[id + 1] - kWordStarts[id])};
}

// The id at `offset`, which moves behind it.
uint32_t read_id(uint32_t& offset) {
  uint32_t lead = name_byte(offset++);
  if (lead < kShortIds) return lead;
  return kShortIds + (lead - kShortIds) * 256 + name_byte(offset++);
}

uint32_t offset_of(uint32_t index) {
  uint32_t offset = kNameOffsets[index / kStride];
  for (uint32_t skipped = index % kStride; skipped > 0; skipped--) {
    for (uint32_t words = name_byte(offset++); words > 0; words--) read_id(offset);
  }
  return offset;
}

std::string text_at(uint32_t index) {
  uint32_t offset = offset_of(index);
  uint32_t words = name_byte(offset++);
  std::string text;
  for (uint32_t i = 0; i < words; i++) {
    std::string_view next = word(read_id(offset));
    if (i > 0 && !next.starts_with('-')) text += ' ';
    text += next;
  }
  return text;
}

char32_t code_point_at(uint32_t index) {
  if (index >= kNames) return kAliasCodePoints[index - kNames];
  auto behind = std::upper_bound(std::begin(kSegments), std::end(kSegments), index,
                                 [](uint32_t i, const Segment& segment) { return i < segment.index; });
  const Segment& segment = behind[-1];
  return segment.first + (index - segment.index);
}

std::string to_upper_ascii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

bool find_listed(const std::string& name, char32_t* code_point) {
  if (name.size() > kLongestName) return false;
  auto found = std::lower_bound(std::begin(kSorted), std::end(kSorted), name,
                                [](uint32_t index, const std::string& wanted) { return text_at(index) < wanted; });
  if (found == std::end(kSorted) || text_at(*found) != name) return false;
  *code_point = code_point_at(*found);
  return true;
}

// ---------------------------------------------------------------------------------------------
// Names made of the code point

std::string hex_of(char32_t c) {
  char buffer[12];
  std::snprintf(buffer, sizeof buffer, "%04X", static_cast<unsigned>(c));
  return buffer;
}

// Four or five upper case digits.
bool parse_hex(std::string_view digits, char32_t* value) {
  if (digits.size() != 4 && digits.size() != 5) return false;
  *value = 0;
  for (char c : digits) {
    bool decimal = c >= '0' && c <= '9';
    if (!decimal && !(c >= 'A' && c <= 'F')) return false;
    *value = *value * 16 + static_cast<char32_t>(decimal ? c - '0' : c - 'A' + 10);
  }
  return true;
}

bool find_in_ranges(std::string_view name, const std::string& upper, char32_t* code_point) {
  for (const Range& range : kRanges) {
    std::string_view text = range.any_case ? std::string_view(upper) : name;
    size_t length = range.prefix.size();
    if (!text.starts_with(range.prefix) || text.size() <= length || text[length] != '-') continue;
    std::string_view digits = text.substr(length + 1);
    char32_t value;
    if (!parse_hex(digits, &value) || value < range.first || value > range.last) continue;
    if (range.any_case && digits != hex_of(value)) continue;  // a leading zero
    *code_point = value;
    return true;
  }
  return false;
}

// ---------------------------------------------------------------------------------------------
// Hangul syllables (section 3.12 of the Unicode standard): a leading consonant, a vowel, perhaps a trailing one.

constexpr std::string_view kHangul = "HANGUL SYLLABLE ";
constexpr char32_t kFirstSyllable = 0xAC00;
constexpr std::string_view kLeading[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                         "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr std::string_view kVowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                        "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view kTrailing[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                          "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                          "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
constexpr size_t kLastSyllable = kFirstSyllable + std::size(kLeading) * std::size(kVowels) * std::size(kTrailing) - 1;

// The longest of the parts that `text` starts with, which is taken off; -1 if there is none.
template <size_t count> int take_part(const std::string_view (&parts)[count], std::string_view& text) {
  int best = -1;
  for (size_t i = 0; i < count; i++) {
    bool longer = best < 0 || parts[i].size() > parts[best].size();
    if (longer && text.starts_with(parts[i])) best = static_cast<int>(i);
  }
  if (best >= 0) text.remove_prefix(parts[best].size());
  return best;
}

bool find_syllable(std::string_view text, char32_t* code_point) {
  int leading = take_part(kLeading, text);
  int vowel = take_part(kVowels, text);
  int trailing = take_part(kTrailing, text);
  if (vowel < 0 || !text.empty()) return false;
  constexpr int kVowelCount = std::size(kVowels);
  constexpr int kTrailingCount = std::size(kTrailing);
  int index = (leading * kVowelCount + vowel) * kTrailingCount + trailing;
  *code_point = kFirstSyllable + static_cast<char32_t>(index);
  return true;
}

std::string syllable_name(char32_t c) {
  size_t index = c - kFirstSyllable;
  std::string name(kHangul);
  name += kLeading[index / std::size(kTrailing) / std::size(kVowels)];
  name += kVowels[index / std::size(kTrailing) % std::size(kVowels)];
  name += kTrailing[index % std::size(kTrailing)];
  return name;
}

}  // namespace

bool find_name(std::string_view name, char32_t* code_point) {
  if (name.starts_with(kHangul)) return find_syllable(name.substr(kHangul.size()), code_point);
  std::string upper = to_upper_ascii(name);
  return find_in_ranges(name, upper, code_point) || find_listed(upper, code_point);
}

std::string name_of(char32_t code_point) {
  if (code_point >= kFirstSyllable && code_point <= kLastSyllable) return syllable_name(code_point);
  for (const Range& range : kRanges) {
    if (code_point < range.first || code_point > range.last) continue;
    return std::string(range.prefix) + "-" + hex_of(code_point);
  }
  auto behind = std::upper_bound(std::begin(kSegments), std::end(kSegments), code_point,
                                 [](char32_t c, const Segment& segment) { return c < segment.first; });
  if (behind == std::begin(kSegments)) return {};
  const Segment& segment = behind[-1];
  uint32_t end = behind == std::end(kSegments) ? kNames : behind->index;
  uint32_t index = segment.index + (code_point - segment.first);
  return index < end ? text_at(index) : std::string();
}

}  // namespace sidewinder::unicode
