// Which SSA values an exit must find in registers or slots: those that its snapshot names, and those that the objects
// it has to build are made of. The order is the one in which rebuild.cpp meets them.
#pragma once

#include "jit/ir/trace.h"

namespace sidewinder::jit {

// The value behind `v` that must exist in machine code; none for constants and objects listed as virtual.
inline Value exit_value_of(const Trace& trace, Value v) {
  while (v.is_op() && trace.ops[v.index()].sunk) {
    const Op& op = trace.ops[v.index()];
    if (op.opcode != Opcode::box_int && op.opcode != Opcode::box_float) return Value::none();
    v = op.a;
  }
  return v.is_op() ? v : Value::none();
}

// visit(op index); the same value may come more than once.
template <class Visit> void for_each_exit_value(const Trace& trace, uint32_t snapshot, Visit visit) {
  auto visit_value = [&](Value v) {
    if (v = exit_value_of(trace, v); v.is_op()) visit(v.index());
  };
  const SnapshotPool& pool = trace.snapshots;
  for (const SnapshotFrame& frame : pool.frames_of(snapshot))
    for (Value v : pool.values_of(frame)) visit_value(v);
  for (const SnapshotVirtual& object : pool.virtuals_of(snapshot))
    for (const SnapshotField& field : pool.fields_of(object)) visit_value(field.value);
}

}  // namespace sidewinder::jit
