// list_iterator, tuple_iterator, list_reverseiterator. The sequence may change meanwhile; an iterator that has once
// been exhausted stays so.

#include "interpreter/objects/iterator/sequence_iterator.h"

#include <algorithm>

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

SequenceIterator* as_iterator(Object* o) { return static_cast<SequenceIterator*>(o); }

Lookup exhausted_for_good(SequenceIterator* it) {
  it->sequence = nullptr;
  return Lookup::missing();
}

Lookup list_iterator_next(Thread& t, Object* o) {
  SequenceIterator* it = as_iterator(o);
  if (!it->sequence) return Lookup::missing();
  List* list = cast<List>(it->sequence);
  if (it->index >= list->size) return exhausted_for_good(it);
  return list_get(t, list, it->index++);
}

Lookup list_reverse_iterator_next(Thread& t, Object* o) {
  SequenceIterator* it = as_iterator(o);
  if (!it->sequence) return Lookup::missing();
  List* list = cast<List>(it->sequence);
  if (it->index < 0 || it->index >= list->size) return exhausted_for_good(it);
  return list_get(t, list, it->index--);
}

Lookup tuple_iterator_next(Thread&, Object* o) {
  SequenceIterator* it = as_iterator(o);
  if (!it->sequence) return Lookup::missing();
  Tuple* tuple = cast<Tuple>(it->sequence);
  if (it->index >= tuple->size) return exhausted_for_good(it);
  return tuple->items[it->index++];
}

Object* method_length_hint(Thread&, Object* o, Args) {
  SequenceIterator* it = as_iterator(o);
  ssize size = it->sequence ? cast<Tuple>(it->sequence)->size : 0;  // at the same place in both
  return int_from_int64(std::max<ssize>(it->sequence ? size - it->index : 0, 0));
}

Object* reverse_method_length_hint(Thread&, Object* o, Args) {
  SequenceIterator* it = as_iterator(o);
  bool over = !it->sequence || it->index >= cast<List>(it->sequence)->size;
  return int_from_int64(over ? 0 : it->index + 1);
}

Object* method_setstate(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "__setstate__", 1, 1));
  as_iterator(o)->index = std::max<ssize>(TRY(args.index_or(t, 0, 0)), 0);
  return none();
}

constexpr NativeMethod methods[] = {
    {"__length_hint__", method_length_hint},
    {"__setstate__", method_setstate},
    {nullptr, nullptr},
};
constexpr NativeMethod reverse_methods[] = {
    {"__length_hint__", reverse_method_length_hint},
    {nullptr, nullptr},
};

constinit TypeData list_data = iterator_data(list_iterator_next, methods);
constinit TypeData tuple_data = iterator_data(tuple_iterator_next, methods);
constinit TypeData list_reverse_data = iterator_data(list_reverse_iterator_next, reverse_methods);

}  // namespace

constinit Type list_iterator_type =
    static_type("list_iterator", sizeof(SequenceIterator), 0, kIteratorFlags, &list_data);
constinit Type tuple_iterator_type =
    static_type("tuple_iterator", sizeof(SequenceIterator), 0, kIteratorFlags, &tuple_data);
constinit Type list_reverse_iterator_type =
    static_type("list_reverseiterator", sizeof(SequenceIterator), 0, kIteratorFlags, &list_reverse_data);

SequenceIterator* new_sequence_iterator(Type* cls, Object* sequence, ssize index) {
  SequenceIterator* it = TRY(new_object<SequenceIterator>(cls));
  it->index = index;
  it->sequence = sequence;
  return it;
}

}  // namespace sidewinder
