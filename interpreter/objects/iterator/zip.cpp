#include "interpreter/objects/iterator/zip.h"

#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Result<bool> read_strict(Thread& t, Args args) {
  static Str* strict_name = intern("strict");
  if (!args.names || args.names->size == 0) return false;
  if (args.names->size > 1)
    return raise_type_error(t, "zip() takes at most 1 keyword argument (%zd given)", args.names->size);
  if (!str_equal(args.keyword_name(0), strict_name)) return raise_unknown_keyword(t, args.keyword_name(0), "zip");
  return TRY(truth(t, args.keyword_value(0)));
}

Object* zip_new(Thread& t, Type* cls, Args args) {
  bool strict = TRY(read_strict(t, args));
  Tuple* iterators = TRY(iterators_of(t, args));
  Zip* self = TRY(new_iterator_object<Zip>(t, cls, &zip_type));
  self->iterators = iterators;
  self->strict = strict;
  return self;
}

Raised raise_uneven(Thread& t, ssize argument, const char* how) {
  return raise_value_error(t, "zip() argument %zd is %s than argument%s%zd", argument + 1, how,
                           argument == 1 ? " " : "s 1-", argument);
}

// Iterator `number` has no more: in strict mode neither may the others.
Lookup zip_exhausted(Thread& t, Zip* self, ssize number) {
  if (!self->strict) return Lookup::missing();
  if (number) return raise_uneven(t, number, "shorter");
  for (ssize i = 1; i < self->iterators->size; i++) {
    Lookup item = TRY(iterator_next(t, self->iterators->items[i]));
    if (item.found()) return raise_uneven(t, i, "longer");
  }
  return Lookup::missing();
}

Lookup zip_next(Thread& t, Object* o) {
  Zip* self = cast<Zip>(o);
  ssize n = self->iterators->size;
  if (n == 0) return Lookup::missing();
  Tuple* result = TRY(new_tuple(n));
  for (ssize i = 0; i < n; i++) {
    Lookup item = TRY(iterator_next(t, self->iterators->items[i]));
    if (item.is_missing()) return zip_exhausted(t, self, i);
    result->items[i] = item.value;
  }
  return result;
}

Tuple* zip_reduce(Zip& self) {
  Object* items[] = {self.cls, self.iterators, py_true()};
  return new_tuple(items, self.strict ? 3 : 2);
}

void zip_setstate(Zip& self, bool strict) { self.strict = strict; }

}  // namespace

Lookup zip_next_items(Thread& t, Zip* self, Object** items, ssize count) {
  Lookup item = Lookup::missing();
  for (ssize i = 0; i < count; i++) {
    item = TRY(iterator_next(t, self->iterators->items[i]));
    if (item.is_missing()) return zip_exhausted(t, self, i);
    items[i] = item.value;
  }
  return item;
}

#define NATIVE_TABLE "interpreter/objects/iterator/zip_methods.def"
#define NATIVE_TYPE Zip
#define NATIVE_PREFIX zip
#define NATIVE_NAME "zip"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData zip_data = iterator_data(zip_next, zip_declare);
constinit Type zip_type = static_type("zip", sizeof(Zip), 0, kIteratorBaseFlags, &zip_data);

Tuple* iterators_of(Thread& t, Args args) {
  Tuple* iterators = TRY(new_tuple(args.count));
  for (ssize i = 0; i < args.count; i++) iterators->items[i] = TRY(get_iterator(t, args[i]));
  return iterators;
}

}  // namespace sidewinder
