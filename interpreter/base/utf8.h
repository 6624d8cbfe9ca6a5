// UTF-8 and WTF-8 (UTF-8 that may also hold lone surrogates, as Python's str can).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sidewinder {

constexpr char32_t kLastCodePoint = 0x10FFFF;

constexpr bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

// A decoded code point and the bytes it takes; length 0: malformed.
struct Utf8Char {
  char32_t code_point;
  uint32_t length;
};

// Strict: overlong forms, surrogates and truncated sequences are malformed.
Utf8Char utf8_decode(const char* text, const char* end);
// The text is known to be well-formed WTF-8 and not at its end.
Utf8Char wtf8_decode(const char* text);

// Bytes that `c` takes (1 to 4), written to `out`. Surrogates are encoded as in WTF-8.
uint32_t utf8_encode(char32_t c, char* out);
void utf8_append(std::string& out, char32_t c);

bool is_ascii(std::string_view text);
// Code points in well-formed text.
size_t utf8_count(std::string_view text);
// Length in bytes of the longest well-formed prefix.
size_t utf8_valid_prefix(std::string_view text);

}  // namespace sidewinder
