// The interpreter's loop: the one function that holds every hot handler on the machine Direct. Compiled with flags of
// its own.
#include "interpreter/execution/eval.h"
#include "interpreter/execution/ops/all.h"
#include "interpreter/execution/trace_events.h"

namespace sidewinder {

Object* run_direct(Thread& t) {
  using M = PyDirect;
  static const void* const labels[] = {
#define OP(name, a, b, c) &&label_##name##_,
#define OP_R(name, a, b, c) &&label_##name##_r, &&label_##name##_c,
#define OP_RR(name) &&label_##name##_rr, &&label_##name##_rc, &&label_##name##_cr,
#define OP_IN(name) &&label_##name##_rr, &&label_##name##_rc,
#define OP_CMP(name) &&label_##name##_rr, &&label_##name##_rc,
#include "interpreter/compiler/opcodes.def"
#undef OP
#undef OP_R
#undef OP_RR
#undef OP_IN
#undef OP_CMP
  };
  M m{t};
  Frame<M> f(t.frame);
  Next next;

// Short, so that gcc gives every handler its own. The handler reads its operands from the instruction just passed.
#define DISPATCH() goto* labels[(f.pc++)->op]

  DISPATCH();

#define HOT(opcode, ...)                               \
  label_##opcode : next = __VA_ARGS__(m, f, f.pc[-1]); \
  if (next == Next::Go) [[likely]]                     \
    DISPATCH();                                        \
  goto other;
#define COLD(opcode, ...)                                            \
  label_##opcode : next = out_of_line<&__VA_ARGS__>(m, f, f.pc[-1]); \
  if (next == Next::Go) [[likely]]                                   \
    DISPATCH();                                                      \
  goto other;
#include "interpreter/execution/ops/handlers.def"
#undef HOT
#undef COLD

other:
  if (next == Next::Return) return t.eval_result;
  if (next == Next::Switch) return other_loop();
  if (!unwind(t)) return nullptr;
  if (is_tracing(t)) return other_loop();
  f.reload(t);
  DISPATCH();
}

}  // namespace sidewinder
