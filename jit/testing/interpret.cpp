#include "jit/testing/interpret.h"

#include <bit>
#include <cstring>
#include <unordered_map>

#include "jit/ir/evaluate.h"
#include "jit/language/bytecode_counts.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

namespace {

class Interpreter {
 public:
  Interpreter(const Trace& trace, const std::vector<uint64_t>& inputs, const InterpretWorld& world)
      : trace_(trace), world_(world), inputs_(inputs), values_(trace.ops.size()) {
    for (const Op& op : trace.ops) has_labels_ |= op.opcode == Opcode::label;
  }

  InterpretResult run() {
    for (index_ = 0; !done_; index_++) {
      if (steps_++ >= world_.operation_limit) break;
      PY_CHECK(index_ < trace_.ops.size());
      step(trace_.ops[index_]);
    }
    return std::move(result_);
  }

 private:
  // --- values and memory

  uint64_t get(Value v) const {
    if (v.is_none()) return 0;
    return v.is_constant() ? trace_.constant_at(v).bits : values_[v.index()];
  }
  void set(uint64_t bits) { values_[index_] = bits; }

  static void* address(uint64_t base, int64_t offset) { return reinterpret_cast<char*>(base) + offset; }
  static void* item_address(const Array& array, uint64_t base, int64_t index) {
    return address(base, array.base_offset + index * bytes_of(array.width));
  }
  uint64_t class_of(uint64_t object) const {
    return read_memory(address(object, world_.class_offset), Kind::Ref, Width::Word64);
  }
  bool is_small_int(uint64_t object) const {
    return jit::is_small_int(*world_.boxes, reinterpret_cast<void*>(class_of(object)), reinterpret_cast<void*>(object));
  }
  uint64_t box(const Op& op, uint64_t bits) const {
    if (op.opcode == Opcode::box_int) return uint64_t(world_.box_int(world_.context, int64_t(bits)));
    return uint64_t(world_.box_float(world_.context, std::bit_cast<double>(bits)));
  }

  // --- operations

  void step(const Op& op) {
    if (op.sunk) return;
    uint16_t flags = info(op.opcode).flags;
    if (flags & Guard && op.opcode != Opcode::int_mul) return guard(op);
    if (flags & Flow) return flow(op);
    switch (op.opcode) {
      case Opcode::load_register:
      case Opcode::exit_value: return set(inputs_[size_t(op.imm)]);
      case Opcode::argument: return set(passed_[size_t(op.imm)]);
      case Opcode::box_int:
      case Opcode::box_float: return set(box(op, get(op.a)));
      case Opcode::unbox_int: return set(uint64_t(read_int_box(*world_.boxes, reinterpret_cast<void*>(get(op.a)))));
      case Opcode::unbox_float:
        return set(std::bit_cast<uint64_t>(read_float_box(*world_.boxes, reinterpret_cast<void*>(get(op.a)))));
      case Opcode::load_field:
      case Opcode::load_raw:
        return set(read_memory(address(get(op.a), op.field->offset), op.field->kind, op.field->width));
      case Opcode::store_field:
      case Opcode::store_raw:
        return write_memory(address(get(op.a), op.field->offset), op.field->kind, op.field->width, get(op.b));
      case Opcode::load_item:
        return set(
            read_memory(item_address(*op.array, get(op.a), int64_t(get(op.b))), op.array->kind, op.array->width));
      case Opcode::store_item:
        return write_memory(item_address(*op.array, get(op.a), int64_t(get(op.b))), op.array->kind, op.array->width,
                            get(op.c));
      case Opcode::new_object:
      case Opcode::new_storage: return set(uint64_t(world_.allocate(world_.context, *op.shape)));
      case Opcode::call: return set(result_of_call(op));
      case Opcode::count_bytecode: return void(++bytecode_counts.compiled);
      case Opcode::int_mul: return multiply(op);
      default: break;
    }
    uint64_t result = 0;
    PY_CHECK(evaluate(op.opcode, get(op.a), get(op.b), get(op.c), result));
    set(result);
  }

  void multiply(const Op& op) {
    uint64_t product;
    bool fits = evaluate(op.opcode, get(op.a), get(op.b), 0, product);
    if (!fits || forced()) return leave(op.snapshot);
    set(product);
  }

  // Of a sunk one too; other calls have no sunk arguments.
  uint64_t result_of_call(const Op& op) {
    std::vector<uint64_t> bits;
    std::vector<Kind> kinds;
    for (uint32_t i = 0; i < op.argument_count; i++) {
      Value v = trace_.arguments[op.first_argument + i];
      bits.push_back(built(v));
      kinds.push_back(trace_.kind_of(v));
    }
    return call_helper(*op.helper, world_.thread, bits.data(), kinds.data(), op.argument_count);
  }

  // --- guards

  bool forced() const { return world_.force && world_.force(world_.context, index_); }

  bool returned(const Op& op) const {
    uint64_t bits = get(op.a);
    return trace_.kind_of(op.a) == Kind::Int ? int64_t(bits) != -1 : bits != 0;
  }

  bool holds(const Op& op) const {
    uint64_t a = get(op.a), b = get(op.b);
    switch (op.opcode) {
      case Opcode::guard_true: return a != 0;
      case Opcode::guard_false: return a == 0;
      case Opcode::guard_class: return class_of(a) == b;
      case Opcode::guard_small_int: return is_small_int(a);
      case Opcode::guard_same:
      case Opcode::guard_same_ptr:
      case Opcode::guard_int: return a == b;
      case Opcode::guard_present: return a != 0;
      case Opcode::guard_absent: return a == 0;
      case Opcode::guard_fits: return fits_small(int64_t(a));
      case Opcode::guard_no_request: return !world_.request || !*world_.request;
      case Opcode::guard_returned: return returned(op);
      case Opcode::guard_raised: return !returned(op);
      default: PY_CHECK(false); return false;
    }
  }

  void guard(const Op& op) {
    bool is_true = holds(op);
    if (is_true && !forced()) return;
    // A call cannot be repeated: leaving by force takes the way out that is true of it, the other one.
    bool two_way = op.other != kNoSnapshot;
    leave(two_way && is_true ? op.other : op.snapshot);
  }

  // --- flow

  std::vector<uint64_t> arguments_of(const Op& op) const {
    std::vector<uint64_t> bits;
    for (uint32_t i = 0; i < op.argument_count; i++) bits.push_back(get(trace_.arguments[op.first_argument + i]));
    return bits;
  }

  void flow(const Op& op) {
    switch (op.opcode) {
      case Opcode::label: passed_ = arguments_of(op); return;
      case Opcode::exit: return leave(op.snapshot);
      default: break;
    }
    std::vector<uint64_t> bits = arguments_of(op);
    if (op.target) {
      result_.end = InterpretResult::End::Jumped;
      result_.op_index = index_;
      result_.arguments = std::move(bits);
      done_ = true;
    } else if (!has_labels_) {  // a recorded loop: from the start with new registers
      inputs_ = std::move(bits);
      index_ = ~0u;
    } else {
      passed_ = std::move(bits);
      index_ = label_index(op.label_number);
    }
  }

  uint32_t label_index(uint32_t number) const {
    for (uint32_t i = 0; i < trace_.ops.size(); i++)
      if (trace_.ops[i].opcode == Opcode::label && trace_.ops[i].imm == number) return i;
    PY_CHECK(false);
    return 0;
  }

  // --- leaving

  void leave(uint32_t snapshot) {
    result_.end = InterpretResult::End::Left;
    result_.op_index = index_;
    result_.snapshot = snapshot;
    result_.raised = trace_.snapshots.snapshots[snapshot].raised;
    build_virtuals(snapshot);
    for (const SnapshotFrame& frame : trace_.snapshots.frames_of(snapshot)) {
      InterpretedFrame image{frame.position, frame.info, {}};
      for (Value v : trace_.snapshots.values_of(frame)) image.values.push_back(built(v));
      result_.frames.push_back(std::move(image));
    }
    done_ = true;
  }

  void build_virtuals(uint32_t snapshot) {
    const SnapshotPool& pool = trace_.snapshots;
    for (const SnapshotVirtual& v : pool.virtuals_of(snapshot))
      if (is_unbuilt(trace_, v.object))
        built_[v.object.index()] = uint64_t(world_.allocate(world_.context, *trace_.ops[v.object.index()].shape));
    for (const SnapshotVirtual& v : pool.virtuals_of(snapshot))
      for (const SnapshotField& f : pool.fields_of(v)) {
        uint64_t base = built(v.object);
        if (f.field) write_memory(address(base, f.field->offset), f.field->kind, f.field->width, built(f.value));
        else write_memory(item_address(*f.array, base, f.index), f.array->kind, f.array->width, built(f.value));
      }
  }

  uint64_t built(Value v) {
    if (!v.is_op() || !trace_.ops[v.index()].sunk) return get(v);
    auto [it, is_new] = built_.try_emplace(v.index(), 0);
    const Op& op = trace_.ops[v.index()];
    if (is_new) built_[v.index()] = op.opcode == Opcode::call ? result_of_call(op) : box(op, get(op.a));
    return built_[v.index()];
  }

  const Trace& trace_;
  const InterpretWorld& world_;
  std::vector<uint64_t> inputs_, values_, passed_;
  std::unordered_map<uint32_t, uint64_t> built_;  // sunk operations
  InterpretResult result_;
  uint32_t index_ = 0;
  uint64_t steps_ = 0;
  bool has_labels_ = false, done_ = false;
};

}  // namespace

InterpretResult interpret(const Trace& trace, const std::vector<uint64_t>& inputs, const InterpretWorld& world) {
  return Interpreter(trace, inputs, world).run();
}

uint64_t call_helper(const Helper& helper, void* thread, const uint64_t* bits, const Kind* kinds, uint32_t count) {
  uint64_t integers[kMaxIntegerArguments] = {};
  double floats[kMaxFloatArguments] = {};
  uint32_t integer_count = 0, float_count = 0;
  if (helper.effects & kEffectTakesThread) integers[integer_count++] = uint64_t(thread);
  for (uint32_t i = 0; i < count; i++) {
    if (kinds[i] == Kind::Float) {
      PY_CHECK(float_count < kMaxFloatArguments);
      floats[float_count++] = std::bit_cast<double>(bits[i]);
    } else {
      PY_CHECK(integer_count < kMaxIntegerArguments);
      integers[integer_count++] = bits[i];
    }
  }
  // All registers that arguments may be in are set; the callee looks at those that it has.
  auto call = [&](auto result) {
    using Function = decltype(result) (*)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, double, double,
                                          double, double, double, double, double, double);
    auto function = reinterpret_cast<Function>(const_cast<void*>(helper.address));
    return function(integers[0], integers[1], integers[2], integers[3], integers[4], integers[5], floats[0], floats[1],
                    floats[2], floats[3], floats[4], floats[5], floats[6], floats[7]);
  };
  if (helper.result == Kind::Float) return std::bit_cast<uint64_t>(call(double()));
  if (helper.result == Kind::Flag) return call(bool());  // the rest of the register is anything
  return call(uint64_t());
}

}  // namespace sidewinder::jit
