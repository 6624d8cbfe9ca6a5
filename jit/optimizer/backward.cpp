#include "jit/optimizer/backward.h"

namespace sidewinder::jit {

Backward::Backward(Walk& walk)
    : walk_(walk),
      from_(walk.out),
      dce_(walk),
      snapshot_map_(from_.snapshots, to_.snapshots),
      mapped_(from_.ops.size()),
      mapped_constants_(from_.constants.size()),
      made_at_jump_(from_.ops.size()),
      mapped_snapshots_(from_.snapshots.snapshots.size()) {}

Trace Backward::run() {
  dce_.run();
  to_.ops.reserve(from_.ops.size());
  to_.snapshots.reserve_as(from_.snapshots);
  for (uint32_t i = 0; i < from_.ops.size(); i++) {
    if (dce_.fate(i) == Fate::Removed) note_removal(i);
    else copy(i);
  }
  to_.removals = std::move(walk_.out.removals);
  return std::move(to_);
}

void Backward::note_removal(uint32_t index) {
  if (walk_.dead[index] || from_.ops[index].opcode == Opcode::argument) return;
  walk_.out.removals.push_back({walk_.origins[index], from_.ops[index].opcode, "dce", "nothing needs its result"});
}

void Backward::copy(uint32_t index) {
  const Op& from = from_.ops[index];
  Op op = from;
  op.sunk = dce_.fate(index) == Fate::Sunk;
  op.a = map(from.a);
  op.b = map(from.b);
  op.c = map(from.c);
  if (from.opcode == Opcode::label || from.opcode == Opcode::jump || from.opcode == Opcode::call)
    copy_arguments(from, op);
  if (is_store(op.opcode)) op.sunk ? sunk_.store(to_, op) : sunk_.written(to_, op);
  op.snapshot = map_snapshot(from.snapshot);
  op.other = map_snapshot(from.other);
  if (op.opcode == Opcode::argument && dce_.is_of_loop(index)) op.imm = place_of_argument(from.imm);
  mapped_[index] = to_.append(op);
  if (op.sunk)
    walk_.out.removals.push_back({walk_.origins[index], op.opcode, "sink", "only exits need it, and build it"});
  if (op.sunk && is_new(op.opcode)) sunk_.add(to_, mapped_[index]);
}

// Among those that stay.
int64_t Backward::place_of_argument(int64_t argument) const {
  int64_t place = 0;
  for (uint32_t k = 0; k < argument; k++) place += dce_.is_passed(k);
  return place;
}

void Backward::copy_arguments(const Op& from, Op& to) {
  bool is_loop_label = dce_.loop_label() != Dce::kNoLabel && &from == &from_.ops[dce_.loop_label()];
  bool filtered = is_loop_label || (from.opcode == Opcode::jump && dce_.loop_label() != Dce::kNoLabel);
  std::vector<Value> list;
  for (uint32_t k = 0; k < from.argument_count; k++) {
    if (filtered && !dce_.is_passed(k)) continue;
    Value v = from_.arguments[from.first_argument + k];
    list.push_back(from.opcode == Opcode::jump ? moved(v) : map(v));
  }
  to.first_argument = to_.append_arguments(list.data(), uint32_t(list.size()));
  to.argument_count = uint32_t(list.size());
}

// At the jump: a box that is made only now. Two registers may name it.
Value Backward::moved(Value v) {
  if (!dce_.is_moved(v) || made_at_jump_[v.index()]) return map(v);
  Op box = from_.ops[v.index()];
  box.a = map(box.a);
  made_at_jump_[v.index()] = true;
  snapshot_map_.forget();
  return mapped_[v.index()] = to_.append(box);
}

Value Backward::map(Value v) {
  if (v.is_none()) return v;
  if (v.is_op()) return mapped_[v.index()];
  Value& known = mapped_constants_[v.index()];
  if (known.is_none()) known = to_.constant(from_.constants[v.index()].kind, from_.constants[v.index()].bits);
  return known;
}

uint32_t Backward::map_snapshot(uint32_t index) {
  if (index == kNoSnapshot) return index;
  MappedSnapshot& known = mapped_snapshots_[index];
  bool has_virtuals = known.index != kNoSnapshot && to_.snapshots.snapshots[known.index].virtual_count != 0;
  bool depends = has_virtuals || sunk_.leaves_stores();
  if (known.index != kNoSnapshot && (known.version == sunk_.version() || !depends)) return known.index;
  known = {snapshot_map_.carry(index, [this](Value v) { return map(v); }), sunk_.version()};
  if (!sunk_.empty()) sunk_.describe(to_);
  return known.index;
}

}  // namespace sidewinder::jit
