#include "jit/optimizer/sections.h"

#include "jit/optimizer/peel.h"

namespace sidewinder::jit {

bool Sections::run() {
  if (input_.kind == TraceKind::Bridge) {
    bridge_inputs();
    walk_.iterate([](uint32_t) { return Value::none(); });
    return finish();
  }
  choose_entry();
  load_entry();
  walk_.iterate([this](uint32_t reg) { return entry_value(reg); });
  if (walk_.failed()) return true;
  if (input_.kind == TraceKind::Straight) return finish();
  return input_.passes & kPassPeel ? Peel(walk_, virtuals_, heap_, choices_.header).run() : close_loop();
}

// --- a bridge's start

// First of all, whatever the recorder did between them.
void Sections::bridge_inputs() {
  const std::vector<Op>& ops = input_.recorded.ops;
  for (uint32_t i = 0; i < ops.size(); i++)
    if (ops[i].opcode == Opcode::exit_value) walk_.rename(i, exit_value(ops[i]));
}

Value Sections::exit_value(const Op& recorded) {
  Op op = recorded;
  op.b = walk_.translate(op.b);
  Value v = walk_.append(op);
  if (op.b.is_none()) return v;
  if (op.kind == Kind::Ref) walk_.facts.learn_class(v, reinterpret_cast<const void*>(walk_.out.constant_at(op.b).bits));
  if (op.kind == Kind::Int) walk_.facts.learn_range(v, -kSmallIntMax, kSmallIntMax);
  return v;
}

// --- entry and label 0

// A register arrives unboxed if the trace looks at it as such a number, or leaves such a number in it for the next
// time: bridges then bring it as they have it. One that is only carried along may be unbound or anything else.
void Sections::choose_entry() {
  if (input_.fixed_signature) {
    header_.reps = input_.observed.reps;
    return;
  }
  header_.reps.assign(input_.observed.reps.size(), Rep::Ref);
  const std::vector<Op>& ops = input_.recorded.ops;
  std::vector<Rep> tested = tested_numbers();
  auto choose = [&](size_t reg, Rep rep) {
    bool generic = reg < input_.generic.size() && input_.generic[reg];
    if (rep == input_.observed.reps[reg] && !generic && !choices_.entry_by_reference[reg]) header_.reps[reg] = rep;
  };
  for (size_t i = 0; i < ops.size(); i++)
    if (ops[i].opcode == Opcode::load_register && tested[i] != Rep::Ref) choose(size_t(ops[i].imm), tested[i]);
  const Op& end = ops.back();
  if (input_.kind != TraceKind::Loop || end.opcode != Opcode::jump) return;
  for (size_t reg = 0; reg < header_.reps.size(); reg++) {
    Value v = input_.recorded.arguments[end.first_argument + reg];
    if (v.is_op() && tested[v.index()] != Rep::Ref) choose(reg, tested[v.index()]);
  }
}

// Of each recorded operation: the number that the trace makes a box of, or tests for.
std::vector<Rep> Sections::tested_numbers() const {
  const std::vector<Op>& ops = input_.recorded.ops;
  std::vector<Rep> tested(ops.size(), Rep::Ref);
  for (size_t i = 0; i < ops.size(); i++) {
    const Op& op = ops[i];
    if (op.opcode == Opcode::box_int) tested[i] = Rep::Int;
    if (op.opcode == Opcode::box_float) tested[i] = Rep::Float;
    if (!op.a.is_op()) continue;
    bool as_int = op.opcode == Opcode::guard_small_int || op.opcode == Opcode::unbox_int;
    bool as_float = op.opcode == Opcode::unbox_float || (op.opcode == Opcode::guard_class && is_float_class(op.b));
    if (as_int || as_float) tested[op.a.index()] = as_int ? Rep::Int : Rep::Float;
  }
  return tested;
}

bool Sections::is_float_class(Value v) const {
  return v.is_constant() && input_.recorded.constant_at(v).bits == uint64_t(input_.boxes.float_class);
}

// Nothing falls into a label that only jumps arrive at: placeholders stand there.
void Sections::load_registers(std::vector<Value>& falling) {
  for (size_t reg = 0; reg < falling.size(); reg++) {
    Op load(Opcode::load_register, Kind::Ref);
    load.imm = int64_t(reg);
    falling[reg] = walk_.append(load);
  }
  for (size_t reg = 0; reg < falling.size(); reg++)
    if (header_.reps[reg] != Rep::Ref) unboxed(walk_, falling[reg], header_.reps[reg], kFrameMemory, falling[reg]);
}

static Kind kind_of(Rep rep) { return rep == Rep::Ref ? Kind::Ref : rep == Rep::Int ? Kind::Int : Kind::Float; }

void Sections::load_entry() {
  std::vector<Value> falling(header_.reps.size());
  if (!input_.entered_by_jumps_only) load_registers(falling);
  else
    for (size_t reg = 0; reg < falling.size(); reg++) falling[reg] = walk_.out.constant(kind_of(header_.reps[reg]), 0);
  Op label(Opcode::label, Kind::None);
  label.first_argument = walk_.out.append_arguments(falling.data(), uint32_t(falling.size()));
  label.argument_count = uint32_t(falling.size());
  walk_.append(label);
  for (size_t reg = 0; reg < falling.size(); reg++) {
    Rep rep = header_.reps[reg];
    Op argument(Opcode::argument, kind_of(rep));
    argument.imm = int64_t(reg);
    entry_arguments_.push_back(walk_.append(argument));
    if (rep == Rep::Int) walk_.facts.learn_range(entry_arguments_.back(), -kSmallIntMax, kSmallIntMax);
  }
  walk_.at_label();
}

Value Sections::entry_value(uint32_t reg) {
  Value argument = entry_arguments_[reg];
  if (header_.reps[reg] == Rep::Ref) return argument;
  return walk_.process(walk_.make(header_.reps[reg] == Rep::Int ? Opcode::box_int : Opcode::box_float, argument));
}

// --- the ways to end, besides peeling

// Back to label 0 without a second walk.
bool Sections::close_loop() {
  std::vector<Value> values = walk_.recorded_registers();
  for (size_t reg = 0; reg < values.size(); reg++) {
    if (convert(values[reg], header_.reps[reg])) continue;
    choices_.entry_by_reference[reg] = true;
    return walk_.failed();
  }
  if (heap_) heap_->write_back();
  walk_.append_jump(nullptr, 0, values);
  return true;
}

bool Sections::finish() {
  if (walk_.failed()) return true;
  const Op& end = walk_.recorded_end();
  if (end.opcode == Opcode::exit) {
    walk_.process_recorded(uint32_t(input_.recorded.ops.size()) - 1);
    return true;
  }
  std::vector<Value> values = walk_.recorded_registers();
  const std::vector<Rep>& reps = end.target->signature.reps;
  PY_CHECK(values.size() == reps.size());
  for (size_t reg = 0; reg < values.size() && !walk_.failed(); reg++)
    if (!convert(values[reg], reps[reg]))
      walk_.fail(Abort::SignatureMismatch,
                 "register " + std::to_string(reg) + " is known not to be what the loop takes");
  if (heap_) heap_->write_back();
  walk_.append_jump(end.target, 0, values);
  return true;
}

bool Sections::convert(Value& v, Rep rep) {
  if (rep != Rep::Ref) return unboxed(walk_, v, rep, walk_.recorded_end().snapshot, v) && !walk_.failed();
  if (virtuals_) virtuals_->escape(v);
  return true;
}

}  // namespace sidewinder::jit
