// Iterators over bytes and bytearray. A bytearray may shrink meanwhile.
#include "interpreter/objects/text/byte_iterator.h"

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/byte_methods.h"

namespace sidewinder {

Object* new_byte_iterator(Type* cls, Object* sequence) {
  ByteIterator* iterator = new_object<ByteIterator>(cls);
  if (!iterator) return nullptr;
  iterator->index = 0;
  iterator->sequence = sequence;
  return iterator;
}

namespace {

Object* byte_iterator_self(Thread&, Object* o) { return o; }

Lookup byte_iterator_next(Thread&, Object* o) {
  auto* iterator = static_cast<ByteIterator*>(o);
  if (!iterator->sequence) return Lookup::missing();
  std::string_view bytes = view_of(iterator->sequence);
  if (iterator->index < ssize(bytes.size()))
    return int_from_int64(static_cast<unsigned char>(bytes[size_t(iterator->index++)]));
  iterator->sequence = nullptr;
  return Lookup::missing();
}

Object* byte_iterator_method_length_hint(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "__length_hint__", 0, 0));
  auto* iterator = static_cast<ByteIterator*>(self);
  ssize n = iterator->sequence ? ssize(view_of(iterator->sequence).size()) - iterator->index : 0;
  return int_from_int64(n < 0 ? 0 : n);
}

Object* byte_iterator_method_setstate(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "__setstate__", 1, 1));
  auto* iterator = static_cast<ByteIterator*>(self);
  ssize index = TRY(args.index_or(t, 0, 0));
  iterator->index = index < 0 ? 0 : index;
  return none();
}

constexpr Slots byte_iterator_slots() {
  Slots s{};
  s.iter = byte_iterator_self;
  s.next = byte_iterator_next;
  return s;
}

constexpr NativeMethod byte_iterator_methods[] = {
    {"__length_hint__", byte_iterator_method_length_hint},
    {"__setstate__", byte_iterator_method_setstate},
    {},
};

TypeData bytes_iterator_data = {.slots = byte_iterator_slots(), .spec = {.methods = byte_iterator_methods}};
TypeData bytearray_iterator_data = {.slots = byte_iterator_slots(), .spec = {.methods = byte_iterator_methods}};

}  // namespace

constinit Type bytes_iterator_type =
    static_type("bytes_iterator", sizeof(ByteIterator), 0, kTypeHaveGC, &bytes_iterator_data);
constinit Type bytearray_iterator_type =
    static_type("bytearray_iterator", sizeof(ByteIterator), 0, kTypeHaveGC, &bytearray_iterator_data);

}  // namespace sidewinder
