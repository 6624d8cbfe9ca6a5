// See liveness.h.
#include "jit/backend/liveness.h"

#include <algorithm>

#include "jit/snapshot/map.h"

namespace sidewinder::jit {

namespace {

bool may_be_dropped(const Op& op) {
  const uint16_t flags = info(op.opcode).flags;
  return op.kind != Kind::None && !(flags & (Guard | Call | Flow | Writes));
}

bool takes_flag_from_comparison(Opcode opcode) {
  return opcode == Opcode::guard_true || opcode == Opcode::guard_false || opcode == Opcode::select_ref ||
         opcode == Opcode::int_from_flag;
}

}  // namespace

Liveness::Liveness(const Trace& trace)
    : trace_(trace),
      operation_count_(uint32_t(trace.ops.size())),
      constant_count_(uint32_t(trace.constants.size())),
      values_(operation_count_ + constant_count_),
      dying_(operation_count_, kNever),
      next_call_(operation_count_, kNever),
      needed_(operation_count_, 0),
      fused_(operation_count_, 0) {
  uses_.reserve(2 * operation_count_);
  find_loop();
  find_fused();
  find_calls();
  for (uint32_t op = operation_count_; op-- > 0;) visit(op);
}

void Liveness::find_loop() {
  if (trace_.ops.empty()) return;
  const Op& last = trace_.ops.back();
  if (last.opcode != Opcode::jump || last.target) return;
  for (uint32_t i = operation_count_; i-- > 0;) {
    if (trace_.ops[i].opcode == Opcode::label && trace_.ops[i].imm == int64_t(last.label_number)) {
      loop_.label = i;
      loop_.end = operation_count_ - 1;
      return;
    }
  }
}

void Liveness::find_fused() {
  std::vector<uint8_t> count(operation_count_, 0);
  std::vector<uint32_t> section(operation_count_, 0);
  auto add = [&](Value v) {
    if (v.is_op() && count[v.index()] < 2) count[v.index()]++;
  };
  uint32_t label = 0;
  for (uint32_t i = 0; i < operation_count_; i++) {
    const Op& op = trace_.ops[i];
    if (op.opcode == Opcode::label) label++;
    section[i] = label;
    add(op.a), add(op.b), add(op.c);
    for (uint32_t k = 0; k < op.argument_count; k++) add(trace_.arguments[op.first_argument + k]);
  }
  for (uint32_t i = 0; i < operation_count_; i++) {
    const Op& op = trace_.ops[i];
    if (!takes_flag_from_comparison(op.opcode) || !op.a.is_op()) continue;
    const Op& flag = trace_.ops[op.a.index()];
    bool comparison = info(flag.opcode).result == Kind::Flag && (info(flag.opcode).flags & Pure);
    if (comparison && count[op.a.index()] == 1 && section[op.a.index()] == section[i]) fused_[op.a.index()] = 1;
  }
}

void Liveness::find_calls() {
  uint32_t next = kNever;
  for (uint32_t i = operation_count_; i-- > 0;) {
    next_call_[i] = next;
    if (trace_.ops[i].opcode != Opcode::call) continue;
    next = i;
    if (loop_.exists() && i > loop_.label) loop_.has_call = true;
  }
}

void Liveness::visit(uint32_t i) {
  const Op& op = trace_.ops[i];
  if (info(op.opcode).flags & Guard || op.opcode == Opcode::exit) exit_count_ += op.other == kNoSnapshot ? 1 : 2;
  if (op.opcode == Opcode::label) {
    for (uint32_t k = 0; k < op.argument_count; k++) use(trace_.arguments[op.first_argument + k], i);
    if (i == loop_.label) close_loop();
    needed_[i] = 1;
    return;
  }
  if (op.sunk) return;
  if (!values_[i].used && may_be_dropped(op)) return;
  needed_[i] = 1;
  if (values_[i].used) define(i);
  if (fused_[i]) return;  // its operands are used where it is emitted
  if (info(op.opcode).flags & Guard || op.opcode == Opcode::exit) {
    use_snapshot(op.snapshot, i);
    use_snapshot(op.other, i);
  }
  if (op.opcode == Opcode::call && op.helper->effects & kEffectMayRunPython) {
    use_snapshot(op.snapshot, i);
    call_site_count_++;
  }
  use_operands(i, i);
  for (uint32_t k = 0; k < op.argument_count; k++) {
    Value v = trace_.arguments[op.first_argument + k];
    use(v, i);
    bool back_edge = i == loop_.end && loop_.exists() && v.is_op() && v.index() > loop_.label;
    if (back_edge && values_[v.index()].hint == kNever) values_[v.index()].hint = loop_.label + 1 + k;
  }
  pass_hint(i);
}

void Liveness::define(uint32_t i) {
  uint32_t& alive = alive_[int(bank_of(trace_.ops[i].kind))];
  if (alive) alive--;
}

void Liveness::use_operands(uint32_t user, uint32_t i) {
  const Op& op = trace_.ops[i];
  for (Value v : {op.a, op.b, op.c}) {
    if (v.is_op() && fused_[v.index()]) use_operands(user, v.index());
    else use(v, user);
  }
}

void Liveness::use(Value v, uint32_t op) {
  if (v.is_none()) return;
  uint32_t value = id(v);
  bool in_loop = loop_.exists() && op > loop_.label;
  if (v.is_constant()) {
    if (!in_loop || trace_.constants[v.index()].kind != Kind::Float) return;
    if (!values_[value].used) loop_.float_constants.push_back(value);
    values_[value].used = true;
  } else {
    touch(value, 2 * op);
  }
  PerValue& p = values_[value];
  if (in_loop) p.loop_uses++;
  if (p.uses != kNever && uses_[p.uses].op == op) return;
  uses_.push_back({op, p.uses});
  p.uses = uint32_t(uses_.size() - 1);
}

void Liveness::touch(uint32_t value, uint32_t time) {
  PerValue& p = values_[value];
  if (p.used) return;
  p.used = true;
  p.last = time;
  p.next_dying = dying_[time / 2];
  dying_[time / 2] = value;
  bool in_loop = loop_.exists() && time / 2 > loop_.label;
  if (!in_loop) return;
  touched_.push_back(value);
  if (value < loop_.label) return;
  int bank = int(bank_of(trace_.ops[value].kind));
  loop_.pressure[bank] = std::max(loop_.pressure[bank], ++alive_[bank]);
}

void Liveness::use_snapshot(uint32_t snapshot, uint32_t op) {
  if (snapshot == kNoSnapshot) return;
  // The walk is backward and the last use is what counts: what a later snapshot named too has been touched.
  for_each_unseen_exit_value(trace_, snapshot, touched_blocks_, [&](uint32_t value) { touch(value, 2 * op + 1); });
}

// What is computed in place passes the wish for a register on to the operand that it replaces.
void Liveness::pass_hint(uint32_t i) {
  const Op& op = trace_.ops[i];
  uint32_t hint = values_[i].hint;
  if (hint == kNever || !(info(op.opcode).flags & Pure)) return;
  for (Value v : {op.a, op.b}) {
    if (!v.is_op() || v.index() <= loop_.label || bank_of(trace_.ops[v.index()].kind) != bank_of(op.kind)) continue;
    PerValue& p = values_[v.index()];
    if (p.last != 2 * i || p.hint != kNever) continue;
    p.hint = hint;
    return;
  }
}

// At the label: what is alive here and defined above is needed until the jump back.
void Liveness::close_loop() {
  for (uint32_t value : touched_) {
    if (value >= loop_.label) continue;
    values_[value].last = 2 * loop_.end + 1;
    values_[value].invariant = true;
    values_[value].loop_first = values_[value].uses == kNever ? kNever : uses_[values_[value].uses].op;
    loop_.invariants.push_back(value);
  }
  for (uint32_t value : loop_.float_constants) values_[value].loop_first = uses_[values_[value].uses].op;
  touched_.clear();
}

uint32_t Liveness::next_use(uint32_t value, uint32_t from) {
  PerValue& p = values_[value];
  while (p.uses != kNever && uses_[p.uses].op < from) p.uses = uses_[p.uses].next;
  if (p.uses != kNever) return uses_[p.uses].op;
  if (p.loop_first != kNever && (p.invariant || is_constant(value))) return loop_.end + (p.loop_first - loop_.label);
  return kNever;
}

}  // namespace sidewinder::jit
