// Allocations, and the stores that fill them, which only exits need are sunk: the machine code skips them, and each
// snapshot describes the objects as of its exit. This says which objects that can be done with; Dce finds out where it
// is worth it.
#pragma once

#include <vector>

#include "jit/optimizer/memory_facts.h"
#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

class Sink {
 public:
  explicit Sink(const Walk& walk);

  // Looks at all operations. An argument k of the closing jump counts only if is_passed(k).
  template <class IsPassed> void find_escapes(IsPassed is_passed) {
    begin();
    for (const Op& op : from_.ops) {
      see_operands(op);
      for (uint32_t k = 0; k < op.argument_count; k++)
        if (op.opcode != Opcode::jump || is_passed(k)) see_operand(op, from_.arguments[op.first_argument + k]);
    }
    spread();
  }

  bool on() const { return on_; }
  bool is_new_object(Value v) const { return v.is_op() && is_new(from_.ops[v.index()].opcode); }
  bool is_box(Value v) const { return is(v, Opcode::box_int) || is(v, Opcode::box_float); }
  bool escapes(uint32_t object) const { return escapes_[object]; }
  bool can_sink(Value object) const { return is_new_object(object) && !escapes_[object.index()]; }

  // New objects that were stored into `object`.
  template <class Visit> void for_each_content(Value object, Visit visit) const {
    for (const Containment& c : contents_)
      if (c.object == object) visit(c.content);
  }

 private:
  struct Containment {
    Value object, content;
  };

  bool is(Value v, Opcode opcode) const { return v.is_op() && from_.ops[v.index()].opcode == opcode; }
  void begin();
  void see_operands(const Op& op);
  void see_operand(const Op& op, Value v);
  void spread();

  const Trace& from_;
  bool on_;
  std::vector<bool> escapes_;          // by operation: a new object that cannot be sunk
  std::vector<Containment> contents_;  // stores of new objects into new objects
};

}  // namespace sidewinder::jit
