// Iterators over list and tuple, forward and (list) backward.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct SequenceIterator : Object {  // list_iterator, tuple_iterator, list_reverseiterator
  ssize index;                      // of the next item
  Object* sequence;                 // List or Tuple (or a subclass); null: exhausted for good
};
extern Type list_iterator_type, tuple_iterator_type, list_reverse_iterator_type;

SequenceIterator* new_sequence_iterator(Type* cls, Object* sequence, ssize index = 0);

}  // namespace sidewinder
