// Decodes a snapshot into the steps that rebuild it. A sunk box or object is built once, however often the snapshot
// names it. Objects may name one another in any order: all are allocated, then filled.
#include "jit/snapshot/plan.h"

#include <cstddef>

#include "interpreter/base/check.h"
#include "jit/code/trace_frame.h"
#include "jit/snapshot/map.h"

namespace sidewinder::jit {

namespace {

class Planner {
 public:
  explicit Planner(const Exit& exit) : exit_(exit), trace_(exit.owner->trace) {}

  ExitPlan make() {
    const SnapshotPool& pool = trace_.snapshots;
    auto virtuals = pool.virtuals_of(exit_.snapshot);
    for (const SnapshotVirtual& v : virtuals)
      if (is_unbuilt(trace_, v.object)) remember(v.object.index(), filled_later(trace_.ops[v.object.index()].shape));
    for (const SnapshotVirtual& v : virtuals)
      for (const SnapshotField& field : pool.fields_of(v)) store(object(v.object), field);
    for (const SnapshotFrame& frame : pool.frames_of(exit_.snapshot))
      pool.values_of(frame).for_each([&](Value v) { plan_.values.push_back(object(v)); });
    return std::move(plan_);
  }

 private:
  // What the value is in the language's frame.
  ExitSource object(Value v) {
    if (v.is_none()) return {};
    if (v.is_constant()) return constant_object(trace_.constant_at(v));
    uint32_t op = v.index();
    Kind kind = trace_.ops[op].kind;
    if (!trace_.ops[op].sunk && (kind == Kind::Ref || kind == Kind::Ptr)) return machine(v);
    for (const auto& [built, number] : built_)
      if (built == op) return built_at(number);
    if (is_late_call(trace_.ops[op])) return remember(op, root_object());
    if (is_lazy_call(trace_.ops[op])) return call(op);
    Value number = trace_.ops[op].sunk ? trace_.ops[op].a : v;
    return remember(op, box(trace_.kind_of(number), bits(number)));
  }
  ExitSource call(uint32_t index) {
    const Op& op = trace_.ops[index];
    ExitBuild what;
    what.helper = op.helper;
    for (uint32_t i = 0; i < op.argument_count; i++) {
      Value v = trace_.arguments[op.first_argument + i];
      what.arguments[i] = v.is_op() && trace_.ops[v.index()].sunk ? object(v) : bits(v);
    }
    return remember(index, what);
  }
  ExitSource constant_object(const Constant& constant) {
    bool is_number = constant.kind == Kind::Float || constant.kind == Kind::Int;
    ExitSource bits = word(constant.bits);
    return is_number ? build(box(constant.kind, bits)) : bits;
  }
  static ExitBuild filled_later(const Shape* shape) {
    ExitBuild what;
    what.shape = shape;
    return what;
  }
  static ExitBuild root_object() {
    ExitBuild what;
    what.is_root_object = true;
    return what;
  }
  static ExitBuild box(Kind kind, ExitSource number) {
    ExitBuild what;
    what.is_float = kind == Kind::Float;
    what.number = number;
    return what;
  }
  ExitSource build(const ExitBuild& build) {
    plan_.builds.push_back(build);
    return built_at(uint32_t(plan_.builds.size() - 1));
  }
  ExitSource remember(uint32_t op, const ExitBuild& what) {
    ExitSource source = build(what);
    built_.emplace_back(op, source.offset / sizeof(Object*));
    return source;
  }

  void store(ExitSource to, const SnapshotField& f) {
    Kind kind = f.field ? f.field->kind : f.array->kind;
    int32_t size = bytes_of(f.field ? f.field->width : f.array->width);
    int32_t offset = f.field ? f.field->offset : f.array->base_offset + int32_t(f.index) * size;
    bool may_be_built = kind == Kind::Ref || kind == Kind::Ptr;
    plan_.stores.push_back({to, offset, size, may_be_built ? object(f.value) : bits(f.value)});
  }

  // The word as it is.
  ExitSource bits(Value v) {
    if (v.is_none()) return {};
    if (v.is_constant()) return word(trace_.constant_at(v).bits);
    return machine(v);
  }
  ExitSource machine(Value v) {
    for (const ExitValue& known : exit_.values) {
      if (known.value != v) continue;
      const Location& location = known.location;
      switch (location.where) {
        case Location::Where::Register: return machine_at(offsetof(TraceFrame, gp), location.number);
        case Location::Where::Xmm: return machine_at(offsetof(TraceFrame, xmm), location.number);
        case Location::Where::Slot: return machine_at(offsetof(TraceFrame, slots), location.slot);
        default: PY_CHECK(!"a live value without a location");
      }
    }
    PY_CHECK(!"a value that the exit does not know");
    __builtin_unreachable();
  }

  ExitSource word(uint64_t bits) {
    plan_.constants.push_back(bits);
    return {ExitSource::Constants, uint32_t((plan_.constants.size() - 1) * sizeof(uint64_t))};
  }
  static ExitSource built_at(uint32_t number) { return {ExitSource::Built, uint32_t(number * sizeof(Object*))}; }
  static ExitSource machine_at(size_t start, uint32_t number) {
    return {ExitSource::Machine, uint32_t(start + number * sizeof(uint64_t))};
  }

  const Exit& exit_;
  const Trace& trace_;
  std::vector<std::pair<uint32_t, uint32_t>> built_;  // operation, number of the build
  ExitPlan plan_;
};

}  // namespace

ExitPlan make_exit_plan(const Exit& exit) { return Planner(exit).make(); }

}  // namespace sidewinder::jit
