// Lines on the machine that compiles: functions by blocks, straight from the handlers (-X jit=baseline or tiers).
#include <memory>

#include "jit/baseline/machine.h"
#include "tests/second_language/handlers.h"

namespace sidewinder::lines {

using Base = jit::baseline::Base<LinesLanguage>;
static_assert(jit::Machine<Base>);
using jit::baseline::Builder;

template <> struct Frame<Base> {
  Builder& b;
  Function& function;
  using Ref = Base::Ref;

  Ref operand(Base& m, int i) { return i < 0 ? m.ref(function.constants[size_t(~i)]) : Ref{b.get(uint32_t(i))}; }
  Next put(int result, Ref v) { return b.set(uint32_t(result), v.n), Next::Go; }
  Next jump(int target) { return b.jump(uint32_t(target)), Next::Go; }
  Next jump_back(Base&, const Instr& in) {
    Loop& loop = function.loops[size_t(in.operand[0])];
    if (jit::settings.enabled) b.back_edge(uint32_t(in.target), {&loop.trace_countdown, &loop});
    else b.back_edge(uint32_t(in.target));
    return Next::Go;
  }
  Next enter(Base&, const Instr&, const Ref*) { b.decline(); }  // the handler does it
  Next leave(Base&, Ref) { b.decline(); }
};

template <class... A, class... V>
Next finish(Base& m, Frame<Base>&, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  m.final_call(h, result < 0 ? ~0u : uint32_t(result), v...);
  return Next::Go;
}

namespace {

// What is not compiled. The interpreter takes back edges, which it counts, and ends the program.
Next execute(Thread& t, FrameHeader* h, const Instr* in) {
  bool is_end = in->opcode == Opcode::ret && !h->caller;
  if (is_end || in->opcode == Opcode::jump_back) {
    h->pc = in;
    return Next::Switch;
  }
  Direct m{t};
  Frame<Direct> f(h);
  Next next = step(m, f, *in);
  f.sync();
  return next;
}

class FunctionView : public jit::baseline::CodeView {
 public:
  explicit FunctionView(Function* function) : function_(*function), targets_(function->code.size()) {
    for (const Instr& in :
         function_.code)  // what is no jump may have another number there: one more place is looked at
      if (in.target >= 0 && size_t(in.target) < targets_.size()) targets_[size_t(in.target)] = true;
  }

  uint32_t instruction_count() const override { return uint32_t(function_.code.size()); }
  const char* first_instruction() const override { return reinterpret_cast<const char*>(function_.code.data()); }
  std::string describe(uint32_t at) const override { return hooks.describe_position(argument(at)); }
  bool is_leader(uint32_t at) const override { return targets_[at]; }
  bool is_live(uint32_t, uint32_t) const override { return true; }
  bool is_live_in_handler(uint32_t, uint32_t) const override { return true; }
  void append_written(uint32_t at, std::vector<uint32_t>& registers) const override {
    if (function_.code[at].result >= 0) registers.push_back(uint32_t(function_.code[at].result));
  }
  const void* handler(uint32_t) const override { return reinterpret_cast<const void*>(&execute); }
  uint64_t argument(uint32_t at) const override { return uint64_t(&function_.code[at]); }
  void replay(Thread& t, Builder& b, uint32_t at) const override {
    Base m{t, b};
    Frame<Base> f{b, function_};
    if (step(m, f, function_.code[at]) != Next::Go) b.decline();
  }

 private:
  Function& function_;
  std::vector<bool> targets_;
};

const jit::baseline::BaselineHooks compiled_hooks{
    .hooks = &hooks,
    .layout = {.thread_frame = offsetof(Thread, frame),
               .header_bytes = sizeof(FrameHeader),
               .pc = offsetof(FrameHeader, pc),
               .code = offsetof(FrameHeader, function),
               .caller = offsetof(FrameHeader, caller),
               .code_record = offsetof(Function, compiled),
               .instruction_bytes = sizeof(Instr)},
    .calls = {},  // frames are pushed by handlers
    .view_of = [](Thread&, void* function) -> std::unique_ptr<jit::baseline::CodeView> {
      return std::make_unique<FunctionView>(static_cast<Function*>(function));
    },
    .is_kept = [](const void*) { return true; },
    .allocate_roots =
        [](void*, Object** before, uint32_t count) {
          Object** roots = hooks.allocate_roots(count);
          roots[0] = reinterpret_cast<Object*>(before);
          return roots;
        },
    .is_worth = [](void*) { return true; },
    .at_hot = [](Thread& t, void* loop) { return run_traces(t, *static_cast<Loop*>(loop)) ? Next::Go : Next::Unwind; },
    .unwind_here = [](Thread&) { return false; },
};

}  // namespace

bool enter_compiled(Thread& t) {
  jit::set_baseline_dumps();
  bool available;
  void* stack;
  t.runs_compiled_code = true;
  Next next = jit::baseline::enter(t, compiled_hooks, &available, &stack);
  t.runs_compiled_code = false;
  return next != Next::Unwind;
}

}  // namespace sidewinder::lines
