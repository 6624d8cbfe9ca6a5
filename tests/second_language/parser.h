// The text of a Lines program -> functions. README.md has the grammar.
#pragma once

#include <string>

#include "tests/second_language/language.h"

namespace sidewinder::lines {

// False: *error says what is wrong, and where.
bool parse_program(const std::string& text, Program& program, std::string* error);

}  // namespace sidewinder::lines
