// slice: attributes, indices(), comparison, and the clamping arithmetic.

#include "interpreter/objects/container/slice.h"

#include <algorithm>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr ssize kSsizeMax = PTRDIFF_MAX;
constexpr ssize kSsizeMin = PTRDIFF_MIN;

// A slice member: None keeps the default.
Status unpack_member(Thread& t, Object* member, ssize* out) {
  if (member == none()) return Status::ok();
  if (is_exact<Int>(member) && cast<Int>(member)->is_small()) {
    *out = cast<Int>(member)->small_value();
    return Status::ok();
  }
  if (!is_index(member))
    return raise_type_error(t, "slice indices must be integers or None or have an __index__ method");
  *out = TRY(index_as_ssize(t, member, nullptr));
  return Status::ok();
}

Tuple* members(const Slice* s) {
  Object* items[] = {s->start, s->stop, s->step};
  return new_tuple(items, 3);
}

// slice(stop), slice(start, stop[, step])
Slice* slice_new(Thread& t, Type&, Object* start, Object* stop /* or null */, Object* step) {
  return stop ? new_slice(t, start, stop, step) : new_slice(t, none(), start, none());
}

Object* slice_repr(Thread& t, Object* o) {
  Slice* s = cast<Slice>(o);
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  StrBuilder out;
  out.add("slice(").add(TRY(repr(t, s->start))).add(", ").add(TRY(repr(t, s->stop))).add(", ");
  return out.add(TRY(repr(t, s->step))).add(")").finish();
}

Object* slice_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_exact<Slice>(a) || !is_exact<Slice>(b)) return not_implemented();
  if (a == b) return new_bool(op == CompareOp::Eq || op == CompareOp::Le || op == CompareOp::Ge);
  Tuple* left = TRY(members(cast<Slice>(a)));
  return compare(t, left, TRY(members(cast<Slice>(b))), op);
}

// One bound of indices(): clamped to lower..upper, as exact integers of any size.
Object* clamp_bound(Thread& t, Object* bound, Object* length, Object* lower, Object* upper) {
  if (int_sign(bound) < 0) {
    bound = TRY(int_binary(t, BinaryOp::Add, bound, length));
    return int_compare(bound, lower) < 0 ? lower : bound;
  }
  return int_compare(bound, upper) > 0 ? upper : bound;
}

Object* checked_bound(Thread& t, Object* member) {
  if (!is_index(member))
    return raise_type_error(t, "slice indices must be integers or None or have an __index__ method");
  return index(t, member);
}

// `length` is any object.
Tuple* slice_indices_of(Thread& t, Slice& self, Object* length) {
  length = TRY(index(t, length));
  if (int_sign(length) < 0) return raise_value_error(t, "length should not be negative");
  Object* items[3];
  TRY(slice_indices(t, &self, length, &items[0], &items[1], &items[2]));
  return new_tuple(items, 3);
}

Tuple* slice_reduce(const Slice& self) {
  Object* items[] = {&slice_type, TRY(members(&self))};
  return new_tuple(items, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/container/slice_methods.def"
#define NATIVE_TYPE Slice
#define NATIVE_PREFIX slice
#define NATIVE_NAME "slice"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_slice_data() {
  TypeData d{};
  d.slots.repr = slice_repr;
  d.slots.compare = slice_compare;
  slice_declare(d);
  return d;
}
constinit TypeData slice_data = make_slice_data();

}  // namespace

constinit Type slice_type = static_type("slice", sizeof(Slice), 0, kTypeHaveGC, &slice_data);

bool is_index(const Object* o) { return slots_of(o).index != nullptr; }

Slice* new_slice(Thread&, Object* start, Object* stop, Object* step) {
  Slice* s = TRY(new_object<Slice>(&slice_type));
  s->start = start;
  s->stop = stop;
  s->step = step;
  return s;
}

Status slice_indices(Thread& t, const Slice* s, Object* length, Object** start, Object** stop, Object** step) {
  Object* zero = int_from_int64(0);
  Object* one = int_from_int64(1);
  *step = s->step == none() ? one : TRY(checked_bound(t, s->step));
  if (int_is_zero(*step)) return raise_value_error(t, "slice step cannot be zero");
  bool backwards = int_sign(*step) < 0;
  Object* lower = backwards ? int_from_int64(-1) : zero;
  Object* upper = backwards ? TRY(int_binary(t, BinaryOp::Sub, length, one)) : length;
  *start = backwards ? upper : lower;
  *stop = backwards ? lower : upper;
  if (s->start != none()) *start = TRY(clamp_bound(t, TRY(checked_bound(t, s->start)), length, lower, upper));
  if (s->stop != none()) *stop = TRY(clamp_bound(t, TRY(checked_bound(t, s->stop)), length, lower, upper));
  return Status::ok();
}

Status slice_unpack(Thread& t, const Slice* slice, SliceBounds* bounds) {
  bounds->step = 1;
  TRY(unpack_member(t, slice->step, &bounds->step));
  if (bounds->step == 0) return raise_value_error(t, "slice step cannot be zero");
  if (bounds->step == kSsizeMin) bounds->step = -kSsizeMax;  // so that it can be negated
  bounds->start = bounds->step < 0 ? kSsizeMax : 0;
  bounds->stop = bounds->step < 0 ? kSsizeMin : kSsizeMax;
  TRY(unpack_member(t, slice->start, &bounds->start));
  return unpack_member(t, slice->stop, &bounds->stop);
}

ssize slice_adjust(ssize length, SliceBounds* b) {
  bool backwards = b->step < 0;
  ssize lowest = backwards ? -1 : 0;
  ssize highest = backwards ? length - 1 : length;
  auto clamp = [&](ssize i) { return i < 0 ? std::max(i + length, lowest) : std::min(i, highest); };
  b->start = clamp(b->start);
  b->stop = clamp(b->stop);
  if (backwards) return b->stop < b->start ? (b->start - b->stop - 1) / -b->step + 1 : 0;
  return b->start < b->stop ? (b->stop - b->start - 1) / b->step + 1 : 0;
}

}  // namespace sidewinder
