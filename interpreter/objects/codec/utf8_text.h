// UTF-8 as bytes to str and back, in blocks: a first pass measures, the second writes.
#pragma once

#include <string_view>

#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

struct Utf8Measure {
  ssize valid;       // bytes of the longest valid prefix
  ssize characters;  // in it
  uint32_t largest;  // an upper bound of their code points that says the kind
};
// surrogates: three bytes that encode one are valid, too (WTF-8).
Utf8Measure measure_utf8(std::string_view bytes, bool surrogates);
// The string in the measured prefix of the bytes. Null: MemoryError pending.
Str* new_str_of_utf8(std::string_view bytes, const Utf8Measure& measure);
// The same onto the end of a builder.
void add_utf8(StrBuilder& out, std::string_view bytes, const Utf8Measure& measure);

// Bytes that the characters take as UTF-8; *surrogates: whether there are any.
ssize utf8_length(const Str* s, bool* surrogates);
void write_utf8(const Str* s, char* out);

}  // namespace sidewinder
