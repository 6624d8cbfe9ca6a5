// bytearray: storage.
#include "interpreter/objects/text/bytearray.h"

#include <algorithm>
#include <climits>
#include <string>

#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

// Capacity for `size` bytes, with room to grow in proportion.
ssize grown_capacity(ssize size) { return size + (size >> 3) + (size < 9 ? 3 : 6) + 1; }

// Storage of at least `size` bytes and a NUL; the first `keep` bytes of the contents stay. Contents start at its
// beginning.
Status move_to_new_storage(ByteArray* b, ssize size, ssize keep) {
  ssize capacity = grown_capacity(size);
  uint8_t* storage = allocate_raw_leaf<uint8_t>(size_t(capacity));
  if (!storage) return Raised{};
  if (keep) std::memcpy(storage, b->start, size_t(keep));
  b->storage = b->start = storage;
  b->allocated = capacity;
  return Status::ok();
}

}  // namespace

ByteArray* new_bytearray(const void* data, ssize n) {
  ByteArray* b = new_object<ByteArray>(&bytearray_type);
  if (!b) return nullptr;
  if (n == 0) return b;
  if (n > SSIZE_MAX - 64) return raise_memory_error_no_thread();
  b->storage = b->start = allocate_raw_leaf<uint8_t>(size_t(n) + 1);
  if (!b->storage) return nullptr;
  b->allocated = n + 1;
  b->size = n;
  if (data) std::memcpy(b->start, data, size_t(n));
  return b;
}

Status bytearray_replace(Thread& t, ByteArray* b, ssize begin, ssize end, const void* data, ssize n) {
  ssize tail = b->size - end, change = n - (end - begin), size = b->size + change;
  if (change && b->exports > 0)
    return raise(t, exceptions::BufferError, "Existing exports of data: object cannot be re-sized");
  auto* source = static_cast<const uint8_t*>(data);
  std::string own;
  if (n && source >= b->storage && source < b->storage + b->allocated) {  // a part of this very object
    own.assign(reinterpret_cast<const char*>(source), size_t(n));
    source = reinterpret_cast<const uint8_t*>(own.data());
  }
  if (change < 0 && begin == 0) {
    b->start -= change;  // drops bytes at the front
  } else if (change) {
    if (n > SSIZE_MAX / 2 - b->size) return raise_memory_error(t);
    ssize offset = b->start - b->storage;
    if (!b->storage || offset + size >= b->allocated) {
      const uint8_t* old = b->start;
      TRY(move_to_new_storage(b, size, std::min(begin, size)));
      if (tail) std::memcpy(b->start + begin + n, old + end, size_t(tail));
    } else {
      std::memmove(b->start + begin + n, b->start + end, size_t(tail));
    }
  }
  b->size = size;
  if (n) std::memcpy(b->start + begin, source, size_t(n));
  if (b->start) b->start[size] = 0;
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

}  // namespace sidewinder
