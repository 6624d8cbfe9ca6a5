// The order of the passes, and the sections that the forward walk goes through: entry, first iteration, body.
#include <cstdio>

#include "jit/optimizer/fold.h"
#include "jit/optimizer/guards.h"
#include "jit/optimizer/header.h"
#include "jit/optimizer/heap.h"
#include "jit/optimizer/optimizer.h"
#include "jit/optimizer/ranges.h"
#include "jit/optimizer/share.h"
#include "jit/optimizer/sink.h"
#include "jit/optimizer/virtuals.h"

namespace sidewinder::jit {

uint32_t pass_named(std::string_view name) {
#define PASS(text, Name) \
  if (name == #text) return kPass##Name;
#include "jit/optimizer/passes.def"
#undef PASS
  return 0;
}

namespace {

// What earlier attempts found out: the header's choices, and registers that label 0 must take as objects.
struct Choices {
  HeaderChoices header;
  std::vector<bool> entry_by_reference;
};

// Registers that a peeled loop's back edge is expected to find unchanged: the recorded trace passes what it loaded, a
// constant, or what pure operations make of such. An expectation: LoopHeader::arrive compares.
class Invariance {
 public:
  Invariance(const Trace& trace, uint32_t registers) : trace_(trace), op_(trace.ops.size()), slot_(registers) {}

  std::vector<bool> run() {
    const Op& jump = trace_.ops.back();
    note_writes();
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t i = 0; i < trace_.ops.size(); i++) op_[i] = is_invariant(trace_.ops[i]);
      for (size_t slot = 0; slot < slot_.size(); slot++) {
        Value v = trace_.arguments[jump.first_argument + slot];
        bool same = v.is_none() || v.is_constant() || op_[v.index()] || is_own_load(v, slot);
        if (same && !slot_[slot]) slot_[slot] = changed = true;
      }
    }
    return slot_;
  }

 private:
  bool is_own_load(Value v, size_t slot) const {
    const Op& op = trace_.ops[v.index()];
    return op.opcode == Opcode::load_slot && size_t(op.imm) == slot;
  }

  void note_writes() {
    for (const Op& op : trace_.ops) {
      calls_write_ |= may_write(op);
      if (!is_store(op.opcode)) continue;
      uint32_t id = Word::of(op).id;
      if (id >= written_.size()) written_.resize(id + 1);
      written_[id] = true;
    }
  }

  bool is_invariant(const Op& op) const {
    if (op.opcode == Opcode::load_slot) return slot_[op.imm];
    if (is_load(op.opcode)) {
      Word word = Word::of(op);
      bool may_change = !word.immutable && (calls_write_ || (word.id < written_.size() && written_[word.id]));
      if (may_change) return false;
    } else if (!(info(op.opcode).flags & Pure) && op.opcode != Opcode::box_int && op.opcode != Opcode::box_float) {
      return false;
    }
    for (Value v : {op.a, op.b, op.c})
      if (v.is_op() && !op_[v.index()]) return false;
    return true;
  }

  const Trace& trace_;
  std::vector<bool> op_, slot_, written_;
  bool calls_write_ = false;
};

class Pipeline {
 public:
  Pipeline(const OptimizerInput& input, Choices& choices) : input_(input), choices_(choices), walk_(input) {
    add_passes();
  }

  // False: what was found out is in the choices; try again.
  bool run(OptimizerOutput& output) {
    bool done = run_sections();
    if (!done && !walk_.failed()) return false;
    if (walk_.failed()) {
      output.abort = walk_.abort();
      output.abort_detail = walk_.abort_detail();
      return true;
    }
    check(walk_.out, "the forward walk");
    output.trace = Sink(walk_).run();
    check(output.trace, "the backward walk");
    output.header = std::move(header_);
    return true;
  }

 private:
  void add_passes() {
    auto on = [this](PassBit bit) { return (input_.passes & bit) != 0; };
    auto heap = on(kPassHeap) ? std::make_unique<Heap>(walk_) : nullptr;
    if (on(kPassFold)) walk_.passes.push_back(std::make_unique<Fold>(walk_));
    if (on(kPassRanges)) walk_.passes.push_back(std::make_unique<Ranges>(walk_));
    if (on(kPassShare)) walk_.passes.push_back(std::make_unique<Share>(walk_));
    if (on(kPassGuards)) walk_.passes.push_back(std::make_unique<Guards>(walk_));
    if (on(kPassVirtuals)) {
      walk_.passes.push_back(std::make_unique<Virtuals>(walk_, heap.get()));
      virtuals_ = static_cast<Virtuals*>(walk_.passes.back().get());
    }
    heap_ = heap.get();
    if (heap) walk_.passes.push_back(std::move(heap));
  }

  static void check([[maybe_unused]] const Trace& trace, [[maybe_unused]] const char* after) {
#ifndef NDEBUG
    std::string problem = verify(trace, Stage::Optimised);
    if (problem.empty()) return;
    std::fprintf(stderr, "optimiser: after %s, %s\n%s", after, problem.c_str(), print(trace).c_str());
    PY_CHECK(problem.empty());
#endif
  }

  bool run_sections() {
    if (input_.kind == TraceKind::Bridge) {
      for (uint32_t i = 0; i < count(); i++)  // first of all, whatever the recorder did between them
        if (input_.recorded.ops[i].opcode == Opcode::exit_value) walk_.rename(i, exit_value(input_.recorded.ops[i]));
      for (uint32_t i = 0; i + 1 < count() && !walk_.failed(); i++)
        if (input_.recorded.ops[i].opcode != Opcode::exit_value) walk_.process_recorded(i);
      return finish();
    }
    choose_entry();
    entry();
    iterate([this](uint32_t slot) { return entry_value(slot); });
    if (input_.kind == TraceKind::Entry) return finish();
    return input_.passes & kPassPeel ? peel() : close_loop();
  }

  uint32_t count() const { return uint32_t(input_.recorded.ops.size()); }
  const Op& end() const { return input_.recorded.ops.back(); }

  Value exit_value(const Op& recorded) {
    Op op = recorded;
    op.b = walk_.translate(op.b);
    Value v = walk_.append(op);
    if (op.b.is_none()) return v;
    if (op.kind == Kind::Ref)
      walk_.facts.learn_class(v, reinterpret_cast<const void*>(walk_.out.constant_at(op.b).bits));
    if (op.kind == Kind::Int) walk_.facts.learn_range(v, -kSmallIntMax, kSmallIntMax);
    return v;
  }

  // --- entry and label 0

  // A register arrives unboxed if the trace looks at it as such a number: one that is only carried along may be unbound
  // or anything else the next time.
  void choose_entry() {
    header_.slots.assign(input_.observed.slots.size(), Rep::Ref);
    for (const Op& op : input_.recorded.ops) {
      if (!op.a.is_op() || input_.recorded.ops[op.a.index()].opcode != Opcode::load_slot) continue;
      size_t slot = size_t(input_.recorded.ops[op.a.index()].imm);
      bool as_int = op.opcode == Opcode::guard_small_int || op.opcode == Opcode::unbox_int;
      bool as_float = op.opcode == Opcode::unbox_float || (op.opcode == Opcode::guard_class && is_float_class(op.b));
      Rep rep = as_int ? Rep::Int : as_float ? Rep::Float : Rep::Ref;
      bool generic = slot < input_.generic.size() && input_.generic[slot];
      if (rep == input_.observed.slots[slot] && !generic && !choices_.entry_by_reference[slot])
        header_.slots[slot] = rep;
    }
  }

  bool is_float_class(Value v) const {
    return v.is_constant() && input_.recorded.constant_at(v).bits == uint64_t(input_.boxes.float_class);
  }

  void entry() {
    std::vector<Value> falling(header_.slots.size());
    for (size_t slot = 0; slot < falling.size(); slot++) {
      Op load(Opcode::load_slot, Kind::Ref);
      load.imm = int64_t(slot);
      falling[slot] = walk_.append(load);
    }
    for (size_t slot = 0; slot < falling.size(); slot++)
      if (header_.slots[slot] != Rep::Ref)
        unboxed(walk_, falling[slot], header_.slots[slot], kFrameMemory, falling[slot]);
    Op label(Opcode::label, Kind::None);
    label.first_argument = walk_.out.append_arguments(falling.data(), uint32_t(falling.size()));
    label.argument_count = uint32_t(falling.size());
    walk_.append(label);
    for (size_t slot = 0; slot < falling.size(); slot++) {
      Rep rep = header_.slots[slot];
      Op argument(Opcode::argument, rep == Rep::Ref ? Kind::Ref : rep == Rep::Int ? Kind::Int : Kind::Float);
      argument.imm = int64_t(slot);
      entry_arguments_.push_back(walk_.append(argument));
      if (rep == Rep::Int) walk_.facts.learn_range(entry_arguments_.back(), -kSmallIntMax, kSmallIntMax);
    }
    walk_.at_label();
  }

  Value entry_value(uint32_t slot) {
    Value argument = entry_arguments_[slot];
    if (header_.slots[slot] == Rep::Ref) return argument;
    return walk_.process(walk_.make(header_.slots[slot] == Rep::Int ? Opcode::box_int : Opcode::box_float, argument));
  }

  // Walks the recorded operations once; `slot_value` is what load_slot gives.
  template <typename SlotValue> void iterate(SlotValue slot_value) {
    for (uint32_t i = 0; i + 1 < count() && !walk_.failed(); i++) {
      const Op& op = input_.recorded.ops[i];
      if (op.opcode == Opcode::load_slot) walk_.rename(i, slot_value(uint32_t(op.imm)));
      else walk_.process_recorded(i);
    }
    walk_.recorded_index = count() - 1;
  }

  // The registers at the end of what was walked.
  std::vector<Value> registers() {
    std::vector<Value> values(end().argument_count);
    for (uint32_t i = 0; i < end().argument_count; i++) {
      Value v = input_.recorded.arguments[end().first_argument + i];
      values[i] = v.is_none() ? walk_.null_value() : walk_.translate(v);
    }
    return values;
  }

  // --- the ways to end

  bool peel() {
    if (walk_.failed()) return true;
    LoopHeader header(walk_, virtuals_, heap_, choices_.header);
    header.begin(registers(), Invariance(input_.recorded, uint32_t(header_.slots.size())).run(), end().snapshot);
    if (walk_.failed()) return true;
    iterate([&](uint32_t slot) { return header.value_of(slot); });
    if (walk_.failed()) return true;
    std::vector<Value> arguments;
    if (!header.arrive(registers(), end().snapshot, arguments)) return false;
    jump(nullptr, 1, arguments);
    return true;
  }

  // Back to label 0 without a second walk.
  bool close_loop() {
    if (walk_.failed()) return true;
    std::vector<Value> values = registers();
    for (size_t slot = 0; slot < values.size(); slot++) {
      if (convert(values[slot], header_.slots[slot])) continue;
      choices_.entry_by_reference[slot] = true;
      return walk_.failed();
    }
    jump(nullptr, 0, values);
    return true;
  }

  bool finish() {
    if (walk_.failed()) return true;
    if (end().opcode == Opcode::exit) {
      walk_.process_recorded(count() - 1);
      return true;
    }
    walk_.recorded_index = count() - 1;
    std::vector<Value> values = registers();
    const std::vector<Rep>& slots = end().target->signature.slots;
    PY_CHECK(values.size() == slots.size());
    for (size_t slot = 0; slot < values.size() && !walk_.failed(); slot++)
      if (!convert(values[slot], slots[slot]))
        walk_.fail(Abort::SignatureMismatch,
                   "register " + std::to_string(slot) + " is known not to be what the loop takes");
    jump(end().target, 0, values);
    return true;
  }

  bool convert(Value& v, Rep rep) {
    if (rep != Rep::Ref) return unboxed(walk_, v, rep, end().snapshot, v) && !walk_.failed();
    if (virtuals_) virtuals_->escape(v);
    return true;
  }

  void jump(Target* target, uint32_t label_number, const std::vector<Value>& arguments) {
    if (walk_.failed()) return;
    Op op(Opcode::jump, Kind::None);
    op.target = target;
    op.label_number = label_number;
    op.first_argument = walk_.out.append_arguments(arguments.data(), uint32_t(arguments.size()));
    op.argument_count = uint32_t(arguments.size());
    walk_.append(op);
  }

  const OptimizerInput& input_;
  Choices& choices_;
  Walk walk_;
  Virtuals* virtuals_ = nullptr;
  Heap* heap_ = nullptr;
  Signature header_;
  std::vector<Value> entry_arguments_;
};

}  // namespace

OptimizerOutput optimize(const OptimizerInput& input) {
  size_t registers = input.observed.slots.size();
  Choices choices{{std::vector<bool>(registers), std::vector<bool>(registers), {}}, std::vector<bool>(registers)};
  OptimizerOutput output;
  // Every attempt but the last makes one more choice, for a register or a row of memory.
  for (size_t attempt = 0; attempt <= 3 * registers + 16; attempt++)
    if (Pipeline(input, choices).run(output)) return output;
  output.abort = Abort::TypeUnstable;
  output.abort_detail = "the loop's header does not settle";
  return output;
}

}  // namespace sidewinder::jit
