// bytes and what bytes-like objects have in common: creation, hash, repr, conversion from other objects.
#include "interpreter/objects/text/bytes.h"

#include <climits>

#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/objects/text/hash_bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/iterable.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr Bytes make_empty() {
  Bytes b{};
  b.refcount = kRefcountBias;
  b.cls = &bytes_type;
  b.hash = -1;
  return b;
}

constinit Bytes empty = make_empty();
Bytes* single_bytes[256];  // made on first use, never given up

Bytes* allocate_bytes(ssize n) {
  if (n > SSIZE_MAX - 64) return raise_memory_error_no_thread();
  Bytes* b = static_cast<Bytes*>(allocate<MemoryKind::Leaf>(size_t(kBytesHead + n) + 1));
  if (!b) return raise_memory_error_no_thread();
  b->refcount = kRefcountBias;
  b->cls = &bytes_type;
  b->size = n;
  b->hash = -1;
  b->bytes[n] = 0;
  return b;
}

}  // namespace

Bytes* empty_bytes() { return &empty; }

Bytes* new_bytes(const void* data, ssize n) {
  if (n == 0) return empty_bytes();
  Bytes** single = n == 1 && data ? &single_bytes[*static_cast<const uint8_t*>(data)] : nullptr;
  if (single && *single) return *single;
  Bytes* b = allocate_bytes(n);
  if (b && data) std::memcpy(b->bytes, data, size_t(n));
  else if (b) std::memset(b->bytes, 0, size_t(n));
  if (single) *single = b;
  return b;
}

Bytes* new_bytes_to_fill(ssize n) { return n == 0 ? empty_bytes() : allocate_bytes(n); }

ssize bytes_hash(Bytes* b) {
  if (b->hash == -1) b->hash = hash_bytes(b->bytes, size_t(b->size));
  return b->hash;
}

namespace {

void append_quoted(std::string& out, unsigned char c, char quote) {
  if (c == quote || c == '\\') out += {'\\', char(c)};
  else if (c == '\t') out += "\\t";
  else if (c == '\n') out += "\\n";
  else if (c == '\r') out += "\\r";
  else if (c >= ' ' && c < 0x7f) out.push_back(char(c));
  else out += {'\\', 'x', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
}

}  // namespace

Str* bytes_repr(std::string_view bytes) {
  bool single = bytes.find('\'') != std::string_view::npos;
  bool twice = bytes.find('"') != std::string_view::npos;
  char quote = single && !twice ? '"' : '\'';
  std::string out = "b";
  out.push_back(quote);
  for (unsigned char c : bytes) append_quoted(out, c, quote);
  out.push_back(quote);
  return new_str(out);
}

bool is_bytes_like(const Object* o) {
  if (is_bytes(o) || is_bytearray(o)) return true;
  if (!has_buffer(o)) return false;
  BufferHolder buffer;
  bool plain = !buffer.take(current_thread(), const_cast<Object*>(o)).failed();
  if (!plain) clear_pending(current_thread());
  return plain;
}

Result<std::string_view> as_bytes_view(Thread& t, Object* o) {
  if (is_bytes(o)) return cast<Bytes>(o)->view();
  if (is_bytearray(o)) return cast<ByteArray>(o)->view();
  BufferHolder buffer;
  TRY(buffer.take(t, o));
  return buffer.bytes();
}

std::string_view exporter_view(const Object* o) {
  BufferHolder buffer;
  if (!buffer.take(current_thread(), const_cast<Object*>(o)).failed()) return buffer.bytes();
  clear_pending(current_thread());
  return {};
}

Result<std::string> copy_of_buffer(Thread& t, Object* o) {
  BufferHolder buffer;
  TRY(buffer.take(t, o, kBufferFullReadOnly));
  std::string out(size_t(buffer.length()), '\0');
  copy_contiguous(buffer.buffer, out.data());
  return out;
}

Result<uint8_t> as_byte(Thread& t, Object* o, const char* range_message) {
  Object* whole = TRY(index(t, o));
  int64_t value;
  bool fits = int_fits_int64(whole, &value) && value >= 0 && value <= 255;
  if (!fits) return raise_value_error(t, "%s", range_message);
  return uint8_t(value);
}

Object* bytes_from_object(Thread& t, Object* o) {
  if (is_exact<Bytes>(o)) return o;
  Object* method = type_lookup(o->cls, TRY(intern("__bytes__")));
  if (method) {
    Object* made = TRY(call_found(t, method, Args{&o, 1}));
    if (!is_bytes(made)) return raise_type_error(t, "__bytes__ returned non-bytes (type %T)", made);
    return made;
  }
  if (has_buffer(o)) return new_bytes(TRY(copy_of_buffer(t, o)));
  if (is_str(o)) return raise_type_error(t, "cannot convert '%T' object to bytes", o);
  Object* items = TRY(iterable_or_raise(t, o, "cannot convert '%T' object to bytes"));
  return new_bytes(TRY(contents_of_iterable(t, items, "bytes must be in range(0, 256)")));
}

}  // namespace sidewinder
