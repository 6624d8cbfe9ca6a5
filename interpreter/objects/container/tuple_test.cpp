#include "interpreter/objects/container/tuple.h"

#include <cmath>

#include "interpreter/objects/container/slice.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

TEST_SUITE("tuple") {
TEST_CASE("empty: one object") {
  CHECK(new_tuple(ssize(0)) == empty_tuple());
  CHECK(make(tuple_type) == empty_tuple());
  CHECK(make(tuple_type, {list({})}) == empty_tuple());
}

TEST_CASE("from iterables: exact tuples as they are") {
  Tuple* x = tuple({i(1), i(2)});
  CHECK(make(tuple_type, {x}) == x);
  CHECK(text(make(tuple_type, {list({i(1), f(2)})})) == "(1, 2.0)");
  CHECK(text(make(tuple_type, {s("ab")})) == "('a', 'b')");
  CHECK(text(make(tuple_type, {i(1)})) == "TypeError: 'int' object is not iterable");
  CHECK(text(make(tuple_type, {i(1), i(2)})) == "TypeError: tuple expected at most 1 argument, got 2");
}

TEST_CASE("repr") {
  CHECK(text(tuple({})) == "()");
  CHECK(text(tuple({i(1)})) == "(1,)");
  CHECK(text(tuple({i(1), tuple({s("x")})})) == "(1, ('x',))");
}

TEST_CASE("subscripts and slices") {
  Thread& t = thread();
  Tuple* x = tuple({i(0), i(1), i(2), i(3)});
  CHECK(text(get_item(t, x, i(-1))) == "3");
  CHECK(text(get_item(t, x, i(4))) == "IndexError: tuple index out of range");
  CHECK(text(get_item(t, x, s("a"))) == "TypeError: tuple indices must be integers or slices, not str");
  CHECK(text(get_item(t, x, new_slice(t, none(), none(), i(-1)))) == "(3, 2, 1, 0)");
  CHECK(get_item(t, x, new_slice(t, none(), none(), none())) == x);
}

TEST_CASE("operators") {
  Thread& t = thread();
  CHECK(text(binary(t, BinaryOp::Add, tuple({i(1)}), tuple({i(2)}))) == "(1, 2)");
  CHECK(text(binary(t, BinaryOp::Mul, tuple({i(1)}), i(3))) == "(1, 1, 1)");
  CHECK(text(binary(t, BinaryOp::Mul, i(2), tuple({i(1), i(2)}))) == "(1, 2, 1, 2)");
  CHECK(text(compare(t, tuple({i(1), i(2)}), tuple({i(1), i(3)}), CompareOp::Lt)) == "True");
  CHECK(text(contains(t, tuple({f(NAN)}), f(1))) == "False");
}

TEST_CASE("hash: equal tuples, the numbers of CPython") {
  Thread& t = thread();
  CHECK(hash(t, tuple({})).value == 5740354900026072187);
  CHECK(hash(t, tuple({i(1), i(2)})).value == -3550055125485641917);
  CHECK(hash(t, tuple({i(1)})).value == hash(t, tuple({f(1)})).value);
  CHECK(hash(t, tuple({list({})})).failed());
  CHECK(take_error() == "TypeError: unhashable type: 'list'");
}

TEST_CASE("methods") {
  Tuple* x = tuple({i(1), i(2), i(1)});
  CHECK(text(method(x, "count", {i(1)})) == "2");
  CHECK(text(method(x, "index", {i(1), i(1)})) == "2");
  CHECK(text(method(x, "index", {i(7)})) == "ValueError: tuple.index(x): x not in tuple");
}
}  // TEST_SUITE("tuple")

TEST_SUITE("slice") {
TEST_CASE("repr, equality, no hash") {
  Thread& t = thread();
  CHECK(text(new_slice(t, i(1), none(), i(2))) == "slice(1, None, 2)");
  CHECK(text(compare(t, new_slice(t, i(1), i(2), none()), new_slice(t, i(1), i(2), none()), CompareOp::Eq)) == "True");
  CHECK(hash(t, new_slice(t, i(1), i(2), none())).failed());
  CHECK(take_error() == "TypeError: unhashable type: 'slice'");
}

TEST_CASE("indices: as the reference says, with ints of any size") {
  Thread& t = thread();
  auto indices = [&](Object* a, Object* b, Object* c, Object* n) {
    return text(method(new_slice(t, a, b, c), "indices", {n}));
  };
  CHECK(indices(none(), none(), none(), i(5)) == "(0, 5, 1)");
  CHECK(indices(none(), none(), i(-1), i(5)) == "(4, -1, -1)");
  CHECK(indices(i(-3), i(100), i(2), i(5)) == "(2, 5, 2)");
  CHECK(indices(i(-30), i(-40), none(), i(5)) == "(0, 0, 1)");
  Object* big = binary(t, BinaryOp::LShift, i(1), i(80));
  CHECK(indices(i(-1), none(), none(), big) == "(1208925819614629174706175, 1208925819614629174706176, 1)");
  CHECK(indices(i(0), i(1), i(0), i(5)) == "ValueError: slice step cannot be zero");
  CHECK(indices(s("a"), i(1), i(1), i(5)) ==
        "TypeError: slice indices must be integers or None or have an __index__ method");
  CHECK(indices(none(), none(), none(), i(-1)) == "ValueError: length should not be negative");
}
}  // TEST_SUITE("slice")
