// What CPython's tokenizer makes of a file with NUL bytes: it reads lines as C strings.
#pragma once

#include <string>
#include <string_view>

namespace sidewinder {

// Each line up to its first NUL, without its newline then, so that the next one follows in the same line; "\n" line
// ends. A line longer than the tokenizer's buffer is read in pieces, each of which ends at its first NUL. A line that
// begins with NUL inside a string literal, or after a backslash, ends the text. Bytes whose coding cookie names another
// encoding than UTF-8 are decoded in lines: they stay as they are.
std::string join_lines_at_nul(std::string_view bytes);

}  // namespace sidewinder
