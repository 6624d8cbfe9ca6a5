#include "jit/optimizer/walk.h"

#include <cstdio>
#include <cstring>

namespace sidewinder::jit {

Walk::Walk(const OptimizerInput& in, const LoopEffects& of_loop)
    : input(in),
      recorded(in.recorded),
      effects(of_loop),
      facts(in.boxes, in.class_is_constant),
      renamed_(recorded.ops.size()),
      constants_(recorded.constants.size()),
      snapshots_(recorded.snapshots.snapshots.size(), kNoSnapshot),
      snapshot_map_(recorded.snapshots, out.snapshots) {
  size_t expected = recorded.ops.size() * 2 + input.observed.reps.size() * 4 + 16;
  out.ops.reserve(expected);
  origins.reserve(expected);
  out.arguments.reserve(recorded.arguments.size() * 2);
  out.snapshots.reserve_as(recorded.snapshots);
}

// --- the chain

Value Walk::process(Op op) {
  if (failed()) return Value::none();
  for (size_t i = 0; i < passes.size();) {
    Verdict verdict = passes[i]->visit(op);
    if (failed()) return Value::none();
    if constexpr (kVerifiesPasses) verify_verdict(*passes[i], op, verdict);
    switch (verdict) {
      case Verdict::Next: i++; break;
      case Verdict::Again: i = 0; break;
      case Verdict::Emit: return append(op);
      case Verdict::Done:
        out.removals.push_back({recorded_index, op.opcode, passes[i]->name(), reason_});
        return result_;
    }
  }
  return append(op);
}

// What a pass made of an operation is well formed, and what it gives instead is of the same kind.
void Walk::verify_verdict(const Pass& pass, const Op& op, Verdict verdict) const {
  std::string problem;
  if (verdict != Verdict::Done) problem = verify_operation(out, op);
  else if (!result_.is_none() && out.kind_of(result_) != op.kind) problem = "its result becomes one of another kind";
  else if (result_.is_none() && op.kind != Kind::None) problem = "its result is lost";
  if (problem.empty()) return;
  std::fprintf(stderr, "optimiser: after %s, recorded operation %u as %s: %s\n", pass.name(), recorded_index,
               info(op.opcode).name, problem.c_str());
  PY_CHECK(!"a pass breaks the trace");
}

Value Walk::append(Op op) {
  op.snapshot = translate_snapshot(op.snapshot);
  op.other = translate_snapshot(op.other);
  Value v = out.append(op);
  origins.push_back(recorded_index);
  dead.push_back(false);
  lazy.push_back(false);
  for (auto& pass : passes) pass->emitted(op, v);
  return op.kind == Kind::None ? Value::none() : v;
}

void Walk::append_jump(Target* target, uint32_t label_number, const std::vector<Value>& arguments) {
  if (failed()) return;
  Op op(Opcode::jump, Kind::None);
  op.target = target;
  op.label_number = label_number;
  op.first_argument = out.append_arguments(arguments.data(), uint32_t(arguments.size()));
  op.argument_count = uint32_t(arguments.size());
  append(op);
}

std::vector<Value> Walk::recorded_registers() {
  const Op& end = recorded_end();
  std::vector<Value> values(end.argument_count);
  for (uint32_t i = 0; i < end.argument_count; i++) {
    Value v = recorded.arguments[end.first_argument + i];
    values[i] = v.is_none() ? null_value() : translate(v);
  }
  return values;
}

void Walk::process_recorded(uint32_t index) {
  recorded_index = index;
  Op op = recorded.ops[index];
  op.a = translate(op.a);
  op.b = translate(op.b);
  op.c = translate(op.c);
  if (op.opcode == Opcode::call) {
    uint32_t first = uint32_t(out.arguments.size());
    for (uint32_t i = 0; i < op.argument_count; i++)
      out.arguments.push_back(translate(recorded.arguments[op.first_argument + i]));
    op.first_argument = first;
  }
  renamed_[index] = process(op);
}

void Walk::at_label() {
  snapshots_.assign(snapshots_.size(), kNoSnapshot);
  snapshot_map_.forget();
  for (auto& pass : passes) pass->at_label();
}

// --- values

Value Walk::translate(Value v) {
  if (v.is_none()) return v;
  if (!v.is_constant()) return resolve(renamed_[v.index()]);
  Value& known = constants_[v.index()];
  if (known.is_none()) {
    const Constant& constant = recorded.constant_at(v);
    known = out.constant(constant.kind, constant.bits);
  }
  return known;
}

Value Walk::resolve(Value v) const {
  if (v.is_op() && v.index() < equal_to_.size() && !equal_to_[v.index()].is_none()) return equal_to_[v.index()];
  return v;
}

void Walk::equate(Value v, Value constant) {
  if (!v.is_op()) return;
  if (v.index() >= equal_to_.size()) equal_to_.resize(out.ops.size() + 64);
  equal_to_[v.index()] = constant;
  if (out.kind_of(v) != Kind::Ref) return;
  snapshot_map_.forget();    // registers hold references only
  if (!is_null(constant)) {  // what was known of the one is true of the other
    ValueFacts from = facts[v];
    ValueFacts& to = facts[constant];
    if (!to.known_class) to = from;
    to.present = true;
  }
}

const void* Walk::class_of(Value v) {
  if (const void* known = facts.class_of(v)) return known;
  if (!v.is_constant() || is_null(v) || input.class_offset < 0) return nullptr;
  const void* class_word;
  std::memcpy(&class_word, reinterpret_cast<const char*>(out.constant_at(v).bits) + input.class_offset,
              sizeof class_word);
  if (!facts.is_constant_class(class_word)) return nullptr;
  facts.learn_class(v, class_word);
  return class_word;
}

bool Walk::is_small_int(Value v) {
  if (facts[v].small_int) return true;
  if (const Op* box = definition(v); box && box->opcode == Opcode::box_int && !box->a.is_constant()) {
    const ValueFacts& number = facts[box->a];
    return number.low >= -kSmallIntMax && number.high <= kSmallIntMax;
  }
  if (!v.is_constant() || !input.boxes.int_class || class_of(v) != input.boxes.int_class) return false;
  if (!int_box_is_small(input.boxes, reinterpret_cast<const void*>(out.constant_at(v).bits))) return false;
  facts.learn_small_int(v);
  return true;
}

Op Walk::make(Opcode opcode, Value a, Value b, Value c) const {
  Op op(opcode, info(opcode).result);
  op.a = a;
  op.b = b;
  op.c = c;
  return op;
}

Op Walk::guard(Opcode opcode, uint32_t snapshot, Value a, Value b) const {
  Op op = make(opcode, a, b);
  op.snapshot = snapshot;
  return op;
}

// --- snapshots

uint32_t Walk::translate_snapshot(uint32_t snapshot) {
  SnapshotPool& pool = out.snapshots;
  if (snapshot == kNoSnapshot) return snapshot;
  if (snapshot == kFrameMemory) {
    if (frame_memory_ == kNoSnapshot) frame_memory_ = pool.begin();
    return frame_memory_;
  }
  uint32_t& known = snapshots_[snapshot];
  if (known != kNoSnapshot) return known;
  known = snapshot_map_.carry(snapshot, [this](Value v) { return translate(v); });
  return known;
}

// --- the end

Verdict Walk::impossible(const char* reason) {
  const char* opcode = recorded_index < recorded.ops.size() ? info(recorded.ops[recorded_index].opcode).name : "?";
  fail(Abort::TypeUnstable,
       std::string(opcode) + " (recorded operation " + std::to_string(recorded_index) + ") always fails: " + reason);
  return Verdict::Done;
}

void Walk::fail(Abort abort, std::string detail) {
  if (failed()) return;
  abort_ = abort;
  abort_detail_ = std::move(detail);
}

}  // namespace sidewinder::jit
