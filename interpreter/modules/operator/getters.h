// The classes of _operator whose instances are functions of one object: attrgetter, itemgetter, methodcaller.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern Type attr_getter_type, item_getter_type, method_caller_type;

}  // namespace sidewinder
