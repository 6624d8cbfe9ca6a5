#include "jit/optimizer/dce.h"

namespace sidewinder::jit {

Dce::Dce(const Walk& walk)
    : walk_(walk), from_(walk.out), on_(walk.input.passes & kPassDce), sink_(walk), marks_(from_.ops.size()) {}

void Dce::run() {
  find_loop();
  sink_.find_escapes([](uint32_t) { return true; });
  mark_all();
  if (!passes_unneeded_object()) return;
  marks_.assign(marks_.size(), {});
  marked_.clear();
  sink_.find_escapes([this](uint32_t k) { return is_passed(k); });
  mark_all();
}

void Dce::find_loop() {
  const Op& end = from_.ops.back();
  if (end.opcode != Opcode::jump || end.target) return;
  for (uint32_t i = 0; i < from_.ops.size(); i++)
    if (from_.ops[i].opcode == Opcode::label && from_.ops[i].imm == end.label_number) loop_label_ = i;
}

// At the back edge, in an argument that the loop does not need: the object need not exist.
bool Dce::passes_unneeded_object() const {
  const Op& end = from_.ops.back();
  for (uint32_t k = 0; k < end.argument_count; k++)
    if (!loop_arguments_[k] && sink_.is_new_object(from_.arguments[end.first_argument + k])) return true;
  return false;
}

Fate Dce::fate(uint32_t index) const {
  const Op& op = from_.ops[index];
  const Mark& m = marks_[index];
  if (walk_.dead[index]) return Fate::Removed;
  switch (op.opcode) {
    case Opcode::argument: return is_of_loop(index) && !loop_arguments_[op.imm] ? Fate::Removed : Fate::Live;
    case Opcode::box_int:
    case Opcode::box_float:
      if (m.needed) return Fate::Live;
      if (m.wanted && sink_.on()) return Fate::Sunk;
      return m.wanted ? Fate::Live : fate_if_unused(index);
    case Opcode::new_object:
    case Opcode::new_storage:
      if (sink_.escapes(index)) return fate_if_unused(index);
      return m.wanted || !on_ ? Fate::Sunk : Fate::Removed;
    case Opcode::store_field:
    case Opcode::store_raw:
    case Opcode::store_item:
      if (walk_.lazy[index]) return Fate::Sunk;
      if (!sink_.can_sink(op.a)) return Fate::Live;
      return m.wanted || !on_ ? Fate::Sunk : Fate::Removed;
    case Opcode::call:
      if (is_made_by_exits(op) && m.wanted && !m.needed) return Fate::Sunk;
      return is_pure_call(op) ? fate_if_unused(index) : Fate::Live;
    case Opcode::int_mul:
    case Opcode::load_register:
    case Opcode::exit_value: return fate_if_unused(index);
    default: return info(op.opcode).flags & (Pure | Reads) ? fate_if_unused(index) : Fate::Live;
  }
}

// --- marks

void Dce::need(Value v) {
  if (v.is_op()) marks_[v.index()].needed = true;
}

// A call that need not be made in the trace.
bool Dce::is_made_by_exits(const Op& op) const { return sink_.on() && (is_late_call(op) || is_lazy_call(op)); }

void Dce::want(Value v) {
  if (!v.is_op()) return;
  Mark& m = marks_[v.index()];
  bool made_by_exits = (sink_.on() && sink_.is_box(v)) || is_made_by_exits(from_.ops[v.index()]);
  if (!made_by_exits && !sink_.can_sink(v)) return need(v);
  if (m.wanted) return;
  m.wanted = true;
  if (sink_.is_new_object(v)) sink_.for_each_content(v, [this](Value content) { want(content); });
}

// Of a sunk call.
void Dce::want_argument(Value v) {
  bool is_call = v.is_op() && from_.ops[v.index()].opcode == Opcode::call;
  is_call ? want(v) : need(v);
}

// A box made in the loop for the jump alone is made at the jump: the exits before it do not pay for it.
void Dce::need_at_jump(Value v) {
  bool in_last_section = loop_label_ == kNoLabel || (v.is_op() && v.index() > loop_label_);
  if (!sink_.on() || !sink_.is_box(v) || !in_last_section) return need(v);
  marks_[v.index()].moved = true;
  need(from_.ops[v.index()].a);
}

void Dce::mark_snapshot(uint32_t snapshot) {
  if (snapshot != kNoSnapshot) for_each_unseen_value(from_.snapshots, snapshot, marked_, [this](Value v) { want(v); });
}

void Dce::mark_operands(const Op& op) {
  for (Value v : {op.a, op.b, op.c}) need(v);
  if (op.opcode == Opcode::call || (op.opcode == Opcode::label && &op - from_.ops.data() != loop_label_))
    for (uint32_t i = 0; i < op.argument_count; i++) need(from_.arguments[op.first_argument + i]);
  mark_snapshot(op.snapshot);
  mark_snapshot(op.other);
}

void Dce::mark(uint32_t index) {
  const Op& op = from_.ops[index];
  // by an exit after it
  if (is_store(op.opcode) && sink_.can_sink(op.a) && marks_[op.a.index()].wanted) marks_[index].wanted = true;
  switch (fate(index)) {
    case Fate::Removed: return;
    case Fate::Live: return mark_operands(op);
    case Fate::Sunk:
      if (is_store(op.opcode)) want(stored_value(op));
      for (uint32_t i = 0; i < op.argument_count; i++) want_argument(from_.arguments[op.first_argument + i]);
      if (!is_store(op.opcode) || walk_.lazy[index]) need(op.a);
      return;
  }
}

void Dce::mark_all() {
  const Op& end = from_.ops.back();
  uint32_t count = uint32_t(from_.ops.size());
  bool all_arguments = !on_ || loop_label_ == kNoLabel || from_.ops[loop_label_].imm == 0;
  loop_arguments_.assign(end.argument_count, all_arguments);
  if (all_arguments)
    for (uint32_t k = 0; k < end.argument_count; k++) need_at_jump(from_.arguments[end.first_argument + k]);

  uint32_t start = loop_label_ == kNoLabel ? 0 : loop_label_ + 1;
  do {
    for (uint32_t i = count; i-- > start;) mark(i);
  } while (!all_arguments && mark_loop_arguments());
  if (loop_label_ != kNoLabel) {  // what falls into the loop from above
    const Op& label = from_.ops[loop_label_];
    for (uint32_t k = 0; k < label.argument_count; k++)
      if (loop_arguments_[k]) need(from_.arguments[label.first_argument + k]);
  }
  for (uint32_t i = start; i-- > 0;) mark(i);
}

// An argument that the body needs must be passed at the back edge: true if one more is.
bool Dce::mark_loop_arguments() {
  const Op& end = from_.ops.back();
  bool changed = false;
  for (uint32_t k = 0; k < end.argument_count; k++) {
    const Mark& m = marks_[loop_label_ + 1 + k];
    if (loop_arguments_[k] || !(m.needed || m.wanted)) continue;
    loop_arguments_[k] = changed = true;
    need_at_jump(from_.arguments[end.first_argument + k]);
  }
  return changed;
}

}  // namespace sidewinder::jit
