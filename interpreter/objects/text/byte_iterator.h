// Iterators over bytes and bytearray, and what the one over str shares with them.
#pragma once

#include "interpreter/objects/core/argument.h"

namespace sidewinder {

struct ByteIterator : Object {
  ssize index;       // 16
  Object* sequence;  // 24; null: exhausted for good
};

Object* new_byte_iterator(Type* cls, Object* sequence);

// The argument of __setstate__, which does not ask __index__.
struct IteratorPosition {
  ssize value = 0;
};
template <> struct Argument<IteratorPosition> {
  static Status convert(Thread& t, Object* value, Site, IteratorPosition* out) {
    if (!is_int(value)) return raise_type_error(t, "an integer is required");
    return argument_ssize(t, value, &out->value);
  }
};

}  // namespace sidewinder
