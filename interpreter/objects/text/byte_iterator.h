// Iterators over bytes and bytearray.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct ByteIterator : Object {
  ssize index;       // 16
  Object* sequence;  // 24; null: exhausted for good
};

Object* new_byte_iterator(Type* cls, Object* sequence);

}  // namespace sidewinder
