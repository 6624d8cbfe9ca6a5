// itertools.chain: what traces read of it. Its methods: interpreter/modules/itertools/chaining.cpp.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Chain : Object {
  Object* source;  // iterator over the iterables; null: exhausted
  Object* active;  // the present one's iterator, or null
  static Type* type();
};
inline const Type* chain_class = nullptr;  // null: the module is not imported yet

}  // namespace sidewinder
