// tuple: CPython's layout.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Tuple : VarObject {
  Object* items[];  // at 24
  static Type* type();
  ssize length() const { return size; }
  Object* operator[](ssize i) const { return items[i]; }
};
extern Type tuple_type;
inline Type* Tuple::type() { return &tuple_type; }

extern Tuple empty_tuple_object;
inline Tuple* empty_tuple() { return &empty_tuple_object; }
// items null, to be filled at once; n = 0 gives the singleton
Tuple* new_tuple(ssize n);
Tuple* new_tuple(Object* const* items, ssize n);
Tuple* tuple_from_iterable(Thread& t, Object* iterable);  // the object itself if it is an exact tuple
Tuple* tuple_slice(Tuple* self, ssize begin, ssize end);  // 0 <= begin <= end <= size
Tuple* tuple_concat(Tuple* a, Tuple* b);

}  // namespace sidewinder
