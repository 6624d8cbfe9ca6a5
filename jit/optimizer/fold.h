// Constants, algebra, strength reduction: an operation that is a constant, one of its operands, or a cheaper one.
// Rules on a constant or repeated operand are the table in fold.cpp; those that look into an operand's definition are
// functions. Floats are exact: -0.0, NaN and infinities stay what they are.
#pragma once

#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

class Fold : public Pass {
 public:
  using Pass::Pass;
  const char* name() const override { return "fold"; }
  Verdict visit(Op& op) override;

 private:
  struct Rule;
  Verdict constants(const Op& op);
  Verdict table(Op& op);
  Verdict apply(const Rule& rule, Op& op);
  Verdict structure(Op& op);
  Verdict boxes(Op& op);
  Verdict unbox_constant(Op& op);
  Verdict box_constant(Op& op);
  Verdict chain_of_additions(Op& op);
  Verdict select(Op& op);
  Verdict constant_memory(Op& op);
  bool matches(uint8_t want, Value v, const Op& op) const;
};

}  // namespace sidewinder::jit
