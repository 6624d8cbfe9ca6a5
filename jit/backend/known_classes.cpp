// See known_classes.h.
#include "jit/backend/known_classes.h"

#include "jit/ir/evaluate.h"

namespace sidewinder::jit {

KnownClasses::KnownClasses(const Trace& trace, const Hooks& hooks, const Signature& header)
    : trace_(trace), hooks_(hooks), facts_(trace.ops.size()), small_(trace.ops.size(), 0) {
  find_small_arguments(find_tested_ints(header));
}

std::vector<uint8_t> KnownClasses::find_tested_ints(const Signature& header) {
  for (uint32_t i = 0; i < trace_.ops.size(); i++) {
    const Op& op = trace_.ops[i];
    if (op.opcode == Opcode::unbox_int) small_[i] = 1;
    if (op.opcode == Opcode::exit_value && op.kind == Kind::Int && !op.b.is_none()) small_[i] = 1;
    if (op.opcode != Opcode::label || op.imm != 0 || header.reps.size() != op.argument_count) continue;
    for (uint32_t k = 0; k < op.argument_count; k++) small_[i + 1 + k] = header.reps[k] == Rep::Int;
  }
  std::vector<uint8_t> tested = small_;
  for (const Op& op : trace_.ops)
    if (op.opcode == Opcode::guard_fits && op.a.is_op()) tested[op.a.index()] = 1;
  return tested;
}

// A loop's argument is small if what falls in was tested above, and what comes back is tested before the jump.
void KnownClasses::find_small_arguments(const std::vector<uint8_t>& tested) {
  auto is_small = [&](Value v) {
    return v.is_constant() ? fits_small(int64_t(trace_.constants[v.index()].bits)) : v.is_op() && tested[v.index()];
  };
  const Op& jump = trace_.ops.back();
  if (jump.opcode != Opcode::jump || jump.target) return;
  for (uint32_t i = 0; i < trace_.ops.size(); i++) {
    const Op& label = trace_.ops[i];
    if (label.opcode != Opcode::label || label.imm != int64_t(jump.label_number) ||
        label.argument_count != jump.argument_count)
      continue;
    for (uint32_t k = 0; k < label.argument_count; k++) {
      Value below = trace_.arguments[label.first_argument + k];
      // Tested below the label does not help the value that falls in.
      bool tested_above = is_small(below) &&
                          (below.is_constant() || small_[below.index()] || is_tested_before(below.index(), i));
      if (tested_above && is_small(trace_.arguments[jump.first_argument + k])) small_[i + 1 + k] = 1;
    }
  }
}

bool KnownClasses::is_tested_before(uint32_t value, uint32_t end) const {
  for (uint32_t i = value; i < end; i++)
    if (trace_.ops[i].opcode == Opcode::guard_fits && trace_.ops[i].a == Value::op(value)) return true;
  return false;
}

bool KnownClasses::is_lasting(const void* class_word) const {
  if (class_word == hooks_.boxes->int_class || class_word == hooks_.boxes->float_class) return true;
  return hooks_.class_is_constant && hooks_.class_is_constant(class_word);
}

void KnownClasses::learn(Value v, const void* class_word) {
  if (v.is_op()) facts_[v.index()] = {class_word, epoch_, is_lasting(class_word)};
}

void KnownClasses::pass(uint32_t i) {
  const Op& op = trace_.ops[i];
  switch (op.opcode) {
    case Opcode::guard_class:
      if (op.b.is_constant()) learn(op.a, reinterpret_cast<const void*>(trace_.constants[op.b.index()].bits));
      break;
    case Opcode::guard_small_int: learn(op.a, hooks_.boxes->int_class); break;
    case Opcode::guard_fits:
      if (op.a.is_op()) small_[op.a.index()] = 1;
      break;
    case Opcode::box_int: learn(Value::op(i), hooks_.boxes->int_class); break;
    case Opcode::box_float: learn(Value::op(i), hooks_.boxes->float_class); break;
    case Opcode::new_object:
      if (op.shape->class_word) learn(Value::op(i), op.shape->class_word);
      break;
    case Opcode::exit_value:
      if (op.b.is_constant() && op.kind == Kind::Ref)
        learn(Value::op(i), reinterpret_cast<const void*>(trace_.constants[op.b.index()].bits));
      break;
    case Opcode::call:
      if (op.helper->effects & (kEffectWrites | kEffectMayRunPython)) epoch_++;
      break;
    case Opcode::label: epoch_++; break;  // later iterations come from the loop's end
    default: break;
  }
}

const void* KnownClasses::of(uint32_t value) const {
  if (trace_.ops[value].kind == Kind::Int) return small_[value] ? hooks_.boxes->int_class : nullptr;
  const Fact& fact = facts_[value];
  return fact.lasting || fact.epoch == epoch_ ? fact.class_word : nullptr;
}

}  // namespace sidewinder::jit
