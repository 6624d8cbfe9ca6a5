#include "interpreter/objects/iterator/enumerate.h"

#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// iterable and start, as CPython binds them: the words are not those of a table row.
Status bind_arguments(Thread& t, const Type* cls, const Args& args, Object** iterable, Object** start) {
  ssize given = args.count + args.keyword_count();
  const char* where = cls == &enumerate_type ? "" : " (pos 1)";
  if (given == 0) return raise_type_error(t, "enumerate() missing required argument 'iterable'%s", where);
  if (given > 2) return raise_type_error(t, "enumerate() takes at most 2 arguments (%zd given)", given);
  if (args.count > 0) *iterable = args[0];
  if (args.count > 1) *start = args[1];
  for (ssize i = 0; i < args.keyword_count(); i++) {
    Object** place = str_equals(args.keyword_name(i), "iterable") ? iterable : start;
    bool known = place == iterable || str_equals(args.keyword_name(i), "start");
    if (!known || *place)
      return raise_type_error(t, "'%U' is an invalid keyword argument for enumerate()", args.keyword_name(i));
    *place = args.keyword_value(i);
  }
  if (*iterable) return Status::ok();
  return raise_type_error(t, "'start' is an invalid keyword argument for enumerate()");
}

Object* enumerate_new(Thread& t, Type* cls, Args args) {
  Object* iterable = nullptr;
  Object* start = nullptr;
  TRY(bind_arguments(t, cls, args, &iterable, &start));
  int64_t first = 0;
  if (start) start = TRY(index(t, start));
  bool is_big = start && !int_fits_int64(start, &first);
  Object* iterator = TRY(get_iterator(t, iterable));
  Enumerate* self = TRY(new_iterator_object<Enumerate>(t, cls, &enumerate_type));
  self->iterator = iterator;
  self->index = first;
  if (is_big) self->big_index = start;
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

Tuple* enumerate_reduce(Enumerate& self) {
  Object* arguments[] = {self.iterator, self.big_index ? self.big_index : TRY(int_from_int64(self.index))};
  Object* items[] = {self.cls, TRY(new_tuple(arguments, 2))};
  return new_tuple(items, 2);
}

Object* enumerate_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

}  // namespace

Lookup enumerate_next_pair(Thread& t, Enumerate* self, Object** pair) {
  Lookup item = TRY(iterator_next(t, self->iterator));
  if (item.is_missing()) return item;
  pair[0] = TRY(take_index(t, self));
  pair[1] = item.value;
  return item;
}

#define NATIVE_TABLE "interpreter/objects/iterator/enumerate_methods.def"
#define NATIVE_TYPE Enumerate
#define NATIVE_PREFIX enumerate
#define NATIVE_NAME "enumerate"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData enumerate_data = iterator_data(enumerate_next, enumerate_declare);
constinit Type enumerate_type = static_type("enumerate", sizeof(Enumerate), 0, kIteratorBaseFlags, &enumerate_data);

}  // namespace sidewinder
