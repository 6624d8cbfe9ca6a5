// Is a trace well formed? Checks what every later stage relies on; returns the first thing wrong, in words.
#include <set>

#include "jit/ir/parser.h"
#include "jit/ir/trace.h"

namespace sidewinder::jit {

namespace {

class Verifier {
 public:
  Verifier(const Trace& trace, Stage stage) : trace_(trace), stage_(stage) {}

  std::string run() {
    if (trace_.ops.empty()) return "the trace is empty";
    for (index_ = 0; index_ < trace_.ops.size() && error_.empty(); index_++) check_op(trace_.ops[index_]);
    if (error_.empty()) check_end();
    return error_;
  }

  std::string run_operation(const Op& op) {
    index_ = uint32_t(trace_.ops.size());
    const OpcodeInfo& row = info(op.opcode);
    check_operands(op, row);
    if (error_.empty()) check_result(op, row);
    if (error_.empty()) check_descriptor(op);
    if (error_.empty() && op.opcode == Opcode::call) check_arguments(op, nullptr);
    return error_;
  }

 private:
  void fail(const std::string& message) {
    if (!error_.empty()) return;
    error_ = "operation " + std::to_string(index_);
    if (index_ < trace_.ops.size()) error_ += std::string(" (") + info(trace_.ops[index_].opcode).name + ")";
    error_ += ": " + message;
  }

  static std::string name(Value v) { return (v.is_constant() ? "constant " : "%") + std::to_string(v.index()); }

  // --- values

  bool check_defined(Value v, const char* what) {
    if (v.is_constant()) {
      if (v.index() < trace_.constants.size()) return true;
      fail(std::string(what) + " names a constant that does not exist");
    } else if (v.index() >= index_) {
      fail(std::string(what) + " " + name(v) + " is used before it is defined");
    } else if (trace_.ops[v.index()].kind == Kind::None) {
      fail(std::string(what) + " " + name(v) + " has no result");
    } else {
      return true;
    }
    return false;
  }

  bool is_sunk(Value v) const { return v.is_op() && trace_.ops[v.index()].sunk; }

  void check_kind(Value v, Kind expected, const char* what) {
    if (expected == Kind::Any || trace_.kind_of(v) == expected) return;
    fail(std::string(what) + " " + name(v) + " is " + kind_name(trace_.kind_of(v)) + ", should be " +
         kind_name(expected));
  }

  void check_operand(const Op& op, Value v, Kind kind, const char* what) {
    if (op.opcode == Opcode::exit_value) return;
    if (kind == Kind::None) {
      if (!v.is_none()) fail(std::string("has an operand ") + what + " too many");
    } else if (v.is_none()) {
      fail(std::string("operand ") + what + " is missing");
    } else if (check_defined(v, what)) {
      check_kind(v, kind, what);
      if (!op.sunk && is_sunk(v)) fail(std::string("emitted, but uses the sunk ") + name(v));
    }
  }

  void check_operands(const Op& op, const OpcodeInfo& row) {
    check_operand(op, op.a, row.a, "a");
    check_operand(op, op.b, row.b, "b");
    check_operand(op, op.c, row.c, "c");
  }

  // --- operations

  void check_op(const Op& op) {
    if (op.opcode >= Opcode::kCount) return fail("no such operation");
    const OpcodeInfo& row = info(op.opcode);
    if (ended_) fail("stands after the end of the trace");
    check_operands(op, row);
    if (error_.empty()) check_result(op, row);
    if (error_.empty()) check_descriptor(op);
    check_order(op);
    check_snapshots(op, row);
    check_sunk(op);
    if (op.opcode == Opcode::call) check_arguments(op, nullptr);
    if (op.opcode == Opcode::label) check_label(op);
    if (op.opcode == Opcode::jump) check_jump(op);
  }

  void check_result(const Op& op, const OpcodeInfo& row) {
    if (row.result == Kind::Any) {
      bool may_be_none = op.opcode == Opcode::call;
      if (op.kind == Kind::Any || (op.kind == Kind::None && !may_be_none)) fail("kind of the result is open");
    } else if (op.kind != row.result) {
      fail(std::string("result is ") + kind_name(op.kind) + ", should be " + kind_name(row.result));
    }
  }

  void check_descriptor(const Op& op) {
    Kind kind = Kind::None;
    switch (op.opcode) {
      case Opcode::load_field:
      case Opcode::load_raw:
      case Opcode::store_field:
      case Opcode::store_raw:
        if (!op.field) return fail("has no field");
        kind = op.field->kind;
        break;
      case Opcode::load_item:
      case Opcode::store_item:
        if (!op.array) return fail("has no array");
        kind = op.array->kind;
        check_base(op);
        break;
      case Opcode::new_object:
      case Opcode::new_storage:
        if (!op.shape) fail("has no shape");
        return;
      case Opcode::call:
        if (!op.helper) return fail("has no helper");
        if (op.helper->result != op.kind) fail("result differs from the helper's");
        return;
      default: return;
    }
    bool stores = info(op.opcode).flags & Writes;
    Value stored = op.opcode == Opcode::store_item ? op.c : op.b;
    if (stores) check_kind(stored, kind, "the stored value");
    else if (op.kind != kind) fail("result differs from the descriptor's kind");
  }

  void check_base(const Op& op) {
    Kind kind = trace_.kind_of(op.a);
    if (kind != Kind::Ref && kind != Kind::Ptr) fail("the base is neither Ref nor Ptr");
  }

  void check_order(const Op& op) {
    bool recorded = stage_ == Stage::Recorded;
    if (op.opcode == Opcode::argument) {
      if (op.imm != int64_t(label_arguments_.size()) || !after_label_) fail("argument out of order");
      else if (label_arguments_.size() >= falling_.size()) fail("more arguments than values fall into the label");
      else {
        Value v = falling_[label_arguments_.size()];
        if (!v.is_none()) check_kind(v, op.kind, "the value falling in");
        else if (op.kind != Kind::Ref) fail("none falls into an argument that is not Ref");
        label_arguments_.push_back(op.kind);
      }
      return;
    }
    close_label();
    if (op.opcode == Opcode::label && recorded) fail("a recorded trace has no labels");
    if (op.opcode == Opcode::load_register && seen_label_) fail("load_register after the entry");
    if (op.opcode == Opcode::exit_value && body_started_ && !recorded) fail("exit_value after the start");
    if (op.opcode != Opcode::load_register && op.opcode != Opcode::exit_value) body_started_ = true;
  }

  void close_label() {
    if (after_label_ && label_arguments_.size() != falling_.size())
      fail("the label before it has fewer arguments than values");
    if (after_label_) labels_.push_back(label_arguments_);
    after_label_ = false;
  }

  void check_arguments(const Op& op, const std::vector<Kind>* kinds) {
    if (op.first_argument + size_t(op.argument_count) > trace_.arguments.size())
      return fail("arguments outside the pool");
    if (kinds && kinds->size() != op.argument_count)
      return fail("passes " + std::to_string(op.argument_count) + " arguments, the label has " +
                  std::to_string(kinds->size()));
    for (uint32_t i = 0; i < op.argument_count && error_.empty(); i++) {
      Value v = trace_.arguments[op.first_argument + i];
      if (v.is_none()) {
        if (op.opcode == Opcode::call) fail("a call's argument is missing");
        if (kinds && (*kinds)[i] != Kind::Ref) fail("none passed where the label expects a number");
      } else if (check_defined(v, "argument")) {
        if (kinds) check_kind(v, (*kinds)[i], "argument");
        if (!op.sunk && is_sunk(v)) fail("passes the sunk " + name(v));
        if (op.sunk && is_sunk(v) && !is_lazy_call(trace_.ops[v.index()])) fail("is called with the sunk " + name(v));
      }
    }
  }

  void check_label(const Op& op) {
    check_arguments(op, nullptr);
    if (op.imm != int64_t(labels_.size())) fail("labels must be numbered from 0");
    const Value* first = trace_.arguments.data() + op.first_argument;
    falling_.assign(first, first + op.argument_count);
    label_arguments_.clear();
    after_label_ = seen_label_ = true;
  }

  void check_jump(const Op& op) {
    ended_ = true;
    if (stage_ == Stage::Recorded) return check_arguments(op, nullptr);
    std::vector<Kind> kinds;
    if (op.target) {
      for (Rep rep : op.target->signature.reps)
        kinds.push_back(rep == Rep::Ref ? Kind::Ref : rep == Rep::Int ? Kind::Int : Kind::Float);
    } else if (op.label_number < labels_.size()) {
      kinds = labels_[op.label_number];
    } else {
      return fail("jumps to label " + std::to_string(op.label_number) + ", which does not exist");
    }
    check_arguments(op, &kinds);
  }

  // --- snapshots

  void check_snapshots(const Op& op, const OpcodeInfo& row) {
    bool two_way = op.opcode == Opcode::guard_returned || op.opcode == Opcode::guard_raised;
    bool needs = (row.flags & Guard) || op.opcode == Opcode::exit ||
                 (op.opcode == Opcode::jump && stage_ == Stage::Recorded);
    if (needs && op.snapshot == kNoSnapshot) fail("has no snapshot");
    if (two_way != (op.other != kNoSnapshot)) fail(two_way ? "has no second snapshot" : "has a second snapshot");
    if (op.opcode == Opcode::exit) ended_ = true;
    for (uint32_t snapshot : {op.snapshot, op.other})
      if (snapshot != kNoSnapshot) check_snapshot(snapshot);
  }

  void check_snapshot(uint32_t index) {
    const SnapshotPool& pool = trace_.snapshots;
    if (index >= pool.snapshots.size()) return fail("snapshot " + std::to_string(index) + " does not exist");
    for (const SnapshotFrame& frame : pool.frames_of(index))
      for (Value v : pool.values_of(frame)) check_snapshot_value(index, v);
    for (const SnapshotVirtual& v : pool.virtuals_of(index)) {
      check_snapshot_value(index, v.object);
      if (is_sunk(v.object) && !is_new(trace_.ops[v.object.index()].opcode))
        fail("snapshot " + std::to_string(index) + " describes the sunk " + name(v.object) + ", which has no words");
      for (const SnapshotField& f : pool.fields_of(v)) check_snapshot_value(index, f.value);
    }
  }

  void check_snapshot_value(uint32_t index, Value v) {
    if (v.is_none() || !error_.empty()) return;
    if (!check_defined(v, "a snapshot's value")) return;
    if (is_sunk(v) && is_new(trace_.ops[v.index()].opcode)) {
      for (const SnapshotVirtual& known : trace_.snapshots.virtuals_of(index))
        if (known.object == v) return;
      fail("snapshot " + std::to_string(index) + " does not describe the sunk " + name(v));
    }
  }

  void check_sunk(const Op& op) {
    if (!op.sunk) return;
    switch (op.opcode) {
      case Opcode::box_int:
      case Opcode::box_float:
        if (is_sunk(op.a)) fail("a sunk box's operand is sunk");
        return;
      case Opcode::new_object:
      case Opcode::new_storage: return;
      case Opcode::call:
        if (!is_late_call(op) && !is_lazy_call(op)) fail("cannot be sunk");
        return;
      case Opcode::store_field:
      case Opcode::store_raw:
      case Opcode::store_item: return;  // into an object that is built: a lazy store
      default: return fail("cannot be sunk");
    }
  }

  void check_end() {
    index_ = uint32_t(trace_.ops.size());
    if (!ended_) fail("the trace does not end with jump or exit");
  }

  const Trace& trace_;
  Stage stage_;
  uint32_t index_ = 0;
  std::string error_;
  bool ended_ = false, after_label_ = false, seen_label_ = false, body_started_ = false;
  std::vector<Value> falling_;
  std::vector<Kind> label_arguments_;
  std::vector<std::vector<Kind>> labels_;
};

}  // namespace

std::string verify(const Trace& trace, Stage stage) { return Verifier(trace, stage).run(); }

std::string verify_operation(const Trace& trace, const Op& op) {
  return Verifier(trace, Stage::Optimised).run_operation(op);
}

}  // namespace sidewinder::jit
