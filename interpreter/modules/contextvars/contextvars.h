// What other modules ask of contexts.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

Object* copy_current_context(Thread& t);  // contextvars.copy_context()

}  // namespace sidewinder
