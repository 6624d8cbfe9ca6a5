// map(function, *iterables). (`Map` is the hidden class of instances.)
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

struct MapObject : Object {
  Tuple* iterators;
  Object* function;
  static Type* type();
};
extern Type map_object_type;
inline Type* MapObject::type() { return &map_object_type; }

}  // namespace sidewinder
