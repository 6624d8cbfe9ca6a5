// bytearray: storage.
#include "interpreter/objects/text/bytearray.h"

#include <algorithm>
#include <climits>
#include <string>

#include "interpreter/objects/buffer/exports.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

// Capacity for `size` bytes and a NUL. Growth by a little, as appending does, gets room to grow in proportion; programs
// see CPython's numbers by __alloc__ and __sizeof__.
ssize grown_capacity(ssize size, ssize allocated) {
  bool by_a_little = size <= allocated + (allocated >> 3);
  return by_a_little ? size + (size >> 3) + (size < 9 ? 3 : 6) : size + 1;
}

// Storage of at least `size` bytes and a NUL; the first `keep` bytes of the contents stay. Contents start at its
// beginning.
Status move_to_new_storage(ByteArray* b, ssize size, ssize keep) {
  ssize capacity = grown_capacity(size, b->allocated);
  uint8_t* storage = allocate_raw_leaf<uint8_t>(size_t(capacity));
  if (!storage) return Raised{};
  if (keep) std::memcpy(storage, b->start, size_t(keep));
  b->storage = storage;
  b->start = storage;
  b->allocated = capacity;
  return Status::ok();
}

}  // namespace

ByteArray* new_bytearray(const void* data, ssize n) {
  ByteArray* b = new_object<ByteArray>(&bytearray_type);
  if (!b) return nullptr;
  if (n == 0) return b;
  if (n > SSIZE_MAX - 64) return raise_memory_error_no_thread();
  auto* storage = static_cast<uint8_t*>(allocate<MemoryKind::RawLeaf>(size_t(n) + 1));
  if (!storage) return raise_memory_error_no_thread();
  if (data) std::memcpy(storage, data, size_t(n));
  else std::memset(storage, 0, size_t(n));
  storage[n] = 0;
  b->start = b->storage = storage;
  b->allocated = n + 1;
  b->size = n;
  return b;
}

namespace {

// Makes room for n bytes at begin, in place of those up to `end`: what stands behind them moves. The size stays to be
// set.
Status resize_gap(Thread& t, ByteArray* b, ssize begin, ssize end, ssize n) {
  ssize tail = b->size - end;
  ssize change = n - (end - begin);
  if (change < 0 && begin == 0) {
    b->start -= change;  // drops bytes at the front
    return Status::ok();
  }
  if (n > SSIZE_MAX / 2 - b->size) return raise_memory_error(t);
  ssize size = b->size + change;
  bool has_room = b->storage && b->start - b->storage + size < b->allocated;
  if (has_room) {
    std::memmove(b->start + begin + n, b->start + end, size_t(tail));
    return Status::ok();
  }
  const uint8_t* old = b->start;
  TRY(move_to_new_storage(b, size, std::min(begin, size)));
  if (tail) std::memcpy(b->start + begin + n, old + end, size_t(tail));
  return Status::ok();
}

}  // namespace

// Views that nobody can reach any more hold their export until they are collected.
Status bytearray_check_resizable(Thread& t, ByteArray* b) {
  if (b->exports == 0) return Status::ok();
  release_unreachable_views_of(b);
  if (b->exports == 0) return Status::ok();
  return raise(t, exceptions::BufferError, "Existing exports of data: object cannot be re-sized");
}

Status bytearray_replace(Thread& t, ByteArray* b, ssize begin, ssize end, const void* data, ssize n) {
  ssize change = n - (end - begin);
  if (change) TRY(bytearray_check_resizable(t, b));
  auto* source = static_cast<const uint8_t*>(data);
  std::string own;
  if (n && source >= b->storage && source < b->storage + b->allocated) {  // a part of this very object
    own.assign(static_cast<const char*>(data), size_t(n));
    source = reinterpret_cast<const uint8_t*>(own.data());
  }
  if (change) TRY(resize_gap(t, b, begin, end, n));
  b->size += change;
  if (n) std::memcpy(b->start + begin, source, size_t(n));
  if (b->start) b->start[b->size] = 0;
  return Status::ok();
}

Status bytearray_append(Thread& t, ByteArray* b, uint8_t byte) {
  if (b->exports == 0 && b->storage && b->start - b->storage + b->size + 1 < b->allocated) {
    b->start[b->size++] = byte;
    b->start[b->size] = 0;
    return Status::ok();
  }
  return bytearray_replace(t, b, b->size, b->size, &byte, 1);
}

bool is_writable_bytes(const Object* o) {
  if (is_bytearray(o)) return true;
  BufferHolder buffer;
  bool writable = has_buffer(o) && !buffer.take(current_thread(), const_cast<Object*>(o), kBufferWritable).failed();
  if (!writable) clear_pending(current_thread());
  return writable;
}

WritableBytes writable_bytes(Object* o) {
  BufferHolder buffer;
  if (buffer.take(current_thread(), o, kBufferWritable).failed()) {
    clear_pending(current_thread());
    return {};
  }
  return {buffer.data(), buffer.length(), o};
}

}  // namespace sidewinder
