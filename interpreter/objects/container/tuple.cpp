// tuple: making them. What Python sees is in tuple_methods.cpp.

#include "interpreter/objects/container/tuple.h"

#include "interpreter/objects/container/list.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

constinit Tuple empty_tuple_object = {{{kRefcountBias, &tuple_type}, 0}};

Tuple* new_tuple(ssize n) {
  if (n == 0) return empty_tuple();
  if (size_t(n) > size_t(PTRDIFF_MAX) / sizeof(Object*) - 3) return raise_memory_error_no_thread();
  Tuple* o = new_object<Tuple>(&tuple_type, sizeof(Tuple) + size_t(n) * sizeof(Object*));
  if (o) [[likely]]
    o->size = n;
  return o;
}

Tuple* new_tuple(Object* const* items, ssize n) {
  Tuple* o = TRY(new_tuple(n));
  for (ssize i = 0; i < n; i++) o->items[i] = items[i];
  return o;
}

// A list collects the items of an iterator: the collector sees it, and it may be walked by others without harm.
Tuple* tuple_from_iterable(Thread& t, Object* iterable) {
  if (is_exact<Tuple>(iterable)) return cast<Tuple>(iterable);
  List* list = is_exact<List>(iterable) ? cast<List>(iterable) : TRY(list_from_iterable(t, iterable));
  Tuple* result = TRY(new_tuple(list->size));
  for (ssize i = 0; i < result->size && i < list->size; i++) result->items[i] = TRY(list_get(t, list, i));
  return result;
}

Tuple* tuple_slice(Tuple* self, ssize begin, ssize end) {
  if (begin == 0 && end == self->size && is_exact<Tuple>(self)) return self;
  return new_tuple(self->items + begin, end - begin);
}

Tuple* tuple_concat(Tuple* a, Tuple* b) {
  if (a->size == 0 && is_exact<Tuple>(b)) return b;
  if (b->size == 0 && is_exact<Tuple>(a)) return a;
  Tuple* result = TRY(new_tuple(a->size + b->size));
  for (ssize i = 0; i < a->size; i++) result->items[i] = a->items[i];
  for (ssize i = 0; i < b->size; i++) result->items[a->size + i] = b->items[i];
  return result;
}

}  // namespace sidewinder
