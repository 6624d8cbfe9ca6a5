// iter() of an object that only has __getitem__: items 0, 1, 2 ... until IndexError.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct IndexIterator : Object {
  ssize index;
  Object* sequence;  // null: exhausted for good
};
extern Type index_iterator_type;

IndexIterator* new_index_iterator(Object* sequence);

}  // namespace sidewinder
