// The first iteration proves, the body reuses: the recorded operations are walked a second time, behind a header (label
// 1) that says how each register travels. Facts about SSA values of the first iteration still hold there, so its pure
// results, guards and loads are used again: invariant code leaves the loop.
#pragma once

#include "jit/optimizer/header.h"

namespace sidewinder::jit {

class Peel {
 public:
  Peel(Walk& walk, Virtuals* virtuals, Heap* heap, HeaderChoices& choices)
      : walk_(walk), header_(walk, virtuals, heap, choices) {}

  // After the first iteration. False: a register or a word of memory does not come back as it left, which is in the
  // choices now; optimise again.
  bool run();

 private:
  Walk& walk_;
  LoopHeader header_;
};

}  // namespace sidewinder::jit
