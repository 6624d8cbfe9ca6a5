// What Python sees of range. Small ranges are computed with machine integers, all others with ints.

#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/range.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// range(stop), range(start, stop[, step])
Range* range_new(Thread& t, Type&, Object* start, Object* stop /* or null */, Object* step /* or null */) {
  Object* first = TRY(index(t, start));
  if (!stop) return new_range(t, int_from_int64(0), first, int_from_int64(1));
  stop = TRY(index(t, stop));
  return new_range(t, first, stop, step ? TRY(index(t, step)) : int_from_int64(1));
}

bool has_unit_step(const Range* r) { return cast<Int>(r->step)->is_small() && cast<Int>(r->step)->small_value() == 1; }

Object* range_repr(Thread& t, Object* o) {
  Range* r = cast<Range>(o);
  StrBuilder out;
  out.add("range(").add(TRY(repr(t, r->start))).add(", ").add(TRY(repr(t, r->stop)));
  if (!has_unit_step(r)) out.add(", ").add(TRY(repr(t, r->step)));
  return out.add(")").finish();
}

Result<ssize> range_length_slot(Thread& t, Object* o) {
  int64_t n;
  if (int_fits_int64(cast<Range>(o)->length, &n)) return ssize(n);
  return raise_overflow_error(t, "Python int too large to convert to C ssize_t");
}

Truth range_truth(Thread&, Object* o) { return truth_of(!int_is_zero(cast<Range>(o)->length)); }

// Equal ranges are those that give the same items: what counts is {length, first, step}, as far as there are items.
Tuple* identity(const Range* r) {
  bool empty = int_is_zero(r->length);
  bool single = int_compare(r->length, int_from_int64(1)) == 0;
  Object* items[] = {r->length, empty ? none() : r->start, empty || single ? none() : r->step};
  return new_tuple(items, 3);
}

Result<ssize> range_hash(Thread& t, Object* o) { return hash(t, TRY(identity(cast<Range>(o)))); }

Object* range_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (!equality || !is_exact<Range>(a) || !is_exact<Range>(b)) return not_implemented();
  Tuple* left = TRY(identity(cast<Range>(a)));
  return compare(t, left, TRY(identity(cast<Range>(b))), op);
}

// start + i * step
Object* item_at(Thread& t, Range* r, Object* i) {
  Object* offset = TRY(int_binary(t, BinaryOp::Mul, i, r->step));
  return int_binary(t, BinaryOp::Add, r->start, offset);
}

Object* range_item(Thread& t, Range* r, Object* i) {
  RangeNumbers n;
  if (range_numbers(r, &n) && cast<Int>(i)->is_small()) {
    ssize at = normalize_index(cast<Int>(i)->small_value(), n.length);
    return at < 0 ? raise_index_error(t, "range object index out of range") : int_from_int64(n.item(at));
  }
  if (int_sign(i) < 0) i = TRY(int_binary(t, BinaryOp::Add, i, r->length));
  if (int_sign(i) < 0 || int_compare(i, r->length) >= 0) return raise_index_error(t, "range object index out of range");
  return item_at(t, r, i);
}

Object* range_slice(Thread& t, Range* r, Slice* slice) {
  Object *start, *stop, *step;
  TRY(slice_indices(t, slice, r->length, &start, &stop, &step));
  Object* first = TRY(item_at(t, r, start));
  Object* end = TRY(item_at(t, r, stop));
  return new_range(t, first, end, TRY(int_binary(t, BinaryOp::Mul, step, r->step)));
}

Object* range_get_item(Thread& t, Object* o, Object* key) {
  Range* r = cast<Range>(o);
  if (is_exact<Slice>(key)) return range_slice(t, r, cast<Slice>(key));
  if (is_index(key)) return range_item(t, r, TRY(index(t, key)));
  return raise_type_error(t, "range indices must be integers or slices, not %T", key);
}

// Position of an exact int or bool, by arithmetic; missing if it is not there.
Lookup position_of_int(Thread& t, Range* r, Object* value) {
  bool rising = int_sign(r->step) > 0;
  int from_start = int_compare(value, r->start);
  int to_stop = int_compare(value, r->stop);
  bool outside = rising ? from_start < 0 || to_stop >= 0 : from_start > 0 || to_stop <= 0;
  if (outside) return Lookup::missing();
  Object* offset = TRY(int_binary(t, BinaryOp::Sub, value, r->start));
  Object* rest = TRY(int_binary(t, BinaryOp::Mod, offset, r->step));
  if (!int_is_zero(rest)) return Lookup::missing();
  return int_binary(t, BinaryOp::FloorDiv, offset, r->step);
}

bool is_plain_int(const Object* o) { return is_exact<Int>(o) || o->cls == &bool_type; }

// Positions of items that are equal to `value`, by comparison; body(position) says whether to go on.
template <class Body> Status for_each_equal(Thread& t, Range* range, Object* value, Body body) {
  Object* iterator = TRY(range_iter(t, range));
  for (ssize i = 0;; i++) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return Status::ok();
    if (TRY(equal(t, next.value, value)) && !body(i)) return Status::ok();
  }
}

// The first such position, or -1.
Result<ssize> find_equal(Thread& t, Range* range, Object* value) {
  ssize position = -1;
  TRY(for_each_equal(t, range, value, [&](ssize i) {
    position = i;
    return false;
  }));
  return position;
}

Truth range_contains(Thread& t, Object* o, Object* value) {
  Range* range = cast<Range>(o);
  if (is_plain_int(value)) return truth_of(TRY(position_of_int(t, range, value)).found());
  return truth_of(TRY(find_equal(t, range, value)) >= 0);
}

Result<ssize> range_count(Thread& t, Range& self, Object* value) {
  if (is_plain_int(value)) return ssize(TRY(position_of_int(t, &self, value)).found());
  ssize count = 0;
  TRY(for_each_equal(t, &self, value, [&](ssize) {
    count++;
    return true;
  }));
  return count;
}

Object* range_index(Thread& t, Range& self, Object* value) {
  if (is_plain_int(value)) {
    Lookup position = TRY(position_of_int(t, &self, value));
    return position.found() ? position.value : raise_value_error(t, "%R is not in range", value);
  }
  ssize position = TRY(find_equal(t, &self, value));
  return position >= 0 ? int_from_int64(position) : raise_value_error(t, "sequence.index(x): x not in sequence");
}

// The range from the last item down to the first.
Object* range_reversed(Thread& t, Range& self) {
  Object* last_index = TRY(int_binary(t, BinaryOp::Sub, self.length, int_from_int64(1)));
  Object* last = TRY(item_at(t, &self, last_index));
  Object* stop = TRY(int_binary(t, BinaryOp::Sub, self.start, self.step));
  return range_iter(t, TRY(new_range(t, last, stop, TRY(int_negative(t, self.step)))));
}

Tuple* range_reduce(const Range& self, Args /* ignored, as in CPython */) {
  Object* arguments[] = {self.start, self.stop, self.step};
  Object* items[] = {&range_type, TRY(new_tuple(arguments, 3))};
  return new_tuple(items, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/iterator/range_methods.def"
#define NATIVE_TYPE Range
#define NATIVE_PREFIX range
#define NATIVE_NAME "range"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_range_data() {
  TypeData d{};
  d.slots.repr = range_repr;
  d.slots.hash = range_hash;
  d.slots.length = range_length_slot;
  d.slots.truth = range_truth;
  d.slots.compare = range_compare;
  d.slots.get_item = range_get_item;
  d.slots.contains = range_contains;
  d.slots.iter = range_iter;
  range_declare(d);
  return d;
}
constinit TypeData range_data = make_range_data();

}  // namespace

constinit Type range_type = static_type("range", sizeof(Range), 0, kTypeSequence, &range_data);

}  // namespace sidewinder
