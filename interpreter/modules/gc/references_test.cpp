#include "interpreter/modules/gc/references.h"

#include <cstring>

#include "interpreter/objects/container/dict.h"
#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

// What a stale word keeps, after its memory was given away.
TEST_SUITE("references") {
TEST_CASE("is_whole: a dict has a table of its own, with objects in it") {
  Dict* d = new_dict(thread());
  CHECK(is_whole(d));
  for (int64_t key : {1, 2, 3, 4}) REQUIRE(!dict_set(thread(), d, i(key), f(1.5)).failed());
  CHECK(is_whole(d));
  DictTable* own = d->table;

  constexpr size_t kWords = 18;  // of a table of eight
  void** other = allocate_raw<void*>(kWords);
  d->table = reinterpret_cast<DictTable*>(other);
  CHECK(!is_whole(d));  // free, and the last of the free list
  other[0] = own;
  CHECK(!is_whole(d));  // free
  for (size_t n = 0; n < kWords; n++) other[n] = i(int64_t(n));
  CHECK(!is_whole(d));  // the items of something else
  std::memcpy(static_cast<void*>(other), own, kWords * sizeof(void*));
  CHECK(is_whole(d));
  d->table->entries[2].value = reinterpret_cast<Object*>(other);
  CHECK(!is_whole(d));
  d->table = own;
}
}  // TEST_SUITE("references")
