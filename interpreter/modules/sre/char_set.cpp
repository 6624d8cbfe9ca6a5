#include "interpreter/modules/sre/char_set.h"

#include <cctype>

#include "interpreter/objects/text/unicode_data.h"

namespace sidewinder::sre {

namespace {

namespace u = sidewinder::unicode;

uint32_t ascii_lower(uint32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
uint32_t locale_lower(uint32_t c) { return c < 256 ? uint32_t(std::tolower(int(c))) : c; }
uint32_t locale_upper(uint32_t c) { return c < 256 ? uint32_t(std::toupper(int(c))) : c; }

// The simple mappings: of several characters the first.
uint32_t unicode_lower(uint32_t c) {
  uint32_t out[3];
  u::to_lower(c, out);
  return out[0];
}
uint32_t unicode_upper(uint32_t c) {
  uint32_t out[3];
  u::to_upper(c, out);
  return out[0];
}

bool is_ascii_alnum(uint32_t c) { return (c >= '0' && c <= '9') || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'); }

bool in_category(uint32_t category, uint32_t c) {
  switch (category) {
    case kDigit: return c >= '0' && c <= '9';
    case kSpace: return c == ' ' || (c >= '\t' && c <= '\r');
    case kWord: return is_ascii_alnum(c) || c == '_';
    case kLineBreak: return c == '\n';
    case kLocWord: return c == '_' || (c < 256 && std::isalnum(int(c)));
    case kUniDigit: return u::has(c, u::kDecimal);
    case kUniSpace: return u::has(c, u::kSpace);
    case kUniWord: return c == '_' || u::has(c, u::kAlpha | u::kDecimal | u::kDigit | u::kNumeric);
    default: return u::has(c, u::kLineBreak);
  }
}

bool bit(const uint32_t* words, uint32_t i) { return words[i / 32] >> (i % 32) & 1; }

bool big_charset_contains(const uint32_t* code, uint32_t c) {
  if (c >= 0x10000) return false;
  auto* blocks = reinterpret_cast<const uint8_t*>(code);
  const uint32_t* bits = code + 64;
  return bit(bits + blocks[c >> 8] * 8, c & 255);
}

bool literal_matches(const CharSet& set, uint32_t c) {
  if (set.mode != CaseMode::Locale) return lower(c, set.mode) == set.code;
  return c == set.code || locale_lower(c) == set.code || locale_upper(c) == set.code;
}

bool depends_on_locale(const uint32_t* code) {
  for (;;) switch (*code++) {
      case kFailure: return false;
      case kNegate: break;
      case kLiteral: code++; break;
      case kRange:
      case kRangeUniIgnore: code += 2; break;
      case kCharset: code += 8; break;
      case kBigCharset: code += 1 + 64 + 8 * *code; break;
      default:
        if (*code == kLocWord || *code == kNotLocWord) return true;
        code++;
    }
}

// Whether all characters from 256 on are in the set, or none; only of sets whose code makes that plain.
CharSet::High high_of(const uint32_t* code) {
  bool in = true;
  for (;;) switch (*code++) {
      case kFailure: return in ? CharSet::None : CharSet::All;
      case kNegate: in = !in; break;
      case kLiteral:
        if (*code++ >= 256) return CharSet::Ask;
        break;
      case kRange:
        if (code[1] >= 256) return CharSet::Ask;
        code += 2;
        break;
      case kCharset: code += 8; break;
      case kCategory:
        if (*code % 2 || *code > kWord) return CharSet::Ask;
        code++;
        break;
      default: return CharSet::Ask;
    }
}

}  // namespace

uint32_t lower(uint32_t c, CaseMode mode) {
  switch (mode) {
    case CaseMode::Exact: return c;
    case CaseMode::Ascii: return ascii_lower(c);
    case CaseMode::Locale: return locale_lower(c);
    default: return unicode_lower(c);
  }
}

bool is_cased_unicode(uint32_t c) { return unicode_lower(c) != c || unicode_upper(c) != c; }

bool category_contains(uint32_t category, uint32_t c) { return in_category(category & ~1u, c) != (category & 1); }

bool code_contains(const uint32_t* code, uint32_t c) {
  bool in = true;
  for (;;) {
    switch (*code++) {
      case kFailure: return !in;
      case kNegate: in = !in; break;
      case kLiteral:
        if (c == *code++) return in;
        break;
      case kCategory:
        if (category_contains(*code++, c)) return in;
        break;
      case kRange:
        if (c >= code[0] && c <= code[1]) return in;
        code += 2;
        break;
      case kRangeUniIgnore: {
        uint32_t other = unicode_upper(c);
        if ((c >= code[0] && c <= code[1]) || (other >= code[0] && other <= code[1])) return in;
        code += 2;
        break;
      }
      case kCharset:
        if (c < 256 && bit(code, c)) return in;
        code += 8;
        break;
      default: {  // kBigCharset
        uint32_t blocks = *code++;
        if (big_charset_contains(code, c)) return in;
        code += 64 + 8 * blocks;
      }
    }
  }
}

bool set_contains_slow(const CharSet& set, const uint32_t* code, uint32_t c) {
  if (set.form == CharSet::Literal) return literal_matches(set, c) != set.negated;
  if (set.form == CharSet::Category) return category_contains(set.code, c);
  if (set.mode != CaseMode::Locale) return code_contains(code + set.code, lower(c, set.mode));
  return code_contains(code + set.code, locale_lower(c)) || code_contains(code + set.code, locale_upper(c));
}

void fill_table(CharSet& set, const uint32_t* code) {
  set.by_locale = set.mode == CaseMode::Locale || (set.form == CharSet::Code && depends_on_locale(code + set.code)) ||
                  (set.form == CharSet::Category && (set.code & ~1u) == kLocWord);
  for (uint32_t c = 0; c < 256; c++) set.low[c] = set_contains_slow(set, code, c);
  set.high = CharSet::Ask;
  if (set.form == CharSet::Code && set.mode == CaseMode::Exact) set.high = high_of(code + set.code);
}

}  // namespace sidewinder::sre
