#include "interpreter/objects/text/unicode_names.h"

#include <doctest/doctest.h>

namespace sidewinder::unicode {

namespace {

int64_t code_point_of(std::string_view name) {
  char32_t c;
  return find_name(name, &c) ? static_cast<int64_t>(c) : -1;
}

}  // namespace

TEST_SUITE("unicode_names") {
TEST_CASE("names: listed, computed, aliases") {
  CHECK(code_point_of("SPACE") == 0x20);
  CHECK(code_point_of("latin small letter a") == 'a');
  CHECK(code_point_of("BACKSPACE") == 8);
  CHECK(code_point_of("CJK UNIFIED IDEOGRAPH-4E00") == 0x4E00);
  CHECK(code_point_of("CJK UNIFIED IDEOGRAPH-04E00") == 0x4E00);
  CHECK(code_point_of("CJK UNIFIED IDEOGRAPH-4e00") == -1);
  CHECK(code_point_of("cjk compatibility ideograph-f900") == 0xF900);
  CHECK(code_point_of("CJK COMPATIBILITY IDEOGRAPH-0F900") == -1);
  CHECK(code_point_of("HANGUL SYLLABLE GA") == 0xAC00);
  CHECK(code_point_of("HANGUL SYLLABLE A") == 0xC544);
  CHECK(code_point_of("HANGUL SYLLABLE HIH") == 0xD7A3);
  CHECK(code_point_of("HANGUL SYLLABLE ga") == -1);
  CHECK(code_point_of("HANGUL SYLLABLE ") == -1);
  CHECK(code_point_of("TIBETAN LETTER -A") == 0x0F60);
  CHECK(code_point_of("KEYCAP DIGIT ONE") == -1);  // a sequence
  CHECK(code_point_of("") == -1);
  CHECK(code_point_of(std::string(1000, 'A')) == -1);
}

TEST_CASE("names: of code points") {
  CHECK(name_of(0) == "");
  CHECK(name_of(8) == "");
  CHECK(name_of(' ') == "SPACE");
  CHECK(name_of(0x2022) == "BULLET");
  CHECK(name_of(0x4E00) == "CJK UNIFIED IDEOGRAPH-4E00");
  CHECK(name_of(0xD7A3) == "HANGUL SYLLABLE HIH");
  CHECK(name_of(0x0378) == "");
  CHECK(name_of(0xE01EF) == "VARIATION SELECTOR-256");
  CHECK(name_of(0x10FFFF) == "");
}

TEST_CASE("names: every name leads back to its code point") {
  int named = 0;
  int wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; c++) {
    std::string name = name_of(c);
    if (name.empty()) continue;
    named++;
    wrong += code_point_of(name) != static_cast<int64_t>(c);
  }
  CHECK(named == 138552);
  CHECK(wrong == 0);
}
}  // TEST_SUITE("unicode_names")

}  // namespace sidewinder::unicode
