// A parameter of a native function that takes bytes, a bytearray or what else is bytes-like: "a bytes-like object is
// required, not 'int'".
#pragma once

#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

struct BytesLike {
  std::string_view bytes;    // valid until the object is resized
  Object* object = nullptr;  // null: not given
};

template <> struct Argument<BytesLike> {
  static Status convert(Thread& t, Object* value, Site, BytesLike* out) {
    out->bytes = TRY(as_bytes_view(t, value));
    out->object = value;
    return Status::ok();
  }
  static consteval BytesLike literal(std::string_view) { return {}; }
};

}  // namespace sidewinder
