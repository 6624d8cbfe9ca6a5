#include "jit/snapshot/replay.h"

#include <unordered_map>

#include "interpreter/base/check.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

namespace {

// SSA names in the new trace for what an exit's snapshot names.
class ExitNames {
 public:
  ExitNames(Replayed& recording, const Exit& exit);

  Value name(Value v);  // of an object
  void store_lazily();  // what lazy stores have left to the exit

 private:
  Value rebuild(Value v);
  Value built(Value v, const Op& op, const void* class_word);
  void fill(Value object, Value built);
  void store(Value built, const SnapshotField& field);
  Value number(Value v);  // an operand of a box, or a field: not boxed
  Value box_if_number(Value v);
  const void* class_of_box(Opcode opcode) const {
    return opcode == Opcode::box_int ? boxes_.int_class : boxes_.float_class;
  }

  Replayed& recording_;
  const Exit& exit_;
  const Trace& left_;  // the trace that was left
  Trace& trace_;       // the new one
  const Boxes& boxes_;
  std::unordered_map<uint32_t, Value> names_;
};

ExitNames::ExitNames(Replayed& recording, const Exit& exit)
    : recording_(recording),
      exit_(exit),
      left_(exit.owner->trace),
      trace_(recording.replayed_trace()),
      boxes_(*recording.replayed_hooks().boxes) {
  for (size_t i = 0; i < exit.values.size(); ++i) {
    const ExitValue& v = exit.values[i];
    Op op(Opcode::exit_value, v.kind);
    op.imm = int64_t(i);
    if (v.known_class) op.b = recording.name_object(static_cast<const Object*>(v.known_class));
    Value name = names_[v.value.bits] = trace_.append(op);
    if (v.kind == Kind::Ref && v.known_class) recording.learn_class(name, v.known_class);
  }
}

Value ExitNames::name(Value v) { return v.is_none() ? v : box_if_number(number(v)); }

Value ExitNames::number(Value v) {
  if (v.is_constant()) {
    const Constant& c = left_.constant_at(v);
    return c.kind == Kind::Ref ? recording_.name_object(reinterpret_cast<Object*>(c.bits))
                               : trace_.constant(c.kind, c.bits);
  }
  auto known = names_.find(v.bits);
  return known == names_.end() ? rebuild(v) : known->second;
}

// A snapshot may name a number as it is where the register wants its box.
Value ExitNames::box_if_number(Value v) {
  Kind kind = trace_.kind_of(v);
  if (kind != Kind::Int && kind != Kind::Float) return v;
  Op box(kind == Kind::Int ? Opcode::box_int : Opcode::box_float, Kind::Ref);
  box.a = v;
  Value name = trace_.append(box);
  recording_.learn_class(name, class_of_box(box.opcode));
  return name;
}

Value ExitNames::rebuild(Value v) {
  const Op& op = left_.ops[v.index()];
  PY_CHECK(op.sunk);
  Op copy(op.opcode, op.kind);
  if (is_new(op.opcode)) {
    copy.shape = op.shape;
    Value object = built(v, copy, op.shape->class_word);
    fill(v, object);
    return object;
  }
  if (is_late_call(op)) {
    copy.helper = op.helper;
    return names_[v.bits] = trace_.append(copy);
  }
  if (is_lazy_call(op)) {
    copy.helper = op.helper;
    Value arguments[kMaxIntegerArguments];
    for (uint32_t i = 0; i < op.argument_count; ++i) arguments[i] = number(left_.arguments[op.first_argument + i]);
    copy.first_argument = trace_.append_arguments(arguments, op.argument_count);
    copy.argument_count = op.argument_count;
    return names_[v.bits] = trace_.append(copy);
  }
  copy.a = number(op.a);
  return built(v, copy, class_of_box(op.opcode));
}

// Known before its fields are: objects may name one another in cycles.
Value ExitNames::built(Value v, const Op& op, const void* class_word) {
  Value name = names_[v.bits] = trace_.append(op);
  recording_.learn_class(name, class_word);
  return name;
}

void ExitNames::fill(Value object, Value built) {
  const SnapshotPool& pool = left_.snapshots;
  for (const SnapshotVirtual& v : pool.virtuals_of(exit_.snapshot))
    if (v.object == object)
      for (const SnapshotField& field : pool.fields_of(v)) store(built, field);
}

// The memory of objects that exist is true by now; machine code that comes from the exit finds it as it was before.
void ExitNames::store_lazily() {
  const SnapshotPool& pool = left_.snapshots;
  for (const SnapshotVirtual& v : pool.virtuals_of(exit_.snapshot))
    if (!is_unbuilt(left_, v.object))
      for (const SnapshotField& field : pool.fields_of(v)) store(number(v.object), field);
}

void ExitNames::store(Value built, const SnapshotField& field) {
  Opcode to_field = trace_.kind_of(built) == Kind::Ptr ? Opcode::store_raw : Opcode::store_field;
  Op store(field.field ? to_field : Opcode::store_item, Kind::None);
  bool is_reference = (field.field ? field.field->kind : field.array->kind) == Kind::Ref;
  Value value = is_reference ? name(field.value) : number(field.value);
  store.a = built;
  if (field.field) {
    store.b = value;
    store.field = field.field;
  } else {
    store.b = trace_.constant_int(field.index);
    store.c = value;
    store.array = field.array;
  }
  trace_.append(store);
}

}  // namespace

void push_exit_frames(Replayed& recording, const Exit& exit, std::span<Object** const> registers) {
  const SnapshotPool& pool = exit.owner->trace.snapshots;
  auto frames = pool.frames_of(exit.snapshot);
  PY_CHECK(frames.size() == registers.size());
  ExitNames names(recording, exit);
  names.store_lazily();
  uint32_t header = recording.replayed_hooks().header_references;
  for (size_t i = 0; i < frames.size(); ++i) {
    auto values = pool.values_of(frames[i]);
    ShadowFrame& shadow = recording.push_frame(registers[i], uint32_t(values.size()) - header);
    for (uint32_t k = 0; k < header; ++k) shadow.header[k] = names.name(values[k]);
    for (uint32_t r = 0; r < shadow.register_count; ++r) {
      shadow.names[r] = names.name(values[header + r]);
      recording.learn_value(shadow.names[r], registers[i][r]);
    }
    shadow.info = frames[i].info;
    shadow.position = frames[i].position;
  }
}

}  // namespace sidewinder::jit
