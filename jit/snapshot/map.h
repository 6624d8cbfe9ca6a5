// Carrying a snapshot from one trace to the next, and looking at all that one names.
#pragma once

#include "jit/ir/trace.h"

namespace sidewinder::jit {

// visit(Value): every value of every frame; the same may come more than once.
template <class Visit> void for_each_value(const SnapshotPool& pool, uint32_t snapshot, Visit visit) {
  for (const SnapshotFrame& frame : pool.frames_of(snapshot))
    for (Value v : pool.values_of(frame)) visit(v);
}

inline size_t value_count(const SnapshotPool& pool, uint32_t snapshot) {
  size_t count = 0;
  for (const SnapshotFrame& frame : pool.frames_of(snapshot)) count += frame.count;
  return count;
}

// The same frames in another trace, with map(Value) for each value. Without the objects that were not built:
// sunk_objects.h describes them anew.
template <class Map> uint32_t map_snapshot(const SnapshotPool& from, uint32_t snapshot, SnapshotPool& to, Map map) {
  uint32_t copy = to.begin(from.snapshots[snapshot].raised);
  for (const SnapshotFrame& frame : from.frames_of(snapshot)) {
    Value* values = to.open_frame(frame.count);
    for (Value v : from.values_of(frame)) *values++ = map(v);
    to.close_frame(frame.position, frame.info);
  }
  return copy;
}

// The value behind `v` that must exist in machine code; none for constants and objects listed as virtual.
inline Value exit_value_of(const Trace& trace, Value v) {
  while (v.is_op() && trace.ops[v.index()].sunk) {
    const Op& op = trace.ops[v.index()];
    if (op.opcode != Opcode::box_int && op.opcode != Opcode::box_float) return Value::none();
    v = op.a;
  }
  return v.is_op() ? v : Value::none();
}

// visit(op index): which SSA values an exit must find in registers or slots: those that its snapshot names, and those
// that the objects it has to build are made of. The order is the one in which rebuilding meets them; the same value may
// come more than once.
template <class Visit> void for_each_exit_value(const Trace& trace, uint32_t snapshot, Visit visit) {
  auto visit_value = [&](Value v) {
    if (v = exit_value_of(trace, v); v.is_op()) visit(v.index());
  };
  const SnapshotPool& pool = trace.snapshots;
  for_each_value(pool, snapshot, visit_value);
  for (const SnapshotVirtual& object : pool.virtuals_of(snapshot))
    for (const SnapshotField& field : pool.fields_of(object)) visit_value(field.value);
}

}  // namespace sidewinder::jit
