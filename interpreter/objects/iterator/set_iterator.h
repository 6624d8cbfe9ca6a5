// The iterator over a set or frozenset.
#pragma once

#include "interpreter/objects/container/set.h"

namespace sidewinder {

struct SetIterator : Object {
  Set* set;        // null: exhausted for good
  ssize used;      // of the set when the iteration began; -1 once it was found changed
  ssize position;  // of the next slot to look at
  ssize remaining;
};
extern Type set_iterator_type;

SetIterator* new_set_iterator(Set* set);

}  // namespace sidewinder
