// Residual calls of iteration and unpacking.
#include "interpreter/execution/ops/iteration.h"

#include "interpreter/objects/iterator/dict_iterator.h"
#include "interpreter/objects/iterator/enumerate.h"
#include "interpreter/objects/iterator/map_object.h"
#include "interpreter/objects/iterator/zip.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {
namespace {

Object* pair_of(Object* a, Object* b) {
  Object* items[] = {a, b};
  return new_tuple(items, 2);
}
Object* numbered(Enumerate& self, Object* value) { return pair_of(TRY(int_from_int64(self.index++)), value); }
Object* zipped(Thread& t, const Zip& self, Object* value) {
  Lookup second = TRY(sidewinder::iterator_next(t, self.iterators->items[1]));
  return second.found() ? pair_of(value, second.value) : exhausted();
}
Object* sliced(Islice& self, Object* value) {
  self.next = ++self.count;
  return value;
}

// Its generator is at its end.
Object* item_after_generator(Thread& t, Object* iterator) {
  if (iterator->cls == islice_class) static_cast<Islice*>(iterator)->iterator = nullptr;
  if (iterator->cls != chain_class) return exhausted();
  static_cast<Chain*>(iterator)->active = nullptr;
  return help::iterator_next(t, iterator);
}

}  // namespace

Object* item_of(Thread& t, Object* iterator, Object* value, Object* first) {
  if (value == exhausted()) return item_after_generator(t, iterator);
  if (first) return pair_of(first, value);
  const Type* cls = iterator->cls;
  if (cls == &enumerate_type) return numbered(*static_cast<Enumerate*>(iterator), value);
  if (cls == &zip_type) return zipped(t, *static_cast<Zip*>(iterator), value);
  if (cls == &map_object_type) return call(t, static_cast<MapObject*>(iterator)->function, value);
  return cls == islice_class ? sliced(*static_cast<Islice*>(iterator), value) : value;
}

Object* raise_stop(Thread& t, Object* value) { return raise_stop_iteration(t, value == none() ? nullptr : value); }
Object* get_iter(Thread& t, Object* a) { return get_iterator(t, a); }
Object* next_unpacked(Thread& t, Object* iterator, Object** block, int count) {
  Lookup next = Lookup::missing();
  if (count == 2 && iterator->cls == &enumerate_type)
    next = enumerate_next_pair(t, static_cast<Enumerate*>(iterator), block);
  else if (count == 2 && iterator->cls == &dict_item_iterator_type)
    next = dict_next_pair(t, static_cast<DictIterator*>(iterator), block);
  else if (iterator->cls == &zip_type && static_cast<Zip*>(iterator)->iterators->size == count)
    next = zip_next_items(t, static_cast<Zip*>(iterator), block, count);
  else return help::iterator_next(t, iterator);
  if (next.is_missing()) return exhausted();
  return next.found() ? reinterpret_cast<Object*>(block) : nullptr;
}
Object* unpack_to_tuple(Thread& t, Object* o, int64_t count) {
  if (o->cls == List::type() && static_cast<List*>(o)->size == count) {
    Tuple* tuple = TRY(new_tuple(count));
    for (int64_t i = 0; i < count; ++i) tuple->items[i] = TRY(sidewinder::list_get(t, static_cast<List*>(o), i));
    return tuple;
  }
  if (!slots_of(o).iter && !slots_of(o).get_item) return raise_type_error(t, "cannot unpack non-iterable %T object", o);
  Object* iterator = TRY(get_iterator(t, o));
  Tuple* tuple = new_tuple(count);
  if (!tuple) return nullptr;
  for (int64_t i = 0; i < count; ++i) {
    Lookup next = sidewinder::iterator_next(t, iterator);
    if (next.failed()) return nullptr;
    if (next.is_missing())
      return raise_value_error(t, "not enough values to unpack (expected %d, got %d)", int(count), int(i));
    tuple->items[i] = next.value;
  }
  Lookup more = sidewinder::iterator_next(t, iterator);
  if (more.failed()) return nullptr;
  if (more.found()) return raise_value_error(t, "too many values to unpack (expected %d)", int(count));
  return tuple;
}
Object* rest_of(Thread& t, Object* sequence, int64_t begin, int64_t end) {
  List* rest = is_exact<List>(sequence) ? list_slice(t, cast<List>(sequence), begin, end)
                                        : list_from_array(t, as_tuple(sequence)->items + begin, end - begin);
  if (!rest) PyLanguage::out_of_memory();
  return rest;
}
Object* unpack_star(Thread& t, Object* o, int64_t before, int64_t after) {
  if (!slots_of(o).iter && !slots_of(o).get_item) return raise_type_error(t, "cannot unpack non-iterable %T object", o);
  List* all = TRY(list_from_iterable(t, o));
  ssize n = all->size;
  if (n < before + after)
    return raise_value_error(t, "not enough values to unpack (expected at least %d, got %d)", int(before + after),
                             int(n));
  Tuple* tuple = new_tuple(before + 1 + after);
  if (!tuple) return nullptr;
  for (ssize i = 0; i < before; ++i) tuple->items[i] = TRY(sidewinder::list_get(t, all, i));
  List* rest = TRY(new_list(t, n - before - after));
  tuple->items[before] = rest;
  for (ssize i = before; i < n - after; ++i)
    TRY(sidewinder::list_append(t, rest, TRY(sidewinder::list_get(t, all, i))));
  for (ssize i = 0; i < after; ++i) tuple->items[before + 1 + i] = TRY(sidewinder::list_get(t, all, n - after + i));
  return tuple;
}

}  // namespace sidewinder::help
