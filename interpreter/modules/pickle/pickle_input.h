// Where a pickle comes from: bytes in memory, or a file, of which no byte more is taken than the pickle has. With
// peek() the file is read ahead without moving it.
#pragma once

#include <string_view>

#include "interpreter/modules/pickle/pickle.h"

namespace sidewinder {

struct Bytes;

struct PickleInput {
  const uint8_t* data;  // of `holder`, or memory of the caller's
  size_t size, next;
  size_t taken;                               // what the file has moved of `data`: all, but for what was peeked at
  Object* holder;                             // bytes
  Object *read, *readline, *readinto, *peek;  // of the file; the last two may be null; read null: no file

  PY_ALWAYS_INLINE const uint8_t* take(Thread& t, size_t n) {  // null: raised
    if (n <= size - next) [[likely]] {
      const uint8_t* place = data + next;
      next += n;
      return place;
    }
    return take_from_file(t, n);
  }
  // The file's next n bytes to `out`, past `data` if they are many.
  Status take_into(Thread& t, uint8_t* out, size_t n);
  // The next n bytes as a new object of bytes: memory is taken for what there is, not for what n announces.
  Bytes* take_bytes(Thread& t, size_t n);
  Status take_line(Thread& t, std::string_view* line);  // with its newline
  Status settle(Thread& t);                             // the file stands behind what was taken
  // So many bytes may still come (a file may have any number).
  bool may_have(size_t n) const { return read || n <= size - next; }

 private:
  const uint8_t* take_from_file(Thread& t, size_t n);
  Result<size_t> refill(Thread& t, size_t n);  // how many bytes there are then
  Status hold(Thread& t, Object* bytes, size_t file_moved);
};

Raised raise_truncated(Thread& t);
// The methods of a file. TypeError.
Status open_pickle_file(Thread& t, PickleInput& input, Object* file);

}  // namespace sidewinder
