// The loop of the machine Checking: every instruction as on Direct, watched. Only in debug builds.
#include "interpreter/execution/eval.h"
#include "interpreter/execution/ops/all.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/trace_events.h"

namespace sidewinder {

#ifdef NDEBUG

Object* run_checking(Thread& t) { return run_direct(t); }

#else

Next Frame<PyChecking>::back_edge(PyChecking& m, HotSpot&) {
  plain.sync();
  if (m.thread.request && !handle_request(m.thread)) return Next::Unwind;
  return is_tracing(m.thread) ? Next::Switch : Next::Go;
}

Object* run_checking(Thread& t) {
  PyChecking m(t);
  Frame<PyChecking> f{Frame<PyDirect>(t.frame)};
  for (;;) {
    Instr in = *f.plain.pc;
    m.begin(in.op);
    ++f.plain.pc;
    Next next = step(m, f, in);
    if (next == Next::Go && !is_tracing(t)) continue;
    if (next == Next::Go) f.sync();
    if (next == Next::Return) return t.eval_result;
    if (next == Next::Go || next == Next::Switch) return other_loop();
    if (!unwind(t)) return nullptr;
    if (is_tracing(t)) return other_loop();
    f.plain.reload(t);
  }
}

#endif

}  // namespace sidewinder
