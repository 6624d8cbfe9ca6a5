// Parameters of native functions that take bytes, a bytearray or what else is bytes-like, or one byte.
#pragma once

#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

// "a bytes-like object is required, not 'int'"
struct BytesLike {
  std::string_view bytes;    // until the object is resized: the __index__ of a later argument may do that
  Object* object = nullptr;  // null: not given
};

template <> struct Argument<BytesLike> {
  static Status convert(Thread& t, Object* value, Site, BytesLike* out) {
    out->object = value;
    if (is_bytes(value)) [[likely]] {
      out->bytes = cast<Bytes>(value)->view();
      return Status::ok();
    }
    out->bytes = TRY(as_bytes_view(t, value));
    return Status::ok();
  }
  static consteval BytesLike literal(std::string_view) { return {}; }
};

// Memory of an object that a function fills: of a bytearray, or of what else can be written (buffer/buffer.h). "f()
// argument must be read-write bytes-like object, not bytes". Valid until the object is resized, as with BytesLike.
struct WritableBytes {
  uint8_t* data = nullptr;
  ssize size = 0;
  Object* object = nullptr;
};
// TypeError by the caller if it is none.
bool is_writable_bytes(const Object* o);
WritableBytes writable_bytes(Object* o);
template <> struct Argument<WritableBytes> {
  static Status convert(Thread& t, Object* value, Site site, WritableBytes* out) {
    if (!is_writable_bytes(value)) [[unlikely]]
      return raise_bad_argument(t, site.signature, site.parameter, "read-write bytes-like object", value);
    *out = writable_bytes(value);
    return Status::ok();
  }
};

// A byte as an int: "byte must be in range(0, 256)"
template <> struct Argument<uint8_t> {
  static Status convert(Thread& t, Object* value, Site, uint8_t* out) {
    *out = TRY(as_byte(t, value));
    return Status::ok();
  }
};

// "argument 2 must be a byte string of length 1, not bytes"
struct FillByte {
  char value = 0;
};
template <> struct Argument<FillByte> {
  static Status convert(Thread& t, Object* value, Site site, FillByte* out);
  static consteval FillByte literal(std::string_view text) {  // "b' '"
    if (text.size() != 4) default_error("not a byte in quotes");
    return {text[2]};
  }
};

}  // namespace sidewinder
