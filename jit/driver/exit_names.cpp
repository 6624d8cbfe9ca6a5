#include "jit/driver/exit_names.h"

#include "interpreter/base/check.h"

namespace sidewinder::jit {

ExitNames::ExitNames(Recorder& recorder, const Exit& exit)
    : recorder_(recorder), exit_(exit), trace_(exit.owner->trace) {
  for (size_t i = 0; i < exit.values.size(); ++i) {
    const ExitValue& v = exit.values[i];
    Op op(Opcode::exit_value, v.kind);
    op.imm = int64_t(i);
    if (v.known_class) op.b = recorder.name_object(static_cast<const Object*>(v.known_class));
    Value name = names_[v.value.bits] = recorder.trace.append(op);
    if (v.kind != Kind::Ref || !v.known_class) continue;
    recorder.fact(name).cls = v.known_class;
    recorder.fact(name).present = true;
  }
}

Value ExitNames::name(Value v) { return v.is_none() ? v : box_if_number(number(v)); }

Value ExitNames::number(Value v) {
  if (v.is_constant()) {
    const Constant& c = trace_.constant_at(v);
    return c.kind == Kind::Ref ? recorder_.name_object(reinterpret_cast<Object*>(c.bits))
                               : recorder_.trace.constant(c.kind, c.bits);
  }
  auto known = names_.find(v.bits);
  return known == names_.end() ? rebuild(v) : known->second;
}

// A snapshot may name a number as it is where the register wants its box.
Value ExitNames::box_if_number(Value v) {
  Kind kind = recorder_.trace.kind_of(v);
  if (kind != Kind::Int && kind != Kind::Float) return v;
  Op box(kind == Kind::Int ? Opcode::box_int : Opcode::box_float, Kind::Ref);
  box.a = v;
  const Boxes& boxes = *recorder_.hooks.boxes;
  Value name = recorder_.trace.append(box);
  recorder_.fact(name).cls = kind == Kind::Int ? boxes.int_class : boxes.float_class;
  recorder_.fact(name).present = true;
  return name;
}

Value ExitNames::rebuild(Value v) {
  const Op& op = trace_.ops[v.index()];
  PY_CHECK(op.sunk);
  Op copy(op.opcode, op.kind);
  if (op.opcode == Opcode::new_object) {
    copy.shape = op.shape;
    Value object = built(v, copy, op.shape->class_word);
    fill(v, object);
    return object;
  }
  copy.a = number(op.a);
  const Boxes& boxes = *recorder_.hooks.boxes;
  return built(v, copy, op.opcode == Opcode::box_int ? boxes.int_class : boxes.float_class);
}

// Known before its fields are: objects may name one another in cycles.
Value ExitNames::built(Value v, const Op& op, const void* class_word) {
  Value name = names_[v.bits] = recorder_.trace.append(op);
  recorder_.fact(name).cls = class_word;
  recorder_.fact(name).present = true;
  return name;
}

void ExitNames::fill(Value object, Value built) {
  const SnapshotPool& pool = trace_.snapshots;
  for (const SnapshotVirtual& v : pool.virtuals_of(exit_.snapshot))
    if (v.object == object)
      for (const SnapshotField& field : pool.fields_of(v)) store(built, field);
}

void ExitNames::store(Value built, const SnapshotField& field) {
  Op store(field.field ? Opcode::store_field : Opcode::store_item, Kind::None);
  bool is_reference = (field.field ? field.field->kind : field.array->kind) == Kind::Ref;
  Value value = is_reference ? name(field.value) : number(field.value);
  store.a = built;
  if (field.field) {
    store.b = value, store.field = field.field;
  } else {
    store.b = recorder_.trace.constant_int(field.index), store.c = value, store.array = field.array;
  }
  recorder_.trace.append(store);
}

void push_exit_frames(Recorder& recorder, const Exit& exit, std::span<Object** const> registers) {
  const SnapshotPool& pool = exit.owner->trace.snapshots;
  auto frames = pool.frames_of(exit.snapshot);
  PY_CHECK(frames.size() == registers.size());
  ExitNames names(recorder, exit);
  uint32_t header = recorder.hooks.header_references;
  for (size_t i = 0; i < frames.size(); ++i) {
    auto values = pool.values_of(frames[i]);
    ShadowFrame& shadow = recorder.push_frame(registers[i], uint32_t(values.size()) - header);
    bool is_root = i == 0;  // the root's header exists
    for (uint32_t k = 0; k < header && !is_root; ++k) shadow.header[k] = names.name(values[k]);
    for (size_t r = header; r < values.size(); ++r) shadow.names[r - header] = names.name(values[r]);
    shadow.info = frames[i].info;
    shadow.position = frames[i].position;
  }
}

}  // namespace sidewinder::jit
