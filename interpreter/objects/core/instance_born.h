// The C API's part in the birth of instances that give something back at their end (release_hooks in instance.h).
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

extern void (*instance_born_hook)(Object* o);  // null until an extension module is there

}  // namespace sidewinder
