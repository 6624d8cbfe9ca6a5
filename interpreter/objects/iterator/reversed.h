// reversed(sequence): asks __reversed__, or walks a sequence from its end.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Reversed : Object {
  ssize index;       // of the next item
  Object* sequence;  // null: exhausted for good
  static Type* type();
};
extern Type reversed_type;
inline Type* Reversed::type() { return &reversed_type; }

}  // namespace sidewinder
