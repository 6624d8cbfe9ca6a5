#include "interpreter/objects/iterator/filter.h"

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* filter_create(Thread& t, Type* cls, Args args) {
  if (cls == &filter_type) TRY(args.no_keywords(t, "filter"));
  args.names = nullptr;
  TRY(args.expect(t, "filter", 2, 2));
  Object* iterator = TRY(get_iterator(t, args[1]));
  Filter* self = TRY(new_iterator_object<Filter>(t, cls, &filter_type));
  self->iterator = iterator;
  self->predicate = args[0];
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

Object* filter_method_reduce(Thread&, Object* o, Args) {
  Filter* self = cast<Filter>(o);
  Object* arguments[] = {self->predicate, self->iterator};
  Object* items[] = {o->cls, TRY(new_tuple(arguments, 2))};
  return new_tuple(items, 2);
}

constexpr NativeMethod methods[] = {{"__reduce__", filter_method_reduce}, {nullptr, nullptr}};
constinit TypeData filter_data =
    iterator_data(filter_next, methods, filter_create,
                  "filter(function or None, iterable)\n--\n\nThe items for which the function is true.");

}  // namespace

constinit Type filter_type = static_type("filter", sizeof(Filter), 0, kIteratorBaseFlags, &filter_data);

}  // namespace sidewinder
