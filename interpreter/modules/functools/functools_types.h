// The classes of _functools.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern Type partial_type, key_wrapper_type, lru_cache_type, lru_link_type;

Object* new_key_wrapper(Object* compare);  // what cmp_to_key gives
Object* lru_keyword_mark();                // between the positional and the keyword arguments in the key of a call

}  // namespace sidewinder
