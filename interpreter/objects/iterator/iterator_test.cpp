#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/iterator/callable_iterator.h"
#include "interpreter/objects/iterator/enumerate.h"
#include "interpreter/objects/iterator/filter.h"
#include "interpreter/objects/iterator/index_iterator.h"
#include "interpreter/objects/iterator/map_object.h"
#include "interpreter/objects/iterator/range.h"
#include "interpreter/objects/iterator/reversed.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/objects/iterator/zip.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* range(std::initializer_list<Object*> arguments) { return make(range_type, arguments); }
Object* range(int64_t a, int64_t b, int64_t c = 1) { return make(range_type, {i(a), i(b), i(c)}); }
Object* two_to_the(int64_t n) { return binary(thread(), BinaryOp::LShift, i(1), i(n)); }

}  // namespace

TEST_SUITE("range") {
TEST_CASE("items, length, repr") {
  CHECK(items(range({i(4)})) == "[0, 1, 2, 3]");
  CHECK(items(range(5, 0, -2)) == "[5, 3, 1]");
  CHECK(items(range(0, 0)) == "[]");
  CHECK(length(thread(), range(0, 10, 3)).value == 4);
  CHECK(text(range({i(4)})) == "range(0, 4)");
  CHECK(text(range(1, 9, 2)) == "range(1, 9, 2)");
}

TEST_CASE("arguments") {
  CHECK(text(range({})) == "TypeError: range expected at least 1 argument, got 0");
  CHECK(text(range({f(1.5)})) == "TypeError: 'float' object cannot be interpreted as an integer");
  CHECK(text(range(1, 2, 0)) == "ValueError: range() arg 3 must not be zero");
}

TEST_CASE("big: longer than a machine word") {
  Thread& t = thread();
  Object* r = range({two_to_the(80), binary(t, BinaryOp::Add, two_to_the(80), i(3))});
  CHECK(items(r) == "[1208925819614629174706176, 1208925819614629174706177, 1208925819614629174706178]");
  Object* huge = range({two_to_the(80)});
  CHECK(length(t, huge).failed());
  CHECK(take_error() == "OverflowError: Python int too large to convert to C ssize_t");
  CHECK(text(get_item(t, huge, i(-1))) == "1208925819614629174706175");
  CHECK(text(contains(t, huge, two_to_the(79))) == "True");
  CHECK(text(method(huge, "index", {two_to_the(79)})) == "604462909807314587353088");
  CHECK(text(iterator_next(t, method(huge, "__reversed__"))) == "1208925819614629174706175");
}

TEST_CASE("subscripts and slices") {
  Thread& t = thread();
  Object* r = range(0, 10, 2);
  CHECK(text(get_item(t, r, i(-1))) == "8");
  CHECK(text(get_item(t, r, i(5))) == "IndexError: range object index out of range");
  CHECK(text(get_item(t, r, new_slice(t, i(1), none(), none()))) == "range(2, 10, 2)");
  CHECK(text(get_item(t, r, new_slice(t, none(), none(), i(-1)))) == "range(8, -2, -2)");
  CHECK(text(get_item(t, r, s("a"))) == "TypeError: range indices must be integers or slices, not str");
}

TEST_CASE("membership, count, index: arithmetic for ints, comparison for others") {
  Thread& t = thread();
  Object* r = range(1, 20, 3);
  CHECK(text(contains(t, r, i(7))) == "True");
  CHECK(text(contains(t, r, i(8))) == "False");
  CHECK(text(contains(t, r, f(7.0))) == "True");
  CHECK(text(contains(t, r, s("x"))) == "False");
  CHECK(text(contains(t, r, py_true())) == "True");
  CHECK(text(method(r, "count", {i(7)})) == "1");
  CHECK(text(method(r, "index", {i(7)})) == "2");
  CHECK(text(method(r, "index", {i(8)})) == "ValueError: 8 is not in range");
  CHECK(text(method(r, "count", {f(7.0)})) == "1");
  CHECK(text(method(r, "index", {f(7.0)})) == "2");
  CHECK(text(method(r, "index", {f(8.0)})) == "ValueError: sequence.index(x): x not in sequence");
}

TEST_CASE("equality and hash: by the items") {
  Thread& t = thread();
  CHECK(text(compare(t, range(0, 3, 2), range(0, 4, 2), CompareOp::Eq)) == "True");
  CHECK(hash(t, range(0, 3, 2)).value == hash(t, range(0, 4, 2)).value);
  CHECK(text(compare(t, range(0, 0), range(5, 5), CompareOp::Eq)) == "True");
  CHECK(text(compare(t, range(0, 3), range(0, 4), CompareOp::Ne)) == "True");
}

TEST_CASE("reversed") {
  CHECK(items(make(reversed_type, {range(0, 5, 2)})) == "[4, 2, 0]");
  CHECK(items(make(reversed_type, {range(0, 0)})) == "[]");
}
}  // TEST_SUITE("range")

TEST_SUITE("iterators") {
TEST_CASE("list: sees items that come while it runs, and stays exhausted") {
  Thread& t = thread();
  List* l = list({i(1)});
  Object* it = get_iterator(t, l);
  CHECK(text(iterator_next(t, it)) == "1");
  REQUIRE(!list_append(t, l, i(2)).failed());
  CHECK(text(method(it, "__length_hint__")) == "1");
  CHECK(text(iterator_next(t, it)) == "2");
  CHECK(text(iterator_next(t, it)) == "missing");
  REQUIRE(!list_append(t, l, i(3)).failed());
  CHECK(text(iterator_next(t, it)) == "missing");
  CHECK(text(method(it, "__length_hint__")) == "0");
}

TEST_CASE("list, backwards: survives a list that shrinks") {
  Thread& t = thread();
  List* l = list({i(1), i(2), i(3)});
  Object* it = method(l, "__reversed__");
  CHECK(text(iterator_next(t, it)) == "3");
  list_clear(l);
  CHECK(text(iterator_next(t, it)) == "missing");
}

TEST_CASE("enumerate: start of any size") {
  CHECK(items(make(enumerate_type, {list({s("a"), s("b")}), i(5)})) == "[(5, 'a'), (6, 'b')]");
  CHECK(items(make(enumerate_type, {s("ab"), i(INT64_MAX)})) ==
        "[(9223372036854775807, 'a'), (9223372036854775808, 'b')]");
  CHECK(text(make(enumerate_type, {i(1)})) == "TypeError: 'int' object is not iterable");
  CHECK(text(make(enumerate_type, {list({}), s("a")})) ==
        "TypeError: 'str' object cannot be interpreted as an integer");
}

TEST_CASE("zip: the shortest ends it; strict") {
  CHECK(items(make(zip_type, {s("abc"), list({i(1), i(2)})})) == "[('a', 1), ('b', 2)]");
  CHECK(items(make(zip_type)) == "[]");
  Thread& t = thread();
  Object* names[] = {s("strict")};
  auto strict = [&](std::initializer_list<Object*> iterables) {
    std::vector<Object*> values(iterables);  // every value is also on the stack, in the list of arguments
    values.push_back(py_true());
    return items(call(t, &zip_type, Args{values.data(), ssize(iterables.size()), new_tuple(names, 1)}));
  };
  CHECK(strict({s("ab"), s("cd")}) == "[('a', 'c'), ('b', 'd')]");
  CHECK(strict({s("a"), s("cd")}) == "ValueError: zip() argument 2 is longer than argument 1");
  CHECK(strict({s("ab"), s("cd"), s("e")}) == "ValueError: zip() argument 3 is shorter than arguments 1-2");
}

TEST_CASE("map and filter") {
  Object* absolute = get_attribute(thread(), &int_type, "__abs__");
  CHECK(items(make(map_object_type, {absolute, list({i(-1), i(2)})})) == "[1, 2]");
  Object* add = get_attribute(thread(), &int_type, "__add__");
  CHECK(items(make(map_object_type, {add, list({i(1), i(2)}), list({i(10), i(20), i(30)})})) == "[11, 22]");
  CHECK(text(make(map_object_type, {absolute})) == "TypeError: map() must have at least two arguments.");
  CHECK(items(make(filter_type, {none(), list({i(0), i(1), s(""), s("x")})})) == "[1, 'x']");
  CHECK(items(make(filter_type, {get_attribute(thread(), &int_type, "__bool__"), list({i(0), i(1)})})) == "[1]");
}

TEST_CASE("reversed: sequences and dicts, not sets nor numbers") {
  Dict* d = new_dict(thread());
  REQUIRE(!dict_set(thread(), d, i(1), i(2)).failed());
  REQUIRE(!dict_set(thread(), d, i(3), i(4)).failed());
  CHECK(items(make(reversed_type, {d})) == "[3, 1]");
  CHECK(items(make(reversed_type, {method(d, "values")})) == "[4, 2]");
  CHECK(text(make(reversed_type, {new_set(thread())})) == "TypeError: 'set' object is not reversible");
  CHECK(items(make(reversed_type, {tuple({i(1), i(2)})})) == "[2, 1]");
  CHECK(items(make(reversed_type, {s("abc")})) == "['c', 'b', 'a']");
  CHECK(text(make(reversed_type, {i(1)})) == "TypeError: 'int' object is not reversible");
}

TEST_CASE("callable: until the sentinel") {
  Object* pop = get_attribute(thread(), list({i(3), i(0), i(2), i(1)}), "pop");
  Object* it = new_callable_iterator(pop, i(0));
  CHECK(items(it) == "[1, 2]");
  CHECK(text(iterator_next(thread(), it)) == "missing");
}

TEST_CASE("index iterator: until IndexError") {
  Object* it = new_index_iterator(tuple({i(1), i(2)}));
  CHECK(items(it) == "[1, 2]");
  CHECK(text(iterator_next(thread(), it)) == "missing");
}
}  // TEST_SUITE("iterators")
