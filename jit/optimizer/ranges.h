// Bounds of integers: an interval for each Int value, from operations and from tests that were passed. Decides
// comparisons and range guards, turns multiplications that cannot overflow into shifts where that is possible.
#pragma once

#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

struct Interval {
  int64_t low = INT64_MIN, high = INT64_MAX;
  bool within(const Interval& other) const { return low >= other.low && high <= other.high; }
  bool disjoint(const Interval& other) const { return high < other.low || low > other.high; }
};

class Ranges : public Pass {
 public:
  using Pass::Pass;
  const char* name() const override { return "ranges"; }
  Verdict visit(Op& op) override;
  void emitted(const Op& op, Value result) override;

  Interval of(Value v);

 private:
  Interval result_of(const Op& op);
  Verdict decide(const Op& op);
  void refine(const Op& comparison, bool truth);
  void narrow(Value v, Interval to);
};

}  // namespace sidewinder::jit
