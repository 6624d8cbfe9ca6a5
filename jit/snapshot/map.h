// Carrying a snapshot from one trace to the next, and looking at all that one names.
#pragma once

#include "jit/ir/trace.h"

namespace sidewinder::jit {

// Which blocks of values a walk has been through: what several snapshots share need be looked at only once.
class SeenBlocks {
 public:
  // False: it was seen before.
  bool insert(uint32_t block) {
    if (block >= seen_.size()) seen_.resize(block + 64);
    return seen_[block] ? false : (seen_[block] = true);
  }
  void clear() { seen_.clear(); }

 private:
  std::vector<uint8_t> seen_;
};

// visit(Value): every value of every frame; the same may come more than once.
template <class Visit> void for_each_value(const SnapshotPool& pool, uint32_t snapshot, Visit visit) {
  for (const SnapshotFrame& frame : pool.frames_of(snapshot)) pool.values_of(frame).for_each(visit);
}

// Those in blocks that were not seen before.
template <class Visit>
void for_each_unseen_value(const SnapshotPool& pool, uint32_t snapshot, SeenBlocks& seen, Visit visit) {
  for (const SnapshotFrame& frame : pool.frames_of(snapshot))
    for (uint32_t block : pool.values_of(frame).blocks())
      if (seen.insert(block))
        for (uint32_t i = 0; i < FrameValues::kBlock; i++) visit(pool.block(block)[i]);
}

inline size_t value_count(const SnapshotPool& pool, uint32_t snapshot) {
  size_t count = 0;
  for (const SnapshotFrame& frame : pool.frames_of(snapshot)) count += frame.count;
  return count;
}

// Carries snapshots from one trace over to another, each value by map(Value). A block that several share is carried
// over once, as long as the values of the one trace stand for the same in the other. Without the objects that were not
// built: SunkObjects describes them anew.
class SnapshotMap {
 public:
  SnapshotMap(const SnapshotPool& from, SnapshotPool& to) : from_(from), to_(to) {}

  template <class Map> uint32_t carry(uint32_t snapshot, Map map) {
    uint32_t copy = to_.begin(from_.snapshots[snapshot].raised);
    for (const SnapshotFrame& frame : from_.frames_of(snapshot)) {
      blocks_.clear();
      for (uint32_t block : from_.values_of(frame).blocks()) blocks_.push_back(carry_block(block, map));
      to_.add_frame_of_blocks(frame.position, frame.info, frame.count, blocks_);
    }
    return copy;
  }
  // Some values stand for others from now on.
  void forget() { version_++; }

 private:
  struct Carried {
    uint32_t block, version;
  };

  template <class Map> uint32_t carry_block(uint32_t block, Map map) {
    if (block >= carried_.size()) carried_.resize(block + 64);
    Carried& known = carried_[block];
    if (known.version == version_) return known.block;
    known.version = version_;
    Value* values = to_.add_block(&known.block);
    for (uint32_t i = 0; i < FrameValues::kBlock; i++) values[i] = map(from_.block(block)[i]);
    return known.block;
  }

  const SnapshotPool& from_;
  SnapshotPool& to_;
  std::vector<Carried> carried_;  // by block of from_
  uint32_t version_ = 1;
  std::vector<uint32_t> blocks_;  // of the frame on its way
};

// Every value that a field of an object that was not built has; and the objects that lazy stores are to be made in.
template <class Visit> void for_each_virtual_value(const SnapshotPool& pool, uint32_t snapshot, Visit visit) {
  for (const SnapshotVirtual& object : pool.virtuals_of(snapshot)) {
    visit(object.object);
    for (const SnapshotField& field : pool.fields_of(object)) visit(field.value);
  }
}

// An object that the exit builds; others that a snapshot lists among the virtual ones exist.
inline bool is_unbuilt(const Trace& trace, Value object) { return object.is_op() && trace.ops[object.index()].sunk; }

// visit(op index): the values behind `v` that must exist in machine code; not of constants and objects listed as
// virtual.
template <class Visit> void for_each_value_behind(const Trace& trace, Value v, Visit visit) {
  if (!v.is_op()) return;
  const Op& op = trace.ops[v.index()];
  if (!op.sunk) return visit(v.index());
  if (op.opcode == Opcode::box_int || op.opcode == Opcode::box_float) for_each_value_behind(trace, op.a, visit);
  for (uint32_t i = 0; i < op.argument_count; i++)
    for_each_value_behind(trace, trace.arguments[op.first_argument + i], visit);
}

// visit(op index): which SSA values an exit must find in registers or slots: those that its snapshot names, and those
// that the objects it has to build are made of. The order is the one in which rebuilding meets them; the same value may
// come more than once.
template <class Visit> void for_each_exit_value(const Trace& trace, uint32_t snapshot, Visit visit) {
  auto visit_value = [&](Value v) { for_each_value_behind(trace, v, visit); };
  for_each_value(trace.snapshots, snapshot, visit_value);
  for_each_virtual_value(trace.snapshots, snapshot, visit_value);
}

// Without those in blocks that were seen before.
template <class Visit>
void for_each_unseen_exit_value(const Trace& trace, uint32_t snapshot, SeenBlocks& seen, Visit visit) {
  auto visit_value = [&](Value v) { for_each_value_behind(trace, v, visit); };
  for_each_unseen_value(trace.snapshots, snapshot, seen, visit_value);
  for_each_virtual_value(trace.snapshots, snapshot, visit_value);
}

}  // namespace sidewinder::jit
