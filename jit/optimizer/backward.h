// The end of the optimisation: Dce and Sink say what becomes of each operation, and the trace is written anew with what
// stays. Each snapshot describes the sunk objects as of its exit.
#pragma once

#include "jit/optimizer/dce.h"
#include "jit/snapshot/map.h"
#include "jit/snapshot/sunk_objects.h"

namespace sidewinder::jit {

class Backward {
 public:
  explicit Backward(Walk& walk);
  Trace run();

 private:
  void copy(uint32_t index);
  void copy_arguments(const Op& from, Op& to);
  int64_t place_of_argument(int64_t argument) const;
  Value moved(Value v);
  Value map(Value v);
  uint32_t map_snapshot(uint32_t snapshot);
  void note_removal(uint32_t index);

  Walk& walk_;
  const Trace& from_;
  Trace to_;
  Dce dce_;
  SunkObjects sunk_;
  SnapshotMap snapshot_map_;
  std::vector<Value> mapped_, mapped_constants_;
  std::vector<bool> made_at_jump_;
  struct MappedSnapshot {
    uint32_t index = kNoSnapshot, version = 0;
  };
  std::vector<MappedSnapshot> mapped_snapshots_;
};

}  // namespace sidewinder::jit
