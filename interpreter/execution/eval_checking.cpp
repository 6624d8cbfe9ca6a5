// The loop of the machine Checking: every instruction as on Direct, watched. Only in debug builds.
#include "interpreter/execution/eval.h"
#include "interpreter/execution/ops/all.h"
#include "interpreter/execution/request.h"

namespace sidewinder {

#ifdef NDEBUG

Object* run_checking(Thread& t) { return run_direct(t); }

#else

Next Frame<PyChecking>::back_edge(PyChecking& m, HotSpot&) {
  plain.sync();
  return m.thread.request && !handle_request(m.thread) ? Next::Unwind : Next::Go;
}

Object* run_checking(Thread& t) {
  PyChecking m(t);
  Frame<PyChecking> f{Frame<PyDirect>(t.frame)};
  for (;;) {
    Instr in = *f.plain.pc;
    m.begin(in.op);
    ++f.plain.pc;
    Next next = step(m, f, in);
    if (next == Next::Go) continue;
    if (next == Next::Return) return t.eval_result;
    if (!unwind(t)) return nullptr;
    f.plain.reload(t);
  }
}

#endif

}  // namespace sidewinder
