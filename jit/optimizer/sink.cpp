#include "jit/optimizer/sink.h"

#include "jit/optimizer/memory_facts.h"

namespace sidewinder::jit {

Sink::Sink(Walk& walk)
    : walk_(walk),
      from_(walk.out),
      sink_(walk.input.passes & kPassSink),
      dce_(walk.input.passes & kPassDce),
      marks_(from_.ops.size()),
      snapshot_marked_(from_.snapshots.snapshots.size()),
      mapped_(from_.ops.size()),
      mapped_constants_(from_.constants.size()),
      mapped_snapshots_(from_.snapshots.snapshots.size()) {}

Trace Sink::run() {
  find_escapes();
  mark_all();
  if (passes_unneeded_object()) {  // at the back edge, in an argument that the loop does not need: it need not exist
    marks_.assign(marks_.size(), {});
    snapshot_marked_.assign(snapshot_marked_.size(), false);
    contents_.clear();
    find_escapes();
    mark_all();
  }
  rebuild();
  to_.removals = std::move(walk_.out.removals);
  return std::move(to_);
}

// --- which objects can be sunk

void Sink::see_operand(const Op& op, Value v) {
  if (!is_new_object(v)) return;
  if (op.opcode == Opcode::store_field && v == op.a && v != op.b) return;
  if (op.opcode == Opcode::store_item && v == op.a && v != op.c && op.b.is_constant()) return;
  if (is_store(op.opcode) && v == stored_value(op) && is_new_object(op.a)) {
    contents_.push_back({op.a, v});
    return;
  }
  marks_[v.index()].escapes = true;
}

void Sink::find_escapes() {
  for (uint32_t i = 0; i < from_.ops.size(); i++) {
    const Op& op = from_.ops[i];
    if (op.opcode == Opcode::new_object) marks_[i].escapes = !sink_ || !op.shape->may_be_virtual;
    for (Value v : {op.a, op.b, op.c}) see_operand(op, v);
    for (uint32_t k = 0; k < op.argument_count; k++)
      if (op.opcode != Opcode::jump || loop_arguments_.empty() || loop_arguments_[k])
        see_operand(op, from_.arguments[op.first_argument + k]);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const Containment& c : contents_) {
      if (!marks_[c.object.index()].escapes || marks_[c.content.index()].escapes) continue;
      marks_[c.content.index()].escapes = changed = true;
    }
  }
}

bool Sink::passes_unneeded_object() const {
  const Op& end = from_.ops.back();
  for (uint32_t k = 0; k < end.argument_count; k++)
    if (!loop_arguments_[k] && is_new_object(from_.arguments[end.first_argument + k])) return true;
  return false;
}

// --- liveness

Sink::Fate Sink::fate(uint32_t index) const {
  const Op& op = from_.ops[index];
  const Mark& m = marks_[index];
  if (walk_.dead[index]) return Fate::Removed;
  switch (op.opcode) {
    case Opcode::argument: {
      bool of_loop = loop_label_ != ~0u && index > loop_label_;
      return of_loop && !loop_arguments_[op.imm] ? Fate::Removed : Fate::Live;
    }
    case Opcode::box_int:
    case Opcode::box_float:
      if (m.needed) return Fate::Live;
      if (m.wanted && sink_) return Fate::Sunk;
      return m.wanted ? Fate::Live : fate_if_unused(index);
    case Opcode::new_object:
      if (m.escapes) return fate_if_unused(index);
      return m.wanted || !dce_ ? Fate::Sunk : Fate::Removed;
    case Opcode::store_field:
    case Opcode::store_item:
      if (!can_sink(op.a)) return Fate::Live;
      return m.wanted || !dce_ ? Fate::Sunk : Fate::Removed;
    case Opcode::call:
      return (op.helper->effects & ~kEffectTakesThread) == kEffectPure ? fate_if_unused(index) : Fate::Live;
    case Opcode::int_mul:
    case Opcode::load_slot:
    case Opcode::exit_value: return fate_if_unused(index);
    default: return info(op.opcode).flags & (Pure | Reads) ? fate_if_unused(index) : Fate::Live;
  }
}

void Sink::need(Value v) {
  if (v.is_op()) marks_[v.index()].needed = true;
}

void Sink::want(Value v) {
  if (!v.is_op()) return;
  Mark& m = marks_[v.index()];
  if (!(is_box(v) && sink_) && !can_sink(v)) return need(v);
  if (m.wanted) return;
  m.wanted = true;
  if (is_new_object(v))
    for (const Containment& c : contents_)
      if (c.object == v) want(c.content);
}

// A box made in the loop for the jump alone is made at the jump: the exits before it do not pay for it.
void Sink::need_at_jump(Value v) {
  bool in_last_section = loop_label_ == ~0u || (v.is_op() && v.index() > loop_label_);
  if (!sink_ || !is_box(v) || !in_last_section) return need(v);
  marks_[v.index()].moved = true;
  need(from_.ops[v.index()].a);
}

void Sink::mark_snapshot(uint32_t snapshot) {
  if (snapshot == kNoSnapshot || snapshot_marked_[snapshot]) return;
  snapshot_marked_[snapshot] = true;
  for (const SnapshotFrame& frame : from_.snapshots.frames_of(snapshot))
    for (Value v : from_.snapshots.values_of(frame)) want(v);
}

void Sink::mark_operands(const Op& op) {
  for (Value v : {op.a, op.b, op.c}) need(v);
  if (op.opcode == Opcode::call || (op.opcode == Opcode::label && &op - from_.ops.data() != loop_label_))
    for (uint32_t i = 0; i < op.argument_count; i++) need(from_.arguments[op.first_argument + i]);
  mark_snapshot(op.snapshot);
  mark_snapshot(op.other);
}

void Sink::mark(uint32_t index) {
  const Op& op = from_.ops[index];
  // by an exit after it
  if (is_store(op.opcode) && can_sink(op.a) && marks_[op.a.index()].wanted) marks_[index].wanted = true;
  switch (fate(index)) {
    case Fate::Removed: return;
    case Fate::Live: return mark_operands(op);
    case Fate::Sunk:
      if (is_store(op.opcode)) want(stored_value(op));
      else need(op.a);
      return;
  }
}

void Sink::mark_all() {
  const Op& end = from_.ops.back();
  uint32_t count = uint32_t(from_.ops.size());
  if (end.opcode == Opcode::jump && !end.target)
    for (uint32_t i = 0; i < count; i++)
      if (from_.ops[i].opcode == Opcode::label && from_.ops[i].imm == end.label_number) loop_label_ = i;
  bool all_arguments = !dce_ || loop_label_ == ~0u || from_.ops[loop_label_].imm == 0;
  loop_arguments_.assign(end.argument_count, all_arguments);
  if (all_arguments)
    for (uint32_t k = 0; k < end.argument_count; k++) need_at_jump(from_.arguments[end.first_argument + k]);

  uint32_t start = loop_label_ == ~0u ? 0 : loop_label_ + 1;
  do {
    for (uint32_t i = count; i-- > start;) mark(i);
  } while (!all_arguments && mark_loop_arguments());
  if (loop_label_ != ~0u) {  // what falls into the loop from above
    const Op& label = from_.ops[loop_label_];
    for (uint32_t k = 0; k < label.argument_count; k++)
      if (loop_arguments_[k]) need(from_.arguments[label.first_argument + k]);
  }
  for (uint32_t i = start; i-- > 0;) mark(i);
}

// An argument that the body needs must be passed at the back edge: true if one more is.
bool Sink::mark_loop_arguments() {
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

// --- the new trace

void Sink::rebuild() {
  to_.ops.reserve(from_.ops.size());
  for (uint32_t i = 0; i < from_.ops.size(); i++) {
    if (fate(i) == Fate::Removed) note_removal(i);
    else copy(i);
  }
}

void Sink::note_removal(uint32_t index) {
  if (walk_.dead[index] || from_.ops[index].opcode == Opcode::argument) return;
  walk_.out.removals.push_back({walk_.origins[index], "dce", "nothing needs its result"});
}

void Sink::copy(uint32_t index) {
  const Op& from = from_.ops[index];
  Op op = from;
  op.sunk = fate(index) == Fate::Sunk;
  op.a = map(from.a);
  op.b = map(from.b);
  op.c = map(from.c);
  if (from.opcode == Opcode::label || from.opcode == Opcode::jump || from.opcode == Opcode::call)
    copy_arguments(from, op);
  if (op.sunk && is_store(op.opcode)) note_store(op, op.a);
  op.snapshot = map_snapshot(from.snapshot);
  op.other = map_snapshot(from.other);
  if (op.opcode == Opcode::argument && loop_label_ != ~0u && index > loop_label_) {
    op.imm = 0;
    for (int64_t k = 0; k < from.imm; k++) op.imm += loop_arguments_[k];
  }
  mapped_[index] = to_.append(op);
  if (!op.sunk || op.opcode != Opcode::new_object) return;
  objects_.push_back({mapped_[index], {}});
  object_index_.resize(to_.ops.size());
  object_index_.back() = uint32_t(objects_.size());
}

void Sink::copy_arguments(const Op& from, Op& to) {
  bool filtered = loop_label_ != ~0u && (from.opcode == Opcode::jump || &from == &from_.ops[loop_label_]);
  std::vector<Value> list;
  for (uint32_t k = 0; k < from.argument_count; k++) {
    if (filtered && !loop_arguments_[k]) continue;
    Value v = from_.arguments[from.first_argument + k];
    list.push_back(from.opcode == Opcode::jump ? moved(v) : map(v));
  }
  to.first_argument = to_.append_arguments(list.data(), uint32_t(list.size()));
  to.argument_count = uint32_t(list.size());
}

Value Sink::moved(Value v) {
  if (!v.is_op() || !marks_[v.index()].moved || marks_[v.index()].needed) return map(v);
  Op box = from_.ops[v.index()];
  box.a = map(box.a);
  mapped_[v.index()] = to_.append(box);  // two registers may name it
  marks_[v.index()].needed = true;
  return mapped_[v.index()];
}

Value Sink::map(Value v) {
  if (v.is_none()) return v;
  if (v.is_op()) return mapped_[v.index()];
  Value& known = mapped_constants_[v.index()];
  if (known.is_none()) known = to_.constant(from_.constants[v.index()].kind, from_.constants[v.index()].bits);
  return known;
}

// --- snapshots

void Sink::note_store(const Op& store, Value object) {
  SnapshotField field;
  if (store.opcode == Opcode::store_field) {
    field.field = store.field;
  } else {
    field.array = store.array;
    field.index = to_.int_of(store.b);
  }
  field.value = stored_value(store);
  std::vector<SnapshotField>& fields = objects_[object_index_[object.index()] - 1].fields;
  version_++;
  for (SnapshotField& f : fields)
    if (f.field == field.field && f.array == field.array && f.index == field.index) {
      f = field;
      return;
    }
  fields.push_back(field);
}

uint32_t Sink::map_snapshot(uint32_t index) {
  if (index == kNoSnapshot) return index;
  MappedSnapshot& known = mapped_snapshots_[index];
  SnapshotPool& pool = to_.snapshots;
  if (known.index != kNoSnapshot && (known.version == version_ || pool.snapshots[known.index].virtual_count == 0))
    return known.index;
  known = {uint32_t(pool.snapshots.size()), version_};
  const Snapshot& from = from_.snapshots.snapshots[index];
  uint32_t first_value = uint32_t(pool.values.size());
  pool.snapshots.push_back(
      {uint32_t(pool.frames.size()), from.frame_count, from.raised, uint32_t(pool.virtuals.size()), 0});
  for (const SnapshotFrame& frame : from_.snapshots.frames_of(index)) {
    pool.frames.push_back({frame.position, frame.info, uint32_t(pool.values.size()), frame.count});
    for (Value v : from_.snapshots.values_of(frame)) pool.values.push_back(map(v));
  }
  if (!objects_.empty()) describe_virtuals(known.index, first_value);
  return known.index;
}

// Every sunk object that the snapshot names, directly or through another one.
void Sink::describe_virtuals(uint32_t snapshot, uint32_t first_value) {
  SnapshotPool& pool = to_.snapshots;
  std::vector<Value> found;
  auto see = [&](Value v) {
    if (!v.is_op() || to_.ops[v.index()].opcode != Opcode::new_object || !to_.ops[v.index()].sunk) return;
    for (Value known : found)
      if (known == v) return;
    found.push_back(v);
  };
  for (uint32_t i = first_value; i < pool.values.size(); i++) see(pool.values[i]);
  for (size_t i = 0; i < found.size(); i++) {
    const std::vector<SnapshotField>& fields = objects_[object_index_[found[i].index()] - 1].fields;
    pool.virtuals.push_back({found[i], uint32_t(pool.fields.size()), uint32_t(fields.size())});
    pool.fields.insert(pool.fields.end(), fields.begin(), fields.end());
    for (const SnapshotField& f : fields) see(f.value);
  }
  pool.snapshots[snapshot].virtual_count = uint32_t(found.size());
}

}  // namespace sidewinder::jit
