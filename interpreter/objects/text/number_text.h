// Text that shall be read as a number: digits of any script become ASCII ones.
#pragma once

#include <string>

#include "interpreter/objects/text/str.h"

namespace sidewinder {

// Decimal digits and white space in ASCII; what is neither (and not ASCII) becomes '?', which no number contains.
std::string ascii_number_text(const Str* s);

}  // namespace sidewinder
