// New objects that nobody else has seen: their words are known exactly, calls cannot change them, no other reference is
// equal to theirs. The allocation and its stores stay in the trace; sink moves them to the exits when nothing else
// needs them. An object escapes when it is passed, stored into something visible, or used in any other way.
#pragma once

#include "jit/optimizer/memory_facts.h"
#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

class Heap;

class Virtuals : public Pass {
 public:
  struct FieldValue {
    Op store;  // the opcode and row; its value
    Word word;
    Value value;
  };
  struct Object {
    Value value;
    const Shape* shape;
    bool escaped = false;
    std::vector<FieldValue> fields;
  };

  Virtuals(Walk& walk, Heap* heap) : Pass(walk), heap_(heap) {}
  const char* name() const override { return "virtuals"; }
  Verdict visit(Op& op) override;
  void emitted(const Op& op, Value result) override;

  // Null: not a new object, or one that has escaped.
  Object* unescaped(Value v);
  // From here on others may have it, and what it refers to.
  void escape(Value v);
  // Its initial content at this word: from the shape's header, else zero.
  Value initial(const Shape& shape, const Op& load);

 private:
  Verdict load(Op& op, Object& object);
  Verdict store(Op& op, Object& object);

  Heap* heap_;
  std::vector<uint32_t> object_of_;  // by operation; index + 1 into objects_
  std::vector<Object> objects_;
};

}  // namespace sidewinder::jit
