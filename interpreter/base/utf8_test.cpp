#include "interpreter/base/utf8.h"

#include <doctest/doctest.h>

using namespace sidewinder;

namespace {

uint32_t decoded_length(std::string_view text) { return utf8_decode(text.data(), text.data() + text.size()).length; }

}  // namespace

TEST_SUITE("utf8") {

TEST_CASE("encode and decode are inverse at every length") {
  for (char32_t c : {U'\0', U'a', char32_t{0x7F}, char32_t{0x80}, char32_t{0x7FF}, char32_t{0x800}, char32_t{0xFFFF},
                     char32_t{0x10000}, kLastCodePoint}) {
    char buffer[4];
    uint32_t length = utf8_encode(c, buffer);
    Utf8Char back = utf8_decode(buffer, buffer + length);
    CHECK(back.code_point == c);
    CHECK(back.length == length);
    CHECK(wtf8_decode(buffer).code_point == c);
  }
}

TEST_CASE("decode: malformed sequences have no length") {
  CHECK(decoded_length("") == 0);
  CHECK(decoded_length("\x80") == 0);              // continuation alone
  CHECK(decoded_length("\xC3") == 0);              // truncated
  CHECK(decoded_length("\xC3(") == 0);             // no continuation
  CHECK(decoded_length("\xC0\x80") == 0);          // overlong
  CHECK(decoded_length("\xE0\x80\x80") == 0);      // overlong
  CHECK(decoded_length("\xF0\x80\x80\x80") == 0);  // overlong
  CHECK(decoded_length("\xED\xA0\x80") == 0);      // surrogate
  CHECK(decoded_length("\xF4\x90\x80\x80") == 0);  // past the last code point
}

TEST_CASE("wtf8: surrogates are encoded like other characters") {
  char buffer[4];
  CHECK(utf8_encode(0xD800, buffer) == 3);
  CHECK(wtf8_decode(buffer).code_point == 0xD800);
}

TEST_CASE("count, ASCII and the valid prefix") {
  CHECK(utf8_count("a\xC3\xA9\xF0\x9F\x98\x80") == 3);
  CHECK(is_ascii("plain text of more than eight bytes"));
  CHECK_FALSE(is_ascii("twelve bytes\xC3\xA9"));
  CHECK(utf8_valid_prefix("abcdefghij\xC3\xA9\xFFz") == 12);
  CHECK(utf8_valid_prefix("\xC3\xA9") == 2);
}

}  // TEST_SUITE("utf8")
