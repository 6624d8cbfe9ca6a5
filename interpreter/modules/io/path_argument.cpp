#include "interpreter/modules/io/path_argument.h"

#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool is_path_text(Object* o) { return is_str(o) || is_bytes(o); }

}  // namespace

Object* path_object(Thread& t, Object* o) {
  if (is_path_text(o)) return o;
  Lookup method = TRY(lookup_on_class(t, o, intern("__fspath__")));
  if (method.is_missing()) return raise_type_error(t, "expected str, bytes or os.PathLike object, not %T", o);
  Object* path = TRY(call(t, method.value));
  if (is_path_text(path)) return path;
  return raise_type_error(t, "expected %T.__fspath__() to return str or bytes, not %T", o, path);
}

Result<std::string> path_argument(Thread& t, Object* path, const char* words_for_null) {
  path = TRY(path_object(t, path));
  std::string text = is_str(path) ? str_to_utf8(cast<Str>(path)) : std::string(cast<Bytes>(path)->view());
  if (text.find('\0') != std::string::npos) return raise_value_error(t, "%s", words_for_null);
  return text;
}

}  // namespace sidewinder
