#include "interpreter/objects/iterator/index_iterator.h"

#include <algorithm>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Lookup index_iterator_next(Thread& t, Object* o) {
  IndexIterator* it = cast<IndexIterator>(o);
  if (!it->sequence) return Lookup::missing();
  if (it->index == PTRDIFF_MAX) return raise_overflow_error(t, "iter index too large");
  Object* item = get_item(t, it->sequence, TRY(int_from_int64(it->index)));
  if (item) {
    it->index++;
    return item;
  }
  if (!pending_matches(t, exceptions::IndexError) && !pending_matches(t, exceptions::StopIteration)) return Raised{};
  clear_pending(t);
  it->sequence = nullptr;
  return Lookup::missing();
}

Object* index_iterator_length_hint(Thread& t, IndexIterator& self) {
  if (!self.sequence) return int_from_int64(0);
  if (!slots_of(self.sequence).length) return not_implemented();
  ssize left = TRY(length(t, self.sequence)) - self.index;
  return int_from_int64(std::max<ssize>(left, 0));
}

void index_iterator_setstate(IndexIterator& self, IteratorState state) {
  if (self.sequence) self.index = std::max<ssize>(state.index, 0);
}

Object* index_iterator_reduce(Thread& t, const IndexIterator& self) {
  if (self.sequence) return reduce_to_call(t, "iter", self.sequence, self.index);
  return reduce_to_call(t, "iter", empty_tuple());
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/iterator/settable_iterator_methods.def"
#define NATIVE_TYPE IndexIterator
#define NATIVE_PREFIX index_iterator
#define NATIVE_NAME "iterator"
#include "interpreter/objects/core/native_table.inc"

static constinit TypeData index_iterator_data = iterator_data(index_iterator_next, index_iterator_declare);
constinit Type index_iterator_type =
    static_type("iterator", sizeof(IndexIterator), 0, kIteratorFlags, &index_iterator_data);

IndexIterator* new_index_iterator(Object* sequence) {
  IndexIterator* it = TRY(new_object<IndexIterator>(&index_iterator_type));
  it->sequence = sequence;
  return it;
}

}  // namespace sidewinder
