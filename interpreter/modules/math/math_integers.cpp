// Functions of integers of any size: comb, factorial, gcd, isqrt, lcm, perm. GMP computes.
#include <gmp.h>

#include "interpreter/execution/request.h"
#include "interpreter/modules/math/math.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/typed_native.h"
#include "interpreter/objects/number/natural.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr int64_t kMostFactorial = int64_t(1) << 32;

// A GMP number; copies of ints in, an int out. mpz_init allocates nothing.
class Number {
 public:
  Number() { mpz_init(value); }
  explicit Number(Object* o) {
    mpz_init(value);
    auto* i = cast<Int>(o);
    size_t limbs = limbs_for_digits(digit_count(i));
    size_t used = limbs_from_digits(i->digits, digit_count(i), mpz_limbs_write(value, mp_size_t(limbs)));
    mpz_limbs_finish(value, i->size < 0 ? -mp_size_t(used) : mp_size_t(used));
  }
  ~Number() { mpz_clear(value); }
  // It was being computed when an interrupt ended that: its memory is gone.
  void abandon() { mpz_init(value); }
  size_t limbs() const { return mpz_size(value); }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
  Object* to_int() const { return int_from_limbs(mpz_limbs_read(value), mpz_size(value), mpz_sgn(value) < 0); }

  mpz_t value;
};

// compute(), which makes `result` out of nothing, if `work` is much so that an interrupt ends it.
template <class F> Status compute_number(Thread& t, Number& result, size_t work, F compute) {
  Status status = interruptible(t, work, compute);
  if (status.failed()) result.abandon();
  return status;
}

Object* math_gcd(Thread& t, Args integers) {
  Number result;
  for (ssize i = 0; i < integers.count; i++) {
    Number n(TRY(index(t, integers[i]))), next;
    TRY(compute_number(t, next, n.limbs() + result.limbs(), [&] { mpz_gcd(next.value, result.value, n.value); }));
    mpz_swap(result.value, next.value);
  }
  return result.to_int();
}
Object* math_lcm(Thread& t, Args integers) {
  Number result;
  mpz_set_ui(result.value, 1);
  for (ssize i = 0; i < integers.count; i++) {
    Number n(TRY(index(t, integers[i]))), next;
    TRY(compute_number(t, next, n.limbs() + result.limbs(), [&] { mpz_lcm(next.value, result.value, n.value); }));
    mpz_swap(result.value, next.value);
  }
  return result.to_int();
}
Object* math_isqrt(Thread& t, Object* value) {
  Object* n = TRY(index(t, value));
  if (int_sign(n) < 0) return raise_value_error(t, "isqrt() argument must be nonnegative");
  Number number(n), root;
  TRY(compute_number(t, root, number.limbs(), [&] { mpz_sqrt(root.value, number.value); }));
  return root.to_int();
}
Object* math_factorial(Thread& t, Object* value) {
  Object* n = TRY(index(t, value));
  if (int_sign(n) < 0) return raise_value_error(t, "factorial() not defined for negative values");
  int64_t count;
  if (!int_fits_int64(n, &count))
    return raise_overflow_error(t, "factorial() argument should not exceed 9223372036854775807");
  if (count > kMostFactorial) return raise_memory_error(t);
  Number result;
  TRY(compute_number(t, result, size_t(count), [&] { mpz_fac_ui(result.value, (unsigned long)count); }));
  return result.to_int();
}

// n and k of comb and perm, both at least 0. k null: n.
struct Choice {
  Object *n, *k;
};
Result<Choice> choice(Thread& t, Object* n, Object* k) {
  Choice c{TRY(index(t, n)), nullptr};
  c.k = TRY(index(t, k));
  if (int_sign(c.n) < 0) return raise_value_error(t, "n must be a non-negative integer");
  if (int_sign(c.k) < 0) return raise_value_error(t, "k must be a non-negative integer");
  return c;
}

Object* math_comb(Thread& t, Object* whole, Object* part) {
  Choice c = TRY(choice(t, whole, part));
  if (int_compare(c.k, c.n) > 0) return int_from_int64(0);
  Object* rest = TRY(int_binary(t, BinaryOp::Sub, c.n, c.k));
  if (int_compare(rest, c.k) < 0) c.k = rest;
  int64_t k;
  if (!int_fits_int64(c.k, &k)) return raise_overflow_error(t, "min(n - k, k) must not exceed 9223372036854775807");
  Number n(c.n), result;
  TRY(compute_number(t, result, n.limbs() + size_t(k), [&] { mpz_bin_ui(result.value, n.value, (unsigned long)k); }));
  return result.to_int();
}
Object* math_perm(Thread& t, Object* whole, Optional<Object*> part) {
  if (!part) return math_factorial(t, whole);
  Choice c = TRY(choice(t, whole, *part));
  if (int_compare(c.k, c.n) > 0) return int_from_int64(0);
  int64_t k;
  if (!int_fits_int64(c.k, &k)) return raise_overflow_error(t, "k must not exceed 9223372036854775807");
  Number n(c.n), result;
  TRY(compute_number(t, result, n.limbs() + size_t(k), [&] {
    mpz_t factor;
    mpz_init_set(factor, n.value);
    mpz_set_ui(result.value, 1);
    for (int64_t i = 0; i < k; i++) {
      mpz_mul(result.value, result.value, factor);
      mpz_sub_ui(factor, factor, 1);
    }
    mpz_clear(factor);
  }));
  return result.to_int();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/math/math_integers.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX math
#define NATIVE_NAME "math"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const math_integer_functions = math_method_rows;

}  // namespace sidewinder
