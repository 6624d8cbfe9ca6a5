#include "interpreter/objects/container/dict.h"

#include <cstring>

#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/dict_views.h"
#include "interpreter/objects/container/mapping_proxy.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/iterator/range.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

Dict* dict(std::initializer_list<std::pair<Object*, Object*>> pairs = {}) {
  Dict* d = new_dict(thread());
  for (auto [key, value] : pairs) REQUIRE(!dict_set(thread(), d, key, value).failed());
  return d;
}
std::string set(Dict* d, Object* key, Object* value) { return text(set_item(thread(), d, key, value)); }

}  // namespace

TEST_SUITE("dict") {
TEST_CASE("set and get: order of insertion, values replaced in place") {
  Dict* d = dict({{s("b"), i(1)}, {s("a"), i(2)}, {i(3), i(4)}});
  CHECK(text(d) == "{'b': 1, 'a': 2, 3: 4}");
  CHECK(set(d, s("b"), i(9)) == "ok");
  CHECK(text(d) == "{'b': 9, 'a': 2, 3: 4}");
  CHECK(text(dict_get(thread(), d, s("a"))) == "2");
  CHECK(text(dict_get(thread(), d, s("x"))) == "missing");
  CHECK(text(get_item(thread(), d, s("x"))) == "KeyError: 'x'");
  CHECK(text(dict_get(thread(), d, f(3.0))) == "4");  // equal keys of different types
}

TEST_CASE("size: index cells of one, two and four bytes; half deleted, and in order again") {
  Thread& t = thread();
  for (int64_t n : {5, 6, 170, 171, 300, 43690, 43691, 100000}) {
    Dict* d = new_dict(t);
    for (int64_t k = 0; k < n; k++) REQUIRE(!dict_set(t, d, i(k * 7), i(k)).failed());
    REQUIRE(d->used == n);
    for (int64_t k = 0; k < n; k++) REQUIRE(cast<Int>(dict_get(t, d, i(k * 7)).value)->small_value() == k);
    REQUIRE(dict_get(t, d, i(3)).is_missing());
    for (int64_t k = 0; k < n; k += 2) REQUIRE(dict_delete(t, d, i(k * 7)) == Truth::True);
    REQUIRE(dict_delete(t, d, i(0)) == Truth::False);
    for (int64_t k = n; k < n + n / 2; k++) REQUIRE(!dict_set(t, d, i(k * 7), i(k)).failed());
    ssize position = 0;
    Object *key, *value;
    int64_t last = -1, count = 0;
    while (dict_next(d, &position, &key, &value)) {
      int64_t now = cast<Int>(value)->small_value();
      REQUIRE(now > last);
      REQUIRE(cast<Int>(key)->small_value() == now * 7);
      last = now;
      count++;
    }
    REQUIRE(count == d->used);
    CHECK(text(compare(t, d, dict_copy(t, d), CompareOp::Eq)) == "True");
  }
}

TEST_CASE("popitem: the last entry; the table does not fill up with what was popped") {
  Thread& t = thread();
  Dict* d = dict({{i(1), i(1)}});
  for (int64_t k = 0; k < 10000; k++) {
    REQUIRE(!dict_set(t, d, i(k + 100), i(k)).failed());
    Object* key;
    REQUIRE(dict_pop_last(d, &key).found());
    REQUIRE(cast<Int>(key)->small_value() == k + 100);
  }
  CHECK(text(d) == "{1: 1}");
  CHECK(d->table->index_mask == 15);  // as large as CPython's
  CHECK(text(method(d, "popitem")) == "(1, 1)");
  CHECK(text(method(d, "popitem")) == "KeyError: 'popitem(): dictionary is empty'");
}

TEST_CASE("delete and insert over and over: the table stays small") {
  Thread& t = thread();
  Dict* d = new_dict(t);
  for (int64_t k = 0; k < 20000; k++) {
    REQUIRE(!dict_set(t, d, i(k), i(k)).failed());
    if (k >= 3) REQUIRE(dict_delete(t, d, i(k - 3)) == Truth::True);
  }
  CHECK(text(d) == "{19997: 19997, 19998: 19998, 19999: 19999}");
  CHECK(d->table->index_mask <= 31);
}

TEST_CASE("insertion takes the first deleted cell on its path; growth doubles the index") {
  Thread& t = thread();
  Dict* d = new_dict(t);
  uint32_t masks[] = {7, 15, 31, 63, 127, 255, 511};
  size_t at = 0;
  for (int64_t k = 0; k < 200; k++) {
    REQUIRE(!dict_set(t, d, i(k), i(k)).failed());
    if (d->table->index_mask != masks[at]) at++;
    REQUIRE(d->table->index_mask == masks[at]);
  }
  CHECK(at == 6);
  Dict* same = dict({{i(8), i(0)}, {i(16), i(1)}, {i(24), i(2)}});  // one path: all have hash 0 in a table of eight
  const auto* index = reinterpret_cast<const uint8_t*>(dict_index(same->table));
  CHECK(index[0] == 0);
  REQUIRE(dict_delete(t, same, i(8)) == Truth::True);
  CHECK(index[0] == uint8_t(-2));
  REQUIRE(set(same, i(32), i(3)) == "ok");
  CHECK(index[0] == 3);
  CHECK(text(same) == "{16: 1, 24: 2, 32: 3}");
}

TEST_CASE("copies: of a clean table as it is, with the hashes; others are inserted anew") {
  Thread& t = thread();
  Dict* d = new_dict(t);
  for (int64_t k = 0; k < 20; k++) REQUIRE(!dict_set(t, d, i(k), i(k)).failed());
  Dict* copy = new_dict(t);
  REQUIRE(!dict_merge(t, copy, d).failed());
  CHECK(copy->table != d->table);
  REQUIRE(copy->table->entry_count == 20);
  CHECK(std::memcmp(copy->table->entries, d->table->entries, 20 * sizeof(DictEntry)) == 0);
  CHECK(dict_equal(t, copy, d) == Truth::True);
  for (int64_t k = 0; k < 16; k++) REQUIRE(dict_delete(t, d, i(k)) == Truth::True);
  Dict* rest = dict_copy(t, d);
  CHECK(rest->table->entry_count == 4);
  CHECK(rest->table->index_mask == 15);
  CHECK(text(rest) == "{16: 16, 17: 17, 18: 18, 19: 19}");
}

TEST_CASE("keys_version: kept by value changes, reset by every change of the keys") {
  Thread& t = thread();
  Dict* d = dict({{s("a"), i(1)}, {s("b"), i(2)}});
  uint32_t version = dict_keys_version(d);
  CHECK(version != 0);
  CHECK(dict_keys_version(d) == version);
  uint64_t content = d->version;
  REQUIRE(set(d, s("a"), i(5)) == "ok");
  CHECK(dict_keys_version(d) == version);
  CHECK(d->version != content);
  REQUIRE(set(d, s("c"), i(5)) == "ok");
  CHECK(d->keys_version == 0);
  version = dict_keys_version(d);
  REQUIRE(dict_delete(t, d, s("c")) == Truth::True);
  CHECK(dict_keys_version(d) != version);
  version = dict_keys_version(d);
  Object* key;
  REQUIRE(dict_pop_last(d, &key).found());
  CHECK(dict_keys_version(d) != version);
  version = dict_keys_version(d);
  dict_clear(d);
  CHECK(dict_keys_version(d) != version);
  CHECK(dict_keys_version(dict_copy(t, d)) != dict_keys_version(d));
}

TEST_CASE("str keys: found by entry, also beside keys of other types") {
  Dict* d = dict({{s("a"), i(1)}, {s("b"), i(2)}});
  CHECK((d->table->flags & kDictStringKeys));
  CHECK(dict_find_entry(d, s("b")) == 1);
  CHECK(dict_find_entry(d, s("z")) == -1);
  REQUIRE(set(d, i(1), i(1)) == "ok");
  CHECK(!(d->table->flags & kDictStringKeys));
  CHECK(text(dict_get_str(d, s("b"))) == "2");
}

TEST_CASE("unhashable keys raise, even in an empty dict; but there pop() hashes nothing") {
  Dict* d = dict();
  CHECK(text(get_item(thread(), d, list({}))) == "TypeError: unhashable type: 'list'");
  CHECK(text(dict_pop(thread(), d, list({}))) == "missing");
}

TEST_CASE("update: mappings, pairs, and what is neither") {
  Thread& t = thread();
  Dict* d = dict();
  CHECK(text(dict_update(t, d, list({tuple({i(1), i(2)}), list({i(3), i(4)})}))) == "ok");
  CHECK(text(dict_update(t, d, dict({{i(1), i(9)}}))) == "ok");
  CHECK(text(d) == "{1: 9, 3: 4}");
  CHECK(text(dict_update(t, d, list({i(1)}))) ==
        "TypeError: cannot convert dictionary update sequence element #0 to a sequence");
  CHECK(text(dict_update(t, d, list({tuple({i(1)})}))) ==
        "ValueError: dictionary update sequence element #0 has length 1; 2 is required");
  CHECK(text(dict_update(t, d, i(5))) == "TypeError: 'int' object is not iterable");
  CHECK(text(dict_update(t, d, new_mapping_proxy(t, dict({{i(7), i(8)}})))) == "ok");
  CHECK(text(d) == "{1: 9, 3: 4, 7: 8}");
}

TEST_CASE("methods") {
  Dict* d = dict({{i(1), i(2)}});
  CHECK(text(method(d, "get", {i(1)})) == "2");
  CHECK(text(method(d, "get", {i(9), s("no")})) == "'no'");
  CHECK(text(method(d, "setdefault", {i(1), i(5)})) == "2");
  CHECK(text(method(d, "setdefault", {i(2)})) == "None");
  CHECK(text(method(d, "pop", {i(2)})) == "None");
  CHECK(text(method(d, "pop", {i(2)})) == "KeyError: 2");
  CHECK(text(method(d, "pop", {i(2), i(0)})) == "0");
  CHECK(text(method(d, "copy")) == "{1: 2}");
  CHECK(text(method(&dict_type, "fromkeys", {tuple({i(1), i(2)}), i(0)})) == "{1: 0, 2: 0}");
  CHECK(items(method(d, "__reversed__")) == "[1]");
  CHECK(text(method(d, "keys", {i(1)})) == "TypeError: dict.keys() takes no arguments (1 given)");
}

TEST_CASE("union: the right one wins, neither changes") {
  Thread& t = thread();
  Dict *a = dict({{i(1), i(1)}}), *b = dict({{i(1), i(2)}, {i(3), i(3)}});
  CHECK(text(binary(t, BinaryOp::Or, a, b)) == "{1: 2, 3: 3}");
  CHECK(text(a) == "{1: 1}");
  CHECK(in_place(t, BinaryOp::Or, a, list({tuple({i(5), i(6)})})) == a);
  CHECK(text(a) == "{1: 1, 5: 6}");
  CHECK(text(binary(t, BinaryOp::Or, a, list({}))) ==
        "TypeError: unsupported operand type(s) for |: 'dict' and 'list'");
}

TEST_CASE("views: live, with the operators of sets") {
  Thread& t = thread();
  Dict* d = dict({{i(1), s("a")}, {i(2), s("b")}});
  Object *keys = method(d, "keys"), *values = method(d, "values"), *pairs = method(d, "items");
  REQUIRE(set(d, i(3), s("c")) == "ok");
  CHECK(text(keys) == "dict_keys([1, 2, 3])");
  CHECK(text(values) == "dict_values(['a', 'b', 'c'])");
  CHECK(text(pairs) == "dict_items([(1, 'a'), (2, 'b'), (3, 'c')])");
  CHECK(text(contains(t, pairs, tuple({i(2), s("b")}))) == "True");
  CHECK(text(contains(t, pairs, tuple({i(2), s("x")}))) == "False");
  CHECK(text(binary(t, BinaryOp::And, keys, list({i(2), i(9)}))) == "{2}");
  CHECK(text(binary(t, BinaryOp::Sub, keys, list({i(2), i(9)}))) == "{1, 3}");
  CHECK(text(binary(t, BinaryOp::Xor, keys, new_set(t, list({i(3), i(4)})))) == "{1, 2, 4}");
  CHECK(text(compare(t, keys, new_set(t, list({i(1), i(2), i(3)})), CompareOp::Eq)) == "True");
  CHECK(text(compare(t, keys, new_set(t, list({i(1), i(2), i(3), i(4)})), CompareOp::Lt)) == "True");
  CHECK(text(method(keys, "isdisjoint", {list({i(7)})})) == "True");
  CHECK(items(method(pairs, "__reversed__")) == "[(3, 'c'), (2, 'b'), (1, 'a')]");
  CHECK(length(t, values).value == 3);
}

TEST_CASE("iteration: a dict that changes size stops it") {
  Thread& t = thread();
  Dict* d = dict({{i(1), i(1)}, {i(2), i(2)}});
  Object* it = get_iterator(t, d);
  CHECK(text(iterator_next(t, it)) == "1");
  REQUIRE(set(d, i(3), i(3)) == "ok");
  CHECK(text(iterator_next(t, it)) == "RuntimeError: dictionary changed size during iteration");
  REQUIRE(dict_delete(t, d, i(3)) == Truth::True);
  CHECK(text(iterator_next(t, it)) == "RuntimeError: dictionary changed size during iteration");  // for good
}

TEST_CASE("iteration: keys exchanged under way") {
  Thread& t = thread();
  Dict* d = dict({{i(1), i(1)}});
  Object* it = get_iterator(t, d);
  std::string last;
  for (int64_t k = 1; k < 4 && last.find("Error") == std::string::npos; k++) {
    last = text(iterator_next(t, it));
    REQUIRE(dict_delete(t, d, i(k)) == Truth::True);
    REQUIRE(set(d, i(k + 1), none()) == "ok");
  }
  CHECK(last == "RuntimeError: dictionary keys changed during iteration");
}

TEST_CASE("repr: of a dict in itself") {
  Dict* d = dict();
  REQUIRE(set(d, i(1), d) == "ok");
  CHECK(text(d) == "{1: {...}}");
  REQUIRE(set(d, i(2), method(d, "values")) == "ok");
  CHECK(text(d) == "{1: {...}, 2: dict_values([{...}, ...])}");
}

TEST_CASE("mappingproxy: reads only") {
  Object* proxy = new_mapping_proxy(thread(), dict({{i(1), i(2)}}));
  CHECK(text(proxy) == "mappingproxy({1: 2})");
  CHECK(text(get_item(thread(), proxy, i(1))) == "2");
  CHECK(text(method(proxy, "get", {i(5), i(6)})) == "6");
  CHECK(text(set_item(thread(), proxy, i(1), i(1))) ==
        "TypeError: 'mappingproxy' object does not support item assignment");
}
}  // TEST_SUITE("dict")

// --- keys whose __eq__ and __hash__ do as they like --------------------------------------------------

namespace {

// Hashes to `hash`; comparing it runs `on_compare` and says whether the other is equal.
struct Trickster : Object {
  ssize hash;
};
bool (*on_compare)(Object* other) = nullptr;

Result<ssize> trickster_hash(Thread&, Object* o) { return cast<Trickster>(o)->hash; }
Object* trickster_compare(Thread&, Object* self, Object* other, CompareOp op) {
  bool same = on_compare ? on_compare(other) : self == other;
  return new_bool(same == (op == CompareOp::Eq));
}
constexpr TypeData make_trickster_data() {
  TypeData d{};
  d.slots.hash = trickster_hash;
  d.slots.compare = trickster_compare;
  return d;
}
constinit TypeData trickster_data = make_trickster_data();
Type trickster_type = static_type("trickster", sizeof(Trickster), 0, 0, &trickster_data, &object_type);

Trickster* trickster(ssize hash) {
  trickster_type.mro = object_type.mro;
  Trickster* o = new_object<Trickster>(&trickster_type);
  o->hash = hash;
  return o;
}

Dict* victim;
Set* set_victim;

}  // namespace

TEST_SUITE("dict and set under attack") {
TEST_CASE("a comparison that clears, fills or pops the dict: the search starts again") {
  Thread& t = thread();
  using Attack = bool (*)(Object*);
  Attack attacks[] = {
      [](Object*) {
        dict_clear(victim);
        return false;
      },
      [](Object*) {
        dict_clear(victim);
        return true;
      },
      [](Object*) {
        Object* key;
        (void)dict_pop_last(victim, &key);
        return true;
      },
      [](Object*) {
        if (victim->used < 500)
          for (int64_t k = 0; k < 100; k++) (void)dict_set(thread(), victim, i(1000 + victim->used), none()).failed();
        return false;
      },
  };
  for (Attack attack : attacks) {
    for (int operation = 0; operation < 4; operation++) {
      on_compare = nullptr;
      victim = new_dict(t);
      for (int64_t k = 0; k < 4; k++) REQUIRE(!dict_set(t, victim, trickster(7), i(k)).failed());
      on_compare = attack;
      Object* key = trickster(7);
      if (operation == 0) (void)dict_get(t, victim, key).failed();
      if (operation == 1) (void)dict_set(t, victim, key, none()).failed();
      if (operation == 2) (void)dict_delete(t, victim, key);
      if (operation == 3) (void)dict_set_default(t, victim, key, none());
      ssize position = 0, count = 0;
      Object *k, *v;
      while (dict_next(victim, &position, &k, &v)) count++;
      CHECK(count == victim->used);
      on_compare = nullptr;
    }
  }
}

TEST_CASE("a comparison that removes the key that it says is equal: it is not found") {
  Thread& t = thread();
  auto in_danger = [&] {
    on_compare = nullptr;
    victim = new_dict(t);
    REQUIRE(!dict_set(t, victim, trickster(7), i(1)).failed());
    set_victim = new_set(t);
    REQUIRE(!set_add(t, set_victim, trickster(7)).failed());
    on_compare = [](Object*) {
      dict_clear(victim);
      set_clear(set_victim);
      return true;
    };
    return trickster(7);
  };
  CHECK(text(dict_get(t, victim, in_danger())) == "missing");
  CHECK(text(dict_contains(t, victim, in_danger())) == "False");
  CHECK(text(dict_delete(t, victim, in_danger())) == "False");
  CHECK(text(dict_set_default(t, victim, in_danger(), i(2))) == "2");
  CHECK(victim->used == 1);
  CHECK(text(dict_set(t, victim, in_danger(), i(2))) == "ok");
  CHECK(victim->used == 1);
  CHECK(text(set_contains(t, set_victim, in_danger())) == "False");
  CHECK(text(set_discard(t, set_victim, in_danger())) == "False");
  on_compare = nullptr;
}

TEST_CASE("a comparison that clears or fills the set") {
  Thread& t = thread();
  using Attack = bool (*)(Object*);
  Attack attacks[] = {
      [](Object*) {
        set_clear(set_victim);
        return false;
      },
      [](Object*) {
        set_clear(set_victim);
        return true;
      },
      [](Object*) {
        (void)set_pop(set_victim).failed();
        return true;
      },
      [](Object*) {
        if (set_victim->used < 500)
          for (int64_t k = 0; k < 100; k++) (void)set_add(thread(), set_victim, i(1000 + set_victim->used)).failed();
        return false;
      },
  };
  for (Attack attack : attacks) {
    for (int operation = 0; operation < 6; operation++) {
      on_compare = nullptr;
      set_victim = new_set(t);
      for (int64_t k = 0; k < 4; k++) REQUIRE(!set_add(t, set_victim, trickster(7)).failed());
      Set* other = new_set(t, tuple({trickster(7), trickster(7)}));
      on_compare = attack;
      if (operation == 0) (void)set_contains(t, set_victim, trickster(7));
      if (operation == 1) (void)set_add(t, set_victim, trickster(7)).failed();
      if (operation == 2) (void)set_discard(t, set_victim, trickster(7));
      if (operation == 3) (void)set_update(t, set_victim, other).failed();
      if (operation == 4) (void)set_difference(t, other, set_victim);
      if (operation == 5) (void)set_symmetric_difference_update(t, set_victim, other).failed();
      ssize position = 0, count = 0;
      Object* k;
      while (set_next(set_victim, &position, &k)) count++;
      CHECK(count == set_victim->used);
      on_compare = nullptr;
    }
  }
}

TEST_CASE("lists that shrink while they are searched or compared") {
  Thread& t = thread();
  static List* shrinking;
  on_compare = [](Object*) {
    list_clear(shrinking);
    return false;
  };
  shrinking = list({trickster(1), trickster(2), trickster(3)});
  CHECK(text(contains(t, shrinking, i(5))) == "False");
  shrinking = list({trickster(1), trickster(2), trickster(3)});
  CHECK(text(method(shrinking, "count", {i(5)})) == "0");
  shrinking = list({trickster(1), trickster(2), trickster(3)});
  List* other = list({i(1), i(2), i(3)});
  CHECK(text(compare(t, shrinking, other, CompareOp::Eq)) == "False");
  on_compare = [](Object*) {
    list_clear(shrinking);
    return true;
  };
  shrinking = list({trickster(1), trickster(2), trickster(3)});
  CHECK(text(method(shrinking, "remove", {i(5)})) == "None");  // it was there, and is gone
  on_compare = nullptr;
}
}  // TEST_SUITE("dict and set under attack")
