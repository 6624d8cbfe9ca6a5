#include "jit/optimizer/header.h"

#include "jit/optimizer/heap.h"

namespace sidewinder::jit {

bool unboxed(Walk& walk, Value object, Rep rep, uint32_t snapshot, Value& number) {
  const Boxes& boxes = walk.input.boxes;
  bool is_int = rep == Rep::Int;
  const void* wanted = is_int ? boxes.int_class : boxes.float_class;
  if (walk.is_null(object) || walk.facts[object].unescaped) return false;
  const void* known = walk.class_of(object);
  if (known && known != wanted) return false;
  if (is_int && known && object.is_constant() && !walk.is_small_int(object)) return false;
  if (!known && !walk.facts[object].present && !object.is_constant())
    walk.process(walk.guard(Opcode::guard_present, snapshot, object));
  if (is_int) walk.process(walk.guard(Opcode::guard_small_int, snapshot, object));
  else walk.process(walk.guard(Opcode::guard_class, snapshot, object, walk.out.constant_ref(wanted)));
  number = walk.resolve(walk.process(walk.make(is_int ? Opcode::unbox_int : Opcode::unbox_float, object)));
  return true;
}

// --- the end of the first iteration

uint32_t LoopHeader::add(Form form, Kind kind, Value before) {
  nodes_.push_back({form, kind, before, {}, {}, nullptr, {}, 0, false});
  if (form != Form::Invariant && form != Form::Object) nodes_.back().argument = argument_count_++;
  return uint32_t(nodes_.size() - 1);
}

uint32_t LoopHeader::node_for(Value v, Kind kind) {
  const Boxes& boxes = walk_.input.boxes;
  if (virtuals_)
    if (const Virtuals::Object* object = virtuals_->unescaped(v); object && object->shape->may_be_virtual)
      return object_node(*object, kind);
  if (kind != Kind::Ref) return add(Form::Raw, kind, v);
  if (walk_.is_small_int(v)) return add(Form::Int, Kind::Int, v);
  if (walk_.is(v, Opcode::box_int)) return add(Form::AnyInt, Kind::Int, v);
  if (boxes.float_class && walk_.class_of(v) == boxes.float_class) return add(Form::Float, Kind::Float, v);
  if (virtuals_) virtuals_->escape(v);
  return add(Form::Ref, Kind::Ref, v);
}

uint32_t LoopHeader::node_for_word(Value v, const Word& word) {
  uint32_t index = node_for(v, word.kind);
  if (nodes_[index].form == Form::Raw) nodes_[index].small = word.small;
  return index;
}

// Of a new object: a constant that is stored there in every iteration, and that the loop does not look at, need not
// travel. (What it looks at may be another number the next time: a guard that is known to fail would end it all.)
uint32_t LoopHeader::node_for_own_word(Value v, const Word& word) {
  const std::vector<const void*>& varying = choices_.not_constant;
  bool is_seen = walk_.effects.loads(word);
  if (!v.is_constant() || is_seen || std::find(varying.begin(), varying.end(), word.row) != varying.end())
    return node_for_word(v, word);
  uint32_t index = add(Form::Invariant, word.kind, v);
  nodes_[index].constant_row = word.row;
  return index;
}

// One node for each object, so that registers and fields that share it go on sharing it.
uint32_t LoopHeader::object_node(const Virtuals::Object& object, Kind kind) {
  for (uint32_t i = 0; i < nodes_.size(); i++)
    if (nodes_[i].form == Form::Object && nodes_[i].before == object.value) return i;
  uint32_t index = add(Form::Object, kind, object.value);
  nodes_[index].shape = object.shape;
  std::vector<FieldNode> fields;
  for (const Virtuals::FieldValue& f : object.fields)
    fields.push_back({f.store, f.word, node_for_own_word(walk_.resolve(f.value), f.word)});
  nodes_[index].fields = std::move(fields);
  return index;
}

void LoopHeader::begin(const std::vector<Value>& values, const std::vector<bool>& invariant, uint32_t snapshot) {
  if (virtuals_)
    for (size_t reg = 0; reg < values.size(); reg++)
      if (choices_.by_reference[reg] || (invariant[reg] && !choices_.varies[reg])) virtuals_->escape(values[reg]);
  for (size_t reg = 0; reg < values.size(); reg++) {
    Value v = values[reg];
    if (invariant[reg] && !choices_.varies[reg]) register_nodes_.push_back(add(Form::Invariant, Kind::Ref, v));
    else if (choices_.by_reference[reg]) register_nodes_.push_back(add(Form::Ref, Kind::Ref, v));
    else register_nodes_.push_back(node_for(v, Kind::Ref));
  }
  if (heap_) carry_memory();
  if (heap_) heap_->write_back_except(lazy_);
  emit_label(snapshot);
  if (!walk_.failed()) emit_body_values();
}

void LoopHeader::carry_memory() {
  constexpr size_t kMost = 8;
  for (const Heap::Known& known : heap_->words_of_loop()) {
    bool given_up = std::find(choices_.not_carried.begin(), choices_.not_carried.end(), known.word.row) !=
                    choices_.not_carried.end();
    if (given_up || carried_.size() == kMost) continue;
    carried_.push_back({known.base, known.word, node_for_word(walk_.resolve(known.value), known.word)});
    Form form = nodes_[carried_.back().node].form;
    bool is_number = form == Form::Int || form == Form::AnyInt || form == Form::Float;
    if (is_number && heap_->may_be_left(known.base, known.word)) lazy_.push_back(carried_.back());
  }
}

void LoopHeader::emit_label(uint32_t snapshot) {
  std::vector<Value> falling(argument_count_);
  for (Node& node : nodes_) {
    if (node.form == Form::Invariant || node.form == Form::Object) continue;
    Value& v = falling[node.argument];
    v = node.form == Form::AnyInt ? walk_.resolve(walk_.definition(node.before)->a) : node.before;
    if (node.form == Form::Int || node.form == Form::Float) {
      bool known = unboxed(walk_, node.before, node.form == Form::Int ? Rep::Int : Rep::Float, snapshot, v);
      PY_CHECK(known || walk_.failed());
    }
    if (walk_.failed()) return;
  }
  Op label(Opcode::label, Kind::None);
  label.imm = 1;
  label.first_argument = walk_.out.append_arguments(falling.data(), argument_count_);
  label.argument_count = argument_count_;
  walk_.append(label);
  for (Node& node : nodes_) {
    if (node.form == Form::Invariant || node.form == Form::Object) continue;
    Op argument(Opcode::argument, node.kind);
    argument.imm = node.argument;
    node.body = walk_.append(argument);
    if (node.form == Form::Int || node.small) walk_.facts.learn_range(node.body, -kSmallIntMax, kSmallIntMax);
  }
  walk_.at_label();
}

// Boxes and objects as the body sees them; what the body does not need of them will be sunk.
void LoopHeader::emit_body_values() {
  for (Node& node : nodes_) {
    switch (node.form) {
      case Form::Invariant: node.body = walk_.resolve(node.before); break;
      case Form::Int:
      case Form::AnyInt: node.body = walk_.process(walk_.make(Opcode::box_int, node.body)); break;
      case Form::Float: node.body = walk_.process(walk_.make(Opcode::box_float, node.body)); break;
      case Form::Object: {
        Op op(node.kind == Kind::Ptr ? Opcode::new_storage : Opcode::new_object, node.kind);
        op.shape = node.shape;
        node.body = walk_.process(op);
        break;
      }
      default: break;
    }
  }
  for (Node& node : nodes_)
    for (FieldNode& f : node.fields) {
      Op store = f.store;
      Value& value = store.opcode == Opcode::store_item ? store.c : store.b;
      store.a = node.body;
      value = nodes_[f.node].body;
      walk_.process(store);
    }
  for (const Carried& c : lazy_) heap_->leave_to_exits({c.base, c.word, nodes_[c.node].body});
  for (const Carried& c : carried_) heap_->remember(c.base, c.word, nodes_[c.node].body);
}

// --- the back edge

bool LoopHeader::arrive(const std::vector<Value>& values, uint32_t snapshot, std::vector<Value>& arguments) {
  arguments.assign(argument_count_, Value::none());
  arguments_ = &arguments;
  // What arrives by reference escapes, before anything is taken for an object that nobody else has.
  for (size_t reg = 0; reg < values.size(); reg++)
    if (nodes_[register_nodes_[reg]].form == Form::Ref && virtuals_) virtuals_->escape(values[reg]);
  for (size_t reg = 0; reg < values.size(); reg++) {
    const Node& node = nodes_[register_nodes_[reg]];
    if (match(register_nodes_[reg], values[reg], snapshot) || walk_.failed()) continue;
    if (has_chosen_) return false;
    if (node.form == Form::Invariant) choices_.varies[reg] = true;
    else choices_.by_reference[reg] = true;
    return false;
  }
  if (walk_.failed()) return true;
  if (heap_) heap_->write_back_except(lazy_);
  if (!arrive_memory(snapshot)) return walk_.failed();
  if (all_still_unescaped()) return true;
  for (size_t reg = 0; reg < values.size(); reg++)
    if (nodes_[register_nodes_[reg]].form == Form::Object) choices_.by_reference[reg] = true;
  return false;
}

bool LoopHeader::arrive_memory(uint32_t snapshot) {
  for (const Carried& c : carried_) {
    Value v = heap_->known_value(c.base, c.word);
    if (!v.is_none() && match(c.node, v, snapshot)) continue;
    if (has_chosen_) return false;
    choices_.not_carried.push_back(c.word.row);
    return false;
  }
  return true;
}

bool LoopHeader::all_still_unescaped() {
  for (const Node& node : nodes_)
    if (node.form == Form::Object && !virtuals_->unescaped(node.arrived)) return false;
  return true;
}

bool LoopHeader::match(uint32_t index, Value v, uint32_t snapshot) {
  Node& node = nodes_[index];
  switch (node.form) {
    case Form::Invariant: return walk_.resolve(node.before) == v || note_varying(node);
    case Form::Int:
    case Form::Float:
      return unboxed(walk_, v, node.form == Form::Int ? Rep::Int : Rep::Float, snapshot, (*arguments_)[node.argument]);
    case Form::AnyInt:
      if (!walk_.is(v, Opcode::box_int)) return unboxed(walk_, v, Rep::Int, snapshot, (*arguments_)[node.argument]);
      (*arguments_)[node.argument] = walk_.resolve(walk_.definition(v)->a);
      return true;
    case Form::Ref:
    case Form::Raw:
      if (virtuals_) virtuals_->escape(v);
      (*arguments_)[node.argument] = v;
      return true;
    case Form::Object: return match_object(index, v, snapshot);
  }
  return false;
}

bool LoopHeader::note_varying(const Node& node) {
  if (node.constant_row) choices_.not_constant.push_back(node.constant_row);
  has_chosen_ = node.constant_row;
  return false;
}

bool LoopHeader::matched_by_another(uint32_t index, Value v) const {
  for (uint32_t i = 0; i < nodes_.size(); i++)
    if (i != index && nodes_[i].form == Form::Object && nodes_[i].arrived == v) return true;
  return false;
}

bool LoopHeader::match_object(uint32_t index, Value v, uint32_t snapshot) {
  if (!nodes_[index].arrived.is_none()) return nodes_[index].arrived == v;
  Virtuals::Object* object = virtuals_->unescaped(v);
  if (!object || object->shape != nodes_[index].shape || matched_by_another(index, v)) return false;
  if (object->fields.size() > nodes_[index].fields.size()) return false;
  nodes_[index].arrived = v;
  std::vector<Virtuals::FieldValue> arrived = object->fields;
  size_t found = 0;
  for (FieldNode& f : nodes_[index].fields) {
    Value value;
    for (Virtuals::FieldValue& a : arrived)
      if (a.word == f.word) value = walk_.resolve(a.value), found++;
    if (value.is_none() || !match(f.node, value, snapshot)) return false;
  }
  return found == arrived.size();
}

}  // namespace sidewinder::jit
