// SourceText: a program's text, decoded to UTF-8, with "\n" line ends and a final newline.

#pragma once

#include <string_view>

#include "interpreter/base/arena.h"
#include "interpreter/syntax/lexer/syntax_problem.h"

namespace sidewinder {

struct SourceText {
  std::string_view text;          // in the arena, followed by a NUL
  bool ends_with_newline = true;  // in the original
  // Nothing in front of the bytes named their encoding: then CPython counts columns in bytes.
  bool columns_are_bytes = false;
  bool is_malformed = false;  // has bytes that are not UTF-8: malformed_text.h

  // With its newline; line numbers count from 1. Empty past the end.
  std::string_view line(int32_t number) const;
};

// Decodes as PEP 263 says: a UTF-8 BOM, a coding cookie in the first two lines, otherwise UTF-8.
// Returns null, or what is wrong with the bytes. With `ignore_cookie` the bytes are WTF-8 already. `may_be_malformed`:
// bytes that are not UTF-8 are no mistake yet.
const SyntaxProblem* decode_source(Arena& arena, std::string_view bytes, std::string_view filename, bool ignore_cookie,
                                   SourceText* result, bool may_be_malformed = false);

// The coding cookie's name as written, or empty. Looks at the first two lines only.
std::string_view find_coding_cookie(std::string_view bytes);
// Does decode_source know it?
bool is_source_encoding(std::string_view name);
// May it stand after a byte order mark? It needs no codec.
bool is_plain_utf8(std::string_view name);

}  // namespace sidewinder
