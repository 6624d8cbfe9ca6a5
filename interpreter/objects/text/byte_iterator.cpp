// Iterators over bytes and bytearray. A bytearray may shrink meanwhile.
#include "interpreter/objects/text/byte_iterator.h"

#include <algorithm>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/text/byte_methods.h"

namespace sidewinder {

Object* new_byte_iterator(Type* cls, Object* sequence) {
  ByteIterator* iterator = TRY(new_object<ByteIterator>(cls));
  iterator->index = 0;
  iterator->sequence = sequence;
  return iterator;
}

namespace {

Object* byte_iterator_self(Thread&, Object* o) { return o; }

Lookup byte_iterator_next(Thread&, Object* o) {
  ByteIterator* iterator = cast<ByteIterator>(o);
  if (!iterator->sequence) return Lookup::missing();
  std::string_view bytes = view_of(iterator->sequence);
  if (iterator->index < ssize(bytes.size())) return int_from_int64(uint8_t(bytes[size_t(iterator->index++)]));
  iterator->sequence = nullptr;
  return Lookup::missing();
}

ssize byte_iterator_length_hint(const ByteIterator& self) {
  if (!self.sequence) return 0;
  return std::max<ssize>(ssize(view_of(self.sequence).size()) - self.index, 0);
}

void byte_iterator_setstate(ByteIterator& self, IteratorPosition position) {
  self.index = std::max<ssize>(position.value, 0);
}

Object* byte_iterator_reduce(Thread& t, const ByteIterator& self) {
  if (self.sequence) return reduce_to_call(t, "iter", self.sequence, self.index);
  return reduce_to_call(t, "iter", empty_tuple());
}

}  // namespace

// The rows once for each name that messages have.
namespace of_bytes {
#define NATIVE_TABLE "interpreter/objects/text/iterator_methods.def"
#define NATIVE_TYPE ByteIterator
#define NATIVE_PREFIX byte_iterator
#define NATIVE_NAME "bytes_iterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_bytes

namespace of_bytearray {
#define NATIVE_TABLE "interpreter/objects/text/iterator_methods.def"
#define NATIVE_TYPE ByteIterator
#define NATIVE_PREFIX byte_iterator
#define NATIVE_NAME "bytearray_iterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_bytearray

namespace {

constexpr TypeData make_iterator_data(void (*declare)(TypeData&)) {
  TypeData d{};
  d.slots.iter = byte_iterator_self;
  d.slots.next = byte_iterator_next;
  declare(d);
  return d;
}
constinit TypeData bytes_iterator_data = make_iterator_data(of_bytes::byte_iterator_declare);
constinit TypeData bytearray_iterator_data = make_iterator_data(of_bytearray::byte_iterator_declare);

}  // namespace

constinit Type bytes_iterator_type =
    static_type("bytes_iterator", sizeof(ByteIterator), 0, kTypeHaveGC, &bytes_iterator_data);
constinit Type bytearray_iterator_type =
    static_type("bytearray_iterator", sizeof(ByteIterator), 0, kTypeHaveGC, &bytearray_iterator_data);

}  // namespace sidewinder
