// What a Lexer is told about its text.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sidewinder {

// Whether a character can be shown as it is: how the message about a wrong one reads.
using PrintableTest = bool (*)(char32_t c);
// Returns the NFKC form of `name`, which is well-formed UTF-8 and not ASCII.
using NameNormalizer = std::string (*)(std::string_view name);

struct LexerOptions {
  // The text is a replacement field of an f-string: no indentation, newlines are blanks, no
  // Newline token at the end.
  bool is_replacement_field = false;
  bool dont_imply_dedent = false;
  // Comments `# type: ...` are tokens, but for `# type: ignore`.
  bool type_comments = false;
  // The newline at the end of the text is not the author's: its token has no column.
  bool last_newline_is_implied = false;
  NameNormalizer normalize_name = nullptr;
  PrintableTest is_printable = nullptr;
  int32_t first_line = 1;
  int32_t first_column = 0;
};

}  // namespace sidewinder
