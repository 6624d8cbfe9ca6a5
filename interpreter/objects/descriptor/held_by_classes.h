// Objects in the dicts of classes, themselves or within a property, classmethod or staticmethod, that change in place.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Thread;

// New versions for all classes that hold o, since what caches and compiled code know of it is over. Looks through all
// classes.
void held_by_classes_changed(Thread& t, const Object* o);

}  // namespace sidewinder
