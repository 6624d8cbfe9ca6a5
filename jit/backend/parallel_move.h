// Orders moves that happen "at once" (into a label's arguments, into a call's argument registers) so that none
// overwrites what another still reads.
#pragma once

#include <vector>

#include "jit/code/location.h"

namespace sidewinder::jit {

struct Move {
  Location to, from;
  friend bool operator==(const Move&, const Move&) = default;
};

class ParallelMove {
 public:
  void clear() { moves_.clear(); }
  // Destinations are registers or slots, each at most once; a source may also be a constant.
  void add(Location to, Location from);
  // In an order that can be executed. A cycle is cut by moving one value to `scratch` first; moves between two slots
  // need a second scratch register of the emitter's own.
  const std::vector<Move>& order(Location scratch);

 private:
  std::vector<Move> moves_, ordered_;
  std::vector<uint16_t> reads_, writer_;  // by place: pending reads of it; 1 + index of the move into it
  std::vector<uint32_t> ready_;
};

}  // namespace sidewinder::jit
