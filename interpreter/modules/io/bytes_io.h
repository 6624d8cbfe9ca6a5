// BytesIO: a stream of bytes in memory.
#pragma once

#include "interpreter/modules/io/io_base.h"

namespace sidewinder {

// The bytes are those of a bytes object. As long as somebody else may have it (it was given, or getvalue() has returned
// it), it is `shared`: it is copied before it is changed.
struct BytesIO : IOBase {
  Bytes* storage;  // null: closed. Its size is the capacity
  ssize size, position;
  ssize exports;  // views of getbuffer()
  bool shared;
  static Type* type();
};
extern Type bytes_io_type, bytes_io_buffer_type;  // the second: what getbuffer() makes a view of
inline Type* BytesIO::type() { return &bytes_io_type; }

}  // namespace sidewinder
