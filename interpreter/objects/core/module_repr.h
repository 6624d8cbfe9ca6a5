// repr() of modules is the importer's business once there is one: imports/ sets this.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern UnaryFn library_module_repr;  // null: the plain form

}  // namespace sidewinder
