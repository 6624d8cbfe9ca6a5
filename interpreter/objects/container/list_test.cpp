#include "interpreter/objects/container/list.h"

#include <cmath>

#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/iterator/range.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Object* slice(Object* a, Object* b, Object* c = none()) { return new_slice(thread(), a, b, c); }
std::string set(List* l, Object* key, Object* value) { return text(set_item(thread(), l, key, value)); }

List* counted_up(ssize n) {
  List* l = new_list(thread());
  for (ssize k = 0; k < n; k++) REQUIRE(!list_append(thread(), l, i(k)).failed());
  return l;
}

}  // namespace

TEST_SUITE("list") {
TEST_CASE("kind: the first item decides, another kind boxes all") {
  Thread& t = thread();
  List* l = new_list(t);
  CHECK(l->kind() == ListKind::Empty);
  REQUIRE(!list_append(t, l, i(1)).failed());
  CHECK(l->kind() == ListKind::Int64);
  REQUIRE(!list_append(t, l, f(1.5)).failed());
  CHECK(l->kind() == ListKind::Boxed);
  CHECK(text(l) == "[1, 1.5]");
  l = list({f(1), f(-0.0)});
  CHECK(l->kind() == ListKind::Double);
  CHECK(text(l) == "[1.0, -0.0]");
  REQUIRE(!list_set(t, l, 0, s("x")).failed());
  CHECK(l->kind() == ListKind::Boxed);
  CHECK(text(l) == "['x', -0.0]");
}

TEST_CASE("kind: bool is not int, and ints beyond 60 bits are stored exactly up to 64") {
  CHECK(list({py_true(), py_false()})->kind() == ListKind::Boxed);
  CHECK(text(list({i(1), py_true()})) == "[1, True]");
  List* l = list({i(INT64_MAX), i(INT64_MIN), i(int64_t(1) << 60)});
  CHECK(l->kind() == ListKind::Int64);
  CHECK(text(l) == "[9223372036854775807, -9223372036854775808, 1152921504606846976]");
  Object* big = binary(thread(), BinaryOp::Mul, i(INT64_MAX), i(4));
  REQUIRE(!list_append(thread(), l, big).failed());
  CHECK(l->kind() == ListKind::Boxed);
  CHECK(text(list_get(thread(), l, 3)) == "36893488147419103228");
}

TEST_CASE("kind: the bits of a NaN survive") {
  double odd = __builtin_nan("0x123");
  List* l = list({f(odd)});
  double back = cast<Float>(list_get(thread(), l, 0))->value;
  CHECK(std::memcmp(&odd, &back, sizeof odd) == 0);
  CHECK(text(contains(thread(), l, list_get(thread(), l, 0))) == "True");  // identity of numbers is that of their bits
}

TEST_CASE("kind: an emptied list takes any kind unboxed again") {
  List* l = list({i(1)});
  REQUIRE(list_pop(thread(), l, -1));
  REQUIRE(!list_append(thread(), l, f(2)).failed());
  CHECK(l->kind() == ListKind::Double);
}

TEST_CASE("append: a thousand items of each kind") {
  Thread& t = thread();
  List* l = counted_up(1000);
  CHECK(l->size == 1000);
  for (ssize k = 0; k < 1000; k++) REQUIRE(l->ints[k] == k);
  REQUIRE(!list_append(t, l, none()).failed());
  for (ssize k = 0; k < 1000; k++) REQUIRE(text(list_get(t, l, k)) == std::to_string(k));
  List* halves = new_list(t);
  for (ssize k = 0; k < 1000; k++) REQUIRE(!list_append(t, halves, f(double(k) / 2)).failed());
  for (ssize k = 0; k < 1000; k++) REQUIRE(halves->doubles[k] == double(k) / 2);
}

TEST_CASE("new: with a capacity, whose storage is made for the kind of the first item and holds all of them") {
  Thread& t = thread();
  for (Object* item : {i(1), f(1.5), static_cast<Object*>(s("x"))}) {
    List* l = new_list(t, 100);
    CHECK(l->size == 0);
    CHECK(text(l) == "[]");
    REQUIRE(!list_append(t, l, item).failed());
    CHECK(l->kind() == list_kind_of(item));
    CHECK(l->capacity() == 100);
    Object** storage = l->items;
    for (int k = 1; k < 100; k++) REQUIRE(!list_append(t, l, item).failed());
    CHECK(l->items == storage);
    REQUIRE(!list_append(t, l, item).failed());
    CHECK(l->items != storage);
    CHECK(l->size == 101);
  }
}

TEST_CASE("new: a list with a capacity and no items does what other empty lists do") {
  Thread& t = thread();
  List* l = new_list(t, 100);
  list_reverse(l);
  CHECK(text(list_sort(t, l, nullptr, false)) == "ok");
  CHECK(text(list_copy(t, l)) == "[]");
  CHECK(text(list_concat(t, l, list({i(1)}))) == "[1]");
  CHECK(text(list_repeat(t, l, 3)) == "[]");
  CHECK(text(list_replace(t, l, 0, 0, new_list(t))) == "ok");
  CHECK(text(list_pop(t, l, 0)) == "IndexError: pop from empty list");
  REQUIRE(!list_extend(t, l, make(range_type, {i(3)})).failed());
  CHECK(text(l) == "[0, 1, 2]");
}

TEST_CASE("pop: values, order, errors") {
  List* l = list({i(1), i(2), i(3)});
  CHECK(text(list_pop(thread(), l, 0)) == "1");
  CHECK(text(list_pop(thread(), l, -1)) == "3");
  CHECK(text(list_pop(thread(), l, 5)) == "IndexError: pop index out of range");
  CHECK(text(list_pop(thread(), l, 0)) == "2");
  CHECK(text(list_pop(thread(), l, 0)) == "IndexError: pop from empty list");
}

TEST_CASE("insert: clamps the index") {
  List* l = list({i(1), i(2)});
  REQUIRE(!list_insert(thread(), l, -100, i(0)).failed());
  REQUIRE(!list_insert(thread(), l, 100, i(9)).failed());
  REQUIRE(!list_insert(thread(), l, -1, s("x")).failed());
  CHECK(text(l) == "[0, 1, 2, 'x', 9]");
}

TEST_CASE("extend: from lists, tuples, ranges, itself") {
  List* l = list({i(1)});
  REQUIRE(!list_extend(thread(), l, l).failed());
  REQUIRE(!list_extend(thread(), l, tuple({i(2), i(3)})).failed());
  REQUIRE(!list_extend(thread(), l, make(range_type, {i(3)})).failed());
  CHECK(l->kind() == ListKind::Int64);
  CHECK(text(l) == "[1, 1, 2, 3, 0, 1, 2]");
  REQUIRE(!list_extend(thread(), l, list({f(0.5)})).failed());
  CHECK(text(l) == "[1, 1, 2, 3, 0, 1, 2, 0.5]");
  CHECK(text(list_extend(thread(), l, i(1))) == "TypeError: 'int' object is not iterable");
}

TEST_CASE("slices: read") {
  List* l = counted_up(6);
  CHECK(text(get_item(thread(), l, slice(i(1), i(-1)))) == "[1, 2, 3, 4]");
  CHECK(text(get_item(thread(), l, slice(none(), none(), i(-2)))) == "[5, 3, 1]");
  CHECK(text(get_item(thread(), l, slice(i(4), i(100)))) == "[4, 5]");
  CHECK(text(get_item(thread(), l, slice(i(4), i(1)))) == "[]");
  CHECK(text(get_item(thread(), l, slice(i(0), i(1), i(0)))) == "ValueError: slice step cannot be zero");
  CHECK(text(get_item(thread(), l, s("a"))) == "TypeError: list indices must be integers or slices, not str");
  CHECK(text(get_item(thread(), l, i(6))) == "IndexError: list index out of range");
}

TEST_CASE("slices: assign and delete") {
  List* l = counted_up(6);
  CHECK(set(l, slice(i(1), i(3)), list({i(7)})) == "ok");
  CHECK(text(l) == "[0, 7, 3, 4, 5]");
  CHECK(set(l, slice(i(1), i(1)), list({s("a"), s("b")})) == "ok");
  CHECK(text(l) == "[0, 'a', 'b', 7, 3, 4, 5]");
  CHECK(set(l, slice(none(), none(), i(3)), tuple({i(-1), i(-2), i(-3)})) == "ok");
  CHECK(text(l) == "[-1, 'a', 'b', -2, 3, 4, -3]");
  CHECK(set(l, slice(none(), none(), i(3)), tuple({i(-1)})) ==
        "ValueError: attempt to assign sequence of size 1 to extended slice of size 3");
  CHECK(text(delete_item(thread(), l, slice(none(), none(), i(2)))) == "ok");
  CHECK(text(l) == "['a', -2, 4]");
  CHECK(text(delete_item(thread(), l, slice(none(), none(), i(-2)))) == "ok");
  CHECK(text(l) == "[-2]");
  CHECK(set(l, slice(none(), none()), l) == "ok");
  CHECK(text(l) == "[-2]");
}

TEST_CASE("sort: ints, floats with NaN and zeros, text, keys, reverse") {
  List* l = list({i(3), i(1), i(2)});
  REQUIRE(!list_sort(thread(), l, nullptr, true).failed());
  CHECK(text(l) == "[3, 2, 1]");
  l = list({f(0.0), f(-1), f(-0.0), f(-2)});
  REQUIRE(!list_sort(thread(), l, nullptr, false).failed());
  CHECK(text(l) == "[-2.0, -1.0, 0.0, -0.0]");
  l = list({f(2), f(NAN), f(1), f(NAN), f(0)});
  REQUIRE(!list_sort(thread(), l, nullptr, false).failed());
  CHECK(text(l) == "[2.0, nan, 1.0, nan, 0.0]");  // nothing is less than its neighbour
  l = list({s("b"), s("a"), s("ab")});
  REQUIRE(!list_sort(thread(), l, nullptr, false).failed());
  CHECK(text(l) == "['a', 'ab', 'b']");
  l = list({i(1), s("a")});
  CHECK(text(list_sort(thread(), l, nullptr, false)) ==
        "TypeError: '<' not supported between instances of 'str' and 'int'");
  CHECK(text(l) == "[1, 'a']");
}

TEST_CASE("sort: key functions keep equal items in order") {
  List* l = list({s("bb"), s("a"), s("cc"), s("d"), s("eee")});
  Object* len = get_attribute(thread(), &str_type, "__len__");
  REQUIRE(!list_sort(thread(), l, len, false).failed());
  CHECK(text(l) == "['a', 'd', 'bb', 'cc', 'eee']");
  REQUIRE(!list_sort(thread(), l, len, true).failed());
  CHECK(text(l) == "['eee', 'bb', 'cc', 'a', 'd']");
}

TEST_CASE("sort: a list that its key function changes") {
  List* l = list({i(3), i(1)});
  Object* append = get_attribute(thread(), l, "append");
  CHECK(text(list_sort(thread(), l, append, false)) ==
        "TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'");
  CHECK(text(l) == "[3, 1]");
}

TEST_CASE("operators") {
  Thread& t = thread();
  CHECK(text(binary(t, BinaryOp::Add, list({i(1)}), list({f(2)}))) == "[1, 2.0]");
  CHECK(text(binary(t, BinaryOp::Add, list({i(1)}), tuple({f(2)}))) ==
        "TypeError: can only concatenate list (not \"tuple\") to list");
  CHECK(text(binary(t, BinaryOp::Mul, list({i(1), i(2)}), i(3))) == "[1, 2, 1, 2, 1, 2]");
  CHECK(text(binary(t, BinaryOp::Mul, i(-1), list({i(1)}))) == "[]");
  List* l = list({i(1), i(2)});
  CHECK(in_place(t, BinaryOp::Mul, l, i(2)) == l);
  CHECK(in_place(t, BinaryOp::Add, l, tuple({s("x")})) == l);
  CHECK(text(l) == "[1, 2, 1, 2, 'x']");
}

TEST_CASE("comparison: by items, then by length") {
  Thread& t = thread();
  CHECK(text(compare(t, list({i(1), i(2)}), list({f(1), f(2)}), CompareOp::Eq)) == "True");
  CHECK(text(compare(t, list({i(1)}), list({i(1), i(2)}), CompareOp::Lt)) == "True");
  CHECK(text(compare(t, list({i(2)}), list({i(1), i(2)}), CompareOp::Lt)) == "False");
  CHECK(text(compare(t, list({i(2)}), list({s("a")}), CompareOp::Lt)) ==
        "TypeError: '<' not supported between instances of 'int' and 'str'");
  CHECK(text(compare(t, list({}), tuple({}), CompareOp::Eq)) == "False");
}

TEST_CASE("methods: what Python calls") {
  List* l = list({i(1), i(2), i(1)});
  CHECK(text(method(l, "count", {i(1)})) == "2");
  CHECK(text(method(l, "index", {i(1), i(1)})) == "2");
  CHECK(text(method(l, "index", {i(5)})) == "ValueError: 5 is not in list");
  CHECK(text(method(l, "remove", {i(1)})) == "None");
  CHECK(text(method(l, "remove", {i(7)})) == "ValueError: list.remove(x): x not in list");
  CHECK(text(method(l, "reverse")) == "None");
  CHECK(text(l) == "[1, 2]");
  CHECK(text(method(l, "append")) == "TypeError: list.append() takes exactly one argument (0 given)");
  CHECK(text(method(l, "pop", {i(1), i(2)})) == "TypeError: pop expected at most 1 argument, got 2");
  CHECK(items(method(l, "__reversed__")) == "[2, 1]");
  CHECK(text(method(l, "clear")) == "None");
  CHECK(text(l) == "[]");
}

TEST_CASE("repr: of a list in itself") {
  List* l = list({i(1)});
  REQUIRE(!list_append(thread(), l, l).failed());
  CHECK(text(l) == "[1, [...]]");
}

TEST_CASE("hash: lists have none") {
  CHECK(hash(thread(), list({})).failed());
  CHECK(take_error() == "TypeError: unhashable type: 'list'");
}
}  // TEST_SUITE("list")
