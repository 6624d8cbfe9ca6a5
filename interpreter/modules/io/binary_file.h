// Files of bytes over a file descriptor, with a buffer for each direction: what open(..., "rb") gives, and what a text
// file is written on. One type stands for CPython's FileIO and its three buffered classes.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct BinaryFile : Object {
  Object* name;      // as given to open
  const char* mode;  // "rb", "wb", "rb+" ...
  uint8_t* buffer;   // raw storage of kFileBuffer bytes, made with the first use
  ssize begin, end;  // input that was read but not taken
  ssize pending;     // output that was not written yet
  int fd;
  bool readable, writable, appends, closes_descriptor, closed, unbuffered;
  static Type* type();
};
constexpr ssize kFileBuffer = 64 * 1024;
extern Type binary_file_type;
inline Type* BinaryFile::type() { return &binary_file_type; }

BinaryFile* new_binary_file(Thread& t, int fd, const char* mode, Object* name, bool closes_descriptor);

Status binary_write(Thread& t, BinaryFile* f, const void* data, size_t n);
Status binary_flush(Thread& t, BinaryFile* f);
Status binary_close(Thread& t, BinaryFile* f);
// At most n bytes (negative: all there are) are appended to `out`; fewer only at the end of the file.
Status binary_read(Thread& t, BinaryFile* f, ssize n, std::string* out);
// A line with its end. `universal`: a lone \r ends one too.
Status binary_read_line(Thread& t, BinaryFile* f, bool universal, ssize most, std::string* out);
Result<int64_t> binary_seek(Thread& t, BinaryFile* f, int64_t offset, int whence);
Result<int64_t> binary_tell(Thread& t, BinaryFile* f);
// Makes the file end at `size`, which is returned.
Result<int64_t> binary_truncate(Thread& t, BinaryFile* f, int64_t size);
Status binary_check_open(Thread& t, BinaryFile* f);
Raised raise_unsupported_operation(Thread& t, const char* message);
// Writes out what is still buffered in any open file, when the process ends; what cannot be written is dropped.
void flush_all_files();

}  // namespace sidewinder
