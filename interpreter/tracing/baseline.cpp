// The handlers on the machine that compiles, and each handler as a function of its own, for what is not compiled.
#include "interpreter/tracing/baseline.h"

#include <algorithm>
#include <exception>
#include <memory>

#include "interpreter/compiler/liveness.h"
#include "interpreter/compiler/operands.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/ops/all.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/tracing/recording.h"
#include "jit/baseline/compiled_code.h"
#include "jit/baseline/machine.h"
#include "jit/driver/hot_loop.h"

namespace sidewinder {

using PyBase = jit::baseline::Base<PyLanguage>;
static_assert(jit::Machine<PyBase>);

using jit::baseline::Builder;
using jit::baseline::CodeView;
using jit::baseline::CompiledCode;

// Compiled code counts on to a trace, if there are traces.
static jit::baseline::HotPlace place_of(HotSpot& spot, uint32_t threshold) {
  if (!jit::settings.enabled) return {};
  if (!spot.trace_counter) spot.trace_counter = threshold;
  return {&spot.trace_counter, &spot};
}

// A frame whose registers are the builder's.
template <> struct Frame<PyBase> {
  using M = PyBase;
  using Ref = M::Ref;
  // The frames that machine code is made for have the code in common, and nothing else: the compiler refuses handlers
  // that look at more of the one which is there now.
  struct Shared {
    const Code* code;
  };

  Builder& b;
  FrameHeader* header;
  uint32_t next;  // index of the instruction that follows
  Shared shared{header->code};

  const Shared* real() const { return &shared; }
  void sync() {}
  Ref get(int i) const { return {b.get(uint32_t(i))}; }
  Ref constant(M& m, int i) const { return m.ref(header->code->constants->items[i]); }
  Cache& cache(int i) const { return header->code->caches[i]; }
  void set(int i, Ref v) { b.set(uint32_t(i), v.n); }
  Next put(int i, Ref v) {
    set(i, v);
    return Next::Go;
  }
  Next jump(int offset) {
    next += uint32_t(offset);
    b.jump(next);
    return Next::Go;
  }
  Next again() { b.decline(); }
  const Instr& companion() const { return header->code->instructions[next]; }
  // A code object may belong to several functions: the frame says whose it is.
  Ref function(M&) const { return {b.load_header(int32_t(offsetof(FrameHeader, function)))}; }
  Ref globals(M& m) const { return m.load_ref(function(m), fields::function_globals); }
  Ref builtins(M& m) const { return m.load_ref(function(m), fields::function_builtins); }
  Ref locals(M&) const { return {b.load_header(int32_t(offsetof(FrameHeader, locals)))}; }

  Next enter(M&, int result, Function* function, Ref callee, const Ref* values, int count) {
    Code* code = function->code;
    int numbers[kMaxTracedArguments];
    for (int i = 0; i < count; ++i) numbers[i] = values[i].n;
    b.enter({code, code->instructions, code->register_count, code->first_temporary, uint32_t(result)}, callee.n,
            numbers, uint32_t(count));
    return Next::Go;
  }
  Next enter_continuation(M&, Code*, int, const Ref*, int) { b.decline(); }
  Next enter_general(M&, int, Function*, Ref, const Ref*, int, Tuple*) { b.decline(); }
  Next leave(M&, Ref v) {
    b.leave(v.n);
    return Next::Go;
  }
  Next leave_nothing(M&) { b.decline(); }
  Next make_generator(M&) { b.decline(); }
  Next yield(M&, Ref) { b.decline(); }
  Next back_edge(M&, HotSpot& spot) {
    b.back_edge(next, place_of(spot, jit::parameters.loop_threshold));
    return Next::Go;
  }
};

template <class... A, class... V>
Next finish(PyBase& m, Frame<PyBase>&, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  m.final_call(h, result == kNoRegister ? ~0u : uint32_t(result), v...);
  return Next::Go;
}

namespace {

// --- handlers as functions -----------------------------------------------------------------------------

using Handler = Next (*)(Thread& t, FrameHeader* h, Instr in);

// No exception of C++ passes through compiled code: as in the interpreter, the instruction has raised MemoryError.
template <auto kFunction> Next call_handler(Thread& t, FrameHeader* h, Instr in) {
  try {
    return run_out_of_line<kFunction, Instr>(t, h, in);
  } catch (const std::exception&) {
    raise_memory_error(t);
    return Next::Unwind;
  }
}

// Compiled code does not count: it follows back edges itself.
Next jump_back_handler(Thread&, FrameHeader* h, Instr) {
  --h->pc;
  return Next::Switch;
}

Handler handler_of(uint16_t opcode) {
  using M = PyDirect;
  static const auto table = [] {
    std::unique_ptr<Handler[]> handlers(new Handler[size_t(Opcode::kCount)]());
// clang-format off
#define HOT(opcode, ...) handlers[int(Opcode::opcode)] = &call_handler<&__VA_ARGS__>;
#define COLD(opcode, ...) HOT(opcode, __VA_ARGS__)
// clang-format on
#include "interpreter/execution/ops/handlers.def"
#undef HOT
#undef COLD
    handlers[int(Opcode::jump_back_)] = &jump_back_handler;
    return handlers;
  }();
  return table[opcode];
}

// --- code objects --------------------------------------------------------------------------------------

class PyCodeView : public CodeView {
 public:
  explicit PyCodeView(Code* code) : code_(code), liveness_(code), leaders_(code->instruction_count + 1) {
    for (uint32_t i = 0; i < code->instruction_count; ++i)
      if (opcode_info(code->instructions[i].op).is_jump())
        leaders_[size_t(int64_t(i) + 1 + code->instructions[i].offset())] = true;
  }

  uint32_t instruction_count() const override { return code_->instruction_count; }
  const char* first_instruction() const override { return reinterpret_cast<const char*>(code_->instructions); }
  std::string describe(uint32_t at) const override {
    const Instr* in = &code_->instructions[at];
    return str_to_utf8(code_->qualname) + ":" + std::to_string(code_->line_of(in)) + " " + opcode_name(in->op);
  }
  bool is_leader(uint32_t at) const override { return leaders_[at]; }
  bool is_live(uint32_t at, uint32_t reg) const override { return liveness_.is_live(at, int(reg)); }
  bool is_live_in_handler(uint32_t at, uint32_t reg) const override {
    const ExceptionEntry* handler = find_handler(code_, at);
    return handler && is_live(handler->handler, reg);
  }
  jit::baseline::HotPlace entry() const override {
    if (code_->flags & (kCodeContinuation | kCodeSuspends)) return {};
    return place_of(code_->entry, jit::parameters.function_threshold);
  }
  void append_written(uint32_t at, std::vector<uint32_t>& registers) const override {
    OperandUse use = operand_use(code_->instructions[at]);
    for (const RegisterBlock& block : use.writes)
      for (int k = 0; k < block.count; ++k) registers.push_back(uint32_t(block.first + k));
  }
  const void* handler(uint32_t at) const override {
    return reinterpret_cast<const void*>(handler_of(code_->instructions[at].op));
  }
  uint64_t argument(uint32_t at) const override {
    uint64_t word;
    std::memcpy(&word, &code_->instructions[at], sizeof word);
    return word;
  }
  void replay(Thread& t, Builder& b, uint32_t at) const override {
    PyBase m{t, b};
    Frame<PyBase> f{b, t.frame, at + 1};
    if (step(m, f, code_->instructions[at]) != Next::Go) b.decline();
  }

 private:
  Code* code_;
  Liveness liveness_;
  std::vector<bool> leaders_;
};

// A class has its functions and maps, as long as it has the version that compiled code asks for first.
bool is_kept(const void* object) {
  const Type* cls = static_cast<const Object*>(object)->cls;
  return cls != Map::type() && cls != Function::type() && !is_type(static_cast<const Object*>(object));
}

// Machine code and what it names are as old as the code object; what is static is never found dead.
Object** allocate_roots(void* code, Object** before, uint32_t count) {
  auto* c = static_cast<Code*>(code);
  void* memory = is_collectable(c) ? allocate<MemoryKind::Raw>(count * sizeof(Object*)) : nullptr;
  auto** roots = memory ? static_cast<Object**>(memory) : allocate_permanent(count);
  roots[0] = reinterpret_cast<Object*>(before);
  c->compiled_roots = roots;
  return roots;
}

std::unique_ptr<CodeView> view_of(Thread&, void* code);

// Nobody counts continuations and generators. A function that is not worth a trace of its own would take its callers
// out of compiled code.
bool is_worth(void* code) {
  auto* c = static_cast<Code*>(code);
  if (c->flags & (kCodeContinuation | kCodeSuspends)) return true;
  if (c->entry.counter == jit::kNeverHot) return true;
  if (c->entry.counter > 1) --c->entry.counter;
  return c->entry.counter <= 1;
}

// What an exception of C++ leaves behind is as in `run`.
Next at_hot(Thread& t, void* place) {
  Next next = Next::Unwind;
  try {
    next = run_traces(t, *static_cast<HotSpot*>(place));
  } catch (const std::exception&) {
    if (t.jit) leave_recording(t);
    raise_memory_error(t);
  }
  return next == Next::Go && is_tracing(t) ? Next::Switch : next;
}

bool unwind_here(Thread& t) { return !is_tracing(t) && find_handler(t.frame) && unwind(t); }

const jit::baseline::BaselineHooks baseline_hooks{
    &python_hooks,
    {
        int32_t(offsetof(Thread, frame)),
        int32_t(sizeof(FrameHeader)),
        int32_t(offsetof(FrameHeader, pc)),
        int32_t(offsetof(FrameHeader, code)),
        int32_t(offsetof(FrameHeader, caller)),
        int32_t(offsetof(Code, compiled)),
        int32_t(sizeof(Instr)),
    },
    {
        int32_t(offsetof(FrameHeader, function)),
        int32_t(offsetof(FrameHeader, top)),
        int32_t(offsetof(FrameHeader, result_register)),  // with the kind, Function, and no flags
        int32_t(offsetof(FrameHeader, flags)),
        {int32_t(offsetof(FrameHeader, locals)), int32_t(offsetof(FrameHeader, object))},
        int32_t(offsetof(Thread, stack_end)),
        int32_t(offsetof(Thread, recursion_remaining)),
    },
    view_of,
    is_kept,
    allocate_roots,
    is_worth,
    at_hot,
    unwind_here,
};

// At the end of the process what is alive has its finalizer called, too.
void forget_code(Object* code) {
  if (!program_is_ending()) jit::baseline::forget(baseline_hooks, code);
}

std::unique_ptr<CodeView> view_of(Thread&, void* code) {
  auto* c = static_cast<Code*>(code);
  if (!register_finalizer(c, forget_code)) return nullptr;
  return std::make_unique<PyCodeView>(c);
}

bool is_handler(const void* function) {
  for (int opcode = 0; opcode < int(Opcode::kCount); ++opcode)
    if (reinterpret_cast<const void*>(handler_of(uint16_t(opcode))) == function) return true;
  return false;
}

}  // namespace

// Compiled code that was entered at a loop and left before the loop came round is not worth the way in and out, if the
// loop is short: a generator's that yields to C++ in each turn. The interpreter does some turns then, twice as many
// each time; not where thresholds are to be what they were set to.
static void rest_if_left_soon(HotSpot& spot, const Code& code, CompiledCode& compiled, uint32_t count_before) {
  constexpr uint32_t kShort = 150;  // instructions of the function
  constexpr uint32_t kLongestRest = 128;
  bool is_soon = spot.trace_counter == count_before && code.instruction_count < kShort;
  compiled.rest = is_soon && jit::parameters.patience ? std::clamp(2 * compiled.rest, 1u, kLongestRest) : 0;
  spot.counter = std::max(compiled.rest, 1u);
}

bool is_fast_loop(const Code& code, const HotSpot& spot) {
  auto* compiled = static_cast<const CompiledCode*>(code.compiled);
  if (!compiled) return false;
  bool is_inside = false, calls = false;
  for (uint32_t at = code.instruction_count; at-- > spot.header;) {
    bool is_back = code.instructions[at].op == uint16_t(Opcode::jump_back_);
    bool is_mine = is_back && &code.hot_spots[code.instructions[at].a] == &spot;
    if (is_inside && is_back && !is_mine) return true;
    is_inside |= is_mine;
    calls |= is_inside && compiled->has_calls(at);
  }
  return !calls;
}

uint32_t turns_since_entry(Thread& t) {
  auto* code = static_cast<const CompiledCode*>(t.frame->code->compiled);
  return code ? std::max(code->rest, 1u) : 1;
}

static Next run_compiled(Thread& t, bool* available) {
  LoopOnStack* loop = innermost_loop;
  loop->runs_compiled_code = true;
  loop->compiled_stack = nullptr;  // while it is compiled
  Next next = jit::baseline::enter(t, baseline_hooks, available, &loop->compiled_stack);
  loop->runs_compiled_code = false;
  return next;
}

bool enter_compiled(Thread& t, Next* next) {
  bool available = !t.jit && !is_tracing(t);
  if (available) *next = run_compiled(t, &available);
  return available;
}

void prepare_baseline(Thread& t, Code* code) {
  jit::set_baseline_dumps();
  compiling_loop = jit::baseline::caller_of_handlers();
  is_compiled_handler = is_handler;
  jit::baseline::prepare(t, baseline_hooks, code);
}

Next enter_baseline(Thread& t, HotSpot& spot, bool* available) {
  spot.counter = 1;
  *available = true;
  if (innermost_loop->runs_compiled_code) {  // a handler that it called: it goes on by itself
    jit::baseline::prepare(t, baseline_hooks, t.frame->code);
    return Next::Go;
  }
  prepare_baseline(t, t.frame->code);
  const Code* code = t.frame->code;    // alive as long as this activation
  constexpr uint32_t kLater = 100000;  // there may be room for code again
  uint32_t count = spot.trace_counter;
  Next next = run_compiled(t, available);
  if (!*available) spot.counter = kLater;
  auto* compiled = static_cast<CompiledCode*>(code->compiled);
  bool is_counted = *available && compiled && jit::settings.enabled && &spot != &code->entry;
  if (is_counted) rest_if_left_soon(spot, *code, *compiled, count);
  return next;
}

}  // namespace sidewinder
