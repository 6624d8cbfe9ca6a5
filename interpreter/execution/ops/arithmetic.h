// Arithmetic on exact ints and floats, inline; everything else through binary_general: a Python method gets a frame,
// the rest is a residual call.
#pragma once

#include "interpreter/execution/helpers.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/ops/unbuilt_text.h"
#include "interpreter/objects/container/list_traced.h"

namespace sidewinder {

namespace help {
Object* binary(Thread& t, Object* a, Object* b, int64_t op);
Object* in_place(Thread& t, Object* a, Object* b, int64_t op);
Object* int_binary(Thread& t, Object* a, Object* b, int64_t op);
Object* join_two(Thread& t, Object* a, Object* b);  // strings
Object* negative(Thread& t, Object* a);
Object* positive(Thread& t, Object* a);
Object* invert(Thread& t, Object* a);
double float_pow(double a, double b);  // C's
double float_floor_div(double a, double b);
double float_mod(double a, double b);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper binary_row{"binary", &help::binary, kAny};
inline constexpr TypedHelper in_place_row{"in_place", &help::in_place, kAny};
inline constexpr TypedHelper int_binary_row{"int_binary", &help::int_binary, kRaising};
inline constexpr TypedHelper join_two_row{"join_two", &help::join_two, kRaising};
inline constexpr TypedHelper negative_row{"negative", &help::negative, kAny};
inline constexpr TypedHelper positive_row{"positive", &help::positive, kAny};
inline constexpr TypedHelper invert_row{"invert", &help::invert, kAny};
inline constexpr TypedHelper float_pow_row{"float_pow", &help::float_pow, kEffectPure};
inline constexpr TypedHelper float_floor_div_row{"float_floor_div", &help::float_floor_div, kEffectPure};
inline constexpr TypedHelper float_mod_row{"float_mod", &help::float_mod, kEffectPure};
}  // namespace helpers

constexpr int kWordBits = 64;  // shifting right by as many or more leaves the sign: the general way does it
constexpr int kIntBits = 60;   // of an unboxed int, and so the most that a shift to the left may move

// Of floats: what raises for a zero on the right; what is done inline.
constexpr bool divides(BinaryOp op) {
  return op == BinaryOp::TrueDiv || op == BinaryOp::FloorDiv || op == BinaryOp::Mod;
}
constexpr bool is_arithmetic_of_floats(BinaryOp op) {
  return op == BinaryOp::Add || op == BinaryOp::Sub || op == BinaryOp::Mul || divides(op);
}

// Both operands fit 60 bits. False: the general way must do it (overflow, division by zero, huge shifts).
template <BinaryOp Op, class M>
PY_ALWAYS_INLINE bool int_operation(M& m, typename M::Int a, typename M::Int b, typename M::Int* r) {
  if constexpr (Op == BinaryOp::Mul) return m.int_mul(a, b, r);
  if constexpr (Op == BinaryOp::FloorDiv || Op == BinaryOp::Mod) {
    if (m.test(m.int_eq(b, m.int_(0)))) return false;
  }
  if constexpr (Op == BinaryOp::RShift || Op == BinaryOp::LShift) {
    if (!m.test(m.int_below(b, m.int_(Op == BinaryOp::RShift ? kWordBits : kIntBits)))) return false;
  }
  if constexpr (Op == BinaryOp::Add) *r = m.int_add(a, b);
  else if constexpr (Op == BinaryOp::Sub) *r = m.int_sub(a, b);
  else if constexpr (Op == BinaryOp::And) *r = m.int_and(a, b);
  else if constexpr (Op == BinaryOp::Or) *r = m.int_or(a, b);
  else if constexpr (Op == BinaryOp::Xor) *r = m.int_xor(a, b);
  else if constexpr (Op == BinaryOp::FloorDiv) *r = m.int_floordiv(a, b);
  else if constexpr (Op == BinaryOp::Mod) *r = m.int_mod(a, b);
  else if constexpr (Op == BinaryOp::RShift) *r = m.int_shr(a, b);
  else if constexpr (Op == BinaryOp::LShift) {
    *r = m.int_shl(a, b);
    return m.test(m.int_eq(m.int_shr(*r, b), a));
  } else return false;
  return true;
}

template <BinaryOp Op, class M>
PY_ALWAYS_INLINE bool float_operation(M& m, typename M::Float a, typename M::Float b, typename M::Float* r) {
  if constexpr (divides(Op)) {
    if (m.test(m.float_eq(b, m.float_(0.0)))) return false;
  }
  if constexpr (Op == BinaryOp::Add) *r = m.float_add(a, b);
  else if constexpr (Op == BinaryOp::Sub) *r = m.float_sub(a, b);
  else if constexpr (Op == BinaryOp::Mul) *r = m.float_mul(a, b);
  else if constexpr (Op == BinaryOp::TrueDiv) *r = m.float_div(a, b);
  else if constexpr (Op == BinaryOp::FloorDiv) *r = m.call(helpers::float_floor_div_row, a, b);
  else *r = m.call(helpers::float_mod_row, a, b);
  return true;
}

template <class M> PY_ALWAYS_INLINE bool fits_double_exactly(M& m, typename M::Int v) {
  constexpr int64_t kLimit = kLargestExactInDouble;
  return m.test(m.int_below(m.int_add(v, m.int_(kLimit)), m.int_(2 * kLimit + 1)));
}
// The quotient of two such ints as doubles is the correctly rounded one.
template <class M>
PY_ALWAYS_INLINE bool int_true_div(M& m, typename M::Int a, typename M::Int b, typename M::Float* r) {
  if (m.test(m.int_eq(b, m.int_(0)))) return false;
  if (!fits_double_exactly(m, a) || !fits_double_exactly(m, b)) return false;
  *r = m.float_div(m.float_from_int(a), m.float_from_int(b));
  return true;
}

// Ints of a trace between 60 and 64 bits: what an operation of the trace itself has left in a box, and the box is never
// looked at. And, or and xor take any such words; a sum wants words below 2**62. The bound, and the factor that makes a
// product worth the tests although it fits 60 bits now, as in generators of random numbers.
constexpr int64_t kMostOfSum = int64_t(1) << 62;
constexpr int64_t kWideFactor = int64_t(1) << 24;

constexpr bool is_word_operation(BinaryOp op) {
  return op == BinaryOp::And || op == BinaryOp::Or || op == BinaryOp::Xor || op == BinaryOp::Add ||
         op == BinaryOp::Sub || op == BinaryOp::RShift;
}
// Is `a` the box of a number of the trace? *is_wide: 60 bits are, or may well be, too few for it.
inline bool word_at_hand(PyRecording& m, PyRecording::Ref a, PyRecording::Int* x, bool* is_wide) {
  const jit::Trace& trace = m.recorder.trace;
  if (!a.name.is_op() || trace.ops[a.name.index()].opcode != jit::Opcode::box_int) return false;
  jit::Value word = trace.ops[a.name.index()].a;
  int64_t value;
  if (!int_fits_int64(a.value, &value)) return false;
  *x = {value, word};
  *is_wide = !static_cast<const Int*>(a.value)->is_small();
  if (word.is_op() && trace.ops[word.index()].opcode == jit::Opcode::int_mul) {
    const jit::Op& product = trace.ops[word.index()];
    for (jit::Value factor : {product.a, product.b})
      if (factor.is_constant()) *is_wide |= std::abs(trace.int_of(factor)) >= kWideFactor;
  }
  return true;
}
template <BinaryOp Op>
bool word_operation(PyRecording& m, PyRecording::Ref a, PyRecording::Ref b, PyRecording::Int* r) {
  PyRecording::Int x{}, y{};
  bool a_is_wide = false, b_is_wide = false;
  bool a_is_word = word_at_hand(m, a, &x, &a_is_wide), b_is_word = word_at_hand(m, b, &y, &b_is_wide);
  constexpr bool kOfBits = Op == BinaryOp::And || Op == BinaryOp::Or || Op == BinaryOp::Xor;
  if (kOfBits ? !a_is_word && !b_is_word : !a_is_wide && !b_is_wide) return false;
  if (!a_is_word) {
    if (!is_small_int(m, a)) return false;
    x = int_value(m, a);
  }
  if (!b_is_word) {
    if (!is_small_int(m, b)) return false;
    y = int_value(m, b);
  }
  if constexpr (Op == BinaryOp::RShift) {
    if (!m.test(m.int_below(y, m.int_(kWordBits)))) return false;
    *r = m.int_shr(x, y);
  } else if constexpr (kOfBits) {
    *r = Op == BinaryOp::And ? m.int_and(x, y) : Op == BinaryOp::Or ? m.int_or(x, y) : m.int_xor(x, y);
  } else {
    for (auto word : {x, y}) {
      if (!m.test(m.int_lt(word, m.int_(kMostOfSum)))) return false;
      if (!m.test(m.int_gt(word, m.int_(-kMostOfSum)))) return false;
    }
    *r = Op == BinaryOp::Add ? m.int_add(x, y) : m.int_sub(x, y);
  }
  return true;
}

enum class Form : uint8_t { Plain, InPlace };

// A division of numbers whose divisor is zero, as guards say that stand.
inline bool is_division_by_zero(const Object* a, const Object* b, BinaryOp op) {
  auto is_small = [](const Object* o) { return o->cls == Int::type() && static_cast<const Int*>(o)->is_small(); };
  auto is_number = [&](const Object* o) { return is_small(o) || o->cls == Float::type(); };
  if (!divides(op) || !is_number(a) || !is_number(b)) return false;
  return is_small(b) ? static_cast<const Int*>(b)->small_value() == 0 : static_cast<const Float*>(b)->value == 0;
}

// Big ints are a residual call that runs no Python code. A Python class's operator gets a frame, with a continuation
// that looks for NotImplemented; the rest is a residual call that may do anything.
template <class M>
Next binary_general(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref b, BinaryOp op, Form form) {
  if constexpr (M::kRecords)
    if (is_division_by_zero(m.peek(a), m.peek(b), op))
      return finish_raising(m, f, helpers::binary_row, a, b, m.int_(int(op)));
  if (op != BinaryOp::MatMul && is_exact(m, a, Int::type()) && is_exact(m, b, Int::type()))
    return finish(m, f, result, helpers::int_binary_row, a, b, m.int_(int(op)));
  if constexpr (M::kRecords) {
    typename M::Ref text{}, parts[] = {a, b};
    if (op == BinaryOp::Add && is_exact(m, a, Str::type()) && is_exact(m, b, Str::type()))
      return join_unbuilt(m, parts, 2, &text) ? f.put(result, text) : finish(m, f, result, helpers::join_two_row, a, b);
    if (op == BinaryOp::Mod && format_unbuilt(m, a, b, &text)) return f.put(result, text);
  }
  if constexpr (!M::kIsDirect) {
    Next next;
    if (form == Form::Plain && is_exact(m, a, List::type()) && list_arithmetic(m, f, result, a, b, op, &next))
      return next;
  }
  if (form == Form::Plain)
    if (Function* method = operator_method(m, a, b, op)) {
      typename M::Ref saved[] = {a, b, m.ref(&small_ints[int(op) - kIntSingletonMin])};
      Next next = f.enter_continuation(m, continuations.after_binary, result, saved, 3);
      if (next != Next::Go) return next;
      typename M::Ref arguments[] = {a, b};
      return enter_special(m, f, 0, method, arguments, 2);
    }
  return finish(m, f, result, form == Form::Plain ? helpers::binary_row : helpers::in_place_row, a, b, m.int_(int(op)));
}

// a is an exact complex.
template <class M, BinaryOp Op>
Next complex_arithmetic(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref b, Form form) {
  if (is_exact(m, b, Complex::type())) {
    auto ar = m.load_float(a, fields::complex_real), ai = m.load_float(a, fields::complex_imag);
    auto br = m.load_float(b, fields::complex_real), bi = m.load_float(b, fields::complex_imag);
    if constexpr (Op == BinaryOp::Add) return f.put(result, new_complex(m, m.float_add(ar, br), m.float_add(ai, bi)));
    else if constexpr (Op == BinaryOp::Sub)
      return f.put(result, new_complex(m, m.float_sub(ar, br), m.float_sub(ai, bi)));
    else {
      auto real = m.float_sub(m.float_mul(ar, br), m.float_mul(ai, bi));
      auto imag = m.float_add(m.float_mul(ar, bi), m.float_mul(ai, br));
      return f.put(result, new_complex(m, real, imag));
    }
  }
  return binary_general(m, f, result, a, b, Op, form);
}

template <class M, BinaryOp Op, Src A, Src B, Form F> PY_ALWAYS_INLINE Next op_arithmetic(M& m, Frame<M>& f, Instr in) {
  auto a = source<A>(m, f, in.b);
  auto b = source<B>(m, f, in.c);
  constexpr bool kFloats = is_arithmetic_of_floats(Op);
  if constexpr (M::kRecords && is_word_operation(Op)) {
    typename M::Int r;
    if (word_operation<Op>(m, a, b, &r)) return f.put(in.a, new_int(m, r));
  }
  if (is_small_int(m, a)) {
    if (is_small_int(m, b)) {
      if constexpr (Op == BinaryOp::TrueDiv) {
        typename M::Float r;
        if (int_true_div(m, int_value(m, a), int_value(m, b), &r)) return f.put(in.a, new_float(m, r));
      } else {
        typename M::Int r;
        if (int_operation<Op>(m, int_value(m, a), int_value(m, b), &r)) return f.put(in.a, new_int(m, r));
      }
    } else if constexpr (kFloats) {
      if (is_exact(m, b, Float::type())) {
        typename M::Float r;
        if (float_operation<Op>(m, m.float_from_int(int_value(m, a)), float_value(m, b), &r))
          return f.put(in.a, new_float(m, r));
      }
    }
  } else if constexpr (kFloats) {
    if (is_exact(m, a, Float::type())) {
      typename M::Float r;
      if (is_exact(m, b, Float::type())) {
        if (float_operation<Op>(m, float_value(m, a), float_value(m, b), &r)) return f.put(in.a, new_float(m, r));
      } else if (is_small_int(m, b)) {
        if (float_operation<Op>(m, float_value(m, a), m.float_from_int(int_value(m, b)), &r))
          return f.put(in.a, new_float(m, r));
      }
    } else if constexpr (Op == BinaryOp::Add || Op == BinaryOp::Sub || Op == BinaryOp::Mul) {
      if (is_exact(m, a, Complex::type())) return out_of_line<&complex_arithmetic<M, Op>>(m, f, int(in.a), a, b, F);
    }
  }
  return out_of_line<&binary_general<M>>(m, f, int(in.a), a, b, Op, F);
}

// Power of floats: C's, if that is finite. What is infinite, complex or no number at all is general.
template <class M> bool finite_power(M& m, typename M::Float a, typename M::Float b, typename M::Float* r) {
  *r = m.call(helpers::float_pow_row, a, b);
  return m.test(m.float_lt(m.float_abs(*r), m.float_(__builtin_inf())));
}

template <class M, Form F> Next op_pow(M& m, Frame<M>& f, Instr in) {
  auto a = f.get(in.b), b = f.get(in.c);
  if (is_exact(m, a, Float::type())) {
    typename M::Float power;
    if (is_small_int(m, b)) {
      if (finite_power(m, float_value(m, a), m.float_from_int(int_value(m, b)), &power))
        return f.put(in.a, new_float(m, power));
    } else if (is_exact(m, b, Float::type()) && finite_power(m, float_value(m, a), float_value(m, b), &power)) {
      return f.put(in.a, new_float(m, power));
    }
  }
  return binary_general(m, f, in.a, a, b, BinaryOp::Pow, F);
}
template <class M, Form F> Next op_matmul(M& m, Frame<M>& f, Instr in) {
  return binary_general(m, f, in.a, f.get(in.b), f.get(in.c), BinaryOp::MatMul, F);
}

template <class M> PY_ALWAYS_INLINE Next op_negative(M& m, Frame<M>& f, Instr in) {
  auto a = f.get(in.b);
  if (is_small_int(m, a)) return f.put(in.a, new_int(m, m.int_neg(int_value(m, a))));
  if (is_exact(m, a, Float::type())) return f.put(in.a, new_float(m, m.float_neg(float_value(m, a))));
  return finish(m, f, in.a, helpers::negative_row, a);
}
template <class M> Next op_positive(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::positive_row, f.get(in.b));
}
template <class M> Next op_invert(M& m, Frame<M>& f, Instr in) {
  auto a = f.get(in.b);
  if (is_small_int(m, a)) return f.put(in.a, new_int(m, m.int_xor(int_value(m, a), m.int_(-1))));
  return finish(m, f, in.a, helpers::invert_row, a);
}

}  // namespace sidewinder
