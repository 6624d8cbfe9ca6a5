// The back edge of a loop: where hot loops are noticed, compiled code is entered, and requests are met.
#pragma once

#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/machine_frame.h"

namespace sidewinder {

template <class M> Next loop_event(M& m, Frame<M>& f, HotSpot* spot) {
  if constexpr (M::kIsDirect) {
    f.sync();
    bool ok = at_hot_loop(m.thread, *spot);
    f.reload(m.thread);  // compiled code has moved on, also where it raised
    if (!ok) return Next::Unwind;
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

}  // namespace sidewinder
