// Sources that are not UTF-8. compile() of bytes minds only where a name or a literal has them: until then each byte
// that does not belong stands in the text as the surrogate U+DC00 + byte.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sidewinder {

std::string escape_malformed(std::string_view bytes);
// The bytes of a text that escape_malformed made, or of a part of it.
std::string unescape_malformed(std::string_view text);
// U+FFFD for each longest part that begins a character and does not end one.
std::string replace_malformed(std::string_view bytes);
bool has_malformed(std::string_view text);
// The byte's column in what escape_malformed was given; both count from 0.
int32_t original_column(std::string_view line, int32_t column);

// As UnicodeDecodeError says it of the first fault. The bytes have one.
std::string malformed_message(std::string_view bytes);

}  // namespace sidewinder
