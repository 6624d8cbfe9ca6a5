#include <set>

#include "interpreter/objects/container/list.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

// Objects whose order is as bad as it can be: it fails after a while, or answers at random, or changes the list.
namespace {

struct Fickle : Object {
  int64_t value;
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
  return new_bool(static_cast<Fickle*>(a)->value < static_cast<Fickle*>(b)->value);
}
TypeData fickle_data = [] {
  TypeData d{};
  d.slots.compare = fickle_compare;
  return d;
}();
Type fickle_type = static_type("fickle", sizeof(Fickle), 0, 0, &fickle_data, &object_type);

List* fickle_list(ssize n, int64_t modulus) {
  fickle_type.mro = object_type.mro;
  List* l = new_list(thread());
  uint32_t seed = uint32_t(n);
  for (ssize k = 0; k < n; k++) {
    seed = seed * 22695477 + 1;
    Fickle* o = new_object<Fickle>(&fickle_type);
    o->value = seed % modulus;
    REQUIRE(!list_append(thread(), l, o).failed());
  }
  return l;
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
      for (ssize k = 1; k < n; k++)
        REQUIRE(static_cast<Fickle*>(l->items[k - 1])->value <= static_cast<Fickle*>(l->items[k])->value);
    }
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
