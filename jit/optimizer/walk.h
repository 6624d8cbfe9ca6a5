// The forward walk: carries each recorded operation through the chain of passes into the new trace. It owns the new
// trace, what recorded values became, and the translation of snapshots; what is known belongs to the passes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jit/optimizer/facts.h"
#include "jit/optimizer/invariance.h"
#include "jit/optimizer/optimizer.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

enum class Verdict : uint8_t {
  Next,   // the operation, perhaps changed in place, goes on to the next pass
  Again,  // it has become another one: from the first pass once more
  Done,   // it is not needed: Walk::known or Walk::gone said why
  Emit,   // emitted without asking the passes that follow
};

#ifdef NDEBUG
inline constexpr bool kVerifiesPasses = false;
#else
inline constexpr bool kVerifiesPasses = true;  // each pass by itself, operation by operation
#endif

class Walk;

// One step of the chain, with its own state. visit() sees every operation before it is emitted, its operands being
// values of the new trace; emitted() sees those that were.
class Pass {
 public:
  explicit Pass(Walk& walk) : walk_(walk) {}
  virtual ~Pass() = default;
  virtual const char* name() const = 0;
  virtual Verdict visit(Op& op) = 0;
  virtual void emitted(const Op&, Value) {}
  virtual void at_label() {}  // what is known about memory must hold for every iteration from here on

 protected:
  Walk& walk_;
};

constexpr uint32_t kFrameMemory = kNoSnapshot - 1;  // as an operation's snapshot: the frame in memory is still true

class Walk {
 public:
  Walk(const OptimizerInput& input, const LoopEffects& effects);

  const OptimizerInput& input;
  const Trace& recorded;
  const LoopEffects& effects;  // of the recorded loop
  Trace out;
  Facts facts;
  std::vector<std::unique_ptr<Pass>> passes;
  std::vector<uint32_t> origins;  // operation of `out` -> recorded index
  std::vector<bool> dead;         // operations of `out` that a pass took back
  std::vector<bool> lazy;         // stores of `out` that are left to the exits (Heap)
  uint32_t recorded_index = 0;    // of the operation on its way

  // Carries an operation of the new trace through the chain; returns its result (none if it has none).
  Value process(Op op);
  // The same for one of the recorded trace: its operands, arguments and snapshots are translated.
  void process_recorded(uint32_t index);
  // Emits without asking the passes; they are told.
  Value append(Op op);
  void append_jump(Target* target, uint32_t label_number, const std::vector<Value>& arguments);

  // Carries all recorded operations but the last through the chain once. `register_value(register)` is what
  // load_register gives; exit_values have their names already.
  template <typename RegisterValue> void iterate(RegisterValue register_value) {
    uint32_t end = uint32_t(recorded.ops.size()) - 1;
    for (uint32_t i = 0; i < end && !failed(); i++) {
      const Op& op = recorded.ops[i];
      if (op.opcode == Opcode::load_register) rename(i, register_value(uint32_t(op.imm)));
      else if (op.opcode != Opcode::exit_value) process_recorded(i);
    }
    recorded_index = end;
  }
  const Op& recorded_end() const { return recorded.ops.back(); }
  // The registers that the closing jump passes, at the end of what was walked.
  std::vector<Value> recorded_registers();

  // A new section: later iterations come back to here, and snapshots must be translated anew.
  void at_label();

  // --- values
  Value translate(Value recorded_value);  // none stays none
  Value resolve(Value v) const;           // what it was found to be equal to
  void rename(uint32_t index, Value v) { renamed_[index] = v; }
  void equate(Value v, Value constant);  // from here on v is this constant
  const Op* definition(Value v) const { return v.is_op() ? &out.ops[v.index()] : nullptr; }
  bool is(Value v, Opcode opcode) const { return v.is_op() && out.ops[v.index()].opcode == opcode; }
  Value null_value() { return out.constant_ref(nullptr); }
  bool is_null(Value v) const { return v.is_constant() && out.constant_at(v).bits == 0; }
  // The class of a value that cannot change any more, or null: facts, and constants' memory.
  const void* class_of(Value v);
  bool is_small_int(Value v);

  Op make(Opcode opcode, Value a = {}, Value b = {}, Value c = {}) const;
  Op guard(Opcode opcode, uint32_t snapshot, Value a, Value b = {}) const;

  // --- verdicts, with the reason in words
  Verdict known(Value result, const char* reason) { return result_ = result, reason_ = reason, Verdict::Done; }
  Verdict gone(const char* reason) { return known(Value::none(), reason); }
  Verdict impossible(const char* reason);  // a guard that always fails: ends the optimisation

  void fail(Abort abort, std::string detail);
  bool failed() const { return abort_ != Abort::None; }
  Abort abort() const { return abort_; }
  const std::string& abort_detail() const { return abort_detail_; }

 private:
  uint32_t translate_snapshot(uint32_t snapshot);
  void verify_verdict(const Pass& pass, const Op& op, Verdict verdict) const;

  std::vector<Value> renamed_;       // recorded operation -> value of the new trace
  std::vector<Value> constants_;     // recorded constant -> constant of the new trace
  std::vector<Value> equal_to_;      // operation of the new trace -> constant, or none
  std::vector<uint32_t> snapshots_;  // recorded snapshot -> of the new trace, in this section
  SnapshotMap snapshot_map_;
  uint32_t frame_memory_ = kNoSnapshot;
  Value result_;
  const char* reason_ = nullptr;
  Abort abort_ = Abort::None;
  std::string abort_detail_;
};

}  // namespace sidewinder::jit
