#include "jit/optimizer/sink.h"

namespace sidewinder::jit {

Sink::Sink(const Walk& walk) : from_(walk.out), on_(walk.input.passes & kPassSink) {}

void Sink::begin() {
  escapes_.assign(from_.ops.size(), false);
  contents_.clear();
  for (size_t i = 0; i < from_.ops.size(); i++) {
    const Op& op = from_.ops[i];
    if (is_new(op.opcode)) escapes_[i] = !on_ || !op.shape->may_be_virtual;
  }
}

void Sink::see_operands(const Op& op) {
  for (Value v : {op.a, op.b, op.c}) see_operand(op, v);
}

void Sink::see_operand(const Op& op, Value v) {
  if (!is_new_object(v)) return;
  bool is_field = op.opcode == Opcode::store_field || op.opcode == Opcode::store_raw;
  if (is_field && v == op.a && v != op.b) return;
  if (op.opcode == Opcode::store_item && v == op.a && v != op.c && op.b.is_constant()) return;
  if (is_store(op.opcode) && v == stored_value(op) && is_new_object(op.a)) contents_.push_back({op.a, v});
  else escapes_[v.index()] = true;
}

// What an object holds escapes with it.
void Sink::spread() {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Containment& c : contents_) {
      if (!escapes_[c.object.index()] || escapes_[c.content.index()]) continue;
      escapes_[c.content.index()] = changed = true;
    }
  }
}

}  // namespace sidewinder::jit
