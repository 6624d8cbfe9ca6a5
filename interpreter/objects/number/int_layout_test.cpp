// What C and machine code rely on: two digits always there, singletons, subclasses with the same digits.
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/number/natural.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

bool same_small(int64_t value) {
  Int* boxed = cast<Int>(i(value));
  return boxed->is_small() && boxed->small_value() == value;
}

}  // namespace

TEST_SUITE("int_layout") {
TEST_CASE("small ints: decode without branches on the number of digits") {
  for (int64_t v :
       {int64_t(0), int64_t(1), int64_t(-1), int64_t(256), int64_t(257), int64_t(-6), (int64_t(1) << 30) - 1,
        int64_t(1) << 30, -(int64_t(1) << 30), kSmallIntLimit - 1, -(kSmallIntLimit - 1)})
    CHECK(same_small(v));
  CHECK(!cast<Int>(i(kSmallIntLimit))->is_small());
  CHECK(cast<Int>(i(kSmallIntLimit))->size == 3);
  CHECK(cast<Int>(i(INT64_MIN))->size == -3);
  CHECK(cast<Int>(i(5000))->digits[1] == 0);
}

TEST_CASE("singletons: -5 to 256, from every operation") {
  CHECK(i(256) == i(256));
  CHECK(i(257) != i(257));
  CHECK(i(-5) == &small_ints[0]);
  Object* big = int_power(thread(), i(10), i(40), none());
  CHECK(int_binary(thread(), BinaryOp::Sub, big, big) == i(0));
  CHECK(int_binary(thread(), BinaryOp::FloorDiv, big, big) == i(1));
  CHECK(int_binary(thread(), BinaryOp::And, big, i(255)) == i(0));
  CHECK(int_exact(py_true()) == i(1));
}

TEST_CASE("int64: fits up to 64 bits, not beyond") {
  int64_t value = 0;
  CHECK(int_fits_int64(i(INT64_MIN), &value));
  CHECK(value == INT64_MIN);
  CHECK(int_fits_int64(i(INT64_MAX), &value));
  CHECK(value == INT64_MAX);
  CHECK(!int_fits_int64(int_binary(thread(), BinaryOp::Add, i(INT64_MAX), i(1)), &value));
  CHECK(!int_fits_int64(int_binary(thread(), BinaryOp::Sub, i(INT64_MIN), i(1)), &value));
  CHECK(text(int_from_uint64(UINT64_MAX)) == "18446744073709551615");
}

TEST_CASE("limbs: digits to limbs and back") {
  Object* value = int_power(thread(), i(7), i(200), none());
  Limbs limbs(limbs_for_digits(digit_count(cast<Int>(value))));
  load_limbs(limbs, cast<Int>(value));
  CHECK(int_compare(int_from_limbs(limbs, false), value) == 0);
  CHECK(text(int_from_limbs(limbs, true)) == text(int_negative(thread(), value)));
}

TEST_CASE("subclass: instances have the same digits, results are exact") {
  Object* bases[] = {&int_type};
  Object* made =
      call(thread(), &type_type,
           Args{std::initializer_list<Object*>{s("MyInt"), new_tuple(bases, 1), make(dict_type)}.begin(), 3});
  REQUIRE(made);
  Object* seven = call(thread(), made, i(7));
  CHECK(text(seven) == "7");
  CHECK(seven->cls == made);
  CHECK(binary(thread(), BinaryOp::Add, seven, i(1)) == i(8));
  CHECK(text(set_attribute(thread(), seven, intern("tag"), s("x"))) == "ok");
  CHECK(text(seven) == "7");
  CHECK(text(get_attribute(thread(), seven, "tag")) == "'x'");
  CHECK(positive(thread(), seven) == i(7));
}
}  // TEST_SUITE("int_layout")
