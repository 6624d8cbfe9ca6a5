#include "interpreter/modules/unicodedata/unicode_database.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "interpreter/objects/text/unicode_names.h"

namespace sidewinder::unicode {

namespace {

struct NumericValue {
  uint32_t code_point;
  double value;
};
struct Decomposition {
  uint32_t code_point;
  uint16_t begin;  // in `decomposed`
  uint8_t length, tag;
};
struct Composition {
  uint32_t first, second, composed;
};
struct Correction {
  uint32_t code_point, decomposed;
};
struct NamedSequence {
  const char* name;
  int length;
  uint32_t text[4];
};

constexpr int kBlockShift = 7;

#include "interpreter/modules/unicodedata/unicode_database_data.inc"

// Hangul syllables are composed by rule (The Unicode Standard, 3.12).
constexpr uint32_t kSyllables = 0xac00, kLeading = 0x1100, kVowels = 0x1161, kTrailing = 0x11a7;
constexpr uint32_t kLeadingCount = 19, kVowelCount = 21, kTrailingCount = 28;
constexpr uint32_t kSyllableCount = kLeadingCount * kVowelCount * kTrailingCount;

template <class Row, size_t n> const Row* find_row(const Row (&rows)[n], uint32_t c) {
  const Row* row = std::lower_bound(rows, rows + n, c, [](const Row& r, uint32_t code) { return r.code_point < code; });
  return row < rows + n && row->code_point == c ? row : nullptr;
}

// What two characters that follow each other become; 0: nothing.
uint32_t composed(uint32_t a, uint32_t b) {
  if (a - kLeading < kLeadingCount && b - kVowels < kVowelCount)
    return kSyllables + ((a - kLeading) * kVowelCount + (b - kVowels)) * kTrailingCount;
  bool open = a - kSyllables < kSyllableCount && (a - kSyllables) % kTrailingCount == 0;
  if (open && b - kTrailing - 1 < kTrailingCount - 1) return a + (b - kTrailing);
  auto before = [](const Composition& row, std::pair<uint32_t, uint32_t> pair) {
    return std::pair(row.first, row.second) < pair;
  };
  const Composition* row = std::lower_bound(std::begin(compositions), std::end(compositions), std::pair(a, b), before);
  return row < std::end(compositions) && row->first == a && row->second == b ? row->composed : 0;
}

}  // namespace

const Database& Database::current() {
  static constexpr Database database(false);
  return database;
}
const Database& Database::version_3_2_0() {
  static constexpr Database database(true);
  return database;
}

const CharacterRecord& Database::record(uint32_t c) const {
  uint32_t low = c & ((1 << kBlockShift) - 1);
  if (old_) return character_records[old_record_of[uint32_t(old_block_of[c >> kBlockShift]) << kBlockShift | low]];
  return character_records[now_record_of[uint32_t(now_block_of[c >> kBlockShift]) << kBlockShift | low]];
}

const char* Database::category(uint32_t c) const { return category_names[record(c).category]; }
const char* Database::bidirectional(uint32_t c) const { return bidirectional_names[record(c).bidirectional]; }
const char* Database::width(uint32_t c) const { return width_names[record(c).width]; }
bool Database::is_assigned(uint32_t c) const { return std::string_view(category(c)) != "Cn"; }

bool Database::numeric(uint32_t c, double* value) const {
  if (!record(c).numeric) return false;
  const NumericValue* row = old_ ? find_row(old_numeric, c) : find_row(now_numeric, c);
  if (row) *value = row->value;
  return row;
}

std::string Database::decomposition(uint32_t c) const {
  if (!record(c).decomposes) return {};
  const Decomposition* row = find_row(decompositions, c);
  std::string out = decomposition_tags[row->tag];
  for (int i = 0; i < row->length; i++) {
    char digits[12];
    std::snprintf(digits, sizeof digits, "%s%04X", out.empty() ? "" : " ", decomposed[row->begin + i]);
    out += digits;
  }
  return out;
}

std::string Database::name(uint32_t c) const { return old_ && !is_assigned(c) ? std::string() : name_of(c); }

static bool is_name(const std::string& name, std::string_view wanted) {
  auto same = [](char a, char b) { return a == (b >= 'a' && b <= 'z' ? b - 32 : b); };
  return name.size() == wanted.size() && std::equal(name.begin(), name.end(), wanted.begin(), same);
}

std::vector<uint32_t> Database::lookup(std::string_view name) const {
  char32_t c;
  if (find_name(name, &c)) {
    bool plain = !old_ || (is_assigned(c) && is_name(name_of(c), name));  // it has no aliases
    return plain ? std::vector<uint32_t>{c} : std::vector<uint32_t>{};
  }
  if (old_) return {};
  std::string upper(name);
  for (char& letter : upper)
    if (letter >= 'a' && letter <= 'z') letter = char(letter - 32);
  const NamedSequence* row =
      std::lower_bound(std::begin(named_sequences), std::end(named_sequences), upper,
                       [](const NamedSequence& r, const std::string& wanted) { return r.name < wanted; });
  if (row == std::end(named_sequences) || row->name != upper) return {};
  return {row->text, row->text + row->length};
}

// --- normal forms ---------------------------------------------------------------------------------

void Database::decompose(uint32_t c, bool compatibility, std::vector<uint32_t>& out) const {
  if (uint32_t s = c - kSyllables; s < kSyllableCount) {
    out.push_back(kLeading + s / (kVowelCount * kTrailingCount));
    out.push_back(kVowels + s % (kVowelCount * kTrailingCount) / kTrailingCount);
    if (s % kTrailingCount) out.push_back(kTrailing + s % kTrailingCount);
    return;
  }
  if (old_) {
    if (const Correction* row = find_row(old_corrections, c)) return out.push_back(row->decomposed);
  }
  const Decomposition* row = record(c).decomposes ? find_row(decompositions, c) : nullptr;
  if (!row || (row->tag && !compatibility)) return out.push_back(c);
  // mappings of mappings are a few steps deep
  for (int i = 0; i < row->length; i++) decompose(decomposed[row->begin + i], compatibility, out);
}

namespace {

// Combining characters in the order of their classes.
void put_in_order(const Database& database, std::vector<uint32_t>& text) {
  auto by_class = [&](uint32_t a, uint32_t b) { return database.record(a).combining < database.record(b).combining; };
  for (size_t i = 0; i < text.size();) {
    size_t begin = i;
    while (i < text.size() && database.record(text[i]).combining) i++;
    if (i - begin > 1) std::stable_sort(text.begin() + ssize_t(begin), text.begin() + ssize_t(i), by_class);
    if (i == begin) i++;
  }
}

void compose(const Database& database, std::vector<uint32_t>& text) {
  size_t starter = SIZE_MAX;  // where the last one stands in the result
  size_t n = 0;
  int last_class = -1;  // of what stands between; -1: nothing does
  for (uint32_t c : text) {
    int combining = database.record(c).combining;
    bool reachable = starter != SIZE_MAX && (last_class < 0 || (last_class < combining && last_class > 0));
    uint32_t together = reachable ? composed(text[starter], c) : 0;
    if (together) {
      text[starter] = together;
      continue;
    }
    if (combining == 0) {
      starter = n;
      last_class = -1;
    } else {
      last_class = combining;
    }
    text[n++] = c;
  }
  text.resize(n);
}

}  // namespace

void Database::normalize(std::vector<uint32_t>& text, bool composes, bool compatibility) const {
  std::vector<uint32_t> out;
  out.reserve(text.size());
  for (uint32_t c : text) decompose(c, compatibility, out);
  put_in_order(*this, out);
  if (composes) compose(*this, out);
  text = std::move(out);
}

}  // namespace sidewinder::unicode
