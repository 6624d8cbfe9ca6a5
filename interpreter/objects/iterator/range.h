// range and its iterator. Ranges whose three numbers and length fit 60 bits are Small: plain int64 fields.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Range : Object {
  Object *start, *stop, *step, *length;  // exact ints
  static Type* type();
};
// Of a small range: next value is `next`; ends when `remaining` of `total` is 0.
struct RangeIterator : Object {
  int64_t next, step, remaining, total;  // all fit 60 bits
  static Type* type();
};
// Of any other range.
struct LongRangeIterator : Object {
  Object *next, *step, *remaining, *total;
  static Type* type();
};
extern Type range_type, range_iterator_type, long_range_iterator_type;
inline Type* Range::type() { return &range_type; }
inline Type* RangeIterator::type() { return &range_iterator_type; }
inline Type* LongRangeIterator::type() { return &long_range_iterator_type; }

Object* range_iter(Thread& t, Object* range);
Range* new_range(Thread& t, Object* start, Object* stop, Object* step);  // exact ints; ValueError for step 0

// The numbers of a small range.
struct RangeNumbers {
  int64_t start, stop, step, length;
  int64_t item(int64_t i) const { return start + i * step; }
};
bool range_numbers(const Range* range, RangeNumbers* numbers);  // false: not small

}  // namespace sidewinder
