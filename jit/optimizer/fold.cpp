#include "jit/optimizer/fold.h"

#include <bit>
#include <cmath>

namespace sidewinder::jit {

namespace {

// What an operand must be.
enum Want : uint8_t {
  Anything,
  Zero,
  One,
  MinusOne,
  Two,
  PowerOfTwo /* above one */,
  SameAsA,
  FloatOne,
  FloatTwo,
  PlusZero,
  MinusZero,
  FloatPowerOfTwo /* whose reciprocal is exact */,
};

// What becomes of the operation.
enum Action : uint8_t {
  TakeA,
  ToZero,
  ToTrue,
  ToFalse,
  NegateA,
  NegateB,
  DoubleA,
  DoubleFloatA,
  ShiftRight,
  Mask,
  Reciprocal,
};

bool is_float_power_of_two(double value) {
  int exponent;
  if (!std::isfinite(value) || std::fabs(std::frexp(value, &exponent)) != 0.5) return false;
  return exponent > -1000 && exponent < 1000;
}

}  // namespace

struct Fold::Rule {
  Opcode opcode;
  Want a, b;
  Action action;
  const char* reason;

  static const Rule kRules[];
};

constexpr Fold::Rule Fold::Rule::kRules[] = {
    {Opcode::int_add, Anything, Zero, TakeA, "x + 0 is x"},
    {Opcode::int_sub, Anything, Zero, TakeA, "x - 0 is x"},
    {Opcode::int_sub, Anything, SameAsA, ToZero, "x - x is 0"},
    {Opcode::int_sub, Zero, Anything, NegateB, "0 - x is -x"},
    {Opcode::int_mul, Anything, One, TakeA, "x * 1 is x"},
    {Opcode::int_mul, Anything, Zero, ToZero, "x * 0 is 0"},
    {Opcode::int_mul, Anything, Two, DoubleA, "x * 2 is x + x, which cannot overflow"},
    {Opcode::int_mul, Anything, MinusOne, NegateA, "x * -1 is -x"},
    {Opcode::int_and, Anything, Zero, ToZero, "x & 0 is 0"},
    {Opcode::int_and, Anything, MinusOne, TakeA, "x & -1 is x"},
    {Opcode::int_and, Anything, SameAsA, TakeA, "x & x is x"},
    {Opcode::int_or, Anything, Zero, TakeA, "x | 0 is x"},
    {Opcode::int_or, Anything, SameAsA, TakeA, "x | x is x"},
    {Opcode::int_xor, Anything, Zero, TakeA, "x ^ 0 is x"},
    {Opcode::int_xor, Anything, SameAsA, ToZero, "x ^ x is 0"},
    {Opcode::int_shl, Anything, Zero, TakeA, "x << 0 is x"},
    {Opcode::int_shr, Anything, Zero, TakeA, "x >> 0 is x"},
    {Opcode::int_floordiv, Anything, One, TakeA, "x // 1 is x"},
    {Opcode::int_floordiv, Anything, PowerOfTwo, ShiftRight, "x // 2**k is x >> k"},
    {Opcode::int_mod, Anything, One, ToZero, "x % 1 is 0"},
    {Opcode::int_mod, Anything, PowerOfTwo, Mask, "x % 2**k is x & (2**k - 1)"},
    {Opcode::int_eq, Anything, SameAsA, ToTrue, "x == x"},
    {Opcode::int_ne, Anything, SameAsA, ToFalse, "x != x"},
    {Opcode::int_lt, Anything, SameAsA, ToFalse, "x < x"},
    {Opcode::int_le, Anything, SameAsA, ToTrue, "x <= x"},
    {Opcode::int_gt, Anything, SameAsA, ToFalse, "x > x"},
    {Opcode::int_ge, Anything, SameAsA, ToTrue, "x >= x"},
    {Opcode::int_below, Anything, SameAsA, ToFalse, "x < x"},
    {Opcode::int_below, Anything, Zero, ToFalse, "nothing is below 0"},
    {Opcode::float_add, Anything, MinusZero, TakeA, "x + -0.0 is x, for 0.0 too"},
    {Opcode::float_sub, Anything, PlusZero, TakeA, "x - 0.0 is x, for -0.0 too"},
    {Opcode::float_mul, Anything, FloatOne, TakeA, "x * 1.0 is x"},
    {Opcode::float_mul, Anything, FloatTwo, DoubleFloatA, "x * 2.0 is x + x"},
    {Opcode::float_div, Anything, FloatOne, TakeA, "x / 1.0 is x"},
    {Opcode::float_div, Anything, FloatPowerOfTwo, Reciprocal, "x / 2**k is x * 2**-k"},
    {Opcode::same, Anything, SameAsA, ToTrue, "an object is itself"},
    {Opcode::same_ptr, Anything, SameAsA, ToTrue, "equal pointers"},
};

Verdict Fold::visit(Op& op) {
  uint16_t flags = info(op.opcode).flags;
  if ((flags & Commutes) && op.a.is_constant() && !op.b.is_constant()) std::swap(op.a, op.b);
  if (flags & (Pure | Commutes)) {  // Commutes: int_mul, which is a guard too
    if (Verdict v = constants(op); v != Verdict::Next) return v;
    if (Verdict v = table(op); v != Verdict::Next) return v;
  }
  return structure(op);
}

// All operands are constants.
Verdict Fold::constants(const Op& op) {
  uint64_t bits[3] = {}, result;
  int i = 0;
  for (Value v : {op.a, op.b, op.c}) {
    if (!v.is_none() && !v.is_constant()) return Verdict::Next;
    if (v.is_constant()) bits[i] = walk_.out.constant_at(v).bits;
    i++;
  }
  if (op.opcode == Opcode::unbox_int || op.opcode == Opcode::unbox_float) return Verdict::Next;
  if (!evaluate(op.opcode, bits[0], bits[1], bits[2], result)) return Verdict::Next;
  return walk_.known(walk_.out.constant(op.kind, result), "all operands are constants");
}

bool Fold::matches(uint8_t want, Value v, const Op& op) const {
  if (want == Anything) return true;
  if (want == SameAsA) return v == op.a;
  if (!v.is_constant()) return false;
  const Constant& constant = walk_.out.constant_at(v);
  int64_t i = int64_t(constant.bits);
  double f = std::bit_cast<double>(constant.bits);
  switch (want) {
    case Zero: return i == 0;
    case One: return i == 1;
    case MinusOne: return i == -1;
    case Two: return i == 2;
    case PowerOfTwo: return i > 1 && (i & (i - 1)) == 0;
    case FloatOne: return f == 1.0;
    case FloatTwo: return f == 2.0;
    case PlusZero: return constant.bits == 0;
    case MinusZero: return constant.bits == uint64_t(1) << 63;
    case FloatPowerOfTwo: return is_float_power_of_two(f);
    default: return false;
  }
}

Verdict Fold::table(Op& op) {
  for (const Rule& rule : Rule::kRules)
    if (rule.opcode == op.opcode && matches(rule.b, op.b, op) && matches(rule.a, op.a, op)) return apply(rule, op);
  return Verdict::Next;
}

Verdict Fold::apply(const Rule& rule, Op& op) {
  Trace& out = walk_.out;
  switch (rule.action) {
    case TakeA: return walk_.known(op.a, rule.reason);
    case ToZero: return walk_.known(out.constant_int(0), rule.reason);
    case ToTrue: return walk_.known(out.constant(Kind::Flag, 1), rule.reason);
    case ToFalse: return walk_.known(out.constant(Kind::Flag, 0), rule.reason);
    case NegateB: op = walk_.make(Opcode::int_neg, op.b); return Verdict::Again;
    case NegateA: op = walk_.make(Opcode::int_neg, op.a); return Verdict::Again;
    case DoubleA: op = walk_.make(Opcode::int_add, op.a, op.a); return Verdict::Again;
    case DoubleFloatA: op = walk_.make(Opcode::float_add, op.a, op.a); return Verdict::Again;
    case ShiftRight:
      op = walk_.make(Opcode::int_shr, op.a, out.constant_int(std::countr_zero(uint64_t(out.int_of(op.b)))));
      return Verdict::Again;
    case Mask: op = walk_.make(Opcode::int_and, op.a, out.constant_int(out.int_of(op.b) - 1)); return Verdict::Again;
    case Reciprocal:
      op = walk_.make(Opcode::float_mul, op.a, out.constant_float(1.0 / out.float_of(op.b)));
      return Verdict::Again;
  }
  return Verdict::Next;
}

// --- rules that look into a definition

Verdict Fold::structure(Op& op) {
  switch (op.opcode) {
    case Opcode::box_int:
    case Opcode::box_float:
    case Opcode::unbox_int:
    case Opcode::unbox_float: return boxes(op);
    case Opcode::int_add: return chain_of_additions(op);
    case Opcode::int_neg:
    case Opcode::float_neg:
      if (walk_.is(op.a, op.opcode)) return walk_.known(walk_.definition(op.a)->a, "-(-x) is x");
      return Verdict::Next;
    case Opcode::float_abs:
      if (walk_.is(op.a, Opcode::float_abs)) return walk_.known(op.a, "abs(abs(x)) is abs(x)");
      if (!walk_.is(op.a, Opcode::float_neg)) return Verdict::Next;
      op.a = walk_.definition(op.a)->a;
      return Verdict::Again;
    case Opcode::select_ref:
    case Opcode::same: return select(op);
    case Opcode::int_ne:
      if (walk_.is(op.a, Opcode::int_from_flag) && matches(Zero, op.b, op))
        return walk_.known(walk_.definition(op.a)->a, "a flag is 0 or 1");
      return Verdict::Next;
    case Opcode::load_field:
    case Opcode::load_item: return constant_memory(op);
    default: return Verdict::Next;
  }
}

Verdict Fold::boxes(Op& op) {
  switch (op.opcode) {
    case Opcode::unbox_int:
      if (walk_.is(op.a, Opcode::box_int)) return walk_.known(walk_.definition(op.a)->a, "what was put into the box");
      break;
    case Opcode::unbox_float:
      if (walk_.is(op.a, Opcode::box_float)) return walk_.known(walk_.definition(op.a)->a, "what was put into the box");
      break;
    case Opcode::box_int:
      if (walk_.is(op.a, Opcode::unbox_int)) return walk_.known(walk_.definition(op.a)->a, "the box that it came from");
      return box_constant(op);
    case Opcode::box_float:
      if (walk_.is(op.a, Opcode::unbox_float))
        return walk_.known(walk_.definition(op.a)->a, "the box that it came from");
      return Verdict::Next;
    default: break;
  }
  return op.a.is_constant() ? unbox_constant(op) : Verdict::Next;
}

Verdict Fold::unbox_constant(Op& op) {
  const Boxes& boxes = walk_.input.boxes;
  const void* object = reinterpret_cast<const void*>(walk_.out.constant_at(op.a).bits);
  if (!object) return walk_.impossible("null is not a number");
  Value v = op.opcode == Opcode::unbox_int ? walk_.out.constant_int(read_int_box(boxes, object))
                                           : walk_.out.constant_float(read_float_box(boxes, object));
  return walk_.known(v, "a constant box holds a constant");
}

Verdict Fold::box_constant(Op& op) {
  const Boxes& boxes = walk_.input.boxes;
  if (!op.a.is_constant() || !boxes.small_ints) return Verdict::Next;
  int64_t value = walk_.out.int_of(op.a);
  if (value < boxes.small_min || value > boxes.small_max) return Verdict::Next;
  const char* object = static_cast<const char*>(boxes.small_ints) + (value - boxes.small_min) * boxes.small_stride;
  Value v = walk_.out.constant_ref(object);
  walk_.facts.learn_small_int(v);
  return walk_.known(v, "a small constant has its object already");
}

// (x + 1) + 2 is x + 3: both constants fit 60 bits, and so must their sum.
Verdict Fold::chain_of_additions(Op& op) {
  if (!op.b.is_constant() || !walk_.is(op.a, Opcode::int_add)) return Verdict::Next;
  const Op& inner = *walk_.definition(op.a);
  if (!inner.b.is_constant()) return Verdict::Next;
  int64_t sum = walk_.out.int_of(inner.b) + walk_.out.int_of(op.b);
  if (!fits_small(sum)) return Verdict::Next;
  op.a = inner.a;
  op.b = walk_.out.constant_int(sum);
  return Verdict::Again;
}

Verdict Fold::select(Op& op) {
  Trace& out = walk_.out;
  if (op.opcode == Opcode::select_ref) {
    if (op.a.is_constant()) return walk_.known(out.constant_at(op.a).bits ? op.b : op.c, "the flag is constant");
    if (op.b == op.c) return walk_.known(op.b, "both choices are the same");
    return Verdict::Next;
  }
  const void *a_class = walk_.class_of(op.a), *b_class = walk_.class_of(op.b);
  if (a_class && b_class && a_class != b_class)
    return walk_.known(out.constant(Kind::Flag, 0), "objects of different classes");
  // same(select_ref(f, A, B), A) is f.
  if (!op.b.is_constant() || !walk_.is(op.a, Opcode::select_ref)) return Verdict::Next;
  const Op& inner = *walk_.definition(op.a);
  if (inner.b == op.b && inner.c.is_constant()) return walk_.known(inner.a, "the choice that the flag made");
  return Verdict::Next;
}

// A field that is never written any more, of an object that we know, is a constant.
Verdict Fold::constant_memory(Op& op) {
  Trace& out = walk_.out;
  if (!op.a.is_constant() || walk_.is_null(op.a)) return Verdict::Next;
  const char* base = reinterpret_cast<const char*>(out.constant_at(op.a).bits);
  if (op.opcode == Opcode::load_field) {
    if (!op.field->immutable) return Verdict::Next;
    uint64_t bits = read_memory(base + op.field->offset, op.field->kind, op.field->width);
    return walk_.known(out.constant(op.kind, bits), "an immutable field of a constant");
  }
  if (!op.array->immutable || !op.b.is_constant()) return Verdict::Next;
  const char* address = base + op.array->base_offset + out.int_of(op.b) * bytes_of(op.array->width);
  return walk_.known(out.constant(op.kind, read_memory(address, op.array->kind, op.array->width)),
                     "an item of a constant that never changes");
}

}  // namespace sidewinder::jit
