#include "jit/optimizer/invariance.h"

namespace sidewinder::jit {

LoopEffects::LoopEffects(const Trace& recorded) {
  for (const Op& op : recorded.ops) {
    calls_write_ |= may_write(op);
    if (is_load(op.opcode) || is_store(op.opcode)) note(op);
  }
}

void LoopEffects::note(const Op& op) {
  Word word = Word::of(op);
  if (word.id >= uses_.size()) uses_.resize(word.id + 32);
  bool first_store = is_store(op.opcode) && !(uses_[word.id] & kStored);
  if (first_store && !word.immutable) changed_rows_.push_back(word.id);
  uses_[word.id] |= is_store(op.opcode) ? kStored : kLoaded;
}

namespace {

class Invariance {
 public:
  Invariance(const Trace& trace, const LoopEffects& effects, uint32_t registers)
      : trace_(trace), effects_(effects), op_(trace.ops.size()), registers_(registers) {}

  std::vector<bool> run() {
    while (find_more()) continue;
    return std::move(registers_);
  }

 private:
  bool find_more() {
    const Op& jump = trace_.ops.back();
    for (size_t i = 0; i < trace_.ops.size(); i++) op_[i] = is_invariant(trace_.ops[i]);
    bool changed = false;
    for (size_t reg = 0; reg < registers_.size(); reg++) {
      Value v = trace_.arguments[jump.first_argument + reg];
      bool same = v.is_none() || v.is_constant() || op_[v.index()] || is_own_load(v, reg);
      if (same && !registers_[reg]) registers_[reg] = changed = true;
    }
    return changed;
  }

  bool is_own_load(Value v, size_t reg) const {
    const Op& op = trace_.ops[v.index()];
    return op.opcode == Opcode::load_register && size_t(op.imm) == reg;
  }

  bool is_invariant(const Op& op) const {
    if (op.opcode == Opcode::load_register) return registers_[op.imm];
    if (is_load(op.opcode)) {
      if (effects_.may_change(Word::of(op))) return false;
    } else if (!(info(op.opcode).flags & Pure) && op.opcode != Opcode::box_int && op.opcode != Opcode::box_float) {
      return false;
    }
    for (Value v : {op.a, op.b, op.c})
      if (v.is_op() && !op_[v.index()]) return false;
    return true;
  }

  const Trace& trace_;
  const LoopEffects& effects_;
  std::vector<bool> op_, registers_;
};

}  // namespace

std::vector<bool> invariant_registers(const Trace& recorded, const LoopEffects& effects, uint32_t registers) {
  return Invariance(recorded, effects, registers).run();
}

}  // namespace sidewinder::jit
