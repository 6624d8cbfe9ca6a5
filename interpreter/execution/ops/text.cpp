// Residual calls of characters and comparisons of strings.
#include "interpreter/execution/ops/text.h"

#include "interpreter/protocol/error.h"

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

Object* const* latin1_characters() {
  static Object* characters[kLatin1Characters];  // of strings that are no garbage: they lie in the program's own data
  if (!characters[0])
    for (int c = 0; c < kLatin1Characters; ++c) characters[c] = as_object(new_str_char(uint32_t(c)));
  return characters;
}

}  // namespace sidewinder::help
