// The loop with -X jit-coverage: every instruction as on Direct, counted.
#include "interpreter/execution/eval.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/execution/traced_call.h"
#include "jit/language/bytecode_counts.h"

namespace sidewinder {

Object* run_counting(Thread& t) {
  while (!is_tracing(t)) {
    jit::bytecode_counts.count_interpreted();
    Next next = step_traced(t, t.frame);
    if (next == Next::Return) return t.eval_result;
    if (next == Next::Switch) break;
    if (next == Next::Unwind && !unwind(t)) return nullptr;
  }
  return other_loop();
}

}  // namespace sidewinder
