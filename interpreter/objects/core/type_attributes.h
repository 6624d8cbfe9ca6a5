// What every class has as attributes: tables for type_type (type_methods.cpp).
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern const NativeGetSet type_getsets[];
extern const NativeMember type_members[];

// After a change of bases: the MROs of cls and of all classes below it.
Status rebuild_mros(Thread& t, Type* cls, Tuple* mro);

}  // namespace sidewinder
