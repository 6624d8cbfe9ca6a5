// Common subexpressions: a pure operation on the same operands, a box of the same number, a pure call, has been done
// already. One flat hash table; facts that a tested comparison implies (a < b: then not b <= a) are entries of it.
// Entries outlive a label, for they speak of SSA values: this is what takes invariant work out of a loop.
#pragma once

#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

class Share : public Pass {
 public:
  explicit Share(Walk& walk);
  const char* name() const override { return "share"; }
  Verdict visit(Op& op) override;
  void emitted(const Op& op, Value result) override;

 private:
  struct Known {
    Opcode opcode;
    Value a, b, c;
    const void* helper;
    uint32_t first_argument, argument_count;  // of calls
    Value result;
  };
  static constexpr uint32_t kEmpty = ~0u;

  bool is_shared(const Op& op) const;
  Known key_of(const Op& op) const;
  uint32_t hash(const Known& key) const;
  bool equal(const Known& x, const Known& y) const;
  uint32_t* find_cell(const Known& key);
  void enter(const Known& entry);
  void learn(Opcode comparison, Value a, Value b, bool truth);
  void learn_comparison(const Op& comparison, bool truth);

  std::vector<Known> entries_;
  std::vector<uint32_t> table_;  // open addressing, indices into entries_
};

}  // namespace sidewinder::jit
