#include "jit/optimizer/virtuals.h"

#include "jit/optimizer/heap.h"

namespace sidewinder::jit {

Virtuals::Object* Virtuals::unescaped(Value v) {
  if (!v.is_op() || v.index() >= object_of_.size() || object_of_[v.index()] == 0) return nullptr;
  Object& object = objects_[object_of_[v.index()] - 1];
  return object.escaped ? nullptr : &object;
}

Verdict Virtuals::visit(Op& op) {
  if (objects_.empty()) return Verdict::Next;
  if (is_load(op.opcode)) {
    if (Object* object = unescaped(op.a)) return load(op, *object);
    return Verdict::Next;
  }
  if (is_store(op.opcode)) {
    if (Object* object = unescaped(op.a)) return store(op, *object);
    escape(stored_value(op));
    return Verdict::Next;
  }
  switch (op.opcode) {
    case Opcode::guard_class: return Verdict::Next;  // known by now, if the shape has a class
    case Opcode::same:
      if (!unescaped(op.a) && !unescaped(op.b)) return Verdict::Next;
      return walk_.known(walk_.out.constant(Kind::Flag, op.a == op.b), "nobody else has this new object");
    case Opcode::same_ptr:
      if (!unescaped(op.a) && !unescaped(op.b)) return Verdict::Next;
      return walk_.known(walk_.out.constant(Kind::Flag, op.a == op.b), "nobody else has this new storage");
    case Opcode::guard_same:
      if (unescaped(op.a) && op.b.is_constant()) return walk_.impossible("a new object is no constant");
      break;
    case Opcode::call:
      for (uint32_t i = 0; i < op.argument_count; i++) escape(walk_.out.arguments[op.first_argument + i]);
      return Verdict::Next;
    default: break;
  }
  for (Value v : {op.a, op.b, op.c}) escape(v);
  return Verdict::Next;
}

Value Virtuals::initial(const Shape& shape, const Op& load) {
  uint64_t bits = 0;
  if (load.opcode == Opcode::load_field && load.field->width == Width::Word64)
    for (int i = 0; i < shape.word_count; i++)
      if (shape.words[i].offset == load.field->offset) bits = shape.words[i].bits;
  return walk_.out.constant(load.kind, bits);
}

Verdict Virtuals::load(Op& op, Object& object) {
  Word word = Word::of(op);
  bool known_word = op.opcode != Opcode::load_item || op.b.is_constant();
  if (!known_word) {
    escape(op.a);
    return Verdict::Next;
  }
  for (FieldValue& f : object.fields)
    if (f.word == word) return walk_.known(walk_.resolve(f.value), "the new object's own field");
  // The header's words may be seen through a narrower field: leave those to the memory.
  bool narrow = word.kind == Kind::Int && op.opcode == Opcode::load_field && op.field->width != Width::Word64;
  if (narrow) {
    escape(op.a);
    return Verdict::Next;
  }
  return walk_.known(initial(*object.shape, op), "the new object's field, never stored");
}

Verdict Virtuals::store(Op& op, Object& object) {
  if (op.opcode == Opcode::store_item && !op.b.is_constant()) {
    escape(op.a);
    escape(op.c);
    return Verdict::Next;
  }
  Word word = Word::of(op);
  for (FieldValue& f : object.fields) {
    if (!(f.word == word)) continue;
    f.value = stored_value(op);
    return Verdict::Emit;
  }
  object.fields.push_back({op, word, stored_value(op)});
  return Verdict::Emit;
}

void Virtuals::emitted(const Op& op, Value result) {
  if (!is_new(op.opcode)) return;
  object_of_.resize(walk_.out.ops.size());
  objects_.push_back({result, op.shape, false, {}});
  object_of_[result.index()] = uint32_t(objects_.size());
  if (op.shape->class_word) walk_.facts.learn_class(result, op.shape->class_word, true);
  walk_.facts[result].unescaped = true;
}

void Virtuals::escape(Value v) {
  Object* object = unescaped(v);
  if (!object) return;
  object->escaped = true;
  walk_.facts.object_escaped(v);
  std::vector<FieldValue> fields = std::move(object->fields);
  for (const FieldValue& f : fields) {
    if (heap_) heap_->remember(v, f.word, f.value);
    escape(f.value);
  }
}

}  // namespace sidewinder::jit
