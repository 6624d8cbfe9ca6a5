// Functions that a trace calls instead of taking them in (`jit/driver/README.md`, Calls from traces): a frame of the
// callee, whose registers are filled as a callee's inlined frame would be, in a loop of its own.
#pragma once

#include "interpreter/execution/ops/bind.h"

namespace sidewinder {

namespace help {
// `levels`: the trace's own inlined frames, which nobody counts, but the callee's recursion does.
Object* call_frame_0(Thread& t, Object* function, int64_t levels);
Object* call_frame_1(Thread& t, Object* function, int64_t levels, Object* a);
Object* call_frame_2(Thread& t, Object* function, int64_t levels, Object* a, Object* b);
Object* call_frame_3(Thread& t, Object* function, int64_t levels, Object* a, Object* b, Object* c);
Object* call_frame_tuple(Thread& t, Object* function, int64_t levels, Object* registers);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper call_frame_0_row{"call_frame_0", &help::call_frame_0, kAny};
inline constexpr TypedHelper call_frame_1_row{"call_frame_1", &help::call_frame_1, kAny};
inline constexpr TypedHelper call_frame_2_row{"call_frame_2", &help::call_frame_2, kAny};
inline constexpr TypedHelper call_frame_3_row{"call_frame_3", &help::call_frame_3, kAny};
inline constexpr TypedHelper call_frame_tuple_row{"call_frame_tuple", &help::call_frame_tuple, kAny};
}  // namespace helpers

// `values`: of the callee's first `count` registers.
template <class M>
Next call_frame(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int count,
                typename M::Int levels) {
  using namespace helpers;
  switch (count) {
    case 0: return finish(m, f, result, call_frame_0_row, callee, levels);
    case 1: return finish(m, f, result, call_frame_1_row, callee, levels, values[0]);
    case 2: return finish(m, f, result, call_frame_2_row, callee, levels, values[0], values[1]);
    case 3: return finish(m, f, result, call_frame_3_row, callee, levels, values[0], values[1], values[2]);
  }
  return finish(m, f, result, call_frame_tuple_row, callee, levels, tuple_of_values(m, values, count));
}

}  // namespace sidewinder
