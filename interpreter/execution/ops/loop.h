// The back edge of a loop: where hot loops are noticed, compiled code is entered, and requests are met. The beginning
// of a frame that is traced.
#pragma once

#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/trace_events.h"

namespace sidewinder {

template <class M> Next loop_event(M& m, Frame<M>& f, HotSpot* spot) {
  if constexpr (M::kIsDirect) {
    f.sync();
    Next next = at_hot_loop(m.thread, *spot);
    f.reload(m.thread);  // compiled code has moved on, also where it raised
    if (next != Next::Go) return next;
    if (is_tracing(m.thread)) return Next::Switch;
  }
  return Next::Go;
}

template <class M> PY_ALWAYS_INLINE Next op_jump_back(M& m, Frame<M>& f, Instr in) {
  HotSpot& spot = f.real()->code->hot_spots[in.a];
  f.jump(in.offset());
  if constexpr (M::kIsDirect) {
    if (--spot.counter == 0 || m.thread.request) [[unlikely]]
      return out_of_line<&loop_event<M>>(m, f, &spot);
    return Next::Go;
  } else {
    return f.back_edge(m, spot);
  }
}

// The place before the code of a frame that is to be traced (traced_start): the code itself begins in another loop.
template <class M> Next op_traced_start(M& m, Frame<M>& f, Instr) {
  if constexpr (M::kIsDirect) f.pc = f.real()->code->instructions;
  else if constexpr (requires { f.plain.pc; }) f.plain.pc = f.real()->code->instructions;
  else return Next::Go;
  f.sync();
  m.abort(Abort::Request);
  return M::kRecords ? Next::Go : Next::Switch;
}

}  // namespace sidewinder
