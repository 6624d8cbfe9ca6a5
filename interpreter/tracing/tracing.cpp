// Where the interpreter meets the JIT. What is decided there is the driver's: jit/driver/hot_loop.h.
#include <algorithm>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/frame_stack.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/threads.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/tracing/baseline.h"
#include "interpreter/tracing/recording.h"
#include "jit/driver/hot_loop.h"

namespace sidewinder {

using jit::StartPoint;
using jit::TraceKind;

// How many places like this one were hot before, in code that was made from the same source (by exec, of a template
// that is rendered once, say).
static uint32_t count_copy(const HotSpot& spot, const Code& code) {
  static std::unordered_map<size_t, uint32_t> copies;
  std::string_view bytes(reinterpret_cast<const char*>(code.instructions), code.instruction_count * sizeof(Instr));
  size_t key = std::hash<std::string_view>()(bytes) * 31 + std::hash<std::string>()(str_to_utf8(code.name));
  return copies[key * 31 + size_t(&spot == &code.entry ? ~0u : spot.header)]++;
}

StartPoint& start_point_of(HotSpot& spot, const Code& code) {
  if (!spot.state) {  // as old as the process: traces name it, and their code may die when they are freed
    auto* start = new StartPoint;
    start->copies = count_copy(spot, code);
    spot.state = start;
  }
  return *static_cast<StartPoint*>(spot.state);
}

// One recording a thread: what a residual call runs meanwhile is interpreted. Frames inlined into a trace are not
// counted: near the recursion limit the interpreter counts them.
// One recording at a time: while one thread records, another may run in a call that it made.
static bool another_thread_records() {
  if (!has_other_threads) return false;
  for (Thread* other = first_thread(); other; other = next_thread(*other))
    if (other->jit) return true;
  return false;
}

// Functions that call each other from traces use the C stack, others do not: a deep recursion goes on without traces.
static bool is_native_stack_low(const Thread& t) {
  constexpr ssize kLeft = 128 << 10;
  return static_cast<char*>(__builtin_frame_address(0)) - t.native_limit < kLeft;
}

static bool may_trace_now(const Thread& t) {
  return !t.jit && !is_native_stack_low(t) && !another_thread_records() && !recording_is_put_aside() &&
         t.recursion_remaining > int(jit::parameters.inline_limit);
}

bool PySession::may_enter(Thread& t) { return !t.request && may_trace_now(t); }

// Where callers go on, by the instruction.
static auto& return_points() {
  static std::unordered_map<const Instr*, std::unique_ptr<jit::ReturnPoint>> points;
  return points;
}
void forget_return_points() { return_points().clear(); }

static jit::ReturnPoint& return_point_at(const Instr* pc) {
  auto& point = return_points()[pc];
  if (!point) {
    point = std::make_unique<jit::ReturnPoint>();
    point->start.is_return_point = true;
    point->countdown = jit::patient(jit::parameters.bridge_threshold);
  }
  return *point;
}

// Only from a plain frame to a function's: all else is the interpreter's.
jit::ReturnPoint* PySession::take_return(Thread& t) {
  FrameHeader* h = t.frame;
  Instr in = *h->pc;
  bool of_register = in.op == uint16_t(Opcode::return_r);
  if (!of_register && in.op != uint16_t(Opcode::return_c)) return nullptr;
  if (h->flags || h->kind != FrameKind::Function) return nullptr;
  FrameHeader* caller = h->caller;
  if (caller->kind != FrameKind::Function || caller->code->flags & kCodeSuspends) return nullptr;
  Object* value = of_register ? h->registers()[in.b] : h->code->constants->items[in.b];
  uint16_t result = h->result_register;
  ++t.recursion_remaining;
  t.frame = caller;
  if (result != kNoRegister) caller->registers()[result] = value;
  return &return_point_at(caller->pc);
}

// A function of which there will be no trace, since it calls itself, or because the call that was recorded was a short
// one: the last of a recursion, if the function calls something of its own name.
static bool may_be_recursive(const HotSpot& spot, TraceKind kind) {
  if (!jit::settings.baseline_recursion || kind != TraceKind::Straight || !spot.state) return false;
  auto* start = static_cast<const StartPoint*>(spot.state);
  if (!start->blacklisted) return false;
  return start->last_failure == jit::Abort::Recursion || start->last_failure == jit::Abort::TooShort;
}

static bool is_recursive(const HotSpot& spot, TraceKind kind, const Code& code) {
  if (!may_be_recursive(spot, kind)) return false;
  if (static_cast<const StartPoint*>(spot.state)->last_failure == jit::Abort::Recursion) return true;
  auto is_own_name = [&code](const Cache& row) { return row.name == code.name; };
  return std::any_of(code.caches, code.caches + code.cache_count, is_own_name);
}

// While a trace's frame, or a recording's, is on the stack of a loop: what it calls is not called by the loop, also
// where a function compiled from its handlers has led here.
class LoopOfTraces {
 public:
  LoopOfTraces() : loop_(innermost_loop), ran_compiled_code_(std::exchange(loop_->runs_compiled_code, false)) {}
  ~LoopOfTraces() { loop_->runs_compiled_code = ran_compiled_code_; }
  LoopOfTraces(const LoopOfTraces&) = delete;

 private:
  LoopOnStack* loop_;
  bool ran_compiled_code_;
};

static jit::Next trace_at(Thread& t, HotSpot& spot, TraceKind kind, uint32_t& counter) {
  LoopOfTraces loop;
  bool ok = jit::at_hot_place<PySession>(t, start_point_of(spot, *t.frame->code), kind, counter);
  return ok ? jit::Next::Go : jit::Next::Unwind;
}

// At a place where compiled code begins, whose counter has run out.
static jit::Next at_hot_place(Thread& t, HotSpot& spot, TraceKind kind) {
  using jit::Next;
  if (!jit::settings.enabled && !jit::settings.baseline) {
    spot.counter = jit::kNeverHot;
    return Next::Go;
  }
  // A recording executes what it records; what its calls run is interpreted.
  if (is_tracing(t) || t.jit) {
    spot.counter = 1;
    return Next::Go;
  }
  if (jit::settings.baseline) {
    // A loop whose turns all begin here, since something takes it out of compiled code each time, is counted here.
    bool is_counted = kind == TraceKind::Loop && jit::settings.enabled && !innermost_loop->runs_compiled_code;
    if (is_counted && !spot.trace_counter) spot.trace_counter = jit::parameters.loop_threshold;
    if (is_counted) spot.trace_counter -= std::min(spot.trace_counter, turns_since_entry(t));
    if (is_counted && spot.trace_counter == 0) {
      Next next = run_traces(t, spot);
      if (next != Next::Go || is_tracing(t) || !t.frame->code->compiled) return next;
    }
    bool available;
    Next next = enter_baseline(t, spot, &available);
    if (available || !jit::settings.enabled) return next;
  }
  if (may_be_recursive(spot, kind)) {  // of others the counter does not run out any more
    bool available;
    return enter_baseline(t, spot, &available);
  }
  if (!may_trace_now(t)) {
    spot.counter = 1;
    return Next::Go;
  }
  const Code& code = *t.frame->code;
  Next next = trace_at(t, spot, kind, spot.counter);
  if (is_recursive(spot, kind, code)) spot.counter = 1;
  return next;
}

jit::Next run_traces(Thread& t, HotSpot& spot) {
  using jit::Next;
  if (is_tracing(t) || !may_trace_now(t)) {
    spot.trace_counter = 1;
    return Next::Go;
  }
  Code& code = *t.frame->code;
  TraceKind kind = &spot == &code.entry ? TraceKind::Straight : TraceKind::Loop;
  uint32_t more = jit::parameters.tiers_native_factor - 1;
  if (more && !spot.state && kind == TraceKind::Loop && is_fast_loop(code, spot)) {
    start_point_of(spot, code);  // once: the next time it is recorded
    spot.trace_counter = jit::parameters.loop_threshold * more;
    return Next::Go;
  }
  return trace_at(t, spot, kind, spot.trace_counter);
}

jit::Next at_hot_loop(Thread& t, HotSpot& spot) {
  bool is_hot = spot.counter == 0;
  if (t.request) {
    if (!is_hot) ++spot.counter;
    if (!handle_request(t)) {
      ++t.frame->pc;  // raised by the instruction where it would have gone on: a handler around it applies
      return jit::Next::Unwind;
    }
    if (!is_hot) return jit::Next::Go;
  }
  return at_hot_place(t, spot, TraceKind::Loop);
}

jit::Next at_hot_function(Thread& t, Code& code) { return at_hot_place(t, code.entry, TraceKind::Straight); }

}  // namespace sidewinder
