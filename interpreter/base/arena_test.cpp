#include "interpreter/base/arena.h"

#include <doctest/doctest.h>

#include <string>

using namespace sidewinder;

TEST_SUITE("arena") {

TEST_CASE("allocate: aligned, distinct and zero-filled where asked") {
  Arena arena;
  arena.allocate(1, 1);
  auto* word = static_cast<uint64_t*>(arena.allocate(8, 8));
  CHECK(reinterpret_cast<uintptr_t>(word) % 8 == 0);
  auto numbers = arena.make_span<int>(3);
  CHECK(numbers.size() == 3);
  CHECK(numbers[0] + numbers[1] + numbers[2] == 0);
}

TEST_CASE("allocate: larger than a block") {
  Arena arena;
  auto big = arena.make_span<char>(5 << 20);
  big.front() = 'a';
  big.back() = 'z';
  auto* next = arena.make<int>(7);
  CHECK(*next == 7);
  CHECK(big.front() == 'a');
  CHECK(big.back() == 'z');
}

TEST_CASE("allocate: many blocks keep what they hold") {
  Arena arena;
  std::vector<int*> all;
  for (int i = 0; i < 100000; i++) all.push_back(arena.make<int>(i));
  bool same = true;
  for (int i = 0; i < 100000; i++) same &= *all[static_cast<size_t>(i)] == i;
  CHECK(same);
}

TEST_CASE("copies: text ends with a NUL, spans are independent of their origin") {
  Arena arena;
  std::string original = "text";
  std::string_view copy = arena.copy_text(original);
  original[0] = 'n';
  CHECK(copy == "text");
  CHECK(copy.data()[copy.size()] == '\0');
  ArenaSpan<int> span = arena.copy_span({1, 2, 3});
  CHECK(span.from(1).front() == 2);
  CHECK(span.first(2).back() == 2);
  CHECK(arena.copy_span(std::vector<int>()).empty());
}

}  // TEST_SUITE("arena")
