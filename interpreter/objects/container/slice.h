// slice objects (CPython's layout), and the arithmetic of slicing that every sequence uses.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Slice : Object {
  Object *start, *stop, *step;  // 16, 24, 32; any objects, none() by default
  static Type* type();
};
static_assert(sizeof(Slice) == 40);
extern Type slice_type;
inline Type* Slice::type() { return &slice_type; }

Slice* new_slice(Thread& t, Object* start, Object* stop, Object* step);

struct SliceBounds {
  ssize start, stop, step;
};
// The three numbers as the user gave them (None: the ends), clamped to ssize. May run __index__. ValueError for step 0.
Status slice_unpack(Thread& t, const Slice* slice, SliceBounds* bounds);
// Brings the bounds into a sequence of `length` items; returns how many items the slice has. Call it after slice_unpack
// has run all user code, with the length as it is then.
ssize slice_adjust(ssize length, SliceBounds* bounds);

// slice.indices(): start, stop and step in a sequence of `length` items (an int >= 0), without limits of size.
Status slice_indices(Thread& t, const Slice* slice, Object* length, Object** start, Object** stop, Object** step);

// Index i into a sequence of `length` items, counted from the end if negative; -1 if it is outside.
PY_ALWAYS_INLINE ssize normalize_index(ssize i, ssize length) {
  if (i < 0) i += length;
  return size_t(i) < size_t(length) ? i : -1;
}
bool is_index(const Object* o);  // has __index__

}  // namespace sidewinder
