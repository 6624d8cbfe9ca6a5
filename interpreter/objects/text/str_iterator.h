// Iterators over the characters of a str: of ASCII text str_ascii_iterator_type, of others str_iterator_type.
#pragma once

#include "interpreter/objects/text/str.h"

namespace sidewinder {

struct StrIterator : Object {
  ssize index;  // 16
  Str* text;    // 24; null: exhausted for good
};

}  // namespace sidewinder
