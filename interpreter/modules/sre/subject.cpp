#include "interpreter/modules/sre/pattern.h"

#include "interpreter/imports/import.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::sre {

Status Subject::take(Thread& t, Object* string, const Pattern* pattern) {
  object = string;
  is_bytes = !is_str(string);
  if (!is_bytes) {
    auto* s = cast<Str>(string);
    data = s->data();
    width = s->kind();
    length = s->length;
  } else {
    if (!has_buffer(string)) return raise_type_error(t, "expected string or bytes-like object, got '%T'", string);
    TRY(buffer_.take(t, string));
    data = buffer_.data();
    width = 1;
    length = buffer_.length();
  }
  if (pattern && is_bytes && !pattern->takes_bytes)
    return raise_type_error(t, "cannot use a string pattern on a bytes-like object");
  if (pattern && !is_bytes && !pattern->takes_str)
    return raise_type_error(t, "cannot use a bytes pattern on a string-like object");
  return Status::ok();
}

Object* Subject::slice(ssize begin, ssize end) const {
  if (!is_bytes) return str_substring(cast<Str>(object), begin, end);
  if (begin >= end) return empty_bytes();
  if (begin == 0 && end == length && is_exact<Bytes>(object)) return object;
  return new_bytes(static_cast<const char*>(data) + begin, end - begin);
}

Object* group_text(const Subject& subject, const Session& session, uint32_t group, Object* otherwise) {
  if (!session.has_group(group)) return otherwise;
  return subject.slice(session.group_begin(group), session.group_end(group));
}

Object* library_function(Thread& t, const char* name) {
  Object* module = TRY(import_module(t, "re"));
  return get_attribute(t, module, name);
}

}  // namespace sidewinder::sre
