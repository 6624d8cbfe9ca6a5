// One backward walk over a trace before its code is generated: until where each value is needed, where it is used
// next, which operations need no code, and what its loop asks of the registers.
//
// Values are numbered: operations first, then constants (only floats used in the loop are of interest). A time is
// 2 * operation for operands and 2 * operation + 1 for what the operation's snapshot names.
#pragma once

#include <cstdint>
#include <vector>

#include "jit/backend/register_roles.h"
#include "jit/ir/trace.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

inline Bank bank_of(Kind kind) { return kind == Kind::Float ? Bank::Xmm : Bank::Gp; }

class Liveness {
 public:
  static constexpr uint32_t kNever = ~0u;

  explicit Liveness(const Trace& trace);

  uint32_t id(Value v) const { return v.is_constant() ? operation_count_ + v.index() : v.index(); }
  uint32_t value_count() const { return operation_count_ + constant_count_; }
  bool is_constant(uint32_t id) const { return id >= operation_count_; }

  bool needs_code(uint32_t op) const { return needed_[op]; }  // not sunk, not dead
  bool is_used(uint32_t id) const { return values_[id].used; }
  uint32_t last_use(uint32_t id) const { return values_[id].last; }
  // The next operation at or after `from` that has it as an operand, counted around the loop; kNever: only snapshots.
  uint32_t next_use(uint32_t id, uint32_t from);
  // A comparison whose only use is one guard or select of the same section is emitted there.
  bool is_fused(uint32_t op) const { return fused_[op]; }
  uint32_t hint(uint32_t id) const { return values_[id].hint; }  // the loop argument whose register it should get
  uint32_t next_call(uint32_t op) const { return next_call_[op]; }

  // Values whose last use is at this operation (operand or snapshot).
  uint32_t first_dying(uint32_t op) const { return dying_[op]; }
  uint32_t next_dying(uint32_t id) const { return values_[id].next_dying; }

  struct Loop {
    uint32_t label = kNever, end = 0;  // operations: the label and the jump back to it
    bool has_call = false;
    uint32_t pressure[kBanks] = {0, 0};     // most values of the loop's own alive at once
    std::vector<uint32_t> invariants;       // defined above, needed below
    std::vector<uint32_t> float_constants;  // operands in the loop
    bool exists() const { return label != kNever; }
  };
  const Loop& loop() const { return loop_; }
  uint32_t loop_uses(uint32_t id) const { return values_[id].loop_uses; }
  uint32_t exit_count() const { return exit_count_; }
  uint32_t call_site_count() const { return call_site_count_; }  // at most

 private:
  struct PerValue {
    uint32_t last = 0, uses = kNever, loop_first = kNever, loop_uses = 0;
    uint32_t hint = kNever, next_dying = kNever;
    bool used = false, invariant = false;
  };
  struct Use {
    uint32_t op, next;
  };

  void find_loop();
  void find_fused();
  void find_calls();
  void visit(uint32_t op);
  void define(uint32_t op);
  void use_operands(uint32_t user, uint32_t op);
  void use(Value v, uint32_t op);
  void touch(uint32_t id, uint32_t time);
  void use_snapshot(uint32_t snapshot, uint32_t op);
  void pass_hint(uint32_t op);
  void close_loop();

  const Trace& trace_;
  uint32_t operation_count_, constant_count_;
  std::vector<PerValue> values_;
  std::vector<Use> uses_;
  std::vector<uint32_t> dying_, next_call_;
  std::vector<uint8_t> needed_, fused_;
  std::vector<uint32_t> touched_;  // operations seen used so far, until the loop's label
  SeenBlocks touched_blocks_;      // of what snapshots name
  Loop loop_;
  uint32_t alive_[kBanks] = {0, 0};
  uint32_t exit_count_ = 0;
  uint32_t call_site_count_ = 0;
};

}  // namespace sidewinder::jit
