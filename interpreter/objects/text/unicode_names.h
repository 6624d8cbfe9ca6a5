// Names of Unicode code points (Unicode 14): what \N{...} in a literal means.
// The tables are generated: scripts/generate_unicode_names.py.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sidewinder::unicode {

// The code point with this name or alias; false if there is none. Letters of either case, except in the names of
// Hangul syllables and unified ideographs, as CPython has it. Named sequences are no code points.
bool find_name(std::string_view name, char32_t* code_point);

// The character's name, empty where it has none. Aliases do not count: control characters have no names.
std::string name_of(char32_t code_point);

}  // namespace sidewinder::unicode
