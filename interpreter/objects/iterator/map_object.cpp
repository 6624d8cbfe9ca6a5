#include "interpreter/objects/iterator/map_object.h"

#include <algorithm>

#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/iterator/zip.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr ssize kArgumentsOnStack = 6;

MapObject* map_new(Thread& t, Type& cls, Object* function /* or null */, Args iterables) {
  if (!iterables.count) return raise_type_error(t, "map() must have at least two arguments.");
  Tuple* iterators = TRY(iterators_of(t, iterables));
  MapObject* self = TRY(new_iterator_object<MapObject>(t, &cls, &map_object_type));
  self->iterators = iterators;
  self->function = function;
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

Tuple* map_reduce(MapObject& self) {
  Tuple* arguments = TRY(new_tuple(self.iterators->size + 1));
  arguments->items[0] = self.function;
  std::copy_n(self.iterators->items, self.iterators->size, arguments->items + 1);
  Object* items[] = {self.cls, arguments};
  return new_tuple(items, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/iterator/map_methods.def"
#define NATIVE_TYPE MapObject
#define NATIVE_PREFIX map
#define NATIVE_NAME "map"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData map_data = iterator_data(map_next, map_declare);
constinit Type map_object_type = static_type("map", sizeof(MapObject), 0, kIteratorBaseFlags, &map_data);

}  // namespace sidewinder
