#include <cmath>
#include <set>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

// Objects whose order is as bad as it can be: it fails after a while, or answers at random, or changes the list.
namespace {

struct Fickle : Object {
  int64_t value;
  ssize order;  // not compared
};
int comparisons_left = -1;  // then the comparison raises; negative: never
bool random_answers = false;
List* being_sorted = nullptr;  // each comparison appends to it, if set

Object* fickle_compare(Thread& t, Object* a, Object* b, CompareOp) {
  static uint32_t seed = 1;
  if (comparisons_left >= 0 && comparisons_left-- == 0) return raise_value_error(t, "no more");
  if (being_sorted) (void)list_append(t, being_sorted, none()).failed();
  seed = seed * 1664525 + 1013904223;
  if (random_answers) return new_bool(seed >> 31);
  return new_bool(cast<Fickle>(a)->value < cast<Fickle>(b)->value);
}
constexpr TypeData make_fickle_data() {
  TypeData d{};
  d.slots.compare = fickle_compare;
  return d;
}
constinit TypeData fickle_data = make_fickle_data();
Type fickle_type = static_type("fickle", sizeof(Fickle), 0, 0, &fickle_data, &object_type);

List* fickle_list(ssize n, int64_t modulus) {
  fickle_type.mro = object_type.mro;
  List* l = new_list(thread());
  uint32_t seed = uint32_t(n);
  for (ssize k = 0; k < n; k++) {
    seed = seed * 22695477 + 1;
    Fickle* o = new_object<Fickle>(&fickle_type);
    o->value = seed % modulus;
    o->order = k;
    REQUIRE(!list_append(thread(), l, o).failed());
  }
  return l;
}

// The numbers 0 .. n - 1 are the items; the dict gives each a key, of which there are few different ones.
Dict* few_keys(ssize n, Object* (*make_key)(int64_t)) {
  Dict* d = new_dict(thread());
  uint32_t seed = uint32_t(n);
  for (ssize k = 0; k < n; k++) {
    seed = seed * 1664525 + 1013904223;
    REQUIRE(!dict_set(thread(), d, i(k), make_key(seed >> 28)).failed());
  }
  return d;
}

// Whether items of equal keys stand in ascending order, and keys in the order asked for.
bool is_sorted_and_stable(List* l, Dict* keys, bool reverse) {
  Thread& t = thread();
  for (ssize k = 1; k < l->size; k++) {
    Object* a = dict_get(t, keys, list_get(t, l, k - 1)).value;
    Object* b = dict_get(t, keys, list_get(t, l, k)).value;
    if (compare_truth(t, a, b, CompareOp::Eq) == Truth::True) {
      if (l->ints[k - 1] >= l->ints[k]) return false;
    } else if (compare_truth(t, a, b, reverse ? CompareOp::Gt : CompareOp::Lt) != Truth::True) {
      return false;
    }
  }
  return true;
}

std::multiset<Object*> contents(List* l) { return {l->items, l->items + l->size}; }

}  // namespace

TEST_SUITE("list_sort") {
TEST_CASE("order: any number of items, many or few different ones") {
  for (ssize n : {0, 1, 2, 3, 31, 64, 100, 1000, 5000}) {
    for (int64_t modulus : {2, 10, 1000000}) {
      List* l = fickle_list(n, modulus);
      std::multiset<Object*> before = contents(l);
      REQUIRE(!list_sort(thread(), l, nullptr, false).failed());
      REQUIRE(contents(l) == before);
      for (ssize k = 1; k < n; k++) REQUIRE(cast<Fickle>(l->items[k - 1])->value <= cast<Fickle>(l->items[k])->value);
    }
  }
}

TEST_CASE("stable in both directions, whatever the length and the kind of key") {
  Object* (*key_makers[])(int64_t) = {
      [](int64_t n) { return i(n); },
      [](int64_t n) { return f(double(n) / 2); },
      [](int64_t n) -> Object* { return s(std::to_string(n).c_str()); },
      [](int64_t n) -> Object* { return tuple({i(n)}); },
  };
  for (auto make_key : key_makers) {
    for (ssize n : {2, 10, 63, 64, 65, 200, 1000}) {
      Dict* keys = few_keys(n, make_key);
      Object* key = get_attribute(thread(), keys, "__getitem__");
      for (bool reverse : {false, true}) {
        List* l = list_from_iterable(thread(), keys);
        REQUIRE(!list_sort(thread(), l, key, reverse).failed());
        REQUIRE(l->size == n);
        REQUIRE(is_sorted_and_stable(l, keys, reverse));
      }
    }
  }
}

TEST_CASE("stable in both directions without a key: objects, and floats that are equal but not the same") {
  for (bool reverse : {false, true}) {
    List* l = fickle_list(1000, 7);
    REQUIRE(!list_sort(thread(), l, nullptr, reverse).failed());
    for (ssize k = 1; k < l->size; k++) {
      Fickle* a = cast<Fickle>(l->items[k - 1]);
      Fickle* b = cast<Fickle>(l->items[k]);
      REQUIRE((reverse ? a->value >= b->value : a->value <= b->value));
      if (a->value == b->value) REQUIRE(a->order < b->order);
    }
    List* zeros = new_list(thread());
    for (ssize k = 0; k < 1000; k++) REQUIRE(!list_append(thread(), zeros, f(k % 3 ? 0.0 : -0.0)).failed());
    REQUIRE(!list_append(thread(), zeros, f(reverse ? 1 : -1)).failed());
    REQUIRE(!list_sort(thread(), zeros, nullptr, reverse).failed());
    REQUIRE(zeros->doubles[0] == (reverse ? 1 : -1));
    for (ssize k = 0; k < 1000; k++) REQUIRE(std::signbit(zeros->doubles[k + 1]) == (k % 3 == 0));
  }
}

TEST_CASE("a comparison that raises: the error comes through and no item is lost, wherever it happens") {
  for (int limit = 0; limit < 3000; limit += 7) {
    List* l = fickle_list(300, 50);
    std::multiset<Object*> before = contents(l);
    comparisons_left = limit;
    bool failed = list_sort(thread(), l, nullptr, limit % 2).failed();
    bool ran_out = comparisons_left < 0;
    comparisons_left = -1;
    REQUIRE(failed == ran_out);
    if (failed) REQUIRE(take_error() == "ValueError: no more");
    REQUIRE(contents(l) == before);
  }
}

TEST_CASE("answers at random: no item is lost") {
  random_answers = true;
  for (ssize n : {10, 65, 500, 3000}) {
    List* l = fickle_list(n, 50);
    std::multiset<Object*> before = contents(l);
    CHECK(!list_sort(thread(), l, nullptr, false).failed());
    CHECK(contents(l) == before);
  }
  random_answers = false;
}

TEST_CASE("a comparison that changes the list: ValueError, the items are the sorted ones") {
  List* l = fickle_list(100, 50);
  std::multiset<Object*> before = contents(l);
  being_sorted = l;
  CHECK(text(list_sort(thread(), l, nullptr, false)) == "ValueError: list modified during sort");
  being_sorted = nullptr;
  CHECK(contents(l) == before);
}
}  // TEST_SUITE("list_sort")
