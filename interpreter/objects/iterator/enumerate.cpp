#include "interpreter/objects/iterator/enumerate.h"

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* enumerate_create(Thread& t, Type* cls, Args args) {
  Object* bound[2] = {};
  TRY(args.bind(t, "enumerate", "iterable,start=", bound));
  Object* start = bound[1] ? TRY(index(t, bound[1])) : nullptr;
  Object* iterator = TRY(get_iterator(t, bound[0]));
  Enumerate* self = TRY(new_iterator_object<Enumerate>(t, cls, &enumerate_type));
  self->iterator = iterator;
  int64_t first = 0;
  if (start && !int_fits_int64(start, &first)) self->big_index = start;
  self->index = first;
  return self;
}

// The index to hand out; the next one is beyond ssize once `index` has reached its end.
Object* take_index(Thread& t, Enumerate* self) {
  if (!self->big_index && self->index != PTRDIFF_MAX) return int_from_int64(self->index++);
  Object* result = self->big_index ? self->big_index : TRY(int_from_int64(self->index));
  self->big_index = TRY(int_binary(t, BinaryOp::Add, result, int_from_int64(1)));
  return result;
}

Lookup enumerate_next(Thread& t, Object* o) {
  Enumerate* self = cast<Enumerate>(o);
  Lookup item = TRY(iterator_next(t, self->iterator));
  if (item.is_missing()) return item;
  Object* items[] = {TRY(take_index(t, self)), item.value};
  return new_tuple(items, 2);
}

Object* enumerate_method_reduce(Thread&, Object* o, Args) {
  Enumerate* self = cast<Enumerate>(o);
  Object* arguments[] = {self->iterator, self->big_index ? self->big_index : TRY(int_from_int64(self->index))};
  Object* items[] = {o->cls, TRY(new_tuple(arguments, 2))};
  return new_tuple(items, 2);
}

constexpr NativeMethod methods[] = {{"__reduce__", enumerate_method_reduce}, {nullptr, nullptr}};
constinit TypeData enumerate_data =
    iterator_data(enumerate_next, methods, enumerate_create,
                  "enumerate(iterable, start=0)\n--\n\nPairs of a count and the items of an iterable.");

}  // namespace

constinit Type enumerate_type = static_type("enumerate", sizeof(Enumerate), 0, kIteratorBaseFlags, &enumerate_data);

}  // namespace sidewinder
