#include "interpreter/objects/core/map.h"

#include "tests/unit/classes.h"

namespace sidewinder {
using namespace testing;

TEST_SUITE("map") {

TEST_CASE("instances: the same attributes in the same order share a map") {
  Type* cls = make_class("C");
  Object *a = make(*cls), *b = make(*cls);
  CHECK(instance_words(a)->map == cls->data->root_map);
  CHECK(text(set(a, "x", i(1))) == "ok");
  CHECK(text(set(a, "y", i(2))) == "ok");
  CHECK(text(set(b, "x", i(3))) == "ok");
  CHECK(instance_words(a)->map != instance_words(b)->map);
  CHECK(text(set(b, "y", i(4))) == "ok");
  CHECK(instance_words(a)->map == instance_words(b)->map);
  CHECK(text(get(a, "y")) == "2");
  CHECK(text(get(b, "y")) == "4");
}

TEST_CASE("instances: attributes beyond the inline slots, and more inline slots for the next instance") {
  Type* cls = make_class("Wide");
  Object* first = make(*cls);
  for (int n = 0; n < 20; n++) CHECK(text(set(first, ("a" + std::to_string(n)).c_str(), i(n))) == "ok");
  for (int n = 0; n < 20; n++) CHECK(text(get(first, ("a" + std::to_string(n)).c_str())) == std::to_string(n));
  CHECK(instance_words(first)->map->inline_capacity == 4);
  CHECK(instance_words(make(*cls))->map->inline_capacity == 32);
}

TEST_CASE("instances: very many attributes end in a dictionary") {
  Object* o = make(*make_class("Bag"));
  for (int n = 0; n < 300; n++) CHECK(text(set(o, ("k" + std::to_string(n)).c_str(), i(n))) == "ok");
  CHECK(instance_words(o)->map->is_dictionary);
  for (int n = 0; n < 300; n++) CHECK(text(get(o, ("k" + std::to_string(n)).c_str())) == std::to_string(n));
}

TEST_CASE("delete: the newest attribute goes back to the parent map, another one to a dictionary") {
  Object* o = make(*make_class("D"));
  CHECK(text(set(o, "x", i(1))) == "ok");
  Map* with_x = instance_words(o)->map;
  CHECK(text(set(o, "y", i(2))) == "ok");
  CHECK(text(del(o, "y")) == "ok");
  CHECK(instance_words(o)->map == with_x);
  CHECK(text(get(o, "y")) == "AttributeError: 'D' object has no attribute 'y'");
  CHECK(text(set(o, "y", i(3))) == "ok");
  CHECK(text(del(o, "x")) == "ok");
  CHECK(instance_words(o)->map->is_dictionary);
  CHECK(text(get(o, "y")) == "3");
  CHECK(text(del(o, "x")) == "AttributeError: 'D' object has no attribute 'x'");
}

TEST_CASE("__dict__: the same dict every time, writes show on both sides") {
  Object* o = make(*make_class("E"));
  CHECK(text(set(o, "x", i(1))) == "ok");
  Object* dict = get(o, "__dict__");
  CHECK(text(dict) == "{'x': 1}");
  CHECK(get(o, "__dict__") == dict);
  CHECK(text(set(o, "y", i(2))) == "ok");
  CHECK(text(dict) == "{'x': 1, 'y': 2}");
  CHECK(text(set_item(thread(), dict, s("z"), i(3))) == "ok");
  CHECK(text(get(o, "z")) == "3");
}

TEST_CASE("subclasses of int, tuple and str keep attributes in a plain dict behind their items") {
  Type* number = make_class("N", {&int_type});
  Object* n = make(*number, {i(5)});
  REQUIRE(n);
  CHECK(text(set(n, "tag", s("five"))) == "ok");
  CHECK(text(n) == "5");
  CHECK(text(get(n, "tag")) == "'five'");
  Object* big = call(thread(), number, int_parse_digits("123456789012345678901234567890", 10));
  CHECK(text(set(big, "tag", i(1))) == "ok");
  CHECK(text(big) == "123456789012345678901234567890");
  Object* pair = make(*make_class("P", {&tuple_type}), {list({i(1), i(2)})});
  CHECK(text(set(pair, "tag", i(9))) == "ok");
  CHECK(text(pair) == "(1, 2)");
  CHECK(text(get(pair, "tag")) == "9");
  for (const char* content : {"", "abc", "h\xc3\xa4", "\xe2\x82\xac uro"}) {
    Object* word = make(*make_class("S", {&str_type}), {s(content)});
    CHECK(text(set(word, "tag", i(7))) == "ok");
    CHECK(str_to_utf8(cast<Str>(word)) == content);
    CHECK(text(get(word, "tag")) == "7");
  }
}

}  // TEST_SUITE("map")
}  // namespace sidewinder
