// Backslash escapes of string and bytes literals.
// https://docs.python.org/3.11/reference/lexical_analysis.html#escape-sequences

#pragma once

#include <string>
#include <string_view>

namespace sidewinder {

// The character named `name` (for \N{...}), or false. Set by whoever has the Unicode database.
using UnicodeNameLookup = bool (*)(std::string_view name, char32_t* code_point);

struct EscapeResult {
  bool ok = true;
  std::string error;               // as in "(unicode error) ..." of a SyntaxError
  std::string_view first_invalid;  // an unknown escape, which is kept but deprecated: "\d"; or an octal one beyond \377
};

// `body` is what stands between the quotes.
EscapeResult decode_string_escapes(std::string_view body, UnicodeNameLookup lookup, std::string& out);
EscapeResult decode_bytes_escapes(std::string_view body, std::string& out);

}  // namespace sidewinder
