// Residual calls of the native functions that handlers know.
#include "interpreter/execution/ops/intrinsics.h"

#include <cmath>

#include "interpreter/protocol/error.h"

namespace sidewinder::help {

Object* chr(Thread& t, int64_t code_point) {
  if (int64_t(int(code_point)) != code_point)
    return raise_overflow_error(t, "Python int too large to convert to C int");
  if (code_point < 0 || code_point > 0x10ffff) return raise_value_error(t, "chr() arg not in range(0x110000)");
  return reinterpret_cast<Object*>(new_str_char(uint32_t(code_point)));
}
double hypotenuse(double a, double b) { return std::hypot(a, b); }

}  // namespace sidewinder::help
