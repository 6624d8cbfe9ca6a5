// zip(*iterables, strict=False).
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

struct Zip : Object {
  Tuple* iterators;
  bool strict;  // all iterables must have the same length
  static Type* type();
};
extern Type zip_type;
inline Type* Zip::type() { return &zip_type; }

// The next items without their tuple, of an iterator over as many as `count`. Missing: at the end; found: any object.
Lookup zip_next_items(Thread& t, Zip* self, Object** items, ssize count);

// A tuple of the iterators of the positional arguments.
Tuple* iterators_of(Thread& t, Args args);

}  // namespace sidewinder
