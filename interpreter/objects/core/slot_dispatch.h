// Slots of Python classes. A class that defines a special method in Python gets, in that slot, a function from here
// that finds the method in TypeData::special and calls it. Where only native methods are found, their slot functions
// are taken over.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern const Slots slot_dispatchers;  // one function for every slot

// The C API's: told of each class of Python whose slots were chosen (anew). Null until an extension module is there.
extern void (*slots_changed_hook)(Type* cls);

const char* operator_symbol(BinaryOp op);  // "+"

// The pieces that are compiled apart.
void fill_operator_dispatchers(BinaryFn* binary, BinaryFn* in_place);

}  // namespace sidewinder
