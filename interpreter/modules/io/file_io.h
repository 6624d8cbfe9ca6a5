// FileIO: a stream of bytes over a file descriptor, without a buffer.
#pragma once

#include "interpreter/modules/io/io_base.h"

namespace sidewinder {

struct FileIO : IOBase {
  int fd;  // -1: closed, or not opened yet
  int block_size;
  bool created, readable, writable, appending, closes_descriptor;
  int8_t is_seekable;  // -1: nobody has asked yet
  static Type* type();
};
extern Type file_io_type;
inline Type* FileIO::type() { return &file_io_type; }

FileIO* new_file_io(Thread& t, Object* file, Str* mode, bool closes_descriptor, Object* opener);

// One call each; -2: the descriptor does not wait, and there is nothing yet (EAGAIN).
constexpr ssize kWouldBlock = -2;
Result<ssize> file_io_read_into(Thread& t, FileIO* f, void* data, ssize n);
Result<ssize> file_io_write_from(Thread& t, FileIO* f, const void* data, ssize n);
Result<int64_t> file_io_seek_to(Thread& t, FileIO* f, int64_t position, int whence);
Object* file_io_read_all(Thread& t, FileIO* f);  // bytes, or None
Status file_io_close_file(Thread& t, FileIO* f);

}  // namespace sidewinder
