// The classes of _collections (deque.h has its own).
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern Type default_dict_type, ordered_dict_type;

}  // namespace sidewinder
