// Powers with a modulus of types that C defines: the core's slots have no place for the third operand.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// NotImplemented: none of the three types is C's, or says how. Null until an extension module is there.
extern Object* (*c_power_hook)(Thread& t, Object* a, Object* b, Object* modulus);
// a.__ipow__(b, modulus), where `owner` is what has __ipow__: a type of C's.
extern Object* (*c_in_place_power_hook)(Thread& t, const Type* owner, Object* a, Object* b, Object* modulus);

}  // namespace sidewinder
