// What leaving a trace at one exit does, worked out once: the snapshot of the exit with the places of its values
// (jit/snapshot/plan.cpp makes it, leave_trace carries it out).
#pragma once

#include <cstdint>
#include <vector>

#include "jit/language/descriptors.h"

namespace sidewinder::jit {

// Where a word comes from, so that it is fetched without a branch: at `offset` from one of three places.
struct ExitSource {
  enum Base : uint32_t {
    Constants /* of the plan */,
    Machine /* the TraceFrame */,
    Built /* the objects built */,
    kBases
  };
  Base base = Constants;
  uint32_t offset = 0;  // bytes
};

// One object that is built: the box of a number, one that its stores fill afterwards (with a shape), the root's, or
// what a call gives.
struct ExitBuild {
  const Shape* shape = nullptr;
  bool is_float = false;
  bool is_root_object = false;
  ExitSource number;
  const Helper* helper = nullptr;
  ExitSource arguments[kMaxIntegerArguments];
};

struct ExitStore {
  ExitSource object;  // built, or one that exists: a lazy store
  int32_t offset, size;
  ExitSource value;
};

struct ExitPlan {
  std::vector<uint64_t> constants{0};
  std::vector<ExitBuild> builds;
  std::vector<ExitStore> stores;
  std::vector<ExitSource> values;  // of all frames, in the order of the snapshot
};

}  // namespace sidewinder::jit
