// Functions over many numbers: dist, fsum, hypot, prod.
#include <cmath>
#include <vector>

#include "interpreter/base/norm.h"
#include "interpreter/modules/math/math.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/typed_native.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Result<double> math_hypot(Thread& t, Args coordinates) {
  std::vector<double> v;
  for (ssize i = 0; i < coordinates.count; i++) v.push_back(TRY(as_double(t, coordinates[i])));
  return euclidean_norm(v.data(), v.size());
}

Result<double> math_dist(Thread& t, Object* one, Object* other) {
  Tuple* p = TRY(tuple_from_iterable(t, one));
  Tuple* q = TRY(tuple_from_iterable(t, other));
  if (p->size != q->size) return raise_value_error(t, "both points must have the same number of dimensions");
  std::vector<double> v;
  for (ssize i = 0; i < p->size; i++)
    v.push_back(std::fabs(TRY(as_double(t, p->items[i])) - TRY(as_double(t, q->items[i]))));
  return euclidean_norm(v.data(), v.size());
}

// Exact sums: numbers that do not overlap, growing in magnitude (Shewchuk, "Adaptive Precision Floating-Point
// Arithmetic").
class ExactSum {
 public:
  // False: an intermediate sum overflowed.
  bool add(double x) {
    if (!std::isfinite(x)) {
      special_ += x;
      if (std::isinf(x)) infinite_ += x;
      has_special_ = true;
      return true;
    }
    size_t kept = 0;
    for (double y : parts_) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      double high = x + y, low = y - (high - x);
      if (low != 0) parts_[kept++] = low;
      x = high;
    }
    parts_.resize(kept);
    if (!std::isfinite(x)) return false;
    if (x != 0) parts_.push_back(x);
    return true;
  }
  bool has_opposite_infinities() const { return has_special_ && std::isnan(infinite_); }
  double result() const {
    if (has_special_) return special_;
    if (parts_.empty()) return 0.0;
    size_t n = parts_.size() - 1;
    double high = parts_[n], low = 0;
    while (n > 0) {
      double x = high, y = parts_[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    // Half way between two doubles: the next part decides.
    if (n > 0 && ((low < 0 && parts_[n - 1] < 0) || (low > 0 && parts_[n - 1] > 0))) {
      double twice = low * 2, x = high + twice;
      if (twice == x - high) high = x;
    }
    return high;
  }

 private:
  std::vector<double> parts_;
  double special_ = 0, infinite_ = 0;
  bool has_special_ = false;
};

Result<double> math_fsum(Thread& t, Object* numbers) {
  ExactSum sum;
  TRY(for_each(t, numbers, [&](Object* item) -> Status {
    if (!sum.add(TRY(as_double(t, item)))) return raise_overflow_error(t, "intermediate overflow in fsum");
    return Status::ok();
  }));
  if (sum.has_opposite_infinities()) return raise_value_error(t, "-inf + inf in fsum");
  return sum.result();
}

Object* math_prod(Thread& t, Object* iterable, Object* product) {
  TRY(for_each(t, iterable, [&](Object* item) -> Status {
    product = TRY(binary(t, BinaryOp::Mul, product, item));
    return Status::ok();
  }));
  return product;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/math/math_series.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX math
#define NATIVE_NAME "math"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const math_series_functions = math_method_rows;

}  // namespace sidewinder
