// StringIO: a stream of text in memory.
#pragma once

#include "interpreter/modules/io/io_base.h"
#include "interpreter/modules/io/newline_decoder.h"

namespace sidewinder {

struct StringIO : IOBase {
  char* data;      // raw storage of code points of `kind` bytes each
  ssize capacity;  // in code points
  ssize length, position;
  int kind;  // 1, 2 or 4
  bool is_open, was_closed;
  bool universal;  // lines may end in \r and \r\n too
  NewlineState newlines;
  Str* newline;          // as given; null: None
  Str* written_newline;  // what \n becomes when it is written; null: itself
  static Type* type();
};
extern Type string_io_type;
inline Type* StringIO::type() { return &string_io_type; }

Status string_io_write_text(Thread& t, StringIO& self, Str* text);

}  // namespace sidewinder
