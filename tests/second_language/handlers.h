// What the instructions of Lines do: written once, for every machine. Look at the operands, test, operate, put the
// result last.
#pragma once

#include <cstddef>

#include "tests/second_language/machine.h"

namespace sidewinder::lines {

// --- What is plain C++: calls that end a handler

Object* numbers_wanted(Thread& t, Object* a, Object* b);  // raises, by what the operands are
Object* pair_wanted(Thread& t, Object* o);
Object* square_root(Thread& t, Object* o);
Object* print_object(Thread& t, Object* o);

constexpr uint16_t kMayRaise = jit::kEffectTakesThread | jit::kEffectReads | jit::kEffectMayRaise;
inline constexpr TypedHelper numbers_wanted_row{"numbers_wanted", &numbers_wanted, kMayRaise};
inline constexpr TypedHelper pair_wanted_row{"pair_wanted", &pair_wanted, kMayRaise};
inline constexpr TypedHelper square_root_row{"square_root", &square_root, kMayRaise};
inline constexpr TypedHelper print_row{"print", &print_object, jit::kEffectTakesThread | jit::kEffectReads};

inline constexpr jit::Field pair_first{"pair.first", offsetof(Pair, first), jit::Kind::Ref, jit::Width::Word64, 1};
inline constexpr jit::Field pair_second{"pair.second", offsetof(Pair, second), jit::Kind::Ref, jit::Width::Word64, 2};
extern const jit::Shape pair_shape;

// --- Numbers

// False: not a number.
template <class M> bool to_float(M& m, typename M::Ref a, typename M::Float* value) {
  if (m.is_small_int(a)) return *value = m.float_from_int(m.unbox_int(a)), true;
  if (m.has_class(a, &float_class)) return *value = m.unbox_float(a), true;
  return false;
}

template <class M> Next put_int_or_float(M& m, Frame<M>& f, int result, typename M::Int v) {
  if (m.test(m.int_fits(v))) return f.put(result, m.box_int(v));
  return f.put(result, m.box_float(m.float_from_int(v)));
}

template <class M, char Op> Next int_arithmetic(M& m, Frame<M>& f, int result, typename M::Int a, typename M::Int b) {
  if constexpr (Op == '+') return put_int_or_float(m, f, result, m.int_add(a, b));
  if constexpr (Op == '-') return put_int_or_float(m, f, result, m.int_sub(a, b));
  typename M::Int product;
  if (m.int_mul(a, b, &product)) return put_int_or_float(m, f, result, product);
  return f.put(result, m.box_float(m.float_mul(m.float_from_int(a), m.float_from_int(b))));
}

template <class M, char Op> typename M::Float float_arithmetic(M& m, typename M::Float a, typename M::Float b) {
  if constexpr (Op == '+') return m.float_add(a, b);
  else if constexpr (Op == '-') return m.float_sub(a, b);
  else if constexpr (Op == '*') return m.float_mul(a, b);
  else return m.float_div(a, b);
}

template <class M, char Op> Next op_arithmetic(M& m, Frame<M>& f, const Instr& in) {
  auto a = f.operand(m, in.operand[0]), b = f.operand(m, in.operand[1]);
  if constexpr (Op != '/')
    if (m.is_small_int(a) && m.is_small_int(b))
      return int_arithmetic<M, Op>(m, f, in.result, m.unbox_int(a), m.unbox_int(b));
  typename M::Float x, y;
  if (!to_float(m, a, &x) || !to_float(m, b, &y)) return finish(m, f, in.result, numbers_wanted_row, a, b);
  if constexpr (Op == '/')
    if (m.test(m.float_eq(y, m.float_(0)))) return finish(m, f, in.result, numbers_wanted_row, a, b);
  return f.put(in.result, m.box_float(float_arithmetic<M, Op>(m, x, y)));
}

template <class M> Next op_sqrt(M& m, Frame<M>& f, const Instr& in) {
  return finish(m, f, in.result, square_root_row, f.operand(m, in.operand[0]));
}

// --- Pairs

template <class M> Next op_pair(M& m, Frame<M>& f, const Instr& in) {
  auto a = f.operand(m, in.operand[0]), b = f.operand(m, in.operand[1]);
  auto pair = m.new_object(pair_shape);
  m.store_ref(pair, pair_first, a);
  m.store_ref(pair, pair_second, b);
  return f.put(in.result, pair);
}

template <class M, const jit::Field& kField> Next op_get(M& m, Frame<M>& f, const Instr& in) {
  auto pair = f.operand(m, in.operand[0]);
  if (!m.has_class(pair, &pair_class)) return finish(m, f, in.result, pair_wanted_row, pair);
  return f.put(in.result, m.load_ref(pair, kField));
}

template <class M, const jit::Field& kField> Next op_set(M& m, Frame<M>& f, const Instr& in) {
  auto pair = f.operand(m, in.operand[0]), value = f.operand(m, in.operand[1]);
  if (!m.has_class(pair, &pair_class)) return finish(m, f, -1, pair_wanted_row, pair);
  m.store_ref(pair, kField, value);
  return Next::Go;
}

// --- Control

template <class M> Next op_move(M& m, Frame<M>& f, const Instr& in) {
  return f.put(in.result, f.operand(m, in.operand[0]));
}

template <class M, Compare C> Next op_if(M& m, Frame<M>& f, const Instr& in) {
  auto a = f.operand(m, in.operand[0]), b = f.operand(m, in.operand[1]);
  if (m.is_small_int(a) && m.is_small_int(b))
    return m.test(int_compare<C>(m, m.unbox_int(a), m.unbox_int(b))) ? f.jump(in.target) : Next::Go;
  typename M::Float x, y;
  if (!to_float(m, a, &x) || !to_float(m, b, &y)) return finish(m, f, -1, numbers_wanted_row, a, b);
  return m.test(float_compare<C>(m, x, y)) ? f.jump(in.target) : Next::Go;
}

template <class M> Next op_jump(M&, Frame<M>& f, const Instr& in) { return f.jump(in.target); }
template <class M> Next op_jump_back(M& m, Frame<M>& f, const Instr& in) { return f.jump_back(m, in); }

template <class M> Next op_call(M& m, Frame<M>& f, const Instr& in) {
  typename M::Ref arguments[kMaxArguments];
  for (int i = 0; i < in.count; ++i) arguments[i] = f.operand(m, in.operand[i]);
  return f.enter(m, in, arguments);
}
template <class M> Next op_return(M& m, Frame<M>& f, const Instr& in) {
  return f.leave(m, f.operand(m, in.operand[0]));
}
template <class M> Next op_print(M& m, Frame<M>& f, const Instr& in) {
  return finish(m, f, -1, print_row, f.operand(m, in.operand[0]));
}

template <class M> Next step(M& m, Frame<M>& f, const Instr& in) {
  switch (in.opcode) {
#define OP(name, ...) \
  case Opcode::name:  \
    return __VA_ARGS__(m, f, in);
#include "tests/second_language/opcodes.def"
#undef OP
    case Opcode::kCount: break;
  }
  PY_CHECK(!"an instruction");
  __builtin_unreachable();
}

}  // namespace sidewinder::lines
