#include "interpreter/objects/iterator/filter.h"

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Filter* filter_new(Thread& t, Type& cls, Object* function, Object* iterable) {
  Object* iterator = TRY(get_iterator(t, iterable));
  Filter* self = TRY(new_iterator_object<Filter>(t, &cls, &filter_type));
  self->iterator = iterator;
  self->predicate = function;
  return self;
}

Lookup filter_next(Thread& t, Object* o) {
  Filter* self = cast<Filter>(o);
  bool plain = self->predicate == none() || self->predicate == &bool_type;
  for (;;) {
    Lookup item = TRY(iterator_next(t, self->iterator));
    if (item.is_missing()) return item;
    Object* verdict = plain ? item.value : TRY(call(t, self->predicate, item.value));
    if (TRY(truth(t, verdict))) return item;
  }
}

Tuple* filter_reduce(Filter& self) {
  Object* arguments[] = {self.predicate, self.iterator};
  Object* items[] = {self.cls, TRY(new_tuple(arguments, 2))};
  return new_tuple(items, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/iterator/filter_methods.def"
#define NATIVE_TYPE Filter
#define NATIVE_PREFIX filter
#define NATIVE_NAME "filter"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData filter_data = iterator_data(filter_next, filter_declare);
constinit Type filter_type = static_type("filter", sizeof(Filter), 0, kIteratorBaseFlags, &filter_data);

}  // namespace sidewinder
