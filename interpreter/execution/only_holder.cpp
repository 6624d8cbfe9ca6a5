#include "interpreter/execution/only_holder.h"

#include <algorithm>
#include <span>

#include "interpreter/execution/let_go.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

// The iterator was made, and given to a generator expression, by the instructions before pc.
static bool is_given_by(const FrameHeader* maker, const Object* iterator) {
  const MadeGenerator& made = last_made_generator;
  if (!made.is(iterator) || made.maker != maker || iterator->cls != &generator_type) return false;
  return made.next == maker->pc - 2 && is_get_iter_in_place(*made.next);
}

void note_made(const FrameHeader* maker, Generator* g) {
  Object* argument = g->header.code->argument_count == 1 ? g->registers()[0] : nullptr;
  bool is_expression = argument && str_equals(g->header.code->name, "<genexpr>");
  if (is_expression && is_given_by(maker, argument)) give_to_loop(static_cast<Generator*>(argument));
  last_made_generator = {hidden(g), maker, maker->pc};
}

// The innermost `for` loop around `at` that begins before `end`; null: there is none. Its instructions lie together.
static const Instr* loop_around(const Code* code, uint32_t at, uint32_t end) {
  const Instr* innermost = nullptr;
  for (const HotSpot& spot : std::span(code->hot_spots, code->hot_spot_count)) {
    const Instr* head = code->instructions + spot.header;
    if (head->op != uint16_t(Opcode::for_iter_) || spot.header > at || spot.header >= end) continue;
    constexpr uint32_t kHead = 2;  // for_iter, for_end
    if (at < spot.header + kHead + uint32_t(head[1].offset()) && (!innermost || head > innermost)) innermost = head;
  }
  return innermost;
}

const Instr* next_loop_around(const FrameHeader* h, const Instr* inner) {
  auto end = inner ? uint32_t(inner - h->code->instructions) : h->code->instruction_count;
  auto pc = uint32_t(h->pc - h->code->instructions);
  return pc ? loop_around(h->code, pc - 1, end) : nullptr;
}

void end_left_loops(Thread& t, FrameHeader* h, int reg) {
  for (const Instr* loop = nullptr; (loop = next_loop_around(h, loop)) && loop->b > reg;) {
    Object* iterator = h->registers()[loop->b];
    if (is_only_in_loop(iterator)) end_generator(t, static_cast<Generator*>(iterator));
  }
}

static bool has_generator_in_loop(Generator* g) {
  for (const Instr* loop = nullptr; (loop = next_loop_around(&g->header, loop));)
    if (is_only_in_loop(g->header.registers()[loop->b])) return true;
  return false;
}

// Nothing of its own runs if it is closed (note_suspension), and it has no loop that would.
static bool ends_silently(Thread& t, Generator* g) {
  bool may_run_code = g->finalizer || g->yield_from || g->refcount & kFlagFinalized || is_tracing(t);
  return is_suspended(g->state) && !may_run_code && !has_generator_in_loop(g);
}

bool may_end_with_loop(Object* iterator) {
  if (!iterator || !(iterator->cls == &generator_type || is_async_generator(iterator))) return false;
  auto* g = static_cast<Generator*>(iterator);
  if (g->finalizer) return true;
  return is_only_in_loop(g) && (g->yield_from || g->header.code->exception_count || has_generator_in_loop(g));
}

void end_generator(Thread& t, Generator* g) {
  give_to_others(g);
  if (ends_silently(t, g)) return generator_ended(t, g);
  if (g->finalizer) unregister_generator_finalizer(g);
  finalize_generator(g);
}

// Constants of other arguments may stand between.
bool is_only_argument(const Thread& t, const Object* generator) {
  const MadeGenerator& made = last_made_generator;
  const FrameHeader* h = t.frame;
  if (!made.is(generator) || made.maker != h || t.jit || is_run_by_trace(h)) return false;
  if (generator->cls != &generator_type) return false;
  const Instr* call = h->pc - 1;
  if (made.next > call || Opcode(call->op) != Opcode::call_) return false;
  return std::all_of(made.next, call, [](const Instr& in) { return Opcode(in.op) == Opcode::move_c; });
}

namespace help {

Object* leave_loop(Thread& t, Object* iterator) {
  if (is_only_in_loop(iterator)) end_generator(t, static_cast<Generator*>(iterator));
  else if (may_end_with_loop(iterator)) end_what_was_let_go(t, iterator, {});
  return none();
}

}  // namespace help

}  // namespace sidewinder
