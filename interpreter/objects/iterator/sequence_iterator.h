// Iterators over list and tuple (and over str, bytes, any sequence with __getitem__: see their .cpp).
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct SequenceIterator : Object {        // list_iterator and tuple_iterator
  ssize index;
  Object* sequence;                       // List or Tuple; null: exhausted for good
};
extern Type list_iterator_type, tuple_iterator_type;

}  // namespace sidewinder
