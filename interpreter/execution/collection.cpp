#include "interpreter/execution/collection.h"

#include <unwind.h>

#include <algorithm>
#include <climits>
#include <cstring>
#include <deque>
#include <map>
#include <vector>

#include "interpreter/base/clock.h"
#include "interpreter/compiler/liveness.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/frame.h"
#include "interpreter/execution/let_go.h"
#include "interpreter/execution/ops/attribute.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/execution/traced_call.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/garbage.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/objects/core/lookup_cache.h"
#include "interpreter/objects/function/generator.h"
#include "jit/machine/recorder.h"

namespace sidewinder {

namespace {

constexpr int kMostRounds = 8;

// The instruction under way, which may need its operands still: before pc, and before the companion of a call.
uint32_t begin_of_instruction(const FrameHeader* h) {
  auto at = uint32_t(h->pc - h->code->instructions);
  if (at) at--;
  return at && Opcode(h->code->instructions[at].op) == Opcode::names_ ? at - 1 : at;
}

bool is_call(Opcode op) {
  switch (op) {
    case Opcode::call_:
    case Opcode::call_method_:
    case Opcode::call_kw_:
    case Opcode::call_method_kw_:
    case Opcode::call_ex_: return true;
    default: return false;
  }
}

// What a frame has under way when registers that nothing needs are cleared.
enum class Doing {
  CallsPython,  // the arguments are the callee's by now
  CallsNative,  // a native function, or C behind it, may read its arguments where they lie
  Anything,     // it has stopped somewhere: the instruction needs its operands
};

// The first instruction whose operands h still needs.
uint32_t first_needed(const FrameHeader* h, Doing doing) {
  constexpr uint32_t kLongest = 2;  // instructions, with a companion
  auto at = uint32_t(h->pc - h->code->instructions);
  if (doing == Doing::Anything) return at - std::min(at, kLongest);
  if (doing == Doing::CallsPython) return at;
  uint32_t begin = begin_of_instruction(h);
  return is_call(Opcode(h->code->instructions[begin].op)) ? begin : at;
}

// Forgets what h needs neither to go on nor in the handler that it goes to if the call that is under way raises.
void clear_dead_registers_of(FrameHeader* h, const Liveness& liveness, Doing doing) {
  auto at = uint32_t(h->pc - h->code->instructions);
  uint32_t first = first_needed(h, doing);
  const ExceptionEntry* entry = find_handler(h);
  for (int r = liveness.first_temporary(); r < h->code->register_count; r++) {
    bool is_live = entry && r != entry->reg && liveness.is_live(entry->handler, r);
    for (uint32_t i = first; i <= at; i++) is_live |= liveness.is_live(i, r);
    if (!is_live) h->registers()[r] = nullptr;
  }
}

// --- the C stack between here and the eval loop that called the native function ---

// Word by word, since memcpy would be told of what a sanitizer has put between variables.
[[gnu::no_sanitize("address")]] void exchange_words(volatile uintptr_t* stack, uintptr_t* kept, size_t words) {
  for (size_t i = 0; i < words; i++) {
    uintptr_t word = stack[i];
    stack[i] = kept[i];
    kept[i] = word;
  }
}

// The words of the loop are not needed for the collection: what it refers to is in its frame too. They are put aside
// while it runs, as are those of the functions between.
class StackPutAside {
 public:
  StackPutAside(char* from, char* to)
      : from_(reinterpret_cast<uintptr_t*>(from)), kept_(size_t(to - from) / sizeof(uintptr_t)) {
    exchange_words(from_, kept_.data(), kept_.size());
  }
  StackPutAside(const StackPutAside&) = delete;
  ~StackPutAside() { exchange_words(from_, kept_.data(), kept_.size()); }

 private:
  uintptr_t* from_;
  std::vector<uintptr_t> kept_;  // zeros, while the stack has its own
};

// An outer loop that has entered compiled code runs nothing of its own until that is left, but the functions by which
// it came there have large frames, with what they had before.
class WaysIntoCompiledCode {
 public:
  WaysIntoCompiledCode() {
    if (!innermost_loop) return;
    for (LoopOnStack* loop = innermost_loop->outer; loop; loop = loop->outer)
      if (loop->runs_compiled_code && loop->compiled_stack)
        put_aside_.emplace_back(static_cast<char*>(loop->compiled_stack), reinterpret_cast<char*>(loop));
  }

 private:
  std::deque<StackPutAside> put_aside_;
};

// called_by_loop, its callers here, the native function and its entry, the handler of a call and its entry. Anything
// else that calls the native function comes on top.
constexpr int kMostBetween = 6;

struct Unwinding {
  int most;
  void* from = nullptr;        // frames are counted from this one on
  uintptr_t to = UINTPTR_MAX;  // to here: those of a recorded instruction have nothing of their own, either
  int frames = 0;
  bool found = false;
  char* loop = nullptr;  // where the frame of the loop begins, if it was found
  uintptr_t compiled_stack = 0;
  char* handler = nullptr;  // the frame before, if it is that of an instruction which compiled code executes
};
_Unwind_Reason_Code look_at_frame(_Unwind_Context* context, void* arg) {
  auto* u = static_cast<Unwinding*>(arg);
  uintptr_t function = _Unwind_GetRegionStart(context);
  if (function == reinterpret_cast<uintptr_t>(&run_direct)) u->found = true;
  if (function == reinterpret_cast<uintptr_t>(&step_traced)) u->found = true;
  if (function == reinterpret_cast<uintptr_t>(&profiled_call)) u->found = true;
  if (function && function == reinterpret_cast<uintptr_t>(compiling_loop)) u->found = true;
  if (function && function == reinterpret_cast<uintptr_t>(recording_loop)) u->found = true;
  uintptr_t begin = _Unwind_GetCFA(context);
  bool is_compiled = u->compiled_stack && begin == u->compiled_stack;
  u->found |= is_compiled;
  if (u->found) u->loop = u->handler ? u->handler : reinterpret_cast<char*>(begin);
  bool is_handler = is_compiled_handler && is_compiled_handler(reinterpret_cast<const void*>(function));
  u->handler = is_handler ? reinterpret_cast<char*>(begin) : nullptr;
  bool is_counted = begin > reinterpret_cast<uintptr_t>(u->from) && begin <= u->to;
  return u->found || (is_counted && ++u->frames > u->most) ? _URC_END_OF_STACK : _URC_NO_REASON;
}

void collect(bool only_young) {
  if (only_young) collect_young_garbage();
  else collect_garbage();
}

PY_NOINLINE void collect_above(char* to, bool only_young) {
  constexpr size_t kReturnAndFramePointer = 16;
  const void* volatile kept = innermost_left_trace(to).made_frames;  // below what is put aside
  StackPutAside put_aside(static_cast<char*>(__builtin_frame_address(0)) + kReturnAndFramePointer, to);
  collect(only_young);
  (void)kept;
}

// Directly called by the loop: no C++ between has anything of its own.
PY_NOINLINE bool called_by_loop(int most_between, void* from) {
  // Compiled code is a loop too, where the walk ends; it calls handlers as functions of their own.
  constexpr int kHandler = 2;
  bool is_compiled = innermost_loop->runs_compiled_code;
  if (is_compiled) most_between += kHandler;
  Unwinding u{most_between, from};
  u.compiled_stack = reinterpret_cast<uintptr_t>(innermost_left_trace(innermost_loop).stack_pointer);
  bool is_recorded = current_thread().jit && jit::calling_recorded_helper;  // not by another thread, on its stack
  if (is_recorded) u.to = reinterpret_cast<uintptr_t>(jit::calling_recorded_helper);
  _Unwind_Backtrace(look_at_frame, &u);
  return u.found || (is_compiled && u.frames <= most_between);
}

PY_NOINLINE void collect_directly_below(LoopOnStack* loop, bool only_young) {
  // what callers have in these goes to the stack here, and is put aside with it
  asm volatile("xor %%ebx, %%ebx\n xor %%r12d, %%r12d\n xor %%r13d, %%r13d\n xor %%r14d, %%r14d\n xor %%r15d, %%r15d" ::
                   : "rbx", "r12", "r13", "r14", "r15", "memory");
  collect_above(reinterpret_cast<char*>(loop), only_young);
  asm volatile("" ::: "memory");  // no tail call
}

// Its callers are counted: it is not one of them.
[[gnu::always_inline]] inline void collect_once(int most_between = kMostBetween, void* from = nullptr,
                                                bool only_young = false) {
  LoopOnStack* loop = innermost_loop;
  bool is_directly_below = loop && called_by_loop(most_between, from);  // walks through the stack
  WaysIntoCompiledCode put_aside;
  if (is_directly_below) collect_directly_below(loop, only_young);
  else collect(only_young);
}

}  // namespace

Object** live_objects_without_loop(size_t* count) {
  Unwinding u{INT_MAX};
  LeftTrace left = innermost_left_trace(innermost_loop);
  if (innermost_loop) {
    bool is_compiled = innermost_loop->runs_compiled_code;
    u.compiled_stack = uintptr_t(is_compiled ? innermost_loop->compiled_stack : left.stack_pointer);
  }
  _Unwind_Backtrace(look_at_frame, &u);
  auto end = reinterpret_cast<char*>(innermost_loop);
  if (!u.loop || u.loop >= end) return live_objects(count);
  const void* volatile kept = left.made_frames;
  StackPutAside put_aside(u.loop, end);
  Object** objects = live_objects(count);
  (void)kept;
  return objects;
}

namespace {

// `doing`: the innermost frame.
void clear_dead_registers(Thread& t, Doing doing) {
  std::map<const Code*, Liveness> known;
  for (FrameHeader* h = t.frame; h; h = h->caller) {
    if (h->function && !is_run_by_trace(h))
      clear_dead_registers_of(h, known.try_emplace(h->code, h->code).first->second, doing);
    bool is_run_by_native = h->flags & (kFrameEntry | kFrameOfGenerator);  // the caller may be in C++ that does
    doing = is_run_by_native ? Doing::Anything : Doing::CallsPython;
  }
}

// Others have stopped in the middle of an instruction, or at a boundary: what that needs stays.
void clear_dead_registers_of_all(Thread& current) {
  make_all_frames_real();
  current.eval_result = nullptr;
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    clear_dead_registers(*t, t == &current ? Doing::CallsNative : Doing::Anything);
}

}  // namespace

void clear_dead_registers(Thread& t) {
  make_all_frames_real();
  t.eval_result = nullptr;
  clear_dead_registers(t, Doing::CallsNative);
}

namespace {

std::map<const Code*, Liveness>* known_liveness;
int may_still_be_marked;

// SuspendedWhenCollected costs a collection: of generators only (programs have thousands of coroutines), and of few.
void mark_if_something_is_noticed(Generator* g, int variables) {
  if (g->cls != &generator_type || g->state != GeneratorState::Suspended || !may_still_be_marked) return;
  Object** end = g->registers() + variables;
  bool is_any = std::any_of(g->registers(), end, [](Object* o) { return o && may_be_noticed(o) && is_noticed(o); });
  if (!is_any) return;
  g->state = GeneratorState::SuspendedWhenCollected;
  may_still_be_marked--;
}

void clear_if_suspended(Object* cell) {
  if (!cell->cls || !(is_plain_generator(cell) || is_async_generator(cell))) return;
  auto* g = static_cast<Generator*>(cell);
  if (!is_suspended(g->state) || !g->header.code) return;
  const Code* code = g->header.code;
  const Liveness& liveness = known_liveness->try_emplace(code, code).first->second;
  clear_dead_registers_of(&g->header, liveness, Doing::Anything);
  mark_if_something_is_noticed(g, liveness.first_temporary());
}

// Directly after sweep_heap(): what has died since then still is what it was.
void clear_dead_registers_of_generators() {
  constexpr int kMostMarked = 4;
  std::map<const Code*, Liveness> known;
  known_liveness = &known;
  may_still_be_marked = kMostMarked;
  for_each_cell(clear_if_suspended);
}

bool is_held_by_frames_of(const Thread& t, const Object* o) {
  for (FrameHeader* h = t.frame; h; h = h->caller) {
    if (!h->function || is_run_by_trace(h)) continue;
    Object** end = h->registers() + h->code->register_count;
    if (std::find(h->registers(), end, o) == end) continue;
    Liveness liveness(h->code);
    auto at = uint32_t(h->pc - h->code->instructions);
    uint32_t begin = begin_of_instruction(h);
    for (int r = 0; r < h->code->register_count; r++)
      if (h->registers()[r] == o && (liveness.is_live(at, r) || liveness.is_live(begin, r))) return true;
  }
  return false;
}

}  // namespace

bool is_held_by_frames(const Object* o) {
  if (is_held_by_traces(o)) return true;
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    if (is_held_by_frames_of(*t, o)) return true;
  return false;
}

namespace {

void forget_caches_of(const Code* code) {
  for (uint32_t i = 0; i < code->cache_count; i++) {
    Cache& row = code->caches[i];
    if (row.kind == CacheKind::Megamorphic) continue;
    row.key = nullptr;
    row.value = nullptr;
    row.kind = CacheKind::Empty;
  }
  for (ssize i = 0; i < code->constants->size; i++)
    if (Object* constant = code->constants->items[i]; is_exact<Code>(constant))
      forget_caches_of(static_cast<const Code*>(constant));
}

// The caches of the running code, and of the functions and classes that it makes, may hold what classes and globals
// have lost.
void forget_caches(Thread& t) {
  forget_lookups();
  clear_shared_rows();
  for (FrameHeader* h = t.frame; h; h = h->caller)
    if (h->function) forget_caches_of(h->code);
}

}  // namespace

namespace {

constexpr size_t kMostKept = 8;

void collect_but_for(const StillNeeded& needed) {
  static Object** const root = allocate_permanent(kMostKept);
  PY_CHECK(needed.objects.size() <= kMostKept);
  std::copy(needed.objects.begin(), needed.objects.end(), root);
  collect_once(needed.most_between, needed.frame, needed.only_young);
  std::fill_n(root, kMostKept, nullptr);
}

// Without `needed` nothing is known of the callers.
bool collect_in_rounds(Thread& t, const StillNeeded* needed) {
  bool ran = false;
  for (int round = 0; round < kMostRounds; round++) {  // finalizers of a chain run one after the other
    clear_dead_registers(t);
    scrub_stack();
    if (needed) collect_but_for(*needed);
    else collect_garbage();
    if (!has_deferred_work() || t.request & kRequestInterrupt) break;  // at a boundary, after the interrupt
    run_what_is_due(t);
    ran = true;
    if (has_deferred_work()) break;  // a finalizer asks for this: those that run them are at it
  }
  return ran;
}

}  // namespace

bool collect_what_was_dropped(Thread& t) { return collect_in_rounds(t, nullptr); }

bool collect_what_was_dropped(Thread& t, const StillNeeded& needed) { return collect_in_rounds(t, &needed); }

void collect_directly(Thread& t, const StillNeeded& needed) {
  clear_dead_registers(t);
  scrub_stack();
  collect_but_for(needed);
}

void collect_directly(Thread& t) {
  clear_dead_registers(t);
  scrub_stack();
  collect_garbage();
}

static double not_idle_before = 0;  // CLOCK_MONOTONIC

double idle_after() { return std::max(kIdleAfter, not_idle_before - seconds_of_clock(CLOCK_MONOTONIC)); }

// Of the processor's time: on a busy machine it takes long until others have had their turns.
void collect_when_idle(Thread& t) {
  constexpr double kShare = 20;
  if (seconds_of_clock(CLOCK_MONOTONIC) < not_idle_before) return;
  double begin = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID);
  clear_dead_registers_of_all(t);
  collect_what_was_dropped(t);
  double cost = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID) - begin;
  not_idle_before = seconds_of_clock(CLOCK_MONOTONIC) + cost * kShare;
}

static int thorough_collections = 0;
bool collects_thoroughly() { return thorough_collections > 0; }

size_t collect_thoroughly(Thread& t) {
  size_t ran = 0;
  ++thorough_collections;
  for (int round = 0; round < kMostRounds; round++) {
    clear_dead_registers_of_all(t);
    forget_caches(t);
    if (looks_for_garbage()) {
      sweep_for_garbage();
      clear_dead_registers_of_generators();
    }
    scrub_stack();
    collect_once();
    if (!has_deferred_work()) break;
    ran += run_deferred_work();
    if (has_deferred_work()) break;  // a finalizer asks for this: those that run them are at it
  }
  --thorough_collections;
  return ran;
}

}  // namespace sidewinder
