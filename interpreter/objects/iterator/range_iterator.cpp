// range_iterator (machine integers) and longrange_iterator (ints of any size).

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

Object* range_iterator_method_length_hint(Thread&, Object* o, Args) {
  return int_from_int64(cast<RangeIterator>(o)->remaining);
}

Object* range_iterator_method_setstate(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "__setstate__", 1, 1));
  RangeIterator* it = cast<RangeIterator>(o);
  int64_t skip = TRY(args.index_or(t, 0, 0));
  skip = skip < 0 ? 0 : skip > it->remaining ? it->remaining : skip;
  it->next += skip * it->step;
  it->remaining -= skip;
  return none();
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

Object* long_range_iterator_method_length_hint(Thread&, Object* o, Args) {
  return cast<LongRangeIterator>(o)->remaining;
}

constexpr NativeMethod methods[] = {
    {"__length_hint__", range_iterator_method_length_hint},
    {"__setstate__", range_iterator_method_setstate},
    {nullptr, nullptr},
};
constexpr NativeMethod long_methods[] = {{"__length_hint__", long_range_iterator_method_length_hint},
                                         {nullptr, nullptr}};
constinit TypeData range_iterator_data = iterator_data(range_iterator_next, methods);
constinit TypeData long_range_iterator_data = iterator_data(long_range_iterator_next, long_methods);

}  // namespace

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
    it->remaining = n.length;
    return it;
  }
  LongRangeIterator* it = TRY(new_object<LongRangeIterator>(&long_range_iterator_type));
  it->next = range->start;
  it->step = range->step;
  it->remaining = range->length;
  return it;
}

}  // namespace sidewinder
