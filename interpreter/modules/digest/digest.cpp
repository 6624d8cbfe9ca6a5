#include "interpreter/modules/digest/digest.h"

#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/protocol/error.h"

namespace sidewinder::digest {

Object* hex_of(Bytes* bytes) { return bytes ? byte_hex(current_thread(), bytes, nullptr, 1) : nullptr; }

Status read_input(Thread& t, Object* value, std::string_view* out) {
  if (is_str(value)) return raise_type_error(t, "Strings must be encoded before hashing");
  if (!has_buffer(value)) return raise_type_error(t, "object supporting the buffer API required");
  *out = TRY(as_bytes_view(t, value));
  return Status::ok();
}

}  // namespace sidewinder::digest
