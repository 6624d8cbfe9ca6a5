// Comparisons, fused with a jump or to a register; identity; membership; truth. The shape of fused instructions is in
// opcodes.def.
#pragma once

#include "interpreter/execution/ops/arithmetic.h"
#include "interpreter/execution/ops/text.h"

namespace sidewinder {

namespace help {
Object* compare(Thread& t, Object* a, Object* b, int64_t op);
Object* compare_truth(Thread& t, Object* a, Object* b, int64_t op);  // a bool
Object* truth(Thread& t, Object* a);                                 // a bool
Object* contains(Thread& t, Object* item, Object* container, int64_t negate);
int64_t same_number(Object* a, Object* b);   // of one class
int64_t compare_ints(Object* a, Object* b);  // below, equal to or above zero
}  // namespace help
namespace helpers {
inline constexpr TypedHelper compare_row{"compare", &help::compare, kAny};
inline constexpr TypedHelper compare_truth_row{"compare_truth", &help::compare_truth, kAny};
inline constexpr TypedHelper truth_row{"truth", &help::truth, kAny};
inline constexpr TypedHelper contains_row{"contains", &help::contains, kAny};
inline constexpr TypedHelper compare_ints_row{"compare_ints", &help::compare_ints, kEffectPure};
inline constexpr TypedHelper same_number_row{"same_number", &help::same_number, kEffectPure};
}  // namespace helpers

enum class Sense : uint8_t { JumpIfTrue, JumpIfFalse };

// The fast path of a test: jump where the companion says, or skip it.
template <Sense S, class M> PY_ALWAYS_INLINE Next branch(M& m, Frame<M>& f, typename M::Flag condition) {
  int offset = f.companion().offset();
  if (m.test(condition) == (S == Sense::JumpIfTrue)) return f.jump(1 + offset);
  return f.jump(1);
}

// What `op` says of a number below, equal to or above zero that compares its operands.
template <class M> typename M::Flag ordered(M& m, typename M::Int order, CompareOp op) {
  auto zero = m.int_(0);
  switch (CompareOp(m.plain(int(op), 6))) {
    case CompareOp::Eq: return m.int_eq(order, zero);
    case CompareOp::Ne: return m.int_ne(order, zero);
    case CompareOp::Lt: return m.int_lt(order, zero);
    case CompareOp::Le: return m.int_le(order, zero);
    case CompareOp::Gt: return m.int_gt(order, zero);
    default: return m.int_ge(order, zero);
  }
}

template <class M>
Next compare_general(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref b, CompareOp op,
                     bool want_truth) {
  if constexpr (M::kRecords) {
    typename M::Flag equal{};
    bool is_equality = op == CompareOp::Eq || op == CompareOp::Ne;
    if (is_equality && is_exact(m, a, Str::type()) && is_exact(m, b, Str::type()) && equals_unbuilt(m, a, b, &equal))
      return f.put(result, op == CompareOp::Eq ? new_bool(m, equal) : m.select_ref(equal, py_false(), py_true()));
  }
  if constexpr (!M::kIsDirect)
    if (compare_text(m, f, result, a, b, op)) return Next::Go;
  if constexpr (M::kRecords)
    if (is_exact(m, a, Int::type()) && is_exact(m, b, Int::type())) {
      auto order = m.call(helpers::compare_ints_row, a, b);
      return f.put(result, new_bool(m, ordered(m, order, op)));
    }
  if (Function* method = compare_method(m, a, b, op)) {
    typename M::Ref saved[] = {a, b, m.ref(&small_ints[int(op) - kIntSingletonMin])};
    Code* code = want_truth ? continuations.after_compare_truth : continuations.after_compare;
    Next next = f.enter_continuation(m, code, result, saved, 3);
    if (next != Next::Go) return next;
    typename M::Ref arguments[] = {a, b};
    return enter_special(m, f, 0, method, arguments, 2);
  }
  return finish(m, f, result, want_truth ? helpers::compare_truth_row : helpers::compare_row, a, b, m.int_(int(op)));
}

// Applies `then` to the flag of an inline comparison; false: not comparable inline. An int that is no exact double is
// compared with a float by the general way.
template <CompareOp Op, class M, class F>
PY_ALWAYS_INLINE bool compare_inline(M& m, typename M::Ref a, typename M::Ref b, F&& then) {
  constexpr Compare C = Compare(int(Op));
  if (is_small_int(m, a)) {
    if (is_small_int(m, b)) {
      then(jit::int_compare<C>(m, int_value(m, a), int_value(m, b)));
      return true;
    }
    if (!is_exact(m, b, Float::type())) return false;
    auto v = int_value(m, a);
    if (!fits_double_exactly(m, v)) return false;
    then(jit::float_compare<C>(m, m.float_from_int(v), float_value(m, b)));
    return true;
  }
  if (!is_exact(m, a, Float::type())) return false;
  if (is_exact(m, b, Float::type())) {
    then(jit::float_compare<C>(m, float_value(m, a), float_value(m, b)));
    return true;
  }
  if (!is_small_int(m, b)) return false;
  auto v = int_value(m, b);
  if (!fits_double_exactly(m, v)) return false;
  then(jit::float_compare<C>(m, float_value(m, a), m.float_from_int(v)));
  return true;
}

template <class M, CompareOp Op, Src B, Sense S> PY_ALWAYS_INLINE Next op_jump_compare(M& m, Frame<M>& f, Instr in) {
  auto a = f.get(in.a);
  auto b = source<B>(m, f, in.b);
  Next next = Next::Go;
  if (compare_inline<Op>(m, a, b, [&](auto flag) PY_INLINE_LAMBDA { next = branch<S>(m, f, flag); })) return next;
  if constexpr (M::kIsDirect && (Op == CompareOp::Eq || Op == CompareOp::Ne))
    if (a->cls == Str::type() && b->cls == Str::type())
      return branch<S>(m, f, str_equal(static_cast<Str*>(a), static_cast<Str*>(b)) == (Op == CompareOp::Eq));
  if constexpr (!M::kIsDirect && B == Src::Constant && (Op == CompareOp::Eq || Op == CompareOp::Ne)) {
    typename M::Flag equal{};
    bool other_length, is_unbuilt = false;
    if constexpr (M::kRecords) is_unbuilt = unbuilt_text(m, a) != nullptr;
    if (!is_unbuilt && equals_character(m, a, b, &equal, &other_length)) {
      bool is_equal = !other_length && m.test(equal);
      bool jumps = (is_equal == (Op == CompareOp::Eq)) == (S == Sense::JumpIfTrue);
      return f.jump(jumps ? 1 + f.companion().offset() : 1);
    }
  }
  return out_of_line<&compare_general<M>>(m, f, int(in.c), a, b, Op, true);
}

template <class M, CompareOp Op> Next op_compare(M& m, Frame<M>& f, Instr in) {
  auto a = f.get(in.b), b = f.get(in.c);
  if (compare_inline<Op>(m, a, b, [&](auto flag) { f.set(in.a, new_bool(m, flag)); })) return Next::Go;
  return compare_general(m, f, in.a, a, b, Op, false);
}

// `is`: exact numbers by type and value, since unboxing loses the identity of boxes.
template <class M> PY_ALWAYS_INLINE typename M::Flag identity(M& m, typename M::Ref a, typename M::Ref b) {
  if constexpr (M::kIsDirect) return a == b || same(a, b);
  else {
    if (is_small_int(m, a) && is_small_int(m, b)) return m.int_eq(int_value(m, a), int_value(m, b));
    const void* cls = m.promote_class(a);
    if (cls == Float::type() || cls == Complex::type() || cls == Int::type()) {
      if (m.promote_class(b) != cls) return m.int_eq(m.int_(0), m.int_(1));
      return m.int_ne(m.call(helpers::same_number_row, a, b), m.int_(0));
    }
    return m.same(a, b);
  }
}
template <class M, bool kNegate> Next op_is(M& m, Frame<M>& f, Instr in) {
  auto flag = identity(m, f.get(in.b), f.get(in.c));
  return f.put(in.a, kNegate ? m.select_ref(flag, py_false(), py_true()) : new_bool(m, flag));
}
template <class M, Sense S> PY_ALWAYS_INLINE Next op_jump_is(M& m, Frame<M>& f, Instr in) {
  return branch<S>(m, f, identity(m, f.get(in.a), f.get(in.b)));
}
template <class M, bool kNegate> PY_ALWAYS_INLINE Next op_jump_is_none(M& m, Frame<M>& f, Instr in) {
  int offset = f.companion().offset();
  return f.jump(m.is_same(f.get(in.a), none()) != kNegate ? 1 + offset : 1);
}

// A special method in Python with at most one operand, in a trace: its frame, above that of what becomes of its result.
template <class M>
bool enter_special_after(M& m, Frame<M>& f, int result, typename M::Ref o, Special s, const typename M::Ref* operand,
                         AfterSpecial after, Next* next) {
  Function* method = python_special(m, o, s);
  if (!method) return false;
  Code* code = continuations.after_special[int(after)];
  *next = f.enter_continuation(m, code, result, static_cast<typename M::Ref*>(nullptr), 0);
  if (*next != Next::Go) return true;
  typename M::Ref arguments[] = {o, operand ? *operand : o};
  *next = enter_special(m, f, 0, method, arguments, operand ? 2 : 1);
  return true;
}

template <class M, bool kNegate> Next op_contains(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords) {
    Next next;
    auto item = f.get(in.b);
    auto after = kNegate ? AfterSpecial::NotContains : AfterSpecial::Contains;
    if (enter_special_after(m, f, in.a, f.get(in.c), Special::Contains, &item, after, &next)) return next;
  }
  return finish(m, f, in.a, helpers::contains_row, f.get(in.b), f.get(in.c), m.int_(kNegate));
}

// Truth. The classes whose truth is a field are decided inline.
template <class M, class F> PY_ALWAYS_INLINE bool truth_inline(M& m, typename M::Ref a, F&& then) {
  if (is_exact(m, a, &bool_type)) then(m.promote_bool(a));
  else if (m.is_same(a, none())) then(false);
  else if (is_small_int(m, a)) then(m.test(m.int_ne(int_value(m, a), m.int_(0))));
  else return false;
  return true;
}
template <class M> bool truth_of_container(M& m, typename M::Ref a, bool* answer) {
  auto not_empty = [&](const jit::Field& size) { return m.test(m.int_ne(m.load_int(a, size), m.int_(0))); };
  if (is_exact(m, a, List::type())) *answer = not_empty(fields::list_size);
  else if (is_exact(m, a, Tuple::type())) *answer = not_empty(fields::tuple_size);
  else if (is_exact(m, a, Str::type())) *answer = not_empty(fields::str_length);
  else if (is_exact(m, a, Dict::type())) *answer = not_empty(fields::dict_used);
  else if (is_exact(m, a, Float::type())) *answer = m.test(m.float_ne(float_value(m, a), m.float_(0.0)));
  else return false;
  return true;
}
// A bool for any object into `result`: __bool__ and __len__ written in Python get frames.
template <class M> Next truth_general(M& m, Frame<M>& f, int result, typename M::Ref a) {
  bool answer;
  if (truth_of_container(m, a, &answer)) return f.put(result, m.ref(bool_object(answer)));
  for (Special s : {Special::Bool, Special::Len}) {
    auto* cls = static_cast<const Type*>(m.promote_class(a));
    if (!(cls->flags & kTypeHeap)) break;
    Object* found = class_attribute(m, cls, special_names[int(s)]);
    if (!found) continue;
    if (found->cls != Function::type()) break;
    Code* code = s == Special::Bool ? continuations.after_truth : continuations.after_length_truth;
    Next next = f.enter_continuation(m, code, result, static_cast<typename M::Ref*>(nullptr), 0);
    if (next != Next::Go) return next;
    return enter_special(m, f, 0, reinterpret_cast<Function*>(found), &a, 1);
  }
  return finish(m, f, result, helpers::truth_row, a);
}
template <class M, Sense S> PY_ALWAYS_INLINE Next op_test(M& m, Frame<M>& f, Instr in) {
  auto a = f.get(in.a);
  Next next = Next::Go;
  if (truth_inline(m, a, [&](bool answer) PY_INLINE_LAMBDA {
        int offset = f.companion().offset();
        next = f.jump(answer == (S == Sense::JumpIfTrue) ? 1 + offset : 1);
      }))
    return next;
  return out_of_line<&truth_general<M>>(m, f, int(in.c), a);
}
template <class M> PY_ALWAYS_INLINE Next op_to_bool(M& m, Frame<M>& f, Instr in) {
  auto a = f.get(in.b);
  if (is_exact(m, a, &bool_type)) return f.put(in.a, a);
  if (truth_inline(m, a, [&](bool answer) PY_INLINE_LAMBDA { f.set(in.a, m.ref(bool_object(answer))); }))
    return Next::Go;
  return out_of_line<&truth_general<M>>(m, f, int(in.a), a);
}
template <class M> PY_ALWAYS_INLINE Next op_not(M& m, Frame<M>& f, Instr in) {
  return f.put(in.a, m.select_ref(m.same(f.get(in.b), m.ref(py_true())), py_false(), py_true()));
}
template <class M, Sense S> PY_ALWAYS_INLINE Next op_jump_if(M& m, Frame<M>& f, Instr in) {
  auto a = f.get(in.a);
  return f.jump(m.promote_bool(a) == (S == Sense::JumpIfTrue) ? in.offset() : 0);
}
template <class M> PY_ALWAYS_INLINE Next op_jump(M&, Frame<M>& f, Instr in) { return f.jump(in.offset()); }

}  // namespace sidewinder
