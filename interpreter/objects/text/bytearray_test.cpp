// The storage of bytearray against a model.
#include "interpreter/objects/text/bytearray.h"

#include <string>

#include "tests/unit/objects.h"

using namespace sidewinder;
using namespace sidewinder::testing;

namespace {

// Small and repeatable.
struct Random {
  uint32_t state = 1;
  ssize below(ssize n) {
    state = state * 1664525 + 1013904223;
    return n ? ssize(state >> 8) % n : 0;
  }
};

ByteArray* filled(std::string_view bytes) {
  thread();
  return new_bytearray(bytes.data(), ssize(bytes.size()));
}
std::string contents(ByteArray* b) { return std::string(b->view()); }

}  // namespace

TEST_SUITE("bytearray") {
TEST_CASE("replace: as std::string does it, at every place and size") {
  Random random;
  ByteArray* b = filled("");
  std::string model;
  for (int step = 0; step < 5000; step++) {
    ssize begin = random.below(ssize(model.size()) + 1);
    ssize end = begin + random.below(ssize(model.size()) - begin + 1);
    if (random.below(3) == 0) begin = 0;
    std::string piece(size_t(random.below(model.size() > 300 ? 3 : 20)), char('a' + step % 26));
    REQUIRE(!bytearray_replace(thread(), b, begin, end, piece.data(), ssize(piece.size())).failed());
    model.replace(size_t(begin), size_t(end - begin), piece);
    REQUIRE(contents(b) == model);
    if (b->start) REQUIRE(b->start[b->size] == 0);
  }
}

TEST_CASE("replace: by a part of itself") {
  ByteArray* b = filled("abcdef");
  REQUIRE(!bytearray_replace(thread(), b, 1, 3, b->start, b->size).failed());
  CHECK(contents(b) == "aabcdefdef");
  REQUIRE(!bytearray_replace(thread(), b, b->size, b->size, b->start + 2, 3).failed());
  CHECK(contents(b) == "aabcdefdefbcd");
}

TEST_CASE("append: grows in proportion") {
  ByteArray* b = filled("");
  int moves = 0;
  for (int k = 0; k < 100000; k++) {
    uint8_t* before = b->storage;
    REQUIRE(!bytearray_append(thread(), b, uint8_t(k)).failed());
    moves += b->storage != before;
  }
  CHECK(b->size == 100000);
  int wrong = 0;
  for (int k = 0; k < 100000; k++) wrong += b->start[k] != uint8_t(k);
  CHECK(wrong == 0);
  CHECK(moves < 120);
}

TEST_CASE("capacity: CPython's, which programs can ask for") {
  auto allocated = [](Object* o) { return text(method(o, "__alloc__")); };
  CHECK(allocated(filled("")) == "0");
  CHECK(allocated(make(bytearray_type, {new_bytes("a")})) == "2");
  ByteArray* b = filled("ab");
  CHECK(allocated(b) == "3");
  REQUIRE(!bytearray_append(thread(), b, 'c').failed());
  CHECK(allocated(b) == "6");
  CHECK(text(method(b, "extend", {new_bytes("0123456789")})) == "None");
  CHECK(allocated(b) == "14");
}

TEST_CASE("delete at the front: moves the beginning, not the bytes") {
  ByteArray* b = filled("abcdef");
  uint8_t* storage = b->storage;
  CHECK(text(method(b, "pop", {i(0)})) == "97");
  CHECK(text(method(b, "pop", {i(0)})) == "98");
  CHECK(b->storage == storage);
  CHECK(b->start == storage + 2);
  CHECK(contents(b) == "cdef");
}

TEST_CASE("exports: the size is fixed while somebody looks at it") {
  ByteArray* b = filled("abc");
  b->exports = 1;
  CHECK(text(method(b, "append", {i(1)})) == "BufferError: Existing exports of data: object cannot be re-sized");
  CHECK(text(set_item(thread(), b, i(0), i(120))) == "ok");
  CHECK(contents(b) == "xbc");
  b->exports = 0;
  CHECK(text(method(b, "append", {i(1)})) == "None");
}
}  // TEST_SUITE("bytearray")
