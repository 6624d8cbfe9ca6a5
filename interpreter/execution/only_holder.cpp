#include "interpreter/execution/only_holder.h"

#include <algorithm>
#include <vector>

#include "interpreter/execution/trace_events.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

// Those loops that were not left yet as far as is known, the innermost last: by exhaustion a loop ends unseen.
struct Loop {
  const FrameHeader* frame;
  int reg;
  Object* hidden_generator;  // it may be gone
};
std::vector<Loop> loops;
constexpr size_t kMostLoops = 64;  // what comes before so many waits for a collection

}  // namespace

void note_loop(const FrameHeader* h, int reg, Generator* g) {
  g->origin_or_finalizer = hidden(h);
  std::erase_if(loops,
                [&](const Loop& l) { return l.hidden_generator == hidden(g) || (l.frame == h && l.reg >= reg); });
  if (loops.size() == kMostLoops) loops.erase(loops.begin());
  loops.push_back({h, reg, hidden(g)});
}

// The iterator was made, and given to a generator expression, by the instructions before pc.
static bool is_given_by(const FrameHeader* maker, const Object* iterator) {
  const MadeGenerator& made = last_made_generator;
  if (!made.is(iterator) || made.maker != maker || iterator->cls != &generator_type) return false;
  return made.next == maker->pc - 2 && is_get_iter_in_place(*made.next);
}

void note_made(const FrameHeader* maker, Generator* g) {
  Object* argument = g->header.code->argument_count == 1 ? g->registers()[0] : nullptr;
  bool is_expression = argument && str_equals(g->header.code->name, "<genexpr>");
  if (is_expression && is_given_by(maker, argument)) note_loop(&g->header, 0, static_cast<Generator*>(argument));
  last_made_generator = {hidden(g), maker, maker->pc};
}

void end_left_loops(Thread& t, FrameHeader* h, int reg) {
  for (size_t i = loops.size(); i-- > 0;) {
    Loop loop = loops[i];
    if (loop.frame != h || loop.reg <= reg) continue;
    loops.erase(loops.begin() + ssize(i));
    Object* iterator = h->registers()[loop.reg];
    if (hidden(iterator) == loop.hidden_generator && is_only_in_loop_of(h, iterator))
      end_generator(t, static_cast<Generator*>(iterator));
    i = std::min(i, loops.size());  // its end may have begun loops, and left them
  }
}

// Nothing of its own runs if it is closed (note_suspension), and it has no loop that would.
static bool ends_silently(Thread& t, const Generator* g) {
  bool may_run_code = g->finalizer || g->yield_from || g->refcount & kFlagFinalized || is_tracing(t);
  auto is_its = [g](const Loop& l) { return l.frame == &g->header; };
  return g->state == GeneratorState::Suspended && !may_run_code && std::none_of(loops.begin(), loops.end(), is_its);
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

Object* end_left_loop(Thread& t, Object* generator) {
  end_generator(t, static_cast<Generator*>(generator));
  return none();
}

}  // namespace help

}  // namespace sidewinder
