// Continuations: the work left after a Python callee, as internal frames. Register 0 holds the callee's result, the
// saved values follow. Each ends by giving a result to the frame below (leave), or goes on with a residual call whose
// result it leaves by a second instruction, after_return.
#pragma once

#include "interpreter/execution/ops/compare.h"
#include "interpreter/execution/ops/exception.h"

namespace sidewinder {

namespace help {
// After a's method said NotImplemented.
Object* binary_reflected(Thread& t, Object* a, Object* b, int64_t op);
Object* compare_again(Thread& t, Object* a, Object* b, int64_t op);
Object* compare_again_truth(Thread& t, Object* a, Object* b, int64_t op);
// On the result of __len__, __bool__, __init__ (not None), __iter__: what it stands for, or TypeError.
Object* truth_of_length(Thread& t, Object* result);
Object* check_bool(Thread& t, Object* result);
Object* check_init_result(Thread& t, Object* result);
Object* check_iterator(Thread& t, Object* result);
Object* check_length(Thread& t, Object* result);
Object* check_hash(Thread& t, Object* result);
Object* truth_of_contains(Thread& t, Object* result, int64_t negate);
// What __new__ of `cls` made, initialised with the call's arguments: a tuple, and the names of the last of them or
// None.
Object* initialized(Thread& t, Object* made, Object* cls, Object* values, Object* names);
// The marker for a StopIteration; anything else is raised again.
Object* stop_or_reraise(Thread& t, Object* exception);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper binary_reflected_row{"binary_reflected", &help::binary_reflected, kAny};
inline constexpr TypedHelper compare_again_row{"compare_again", &help::compare_again, kAny};
inline constexpr TypedHelper compare_again_truth_row{"compare_again_truth", &help::compare_again_truth, kAny};
inline constexpr TypedHelper truth_of_length_row{"truth_of_length", &help::truth_of_length, kAny};
inline constexpr TypedHelper check_bool_row{"check_bool", &help::check_bool, kRaising};
inline constexpr TypedHelper check_init_result_row{"check_init_result", &help::check_init_result, kRaising};
inline constexpr TypedHelper check_length_row{"check_length", &help::check_length, kAny};
inline constexpr TypedHelper check_hash_row{"check_hash", &help::check_hash, kRaising};
inline constexpr TypedHelper truth_of_contains_row{"truth_of_contains", &help::truth_of_contains, kAny};
inline constexpr TypedHelper initialized_row{"initialized", &help::initialized, kAny};
inline constexpr TypedHelper check_iterator_row{"check_iterator", &help::check_iterator, kRaising};
inline constexpr TypedHelper stop_or_reraise_row{"stop_or_reraise", &help::stop_or_reraise, kAny};
}  // namespace helpers

template <class M> Next op_after_return(M& m, Frame<M>& f, Instr) { return f.leave(m, f.get(0)); }

// An operator that the continuation keeps: a BinaryOp, or one of the fewer CompareOp.
template <class M> int saved_number(M& m, Frame<M>& f, int i) {
  return int(m.plain(int64_t(reinterpret_cast<Int*>(m.peek(f.get(i)))->small_value()), int(BinaryOp::kCount)));
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
template <class M> Next op_after_special(M& m, Frame<M>& f, Instr in) {
  auto result = f.get(0);
  auto what = AfterSpecial(in.a);
  if (what == AfterSpecial::Contains || what == AfterSpecial::NotContains) {
    bool negates = what == AfterSpecial::NotContains;
    if (!is_exact(m, result, &bool_type))
      return finish(m, f, 0, helpers::truth_of_contains_row, result, m.int_(negates));
    return f.leave(m, negates ? m.select_ref(m.same(result, m.ref(py_true())), py_false(), py_true()) : result);
  }
  if (what == AfterSpecial::Hash) {
    if (!is_small_int(m, result)) return finish(m, f, 0, helpers::check_hash_row, result);
    return f.leave(m, new_int(m, hash_of_small_int(m, result)));
  }
  if (is_small_int(m, result) && m.test(m.int_ge(int_value(m, result), m.int_(0)))) return f.leave(m, result);
  return finish(m, f, 0, helpers::check_length_row, result);
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
