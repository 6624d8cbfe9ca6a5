// range: making them, and their numbers. What Python sees is in range_methods.cpp, the iterators in range_iterator.cpp.

#include "interpreter/objects/iterator/range.h"

#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

static bool small_value(const Object* o, int64_t* value) {
  if (!cast<Int>(o)->is_small()) return false;
  *value = cast<Int>(o)->small_value();
  return true;
}

// (stop - start - 1) // step + 1 for a rising range, mirrored for a falling one; 0 if there is nothing between.
static Object* range_length(Thread& t, Object* start, Object* stop, Object* step) {
  int64_t a, b, s;
  if (small_value(start, &a) && small_value(stop, &b) && small_value(step, &s)) {
    if (s > 0) return int_from_int64(a < b ? (b - a - 1) / s + 1 : 0);
    return int_from_int64(b < a ? (a - b - 1) / -s + 1 : 0);
  }
  Object* one = int_from_int64(1);
  if (int_sign(step) < 0) {
    std::swap(start, stop);
    step = TRY(int_negative(t, step));
  }
  if (int_compare(start, stop) >= 0) return int_from_int64(0);
  Object* distance = TRY(int_binary(t, BinaryOp::Sub, stop, start));
  Object* whole = TRY(int_binary(t, BinaryOp::FloorDiv, TRY(int_binary(t, BinaryOp::Sub, distance, one)), step));
  return int_binary(t, BinaryOp::Add, whole, one);
}

Range* new_range(Thread& t, Object* start, Object* stop, Object* step) {
  if (int_is_zero(step)) return raise_value_error(t, "range() arg 3 must not be zero");
  Object* length = TRY(range_length(t, start, stop, step));
  Range* range = TRY(new_object<Range>(&range_type));
  range->start = start;
  range->stop = stop;
  range->step = step;
  range->length = length;
  return range;
}

bool range_numbers(const Range* r, RangeNumbers* n) {
  return small_value(r->start, &n->start) && small_value(r->stop, &n->stop) && small_value(r->step, &n->step) &&
         small_value(r->length, &n->length);
}

}  // namespace sidewinder
