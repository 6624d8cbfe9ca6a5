// The classes of itertools, and what their sources share.
#pragma once

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type accumulate_type, chain_type, combinations_type, combinations_with_replacement_type, compress_type,
    count_type, cycle_type, dropwhile_type, filterfalse_type, groupby_type, grouper_type, islice_type, pairwise_type,
    permutations_type, product_type, repeat_type, starmap_type, takewhile_type, tee_type, tee_cell_type,
    zip_longest_type;

// A state for __setstate__ that has to be a tuple: its `least` .. `most` items go to `out` (null: not given).
Status unpack_state(Thread& t, Object* state, const char* words, ssize least, ssize most, Object** out);
// Like a call of cls with these arguments: (cls, (a, ...)).
template <class... A> Tuple* reduced(Type* cls, A*... arguments) {
  Object* values[sizeof...(A) + 1] = {arguments...};
  Object* items[] = {cls, TRY(new_tuple(values, sizeof...(A)))};
  return new_tuple(items, 2);
}
// The same with a state: (cls, arguments, state).
Tuple* with_state(Tuple* reduced_call, Object* state);
// (iter, ((),)): an iterator that has no more.
Tuple* reduced_to_nothing(Thread& t);
Tuple* tee(Thread& t, Object* iterable, ssize n);

// iterator_next where the iterator is mostly one of a list or tuple, which neither runs Python code nor nests: those
// are asked directly. Not for loops that skip items, which an interrupt has to end.
PY_ALWAYS_INLINE Lookup next_item(Thread& t, Object* iterator) {
  if (iterator->cls == &list_iterator_type || iterator->cls == &tuple_iterator_type)
    return slots_of(iterator).next(t, iterator);
  return iterator_next(t, iterator);
}

// The NATIVE_TABLE blocks of this module make `T_declare`; this makes the type.
constexpr Type iterator_type(const char* name, ssize size, TypeData* data, unsigned long flags = kIteratorBaseFlags) {
  return static_type(name, size, 0, flags, data);
}

}  // namespace sidewinder
