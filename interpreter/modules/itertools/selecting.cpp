// accumulate, compress, dropwhile, filterfalse, takewhile.
#include "interpreter/modules/itertools/itertools_types.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"

namespace sidewinder {
namespace {

// --- accumulate ---

struct Accumulate : Object {
  Object* total;  // null before the first item
  Object* iterator;
  Object* function;  // None: +
  Object* initial;   // to be given first; None: nothing, or it was given
  static Type* type() { return &accumulate_type; }
};

Object* accumulate_new(Thread& t, Type& cls, Object* iterable, Object* function, Object* initial) {
  Object* iterator = TRY(get_iterator(t, iterable));
  auto* self = TRY(new_iterator_object<Accumulate>(t, &cls, &accumulate_type));
  self->iterator = iterator;
  self->function = function;
  self->initial = initial;
  return self;
}

Lookup accumulate_next(Thread& t, Object* o) {
  auto* self = cast<Accumulate>(o);
  if (self->initial != none()) {
    self->total = self->initial;
    self->initial = none();
    return self->total;
  }
  Lookup item = next_item(t, self->iterator);
  if (!item.found()) return item;
  Object* total = self->total;
  if (!total) return self->total = item.value;
  total = self->function == none() ? binary(t, BinaryOp::Add, total, item.value)
                                   : call(t, self->function, total, item.value);
  return self->total = TRY(total);
}

// An iterator over `value`, then the rest.
Object* chained(Thread& t, Object* value, Object* rest) {
  return call(t, &chain_type, TRY(new_tuple(&value, 1)), rest);
}

Object* accumulate_reduce(Thread& t, Accumulate& self) {
  if (self.initial != none()) {
    Object* all = TRY(chained(t, self.initial, self.iterator));
    return with_state(reduced(self.cls, all, self.function), none());
  }
  if (self.total == none()) {  // no state could say so
    Object* all = TRY(chained(t, none(), self.iterator));
    Object* again = TRY(call(t, self.cls, all, self.function));
    return reduced(&islice_type, again, int_from_int64(1), none());
  }
  return with_state(reduced(self.cls, self.iterator, self.function), self.total ? self.total : none());
}

void accumulate_setstate(Accumulate& self, Object* state) { self.total = state; }

// --- compress ---

struct Compress : Object {
  Object *data, *selectors;
  static Type* type() { return &compress_type; }
};

Object* compress_new(Thread& t, Type& cls, Object* data, Object* selectors) {
  data = TRY(get_iterator(t, data));
  selectors = TRY(get_iterator(t, selectors));
  auto* self = TRY(new_iterator_object<Compress>(t, &cls, &compress_type));
  self->data = data;
  self->selectors = selectors;
  return self;
}

Lookup compress_next(Thread& t, Object* o) {
  auto* self = cast<Compress>(o);
  for (;;) {
    Lookup item = iterator_next(t, self->data);
    if (!item.found()) return item;
    Lookup selector = iterator_next(t, self->selectors);
    if (!selector.found()) return selector;
    if (TRY(truth(t, selector.value))) return item;
  }
}

Object* compress_reduce(Compress& self) { return reduced(self.cls, self.data, self.selectors); }

// --- dropwhile, takewhile, filterfalse ---

struct Selecting : Object {
  Object *function, *iterator;
  bool decided;  // dropwhile: an item has failed; takewhile: no more
};

template <class T> Object* new_selecting(Thread& t, Type& cls, Object* function, Object* iterable) {
  Object* iterator = TRY(get_iterator(t, iterable));
  auto* self = TRY(new_iterator_object<T>(t, &cls, T::type()));
  self->function = function;
  self->iterator = iterator;
  return self;
}

Truth holds(Thread& t, Object* function, Object* item) {
  Object* answer = TRY(call(t, function, item));
  return truth(t, answer);
}

struct Dropwhile : Selecting {
  static Type* type() { return &dropwhile_type; }
};
struct Takewhile : Selecting {
  static Type* type() { return &takewhile_type; }
};
struct Filterfalse : Selecting {
  static Type* type() { return &filterfalse_type; }
};

Object* dropwhile_new(Thread& t, Type& cls, Object* function, Object* iterable) {
  return new_selecting<Dropwhile>(t, cls, function, iterable);
}
Object* takewhile_new(Thread& t, Type& cls, Object* function, Object* iterable) {
  return new_selecting<Takewhile>(t, cls, function, iterable);
}
Object* filterfalse_new(Thread& t, Type& cls, Object* function, Object* iterable) {
  return new_selecting<Filterfalse>(t, cls, function, iterable);
}

Lookup dropwhile_next(Thread& t, Object* o) {
  auto* self = cast<Dropwhile>(o);
  for (;;) {
    Lookup item = iterator_next(t, self->iterator);
    if (!item.found() || self->decided) return item;
    if (TRY(holds(t, self->function, item.value))) continue;
    self->decided = true;
    return item;
  }
}

Lookup takewhile_next(Thread& t, Object* o) {
  auto* self = cast<Takewhile>(o);
  if (self->decided) return Lookup::missing();
  Lookup item = iterator_next(t, self->iterator);
  if (!item.found() || TRY(holds(t, self->function, item.value))) return item;
  self->decided = true;
  return Lookup::missing();
}

Lookup filterfalse_next(Thread& t, Object* o) {
  auto* self = cast<Filterfalse>(o);
  Object* function = self->function;
  bool by_truth = function == none() || function == &bool_type;
  for (;;) {
    Lookup item = iterator_next(t, self->iterator);
    if (!item.found()) return item;
    if (!TRY(by_truth ? truth(t, item.value) : holds(t, function, item.value))) return item;
  }
}

Tuple* selecting_reduce(Selecting& self) { return reduced(self.cls, self.function, self.iterator); }
Object* dropwhile_reduce(Dropwhile& self) { return with_state(selecting_reduce(self), int_from_int64(self.decided)); }
Object* takewhile_reduce(Takewhile& self) { return with_state(selecting_reduce(self), int_from_int64(self.decided)); }
Object* filterfalse_reduce(Filterfalse& self) { return selecting_reduce(self); }
void dropwhile_setstate(Dropwhile& self, bool state) { self.decided = state; }
void takewhile_setstate(Takewhile& self, bool state) { self.decided = state; }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/itertools/accumulate.def"
#define NATIVE_TYPE Accumulate
#define NATIVE_PREFIX accumulate
#define NATIVE_NAME "accumulate"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/compress.def"
#define NATIVE_TYPE Compress
#define NATIVE_PREFIX compress
#define NATIVE_NAME "compress"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/dropwhile.def"
#define NATIVE_TYPE Dropwhile
#define NATIVE_PREFIX dropwhile
#define NATIVE_NAME "dropwhile"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/takewhile.def"
#define NATIVE_TYPE Takewhile
#define NATIVE_PREFIX takewhile
#define NATIVE_NAME "takewhile"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/filterfalse.def"
#define NATIVE_TYPE Filterfalse
#define NATIVE_PREFIX filterfalse
#define NATIVE_NAME "filterfalse"
#include "interpreter/objects/core/native_table.inc"

namespace {

constinit TypeData accumulate_data = iterator_data(accumulate_next, accumulate_declare);
constinit TypeData compress_data = iterator_data(compress_next, compress_declare);
constinit TypeData dropwhile_data = iterator_data(dropwhile_next, dropwhile_declare);
constinit TypeData takewhile_data = iterator_data(takewhile_next, takewhile_declare);
constinit TypeData filterfalse_data = iterator_data(filterfalse_next, filterfalse_declare);

}  // namespace

constinit Type accumulate_type = iterator_type("itertools.accumulate", sizeof(Accumulate), &accumulate_data);
constinit Type compress_type = iterator_type("itertools.compress", sizeof(Compress), &compress_data);
constinit Type dropwhile_type = iterator_type("itertools.dropwhile", sizeof(Dropwhile), &dropwhile_data);
constinit Type takewhile_type = iterator_type("itertools.takewhile", sizeof(Takewhile), &takewhile_data);
constinit Type filterfalse_type = iterator_type("itertools.filterfalse", sizeof(Filterfalse), &filterfalse_data);

}  // namespace sidewinder
