// A move is ready when nobody still reads its destination; what remains when none is ready are cycles.
#include "jit/backend/parallel_move.h"

#include "interpreter/base/check.h"
#include "jit/backend/register_roles.h"

namespace sidewinder::jit {

namespace {

constexpr uint32_t kPlaces = 32 + kSlotCount;

uint32_t place(const Location& location) {
  switch (location.where) {
    case Location::Where::Register: return location.number;
    case Location::Where::Xmm: return 16u + location.number;
    case Location::Where::Slot: return 32 + location.slot;
    default: return kPlaces;  // a constant: written by nobody
  }
}

}  // namespace

void ParallelMove::add(Location to, Location from) {
  PY_DCHECK(place(to) < kPlaces);
  if (!(to == from)) moves_.push_back({to, from});
}

const std::vector<Move>& ParallelMove::order(Location scratch) {
  ordered_.clear();
  if (moves_.empty()) return ordered_;
  reads_.assign(kPlaces + 1, 0);
  writer_.assign(kPlaces + 1, 0);
  ready_.clear();
  for (size_t i = 0; i < moves_.size(); i++) {
    reads_[place(moves_[i].from)]++;
    writer_[place(moves_[i].to)] = uint16_t(i + 1);
  }
  std::vector<Move> constants;
  for (size_t i = moves_.size(); i-- > 0;)
    if (reads_[place(moves_[i].to)] == 0) ready_.push_back(uint32_t(i));
  size_t cut = 0;
  for (;;) {
    while (!ready_.empty()) {
      Move move = moves_[ready_.back()];
      ready_.pop_back();
      uint32_t from = place(move.from);
      writer_[place(move.to)] = 0;
      // Constants go last: loading one into a slot needs the scratch register, which a cut cycle may occupy.
      if (from == kPlaces) {
        constants.push_back(move);
        continue;
      }
      ordered_.push_back(move);
      if (from != place(scratch) && --reads_[from] == 0 && writer_[from]) ready_.push_back(writer_[from] - 1u);
    }
    while (cut < moves_.size() && writer_[place(moves_[cut].to)] != cut + 1) cut++;
    if (cut == moves_.size()) break;
    // moves_[cut] is part of a cycle: save what its destination holds, for the one move that reads it.
    Location saved = moves_[cut].to;
    ordered_.push_back({scratch, saved});
    for (size_t i = 0; i < moves_.size(); i++)
      if (writer_[place(moves_[i].to)] == i + 1 && moves_[i].from == saved) moves_[i].from = scratch;
    reads_[place(saved)] = 0;
    ready_.push_back(uint32_t(cut));
  }
  ordered_.insert(ordered_.end(), constants.begin(), constants.end());
  return ordered_;
}

}  // namespace sidewinder::jit
