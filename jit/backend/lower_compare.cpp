// Comparisons. One that a single guard or select uses is emitted there and only sets the CPU's flags; another one
// becomes 0 or 1 in a register.
//
// ucomisd says "below and equal and parity" of NaNs. So a < b is emitted as b "above" a, which is false then; equal
// also needs no parity, unequal is true with it.
#include "jit/backend/compiler.h"

namespace sidewinder::jit {

namespace {

using Code = x86::CondCode;
constexpr int64_t kLargest = (int64_t(1) << 60) - 1;

Code mirrored(Code code) {
  switch (code) {
    case Code::kSignedLT: return Code::kSignedGT;
    case Code::kSignedLE: return Code::kSignedGE;
    case Code::kSignedGT: return Code::kSignedLT;
    case Code::kSignedGE: return Code::kSignedLE;
    case Code::kUnsignedLT: return Code::kUnsignedGT;
    default: return code;  // equality
  }
}

Code integer_code(Opcode opcode) {
  switch (opcode) {
    case Opcode::int_ne: return Code::kNotEqual;
    case Opcode::int_lt: return Code::kSignedLT;
    case Opcode::int_le: return Code::kSignedLE;
    case Opcode::int_gt: return Code::kSignedGT;
    case Opcode::int_ge: return Code::kSignedGE;
    case Opcode::int_below: return Code::kUnsignedLT;
    default: return Code::kEqual;
  }
}

}  // namespace

Compiler::Truth Compiler::Truth::negated() const {
  Parity other = parity == Parity::Ignored ? Parity::Ignored : parity == Parity::Or ? Parity::AndNot : Parity::Or;
  return {other, x86::negateCond(code)};
}

Compiler::Comparison Compiler::prepare_comparison(const Op& op) {
  switch (op.opcode) {
    case Opcode::int_fits: {
      Comparison c{Comparison::Form::Fits, registers.gp(op.a), {}, {Truth::Parity::Ignored, Code::kUnsignedLE}};
      return c;
    }
    case Opcode::float_eq:
    case Opcode::float_ne:
    case Opcode::float_lt:
    case Opcode::float_le:
    case Opcode::float_gt:
    case Opcode::float_ge: return prepare_floats(op);
    default: return prepare_integers(op.a, op.b, integer_code(op.opcode));
  }
}

Compiler::Comparison Compiler::prepare_integers(Value a, Value b, Code code) {
  if (a.is_constant() && !b.is_constant()) {
    std::swap(a, b);
    code = mirrored(code);
  }
  Operand x = a.is_constant() ? Operand(registers.gp(a)) : registers.source(a);
  Operand y = registers.source(b);
  if (x.isMem() && y.isMem()) x = registers.gp(a);
  bool against_zero = x.isReg() && y.isImm() && y.as<asmjit::Imm>().value() == 0 && code != Code::kUnsignedLT;
  if (against_zero) return {Comparison::Form::Test, x, x, {Truth::Parity::Ignored, code}};
  return {Comparison::Form::Cmp, x, y, {Truth::Parity::Ignored, code}};
}

Compiler::Comparison Compiler::prepare_floats(const Op& op) {
  Value a = op.a, b = op.b;
  Truth truth;
  switch (op.opcode) {
    case Opcode::float_eq: truth = {Truth::Parity::AndNot, Code::kEqual}; break;
    case Opcode::float_ne: truth = {Truth::Parity::Or, Code::kNotEqual}; break;
    case Opcode::float_lt: std::swap(a, b); [[fallthrough]];
    case Opcode::float_gt: truth = {Truth::Parity::Ignored, Code::kUnsignedGT}; break;
    case Opcode::float_le: std::swap(a, b); [[fallthrough]];
    default: truth = {Truth::Parity::Ignored, Code::kUnsignedGE}; break;
  }
  Operand x = registers.xmm(a);
  return {Comparison::Form::Ucomisd, x, registers.source(b), truth};
}

Compiler::Comparison Compiler::prepare_flag(Value flag) {
  if (flag.is_op() && liveness.is_fused(flag.index())) return prepare_comparison(trace.ops[flag.index()]);
  Operand x = registers.gp(flag);
  return {Comparison::Form::Test, x, x, {Truth::Parity::Ignored, Code::kNotEqual}};
}

void Compiler::emit_comparison(const Comparison& c) {
  switch (c.form) {
    case Comparison::Form::Cmp: as.emit(x86::Inst::kIdCmp, c.a, c.b); break;
    case Comparison::Form::Test: as.emit(x86::Inst::kIdTest, c.a, c.b); break;
    case Comparison::Form::Ucomisd:
      as.emit(emitter.has_avx ? x86::Inst::kIdVucomisd : x86::Inst::kIdUcomisd, c.a, c.b);
      break;
    case Comparison::Form::Fits:  // a + (2**60 - 1) <= 2**61 - 2, unsigned
      as.mov(kScratch, emitter.pool(uint64_t(kLargest)));
      as.add(kScratch, c.a.as<x86::Gp>());
      as.cmp(kScratch, emitter.pool(uint64_t(2 * kLargest)));
      break;
  }
}

void Compiler::lower_comparison(uint32_t i, const Op& op) {
  Comparison c = prepare_comparison(op);
  emit_comparison(c);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i);
  if (c.truth.parity != Truth::Parity::Ignored) {
    bool unordered_is_true = c.truth.parity == Truth::Parity::Or;
    as.set(unordered_is_true ? Code::kParityEven : Code::kParityOdd, kScratch.r8());
    as.set(c.truth.code, to.r8());
    if (unordered_is_true) as.or_(to.r8(), kScratch.r8());
    else as.and_(to.r8(), kScratch.r8());
  } else {
    as.set(c.truth.code, to.r8());
  }
  as.movzx(to.r32(), to.r8());
}

#define COMPARISON(name) \
  void Compiler::lower_##name(uint32_t i, const Op& op) { lower_comparison(i, op); }
COMPARISON(int_eq)
COMPARISON(int_ne)
COMPARISON(int_lt)
COMPARISON(int_le)
COMPARISON(int_gt)
COMPARISON(int_ge)
COMPARISON(int_below)
COMPARISON(int_fits)
COMPARISON(float_eq)
COMPARISON(float_ne)
COMPARISON(float_lt)
COMPARISON(float_le)
COMPARISON(float_gt)
COMPARISON(float_ge)
COMPARISON(same)
COMPARISON(same_ptr)
#undef COMPARISON

// The moves between comparison and cmov must not touch the flags: constants come first.
void Compiler::lower_select_ref(uint32_t i, const Op& op) {
  Comparison c = prepare_flag(op.a);
  x86::Gp chosen = registers.gp(op.b), other = registers.gp(op.c);
  x86::Gp to = registers.define_gp(i);
  as.mov(to, other);
  emit_comparison(c);
  switch (c.truth.parity) {
    case Truth::Parity::Ignored: as.cmov(c.truth.code, to, chosen); break;
    case Truth::Parity::Or:
      as.cmov(c.truth.code, to, chosen);
      as.cmovp(to, chosen);
      break;
    case Truth::Parity::AndNot:
      as.cmov(c.truth.code, to, chosen);
      as.cmovp(to, other);
      break;
  }
}

void Compiler::lower_int_from_flag(uint32_t i, const Op& op) {
  if (op.a.is_op() && liveness.is_fused(op.a.index())) return lower_comparison(i, trace.ops[op.a.index()]);
  x86::Gp x = registers.gp(op.a);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i, x.id());
  if (to != x) as.mov(to, x);
}

}  // namespace sidewinder::jit
