// Slots of Python classes. A class that defines a special method in Python gets, in that slot, a function from here
// that finds the method in TypeData::special and calls it. Where only native methods are found, their slot functions
// are taken over.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern const Slots slot_dispatchers;  // one function for every slot

// The pieces that are compiled apart.
void fill_operator_dispatchers(BinaryFn* binary, BinaryFn* in_place);

}  // namespace sidewinder
