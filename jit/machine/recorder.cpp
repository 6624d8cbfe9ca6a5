#include "jit/machine/recorder.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <unordered_map>

#include "jit/snapshot/take.h"

namespace sidewinder::jit {

namespace {
// The memory of the last recording, for the next one: fresh pages would be the larger part of its cost.
Trace spare_trace;
std::vector<Fact> spare_facts;
}  // namespace

Recorder::Recorder(Thread& t, const Hooks& h)
    : thread(t), hooks(h), trace(std::move(spare_trace)), facts_(std::move(spare_facts)) {
  trace.clear();
  facts_.clear();
  trace.ops.reserve(256);
}

Recorder::~Recorder() {
  if (roots_) hooks.free_roots(roots_);
  spare_trace = std::move(trace);
  spare_facts = std::move(facts_);
}

ShadowFrame& Recorder::push_frame(Object** registers, uint32_t count) {
  auto frame = std::make_unique<ShadowFrame>();
  frame->registers = registers;
  frame->register_count = count;
  frame->names.resize(count);
  frames.push_back(std::move(frame));
  return *frames.back();
}

// What was stored into a field of an object that the trace has made, if the field is written once.
static Value stored_in_new(const Trace& trace, Value v) {
  while (v.is_op()) {
    const Op& load = trace.ops[v.index()];
    bool known = load.opcode == Opcode::load_field && load.field->immutable && load.a.is_op() &&
                 is_new(trace.ops[load.a.index()].opcode);
    if (!known) break;
    auto is_store = [&](const Op& op) {
      return op.opcode == Opcode::store_field && op.a == load.a && op.field == load.field;
    };
    auto end = trace.ops.begin() + v.index();
    auto store = std::find_if(trace.ops.begin() + load.a.index(), end, is_store);
    if (store == end) break;
    v = store->b;
  }
  return v;
}

std::pair<Value, int64_t> Recorder::as_sum(Value v) const {
  int64_t offset = 0;
  for (;;) {
    if (v.is_constant()) return {Value::none(), offset + trace.int_of(v)};
    const Op& op = trace.ops[v.index()];
    if (op.opcode == Opcode::unbox_int) {
      Value box = stored_in_new(trace, op.a);
      if (!box.is_op() || trace.ops[box.index()].opcode != Opcode::box_int) return {box, offset};
      v = trace.ops[box.index()].a;
    } else if (op.opcode == Opcode::int_add && op.b.is_constant()) {
      offset += trace.int_of(op.b);
      v = op.a;
    } else if (op.opcode == Opcode::int_add && op.a.is_constant()) {
      offset += trace.int_of(op.a);
      v = op.b;
    } else if (op.opcode == Opcode::int_sub && op.b.is_constant()) {
      offset -= trace.int_of(op.b);
      v = op.a;
    } else {
      return {v, offset};
    }
  }
}

Value Recorder::emit(Opcode opcode, Kind kind, Value a, Value b, Value c) {
  Op op(opcode, kind);
  op.a = a, op.b = b, op.c = c;
  return trace.append(op);
}

void Recorder::guard(Opcode opcode, Value a, Value b) {
  PY_DCHECK(!effect_seen_);
  if (snapshot_ == kNoSnapshot) {
    snapshot_ = take_snapshot(position_);
    check_snapshot(snapshot_);
  }
  emit(opcode, Kind::None, a, b);
  last().snapshot = snapshot_;
}

Value Recorder::emit_call(const Helper* helper, Kind kind, const Value* arguments, uint32_t count) {
  Op op(Opcode::call, kind);
  op.helper = helper;
  op.first_argument = trace.append_arguments(arguments, count);
  op.argument_count = count;
  if (helper->effects & kEffectWrites) effect_seen_ = true;
  return trace.append(op);
}

uint32_t Recorder::take_snapshot(uint64_t position, bool raised) {
  uint32_t snapshot = jit::take_snapshot(trace.snapshots, frames, hooks.header_references, position, raised);
  if (raised) check_snapshot(snapshot);  // before the call: nothing has been done yet
  return snapshot;
}

void Recorder::check_snapshot([[maybe_unused]] uint32_t snapshot) {
  if constexpr (kChecksSnapshots) {
    std::string problem = compare_with_frames(thread, hooks, trace, snapshot, frames, recorded_values_);
    if (problem.empty()) return;
    std::fprintf(stderr, "snapshot %u, recorded at %s: %s\n", snapshot,
                 hooks.describe_position ? hooks.describe_position(position_).c_str() : "?", problem.c_str());
    PY_CHECK(!"a snapshot does not describe the frames");
  }
}

void Recorder::guard_call(Value result, bool raised_now, uint32_t raised_snapshot, uint32_t after_snapshot) {
  emit(raised_now ? Opcode::guard_raised : Opcode::guard_returned, Kind::None, result);
  last().snapshot = raised_now ? after_snapshot : raised_snapshot;
  last().other = raised_now ? raised_snapshot : after_snapshot;
}

void Recorder::final_call(const Helper* helper, const Value* arguments, uint32_t count, const Object* value,
                          Value* result, uint64_t after, uint32_t raised) {
  if (aborted()) {
    if (value && result) *result = Value{};
    return;
  }
  Value call = emit_call(helper, Kind::Ref, arguments, count);
  note_value(call, value);
  last().snapshot = raised;
  Value before = result ? *result : Value{};
  if (result) *result = call;
  if (helper->effects & kEffectMayRaise) guard_call(call, !value, raised, take_snapshot(after));
  if (value) fact(call).present = true;
  else if (result) *result = before;
}

Value Recorder::name_object(const Object* o) {
  if (o) {
    if (root_count_ == root_capacity_) {
      uint32_t capacity = root_capacity_ ? root_capacity_ * 2 : 64;
      Object** grown = hooks.allocate_roots(capacity);
      if (roots_) {
        std::memcpy(grown, roots_, root_count_ * sizeof(Object*));
        hooks.free_roots(roots_);
      }
      roots_ = grown;
      root_capacity_ = capacity;
    }
    roots_[root_count_++] = const_cast<Object*>(o);
  }
  return trace.constant_ref(o);
}

Fact& Recorder::fact(Value v) {
  if (v.is_none()) return scratch_fact_ = Fact{};
  auto& facts = v.is_constant() ? constant_facts_ : facts_;
  if (facts.size() <= v.index()) facts.resize(v.index() + 32);
  return facts[v.index()];
}

const Helper* helper_row(const void* key, const char* name, const void* address, Kind result, uint16_t effects) {
  static std::unordered_map<const void*, std::unique_ptr<Helper>> rows;
  auto& row = rows[key];
  if (!row) row = std::make_unique<Helper>(Helper{name, address, result, effects});
  return row.get();
}

}  // namespace sidewinder::jit
