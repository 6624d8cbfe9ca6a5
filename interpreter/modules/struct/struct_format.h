// Compiled format strings of module struct (library reference, struct: format strings).
#pragma once

#include <string_view>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

enum class StructCode : uint8_t {
  Pad,
  Char,
  Bytes,
  Pascal,
  Bool,
  Signed,
  Unsigned,
  Half,
  Float,
  Double,
  Pointer,
};

// A run of `count` values of one format character; of Bytes and Pascal `count` is the length of the one value, Pad has
// none.
struct StructItem {
  StructCode code;
  char letter;   // as written, for messages
  uint8_t size;  // of one value, in bytes
  bool big_endian, native;
  ssize offset, count;

  ssize values() const {
    if (code == StructCode::Pad) return 0;
    return code == StructCode::Bytes || code == StructCode::Pascal ? 1 : count;
  }
};

// Begins as what C finds in a Struct behind its head: s_size and s_len.
struct StructFormat {
  ssize size;         // bytes
  ssize values;       // what pack takes and unpack gives
  StructItem* items;  // raw storage
  ssize item_count;
};

struct Tuple;

Status parse_struct_format(Thread& t, std::string_view text, StructFormat* format);
Type* struct_error();  // struct.error
Status pack_values(Thread& t, const StructFormat& format, Object* const* values, uint8_t* out);
Tuple* unpack_values(Thread& t, const StructFormat& format, const uint8_t* data);

}  // namespace sidewinder
