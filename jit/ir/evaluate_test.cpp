// What pure operations compute where that is not plain: the edges, and what is not defined.
#include "jit/ir/evaluate.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>

namespace sidewinder::jit {

namespace {

constexpr int64_t kMin = INT64_MIN, kMax = INT64_MAX;

bool defined(Opcode opcode, int64_t a, int64_t b = 0) {
  uint64_t result;
  return evaluate(opcode, uint64_t(a), uint64_t(b), 0, result);
}

int64_t value(Opcode opcode, int64_t a, int64_t b = 0, int64_t c = 0) {
  uint64_t result = 0;
  CHECK(evaluate(opcode, uint64_t(a), uint64_t(b), uint64_t(c), result));
  return int64_t(result);
}

uint64_t bits(double d) { return std::bit_cast<uint64_t>(d); }

}  // namespace

TEST_SUITE("jit_ir_evaluate") {

TEST_CASE("division rounds down, the remainder has the divisor's sign") {
  CHECK(value(Opcode::int_floordiv, 7, 2) == 3);
  CHECK(value(Opcode::int_floordiv, -7, 2) == -4);
  CHECK(value(Opcode::int_floordiv, 7, -2) == -4);
  CHECK(value(Opcode::int_mod, -7, 2) == 1);
  CHECK(value(Opcode::int_mod, 7, -2) == -1);
  CHECK(value(Opcode::int_mod, -8, 2) == 0);
}

TEST_CASE("not defined: division by zero, overflow, shifts and truncations out of range") {
  CHECK(!defined(Opcode::int_floordiv, 1, 0));
  CHECK(!defined(Opcode::int_mod, 1, 0));
  CHECK(!defined(Opcode::int_floordiv, kMin, -1));
  CHECK(!defined(Opcode::int_mul, kMax, 2));
  CHECK(value(Opcode::int_mul, kMax, 1) == kMax);
  CHECK(!defined(Opcode::int_shl, 1, 64));
  CHECK(!defined(Opcode::int_shr, 1, -1));
  CHECK(value(Opcode::int_shl, 3, 63) == kMin);
  CHECK(!defined(Opcode::float_div, int64_t(bits(1)), int64_t(bits(-0.0))));
  CHECK(!defined(Opcode::float_truncate, int64_t(bits(0x1p60))));
  CHECK(!defined(Opcode::float_truncate, int64_t(bits(std::numeric_limits<double>::quiet_NaN()))));
  CHECK(value(Opcode::float_truncate, int64_t(bits(-2.9))) == -2);
  CHECK(!defined(Opcode::load_field, 1));
}

TEST_CASE("comparisons: unsigned, of 60 bits, with NaN, of pointers") {
  CHECK(value(Opcode::int_below, 1, -1) == 1);
  CHECK(value(Opcode::int_below, -1, 1) == 0);
  CHECK(value(Opcode::int_fits, kSmallIntMax) == 1);
  CHECK(value(Opcode::int_fits, -kSmallIntMax) == 1);
  for (int64_t big : {kSmallIntMax + 1, -kSmallIntMax - 1, kMin, kMax}) CHECK(value(Opcode::int_fits, big) == 0);
  int64_t nan = int64_t(bits(std::numeric_limits<double>::quiet_NaN()));
  for (Opcode opcode : {Opcode::float_eq, Opcode::float_lt, Opcode::float_le, Opcode::float_gt, Opcode::float_ge})
    CHECK(value(opcode, nan, nan) == 0);
  CHECK(value(Opcode::float_ne, nan, nan) == 1);
  CHECK(value(Opcode::same, 16, 16) == 1);
  CHECK(value(Opcode::same_ptr, 16, 17) == 0);
  CHECK(value(Opcode::select_ref, 1, 16, 32) == 16);
  CHECK(value(Opcode::select_ref, 0, 16, 32) == 32);
}

TEST_CASE("floats: the sign of zero is kept, results are to the bit") {
  CHECK(uint64_t(value(Opcode::float_neg, int64_t(bits(0.0)))) == bits(-0.0));
  CHECK(uint64_t(value(Opcode::float_abs, int64_t(bits(-0.0)))) == bits(0.0));
  CHECK(uint64_t(value(Opcode::float_from_int, (int64_t(1) << 53) + 1)) == bits(0x1p53));
  CHECK(uint64_t(value(Opcode::float_sqrt, int64_t(bits(2)))) == bits(std::sqrt(2.0)));
}

}  // TEST_SUITE("jit_ir_evaluate")

}  // namespace sidewinder::jit
