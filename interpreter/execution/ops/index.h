// An index of Python's as an offset from the start of a sequence.
#pragma once

#include "interpreter/execution/python_machine.h"

namespace sidewinder {

// False: out of bounds.
template <class M> PY_ALWAYS_INLINE bool checked_index(M& m, typename M::Int size, typename M::Int* index) {
  if (m.test(m.int_below(*index, size))) return true;
  auto from_end = m.int_add(*index, size);
  if (!m.test(m.int_lt(*index, m.int_(0))) || !m.test(m.int_ge(from_end, m.int_(0)))) return false;
  *index = from_end;
  return true;
}

}  // namespace sidewinder
