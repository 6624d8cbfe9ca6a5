// Residual calls of characters and comparisons of strings.
#include "interpreter/execution/ops/text.h"

#include <charconv>
#include <cstring>

#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

bool is_ascii_encoding(const Object* name) {
  if (!name || name->cls != Str::type()) return false;
  std::string_view text = str_ascii_view(static_cast<const Str*>(name));
  return text == "utf-8" || text == "utf8" || text == "UTF-8" || text == "ascii" || text == "latin-1";
}

}  // namespace sidewinder

namespace sidewinder::help {

Object* chr(Thread& t, int64_t code_point) {
  if (int64_t(int(code_point)) != code_point)
    return raise_overflow_error(t, "Python int too large to convert to C int");
  if (code_point < 0 || code_point > 0x10ffff) return raise_value_error(t, "chr() arg not in range(0x110000)");
  return as_object(new_str_char(uint32_t(code_point)));
}
int64_t str_unit(Object* s, int64_t i) { return as_str(s)->at(i); }
int64_t str_compare_text(Object* a, Object* b) { return str_compare(as_str(a), as_str(b)); }
int64_t str_equal_text(Object* a, Object* b) { return str_equal(as_str(a), as_str(b)); }

Object* str_of_int(Thread&, int64_t value) {
  char digits[24];
  ssize length = std::to_chars(digits, digits + sizeof digits, value).ptr - digits;
  if (length == 1) return as_object(new_str_char(uint8_t(digits[0])));
  Str* text = allocate_str(length, 0x7f);
  if (text) std::memcpy(text->data(), digits, size_t(length));
  return as_object(text);
}
Object* bytes_of_ascii(Thread&, Object* s) { return new_bytes(as_str(s)->data(), as_str(s)->length); }

Object* const* latin1_characters() {
  static Object* characters[kLatin1Characters];  // of strings that are no garbage: they lie in the program's own data
  if (!characters[0])
    for (int c = 0; c < kLatin1Characters; ++c) characters[c] = as_object(new_str_char(uint32_t(c)));
  return characters;
}

}  // namespace sidewinder::help
