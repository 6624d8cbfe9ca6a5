#include "interpreter/objects/iterator/index_iterator.h"

#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Lookup index_iterator_next(Thread& t, Object* o) {
  IndexIterator* it = static_cast<IndexIterator*>(o);
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

Object* method_length_hint(Thread& t, Object* o, Args) {
  IndexIterator* it = static_cast<IndexIterator*>(o);
  if (!it->sequence) return int_from_int64(0);
  if (!slots_of(it->sequence).length) return not_implemented();
  ssize left = TRY(length(t, it->sequence)) - it->index;
  return int_from_int64(left > 0 ? left : 0);
}

constexpr NativeMethod methods[] = {{"__length_hint__", method_length_hint}, {nullptr, nullptr}};
constinit TypeData index_iterator_data = iterator_data(index_iterator_next, methods);

}  // namespace

constinit Type index_iterator_type =
    static_type("iterator", sizeof(IndexIterator), 0, kIteratorFlags, &index_iterator_data);

IndexIterator* new_index_iterator(Object* sequence) {
  IndexIterator* it = TRY(new_object<IndexIterator>(&index_iterator_type));
  it->sequence = sequence;
  return it;
}

}  // namespace sidewinder
