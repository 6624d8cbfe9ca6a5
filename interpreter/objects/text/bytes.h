// bytes: CPython's layout, NUL terminated. bytearray is in bytearray.h; their common methods are in byte_methods*.cpp.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Bytes : VarObject {
  ssize hash;        // 24; -1: not computed
  uint8_t bytes[1];  // 32; size of them and a NUL
  static Type* type();
  ssize length() const { return size; }
  const uint8_t* data() const { return bytes; }
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes), size_t(size)}; }
};
constexpr ssize kBytesHead = offsetof(Bytes, bytes);
extern Type bytes_type, bytes_iterator_type;
inline Type* Bytes::type() { return &bytes_type; }
PY_ALWAYS_INLINE bool is_bytes(const Object* o) { return has_flag(o, kTypeBytes); }

Bytes* new_bytes(const void* data, ssize n);  // data null: zeroed. Null: MemoryError pending
Bytes* new_bytes_to_fill(ssize n);            // of any content, which the caller writes
inline Bytes* new_bytes(std::string_view data) { return new_bytes(data.data(), ssize(data.size())); }
Bytes* empty_bytes();
inline const uint8_t* bytes_data(const Object* o) { return static_cast<const Bytes*>(o)->bytes; }
ssize bytes_hash(Bytes* b);
Str* bytes_repr(std::string_view bytes);  // b'...'

// bytes or bytearray, or what shows its memory as plain bytes one after another (buffer/buffer.h)
bool is_bytes_like(const Object* o);
std::string_view exporter_view(const Object* o);  // of a bytes-like object
// The bytes of whatever shows its memory, in order.
Result<std::string> copy_of_buffer(Thread& t, Object* o);
// The bytes of a bytes-like object, valid until it is resized. TypeError: "a bytes-like object is required, not 'int'".
Result<std::string_view> as_bytes_view(Thread& t, Object* o);
// bytes(o) but for ints and strings: __bytes__, buffer, iterable
Object* bytes_from_object(Thread& t, Object* o);
// An int 0..255, as bytes and bytearray take it: "byte must be in range(0, 256)" / "bytes must be in range(0, 256)".
Result<uint8_t> as_byte(Thread& t, Object* o, const char* range_message = "byte must be in range(0, 256)");

}  // namespace sidewinder
