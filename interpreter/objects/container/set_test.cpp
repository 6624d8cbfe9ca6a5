#include "interpreter/objects/container/set.h"

#include "interpreter/objects/iterator/range.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Set* set(std::initializer_list<int64_t> elements) {
  Set* result = new_set(thread());
  for (int64_t n : elements) REQUIRE(!set_add(thread(), result, i(n)).failed());
  return result;
}
Set* frozen(std::initializer_list<int64_t> elements) { return new_frozenset(thread(), set(elements)); }

}  // namespace

TEST_SUITE("set") {
TEST_CASE("add, contains, discard: thousands of elements") {
  Thread& t = thread();
  Set* x = new_set(t);
  for (int64_t k = 0; k < 60000; k++) REQUIRE(!set_add(t, x, i(k * 3)).failed());
  CHECK(x->used == 60000);
  for (int64_t k = 0; k < 60000; k++) REQUIRE(set_contains(t, x, i(k * 3)) == Truth::True);
  CHECK(set_contains(t, x, i(1)) == Truth::False);
  for (int64_t k = 0; k < 60000; k += 2) REQUIRE(set_discard(t, x, i(k * 3)) == Truth::True);
  CHECK(set_discard(t, x, i(0)) == Truth::False);
  CHECK(x->used == 30000);
  for (int64_t k = 0; k < 60000; k++) REQUIRE(set_contains(t, x, i(k * 3)) == truth_of(k % 2));
}

TEST_CASE("add and discard over and over: the table stays small") {
  Thread& t = thread();
  Set* x = new_set(t);
  for (int64_t k = 0; k < 20000; k++) {
    REQUIRE(!set_add(t, x, i(k)).failed());
    if (k >= 3) REQUIRE(set_discard(t, x, i(k - 3)) == Truth::True);
  }
  CHECK(x->used == 3);
  CHECK(x->mask <= 63);
}

TEST_CASE("repr: small ints in order, names of the classes") {
  CHECK(text(set({3, 1, 2})) == "{1, 2, 3}");
  CHECK(text(set({})) == "set()");
  CHECK(text(frozen({})) == "frozenset()");
  CHECK(text(frozen({1})) == "frozenset({1})");
}

TEST_CASE("operators: on sets only, the class is the left one's") {
  Thread& t = thread();
  CHECK(text(binary(t, BinaryOp::Or, set({1, 2}), set({2, 3}))) == "{1, 2, 3}");
  CHECK(text(binary(t, BinaryOp::And, set({1, 2}), frozen({2, 3}))) == "{2}");
  CHECK(text(binary(t, BinaryOp::Sub, frozen({1, 2}), set({2, 3}))) == "frozenset({1})");
  CHECK(text(binary(t, BinaryOp::Xor, set({1, 2}), set({2, 3}))) == "{1, 3}");
  CHECK(text(binary(t, BinaryOp::Or, set({1}), list({i(1)}))) ==
        "TypeError: unsupported operand type(s) for |: 'set' and 'list'");
}

TEST_CASE("in-place operators: also with itself") {
  Thread& t = thread();
  Set* x = set({1, 2, 3});
  CHECK(in_place(t, BinaryOp::And, x, set({2, 3, 4})) == x);
  CHECK(text(x) == "{2, 3}");
  CHECK(in_place(t, BinaryOp::Xor, x, set({3, 4})) == x);
  CHECK(text(x) == "{2, 4}");
  CHECK(in_place(t, BinaryOp::Or, x, x) == x);
  CHECK(in_place(t, BinaryOp::And, x, x) == x);
  CHECK(text(x) == "{2, 4}");
  CHECK(in_place(t, BinaryOp::Sub, x, x) == x);
  CHECK(text(x) == "set()");
  x = set({1, 2});
  CHECK(in_place(t, BinaryOp::Xor, x, x) == x);
  CHECK(text(x) == "set()");
}

TEST_CASE("comparison: inclusion") {
  Thread& t = thread();
  CHECK(text(compare(t, set({1, 2}), frozen({2, 1}), CompareOp::Eq)) == "True");
  CHECK(text(compare(t, set({1}), set({2, 1}), CompareOp::Lt)) == "True");
  CHECK(text(compare(t, set({1, 2}), set({2, 1}), CompareOp::Lt)) == "False");
  CHECK(text(compare(t, set({1, 3}), set({2, 1}), CompareOp::Le)) == "False");
  CHECK(text(compare(t, set({1, 3}), set({1}), CompareOp::Ge)) == "True");
  CHECK(text(compare(t, set({1}), list({i(1)}), CompareOp::Eq)) == "False");
}

TEST_CASE("methods: any iterable, several of them") {
  Set* x = set({1, 2, 3});
  CHECK(text(method(x, "union", {list({i(4)}), tuple({i(5)})})) == "{1, 2, 3, 4, 5}");
  CHECK(text(method(x, "intersection", {list({i(2), i(3)}), list({i(3)})})) == "{3}");
  CHECK(text(method(x, "difference", {list({i(2)}), list({i(3)})})) == "{1}");
  CHECK(text(method(x, "symmetric_difference", {list({i(3), i(3), i(9)})})) == "{9, 2, 1}");
  CHECK(text(method(x, "issubset", {make(range_type, {i(10)})})) == "True");
  CHECK(text(method(x, "issuperset", {list({i(1), i(7)})})) == "False");
  CHECK(text(method(x, "isdisjoint", {list({i(7)})})) == "True");
  CHECK(text(method(x, "remove", {i(7)})) == "KeyError: 7");
  CHECK(text(method(x, "add", {list({})})) == "TypeError: unhashable type: 'list'");
  CHECK(text(method(x, "pop")) == "1");
  CHECK(text(method(x, "update", {list({i(8)}), list({i(9)})})) == "None");
  CHECK(text(x) == "{8, 9, 2, 3}");  // 9 takes the place of 1
  CHECK(text(method(set({}), "pop")) == "KeyError: 'pop from an empty set'");
  CHECK(text(method(frozen({1}), "add", {i(1)})) == "AttributeError: 'frozenset' object has no attribute 'add'");
}

TEST_CASE("a set looks for a set as the frozenset of its elements") {
  Thread& t = thread();
  Set* x = new_set(t);
  REQUIRE(!set_add(t, x, frozen({1, 2})).failed());
  CHECK(text(contains(t, x, set({2, 1}))) == "True");
  CHECK(text(method(x, "remove", {set({1, 2})})) == "None");
  CHECK(x->used == 0);
}

TEST_CASE("hash: of frozensets does not depend on the order; sets have none") {
  Thread& t = thread();
  Set *a = frozen({1, 9, 17, 1000}), *b = frozen({1000, 17, 9, 1});
  CHECK(hash(t, a).value == hash(t, b).value);
  CHECK(hash(t, frozen({1, 2, 3})).value == -272375401224217160);  // as CPython 3.11 has it
  CHECK(hash(t, set({1})).failed());
  CHECK(take_error() == "TypeError: unhashable type: 'set'");
}

TEST_CASE("iteration: a set that changes size stops it") {
  Thread& t = thread();
  Set* x = set({1, 2});
  Object* it = get_iterator(t, x);
  CHECK(text(iterator_next(t, it)) == "1");
  REQUIRE(!set_add(t, x, i(5)).failed());
  CHECK(text(iterator_next(t, it)) == "RuntimeError: Set changed size during iteration");
}
}  // TEST_SUITE("set")
