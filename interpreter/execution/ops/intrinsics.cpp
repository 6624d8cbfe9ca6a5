// Residual calls of the native functions that handlers know.
#include "interpreter/execution/ops/intrinsics.h"

#include <cmath>

#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"

namespace sidewinder::help {

double hypotenuse(double a, double b) { return std::hypot(a, b); }
Object* float_round(Thread& t, double value, int64_t digits) {
  return sidewinder::float_round(t, value, int_from_int64(digits));
}

}  // namespace sidewinder::help
