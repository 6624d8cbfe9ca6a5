// Random simultaneous moves, executed one by one in the order given.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "jit/backend/parallel_move.h"

namespace sidewinder::jit {

namespace {

using Where = Location::Where;

Location place(uint32_t n) {
  if (n < 12) return {Where::Register, uint8_t(n == 11 ? 12 : n), 0};
  if (n < 24) return {Where::Xmm, uint8_t(n - 12), 0};
  return {Where::Slot, 0, n - 24};
}
uint32_t key(const Location& l) { return uint32_t(l.where) * 1000 + l.number + l.slot; }

}  // namespace

TEST_SUITE("jit_backend_parallel_move") {

TEST_CASE("order: what is read is never overwritten before") {
  std::mt19937 random(1);
  const Location scratch{Where::Register, 11, 0};
  for (int round = 0; round < 5000; round++) {
    uint32_t places = 3 + random() % 30;
    std::vector<uint32_t> targets(places);
    for (uint32_t k = 0; k < places; k++) targets[k] = k;
    std::shuffle(targets.begin(), targets.end(), random);
    ParallelMove moves;
    std::map<uint32_t, uint32_t> machine, expected;
    for (uint32_t k = 0; k < places; k++) machine[key(place(k))] = k;
    uint32_t count = 1 + random() % places;
    bool permutation = random() % 2;
    for (uint32_t k = 0; k < count; k++) {
      bool constant = random() % 8 == 0;
      uint32_t source = permutation ? targets[(k + 1) % count] : random() % places;
      Location from = constant ? Location{Where::Constant, 0, 7} : place(source);
      moves.add(place(targets[k]), from);
      expected[key(place(targets[k]))] = constant ? 1007 : source;
    }
    for (const Move& m : moves.order(scratch))
      machine[key(m.to)] = m.from.where == Where::Constant ? 1007 : machine.at(key(m.from));
    bool right = true;
    for (auto [where, value] : expected) right &= machine[where] == value;
    CHECK(right);
    if (!right) return;
  }
}

}  // TEST_SUITE("jit_backend_parallel_move")

}  // namespace sidewinder::jit
