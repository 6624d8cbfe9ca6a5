// The strings that exist once and forever without being in the intern table: the empty one and the latin-1 characters.
#pragma once

#include "interpreter/objects/text/str.h"

namespace sidewinder {

Str* static_str_for(const Str* s);  // the one equal to s; null: there is none

}  // namespace sidewinder
