// list_iterator, tuple_iterator, list_reverseiterator. The sequence may change meanwhile; an iterator that has once
// been exhausted stays so.

#include "interpreter/objects/iterator/sequence_iterator.h"

#include <algorithm>

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

Lookup exhausted_for_good(SequenceIterator* it) {
  it->sequence = nullptr;
  return Lookup::missing();
}

Lookup list_iterator_next(Thread& t, Object* o) {
  SequenceIterator* it = cast<SequenceIterator>(o);
  if (!it->sequence) return Lookup::missing();
  List* list = cast<List>(it->sequence);
  if (it->index >= list->size) return exhausted_for_good(it);
  return list_get(t, list, it->index++);
}

Lookup list_reverse_iterator_next(Thread& t, Object* o) {
  SequenceIterator* it = cast<SequenceIterator>(o);
  if (!it->sequence) return Lookup::missing();
  List* list = cast<List>(it->sequence);
  if (it->index < 0 || it->index >= list->size) return exhausted_for_good(it);
  return list_get(t, list, it->index--);
}

Lookup tuple_iterator_next(Thread&, Object* o) {
  SequenceIterator* it = cast<SequenceIterator>(o);
  if (!it->sequence) return Lookup::missing();
  Tuple* tuple = cast<Tuple>(it->sequence);
  if (it->index >= tuple->size) return exhausted_for_good(it);
  return tuple->items[it->index++];
}

ssize size_of_sequence(const SequenceIterator& it) { return static_cast<const VarObject*>(it.sequence)->size; }

ssize sequence_iterator_length_hint(const SequenceIterator& self) {
  return self.sequence ? std::max<ssize>(size_of_sequence(self) - self.index, 0) : 0;
}

void sequence_iterator_setstate(SequenceIterator& self, IteratorState state) {
  if (self.sequence) self.index = std::clamp<ssize>(state.index, 0, size_of_sequence(self));
}

Object* sequence_iterator_reduce(Thread& t, const SequenceIterator& self) {
  if (self.sequence) return reduce_to_call(t, "iter", self.sequence, self.index);
  if (self.cls == &list_iterator_type) return reduce_to_call(t, "iter", TRY(new_list(t)));
  return reduce_to_call(t, "iter", empty_tuple());
}

ssize reverse_iterator_length_hint(const SequenceIterator& self) {
  bool over = !self.sequence || self.index >= size_of_sequence(self);
  return over ? 0 : self.index + 1;
}

void reverse_iterator_setstate(SequenceIterator& self, IteratorState state) {
  if (self.sequence) self.index = std::clamp<ssize>(state.index, -1, size_of_sequence(self) - 1);
}

Object* reverse_iterator_reduce(Thread& t, const SequenceIterator& self) {
  if (self.sequence) return reduce_to_call(t, "reversed", self.sequence, self.index);
  return reduce_to_call(t, "iter", TRY(new_list(t)));
}

}  // namespace

// The same functions for lists and tuples, but messages name the type.
namespace of_list {
#define NATIVE_TABLE "interpreter/objects/iterator/settable_iterator_methods.def"
#define NATIVE_TYPE SequenceIterator
#define NATIVE_PREFIX sequence_iterator
#define NATIVE_NAME "list_iterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_list
namespace of_tuple {
#define NATIVE_TABLE "interpreter/objects/iterator/settable_iterator_methods.def"
#define NATIVE_TYPE SequenceIterator
#define NATIVE_PREFIX sequence_iterator
#define NATIVE_NAME "tuple_iterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_tuple
#define NATIVE_TABLE "interpreter/objects/iterator/settable_iterator_methods.def"
#define NATIVE_TYPE SequenceIterator
#define NATIVE_PREFIX reverse_iterator
#define NATIVE_NAME "list_reverseiterator"
#include "interpreter/objects/core/native_table.inc"

namespace {

constinit TypeData list_data = iterator_data(list_iterator_next, of_list::sequence_iterator_declare);
constinit TypeData tuple_data = iterator_data(tuple_iterator_next, of_tuple::sequence_iterator_declare);
constinit TypeData list_reverse_data = iterator_data(list_reverse_iterator_next, reverse_iterator_declare);

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
