// The descriptors of the fields of a namedtuple (_collections._tuplegetter): field `index` of a tuple.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern Type tuple_getter_type;

struct TupleGetter : Object {
  ssize index;
  Object* doc;
  static Type* type() { return &tuple_getter_type; }
};

}  // namespace sidewinder
