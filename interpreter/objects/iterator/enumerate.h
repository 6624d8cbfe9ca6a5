// enumerate(iterable, start=0).
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Enumerate : Object {
  Object* iterator;
  ssize index;        // of the next item, unless big_index is set
  Object* big_index;  // an int beyond ssize, or null
  static Type* type();
};
extern Type enumerate_type;
inline Type* Enumerate::type() { return &enumerate_type; }

// The next pair without its tuple. Missing: at the end, nothing stored; found: any object.
Lookup enumerate_next_pair(Thread& t, Enumerate* self, Object** pair);

}  // namespace sidewinder
