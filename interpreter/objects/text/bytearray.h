// bytearray: CPython's layout. The bytes are in raw storage `storage`; `start` is where the contents begin in it, since
// bytes that are deleted at the front only move it.
#pragma once

#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

struct ByteArray : VarObject {
  ssize allocated;   // 24: bytes of storage
  uint8_t* storage;  // 32; null while nothing is allocated
  uint8_t* start;    // 40: inside storage
  ssize exports;     // 48: buffers of C that look at it; it cannot be resized then
  static Type* type();
  ssize length() const { return size; }
  uint8_t* data() const { return start; }
  std::string_view view() const { return {reinterpret_cast<const char*>(start), size_t(size)}; }
};
static_assert(sizeof(ByteArray) == 56);
extern Type bytearray_type, bytearray_iterator_type;
inline Type* ByteArray::type() { return &bytearray_type; }
inline bool is_bytearray(const Object* o) { return o->cls == &bytearray_type || is_subtype(o->cls, &bytearray_type); }

ByteArray* new_bytearray(const void* data, ssize n);  // data null: zeroed
// BufferError while it is exported.
Status bytearray_check_resizable(Thread& t, ByteArray* b);
// Replaces bytes [begin, end) by n bytes (which may be its own). BufferError if the size changes while exported.
Status bytearray_replace(Thread& t, ByteArray* b, ssize begin, ssize end, const void* data, ssize n);
Status bytearray_append(Thread& t, ByteArray* b, uint8_t byte);

}  // namespace sidewinder
