// Drops guards that are known to hold, rewrites those that a cheaper one implies, and tells the others what an emitted
// guard proved. A guard that is known to fail ends the optimisation (TypeUnstable).
#pragma once

#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

class Guards : public Pass {
 public:
  using Pass::Pass;
  const char* name() const override { return "guards"; }
  Verdict visit(Op& op) override;
  void emitted(const Op& op, Value result) override;
  void at_label() override;

 private:
  Verdict flag(Op& op);
  Verdict object_class(Op& op);
  Verdict small_int(Op& op);
  Verdict same(Op& op);
  Verdict equal_constant(Op& op);
  Verdict present(Op& op);

  void learn_from_guard(const Op& op);
  void learn_from_flag(const Op& comparison, bool truth);
  void learn_from_call(const Op& op);

  bool no_request_ = false;  // tested since the label
};

}  // namespace sidewinder::jit
