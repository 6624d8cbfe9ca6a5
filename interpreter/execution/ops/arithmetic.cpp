// Residual calls of arithmetic.
#include "interpreter/execution/ops/arithmetic.h"

#include <cmath>

#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* binary(Thread& t, Object* a, Object* b, int64_t op) {
  if (BinaryOp(op) == BinaryOp::Pow) return power(t, a, b, none());
  return sidewinder::binary(t, BinaryOp(op), a, b);
}
Object* in_place(Thread& t, Object* a, Object* b, int64_t op) { return sidewinder::in_place(t, BinaryOp(op), a, b); }
Object* int_binary(Thread& t, Object* a, Object* b, int64_t op) {
  return sidewinder::int_binary(t, BinaryOp(op), a, b);
}
Object* join_two(Thread& t, Object* a, Object* b) { return as_object(str_concat(t, as_str(a), as_str(b))); }
Object* negative(Thread& t, Object* a) { return sidewinder::negative(t, a); }
Object* positive(Thread& t, Object* a) { return sidewinder::positive(t, a); }
Object* invert(Thread& t, Object* a) { return sidewinder::invert(t, a); }
double float_pow(double a, double b) { return std::pow(a, b); }
double float_floor_div(double a, double b) { return sidewinder::float_floor_div(a, b); }
double float_mod(double a, double b) { return sidewinder::float_mod(a, b); }

}  // namespace sidewinder::help
