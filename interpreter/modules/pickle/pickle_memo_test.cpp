#include "interpreter/modules/pickle/pickle_memo.h"

#include <doctest/doctest.h>

#include "interpreter/objects/number/int.h"
#include "interpreter/testing/interp.h"

using namespace sidewinder;

TEST_SUITE("pickle_memo") {
TEST_CASE("add: numbers count from 0, also after the table has grown") {
  Interp py;
  PickleMemo memo;
  for (int i = 0; i < 200; i++) CHECK(memo.add(&small_ints[i]) == i);
  CHECK(memo.size() == 200);
  for (int i = 0; i < 200; i++) CHECK(memo.find(&small_ints[i]) == i);
  CHECK(memo.find(&small_ints[200]) == PickleMemo::kAbsent);
  CHECK(memo.bytes() > 0);
}

TEST_CASE("put: another number for the same object takes the place of the first") {
  Interp py;
  PickleMemo memo;
  CHECK(memo.put(&small_ints[1], 7));
  CHECK(memo.put(&small_ints[1], 9));
  CHECK(memo.size() == 1);
  CHECK(memo.find(&small_ints[1]) == 9);
}

TEST_CASE("clear: nothing is left, and numbers begin anew") {
  Interp py;
  PickleMemo memo;
  for (int i = 0; i < 50; i++) CHECK(memo.add(&small_ints[i]) == i);
  memo.clear();
  CHECK(memo.size() == 0);
  CHECK(memo.find(&small_ints[3]) == PickleMemo::kAbsent);
  CHECK(memo.add(&small_ints[3]) == 0);
}

TEST_CASE("hidden_key: a key inside of an object is not the object's") {
  Interp py;
  PickleMemo memo;
  const void* inside = PickleMemo::hidden_key(&small_ints[0].digits);
  CHECK(memo.add(inside) == 0);
  CHECK(PickleMemo::is_hidden(inside));
  CHECK(!PickleMemo::is_hidden(&small_ints[0]));
  CHECK(memo.find(&small_ints[0]) == PickleMemo::kAbsent);
}
}  // TEST_SUITE("pickle_memo")
