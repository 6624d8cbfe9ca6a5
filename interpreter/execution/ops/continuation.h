// Continuations: the work left after a Python callee, as internal frames. Register 0 holds the callee's result, the
// saved values follow. Each ends by giving a result to the frame below (leave), or goes on with a residual call whose
// result it leaves by a second instruction, after_return.
#pragma once

#include "interpreter/execution/ops/compare.h"

namespace sidewinder {

template <class M> Next op_after_return(M& m, Frame<M>& f, Instr) { return f.leave(m, f.get(0)); }

template <class M> int saved_number(M& m, Frame<M>& f, int i) {
  return int(m.plain(int64_t(reinterpret_cast<Int*>(m.peek(f.get(i)))->small_value()), 14));
}

template <class M> Next op_after_binary(M& m, Frame<M>& f, Instr) {
  auto result = f.get(0);
  if (!m.is_same(result, not_implemented())) return f.leave(m, result);
  return finish(m, f, 0, helpers::binary_reflected_row, f.get(1), f.get(2), m.int_(saved_number(m, f, 3)));
}
// a: 0 the answer as it is, 1 its truth.
template <class M> Next op_after_compare(M& m, Frame<M>& f, Instr in) {
  auto result = f.get(0);
  if (m.is_same(result, not_implemented()))
    return finish(m, f, 0, in.a ? helpers::compare_again_truth_row : helpers::compare_again_row, f.get(1), f.get(2),
                  m.int_(saved_number(m, f, 3)));
  if (in.a && !is_exact(m, result, &bool_type)) return finish(m, f, 0, helpers::truth_row, result);
  return f.leave(m, result);
}
// a: 0 of __bool__, 1 of __len__.
template <class M> Next op_after_truth(M& m, Frame<M>& f, Instr in) {
  auto result = f.get(0);
  if (!in.a && is_exact(m, result, &bool_type)) return f.leave(m, result);
  return finish(m, f, 0, in.a ? helpers::truth_of_length_row : helpers::check_bool_row, result);
}
template <class M> Next op_after_init(M& m, Frame<M>& f, Instr) {
  auto result = f.get(0);
  if (m.is_same(result, none())) return f.leave(m, f.get(1));
  return finish(m, f, 0, helpers::check_init_result_row, result);
}
template <class M> Next op_after_next(M& m, Frame<M>& f, Instr) { return f.leave(m, f.get(0)); }
// The exception handler of after_next: register 0 holds the exception.
template <class M> Next op_after_next_raised(M& m, Frame<M>& f, Instr) {
  auto exception = f.get(0);
  if (is_exact(m, exception, &exceptions::StopIteration)) return f.leave(m, m.ref(exhausted()));
  return finish(m, f, 0, helpers::stop_or_reraise_row, exception);
}
template <class M> Next op_after_ignore(M& m, Frame<M>& f, Instr) { return f.leave_nothing(m); }
template <class M> Next op_after_iter(M& m, Frame<M>& f, Instr) {
  return finish(m, f, 0, helpers::check_iterator_row, f.get(0));
}

}  // namespace sidewinder
