#include "interpreter/objects/container/generic_alias.h"

#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

TEST_SUITE("generic_alias") {
TEST_CASE("repr: names of classes, dots, nested") {
  Thread& t = thread();
  CHECK(text(get_item(t, &list_type, &int_type)) == "list[int]");
  CHECK(text(get_item(t, &tuple_type, tuple({&int_type, ellipsis()}))) == "tuple[int, ...]");
  CHECK(text(get_item(t, &list_type, get_item(t, &list_type, &str_type))) == "list[list[str]]");
  CHECK(text(get_item(t, &tuple_type, empty_tuple())) == "tuple[()]");
}

TEST_CASE("call and attributes: those of the class; its own ones stay") {
  Thread& t = thread();
  Object* alias = get_item(t, &list_type, &int_type);
  CHECK(text(call(t, alias, s("ab"))) == "['a', 'b']");
  CHECK(get_attribute(t, alias, "__origin__") == &list_type);
  CHECK(text(get_attribute(t, alias, "__args__")) == "(<class 'int'>,)");
  CHECK(text(get_attribute(t, alias, "append")) == "<method 'append' of 'list' objects>");
}

TEST_CASE("equality and hash: by origin and arguments") {
  Thread& t = thread();
  Object *a = get_item(t, &list_type, &int_type), *b = get_item(t, &list_type, &int_type);
  CHECK(text(compare(t, a, b, CompareOp::Eq)) == "True");
  CHECK(hash(t, a).value == hash(t, b).value);
  CHECK(text(compare(t, a, get_item(t, &list_type, &str_type), CompareOp::Eq)) == "False");
  CHECK(text(get_item(t, a, &int_type)) == "TypeError: list[int] is not a generic class");
}
}  // TEST_SUITE("generic_alias")
