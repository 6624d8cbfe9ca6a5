// range_iterator (machine integers) and longrange_iterator (ints of any size).

#include <algorithm>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/iterator/range.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Lookup range_iterator_next(Thread&, Object* o) {
  RangeIterator* it = cast<RangeIterator>(o);
  if (it->remaining <= 0) return Lookup::missing();
  int64_t value = it->next;
  it->remaining--;
  it->next = value + it->step;
  return int_from_int64(value);
}

ssize range_iterator_length_hint(const RangeIterator& self) { return self.remaining; }

int64_t first_of(const RangeIterator& it) { return it.next - (it.total - it.remaining) * it.step; }

// `taken`: how many items of all are to be passed over.
void range_iterator_setstate(RangeIterator& self, ssize taken) {
  taken = std::clamp<ssize>(taken, 0, self.total);
  self.next = first_of(self) + taken * self.step;
  self.remaining = self.total - taken;
}

Object* range_of(Thread& t, Object* start, Object* total, Object* step) {
  Object* length = TRY(int_binary(t, BinaryOp::Mul, total, step));
  Object* arguments[] = {start, TRY(int_binary(t, BinaryOp::Add, start, length)), step};
  return call(t, Range::type(), Args{arguments, 3});
}

Object* range_iterator_reduce(Thread& t, const RangeIterator& self) {
  Object* first = TRY(int_from_int64(first_of(self)));
  Object* total = TRY(int_from_int64(self.total));
  Object* range = TRY(range_of(t, first, total, TRY(int_from_int64(self.step))));
  return reduce_to_call(t, "iter", range, self.total - self.remaining);
}

Lookup long_range_iterator_next(Thread& t, Object* o) {
  LongRangeIterator* it = cast<LongRangeIterator>(o);
  if (int_sign(it->remaining) <= 0) return Lookup::missing();
  Object* value = it->next;
  Object* next = TRY(int_binary(t, BinaryOp::Add, value, it->step));
  it->remaining = TRY(int_binary(t, BinaryOp::Sub, it->remaining, int_from_int64(1)));
  it->next = next;
  return value;
}

Object* long_range_iterator_length_hint(LongRangeIterator& self) { return self.remaining; }

Object* taken_of(Thread& t, const LongRangeIterator& it) {
  return int_binary(t, BinaryOp::Sub, it.total, it.remaining);
}
Object* first_of(Thread& t, const LongRangeIterator& it) {
  Object* passed = TRY(int_binary(t, BinaryOp::Mul, TRY(taken_of(t, it)), it.step));
  return int_binary(t, BinaryOp::Sub, it.next, passed);
}

Object* long_range_iterator_reduce(Thread& t, const LongRangeIterator& self) {
  Object* range = TRY(range_of(t, TRY(first_of(t, self)), self.total, self.step));
  return reduce_to_call(t, "iter", range, TRY(taken_of(t, self)));
}

Status long_range_iterator_setstate(Thread& t, LongRangeIterator& self, Object* taken) {
  TRY(compare_truth(t, taken, TRY(int_from_int64(0)), CompareOp::Lt));  // refuses what is no number
  taken = TRY(index(t, taken));
  Object* first = TRY(first_of(t, self));
  if (int_sign(taken) < 0) taken = TRY(int_from_int64(0));
  Object* remaining = TRY(int_binary(t, BinaryOp::Sub, self.total, taken));
  if (int_sign(remaining) < 0) {
    remaining = TRY(int_from_int64(0));
    taken = self.total;
  }
  Object* passed = TRY(int_binary(t, BinaryOp::Mul, taken, self.step));
  self.next = TRY(int_binary(t, BinaryOp::Add, first, passed));
  self.remaining = remaining;
  return Status::ok();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/iterator/settable_iterator_methods.def"
#define NATIVE_TYPE RangeIterator
#define NATIVE_PREFIX range_iterator
#define NATIVE_NAME "range_iterator"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/iterator/settable_iterator_methods.def"
#define NATIVE_TYPE LongRangeIterator
#define NATIVE_PREFIX long_range_iterator
#define NATIVE_NAME "longrange_iterator"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData range_iterator_data = iterator_data(range_iterator_next, range_iterator_declare);
static constinit TypeData long_range_iterator_data =
    iterator_data(long_range_iterator_next, long_range_iterator_declare);

// Machine integers only: not a word of it is a reference.
constinit Type range_iterator_type =
    static_type("range_iterator", sizeof(RangeIterator), 0, kTypeDisallowInstantiation, &range_iterator_data);
constinit Type long_range_iterator_type =
    static_type("longrange_iterator", sizeof(LongRangeIterator), 0, kIteratorFlags, &long_range_iterator_data);

Object* range_iter(Thread&, Object* o) {
  Range* range = cast<Range>(o);
  RangeNumbers n;
  if (range_numbers(range, &n)) {
    RangeIterator* it = TRY((new_object<RangeIterator, MemoryKind::Leaf>(&range_iterator_type)));
    it->next = n.start;
    it->step = n.step;
    it->remaining = it->total = n.length;
    return it;
  }
  LongRangeIterator* it = TRY(new_object<LongRangeIterator>(&long_range_iterator_type));
  it->next = range->start;
  it->step = range->step;
  it->remaining = it->total = range->length;
  return it;
}

}  // namespace sidewinder
