#include "interpreter/objects/iterator/map_object.h"

#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/iterator/zip.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr ssize kArgumentsOnStack = 6;

Object* map_create(Thread& t, Type* cls, Args args) {
  if (cls == &map_object_type) TRY(args.no_keywords(t, "map"));
  if (args.count < 2) return raise_type_error(t, "map() must have at least two arguments.");
  Tuple* iterators = TRY(iterators_of(t, args.drop_first()));
  MapObject* self = TRY(new_iterator_object<MapObject>(t, cls, &map_object_type));
  self->iterators = iterators;
  self->function = args[0];
  return self;
}

Lookup map_next(Thread& t, Object* o) {
  MapObject* self = cast<MapObject>(o);
  ssize n = self->iterators->size;
  Object* on_stack[kArgumentsOnStack];
  Object** values = n <= kArgumentsOnStack ? on_stack : TRY(new_tuple(n))->items;
  for (ssize i = 0; i < n; i++) {
    Lookup item = TRY(iterator_next(t, self->iterators->items[i]));
    if (item.is_missing()) return item;
    values[i] = item.value;
  }
  return call(t, self->function, Args{values, n, nullptr});
}

Object* map_method_reduce(Thread&, Object* o, Args) {
  MapObject* self = cast<MapObject>(o);
  Tuple* arguments = TRY(new_tuple(self->iterators->size + 1));
  arguments->items[0] = self->function;
  for (ssize i = 0; i < self->iterators->size; i++) arguments->items[i + 1] = self->iterators->items[i];
  Object* items[] = {o->cls, arguments};
  return new_tuple(items, 2);
}

constexpr NativeMethod methods[] = {{"__reduce__", map_method_reduce}, {nullptr, nullptr}};
constinit TypeData map_data = iterator_data(
    map_next, methods, map_create,
    "map(func, *iterables)\n--\n\nWhat the function returns for the items of the iterables, until one has no more.");

}  // namespace

constinit Type map_object_type = static_type("map", sizeof(MapObject), 0, kIteratorBaseFlags, &map_data);

}  // namespace sidewinder
