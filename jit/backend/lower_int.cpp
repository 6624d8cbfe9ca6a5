// Integer arithmetic. The results of two-operand instructions go where their first operand was, if it ends here.
#include "jit/backend/compiler.h"

namespace sidewinder::jit {

namespace Inst = x86::Inst;

void Compiler::two_operands(uint32_t i, const Op& op, Inst::Id instruction) {
  Value a = op.a, b = op.b;
  bool commutes = info(op.opcode).flags & Commutes;
  if (commutes && (a.is_constant() || (!registers.dies_here(a) && registers.dies_here(b)))) std::swap(a, b);
  x86::Gp x = registers.gp(a);
  Operand y = registers.source(b);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i, x.id());
  if (to == x) {
    as.emit(instruction, to, y);
  } else if (y.isReg() && y.as<x86::Gp>() == to) {
    if (commutes) {
      as.emit(instruction, to, x);
    } else {
      as.mov(kScratch, x);
      as.emit(instruction, kScratch, y);
      as.mov(to, kScratch);
    }
  } else {
    as.mov(to, x);
    as.emit(instruction, to, y);
  }
}

// lea adds into a third register.
void Compiler::lower_int_add(uint32_t i, const Op& op) {
  Value a = op.a, b = op.b;
  if (a.is_constant() || (!registers.dies_here(a) && registers.dies_here(b))) std::swap(a, b);
  x86::Gp x = registers.gp(a);
  Operand y = registers.source(b);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i, x.id());
  if (to == x) as.emit(Inst::kIdAdd, to, y);
  else if (y.isImm()) as.lea(to, x86::ptr(x, y.as<asmjit::Imm>().valueAs<int32_t>()));
  else if (y.isReg()) as.lea(to, x86::ptr(x, y.as<x86::Gp>()));
  else as.mov(to, x), as.emit(Inst::kIdAdd, to, y);
}

void Compiler::lower_int_sub(uint32_t i, const Op& op) { two_operands(i, op, Inst::kIdSub); }
void Compiler::lower_int_and(uint32_t i, const Op& op) { two_operands(i, op, Inst::kIdAnd); }
void Compiler::lower_int_or(uint32_t i, const Op& op) { two_operands(i, op, Inst::kIdOr); }
void Compiler::lower_int_xor(uint32_t i, const Op& op) { two_operands(i, op, Inst::kIdXor); }

// The snapshot's values are needed after the multiplication, so the result never takes their registers.
void Compiler::lower_int_mul(uint32_t i, const Op& op) {
  Value a = op.a, b = op.b;
  if (a.is_constant() || (!registers.dies_here(a) && registers.dies_here(b))) std::swap(a, b);
  x86::Gp x = registers.gp(a);
  Operand y = registers.source(b);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i, x.id());
  Exit& exit = new_exit(i, op.snapshot);
  forced_exit(exit);
  if (y.isReg() && y.as<x86::Gp>() == to && to != x) y = x, x = to;
  if (y.isImm()) as.imul(to, x, y.as<asmjit::Imm>());
  else if (to == x) as.emit(Inst::kIdImul, to, y);
  else as.mov(to, x), as.emit(Inst::kIdImul, to, y);
  emitter.align_patch(2);  // the multiplication cannot be emitted twice, and does not fuse with the jump
  exit_if(exit, {Truth::Parity::Ignored, x86::CondCode::kOverflow});
}

void Compiler::lower_int_neg(uint32_t i, const Op& op) {
  x86::Gp x = registers.gp(op.a);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i, x.id());
  if (to != x) as.mov(to, x);
  as.neg(to);
}

void Compiler::shift(uint32_t i, const Op& op, Inst::Id by_constant, Inst::Id by_register) {
  if (op.b.is_constant()) {
    x86::Gp x = registers.gp(op.a);
    registers.end_operands();
    x86::Gp to = registers.define_gp(i, x.id());
    if (to != x) as.mov(to, x);
    as.emit(by_constant, to, asmjit::Imm(constant(op.b).bits & 63));
  } else if (emitter.has_bmi2) {
    x86::Gp x = registers.gp(op.a), count = registers.gp(op.b);
    registers.end_operands();
    x86::Gp to = registers.define_gp(i, x.id());
    as.emit(by_register, to, x, count);
  } else {
    registers.take(x86::rcx);
    x86::Gp x = registers.gp(op.a), count = registers.gp(op.b);
    x86::Gp to = registers.define_gp(i);
    as.mov(x86::rcx, count);
    as.mov(to, x);
    as.emit(by_constant, to, x86::cl);
  }
}

void Compiler::lower_int_shl(uint32_t i, const Op& op) { shift(i, op, Inst::kIdShl, Inst::kIdShlx); }
void Compiler::lower_int_shr(uint32_t i, const Op& op) { shift(i, op, Inst::kIdSar, Inst::kIdSarx); }

// By a power of two: rounding down is what an arithmetic shift does, and the remainder is the low bits.
bool Compiler::divide_by_constant(uint32_t i, const Op& op, Division which) {
  if (!op.b.is_constant() || op.a.is_constant()) return false;
  int64_t divisor = int64_t(constant(op.b).bits);
  if (divisor <= 0) return false;
  if (divisor & (divisor - 1)) return multiply_by_inverse(i, op, which, divisor), true;
  if (divisor > (int64_t(1) << 30)) return false;
  x86::Gp x = registers.gp(op.a);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i, x.id());
  if (to != x) as.mov(to, x);
  if (which == Division::Quotient) as.sar(to, __builtin_ctzll(uint64_t(divisor)));
  else as.and_(to, int32_t(divisor - 1));
  return true;
}

// floor(a / d) for a >= 0 is the high part of a * ceil(2**(63 + n) / d), with 2**n the first power of two above d
// (Granlund and Montgomery, "Division by invariant integers using multiplication", 1994); for a < 0 it is ~(~a / d).
void Compiler::multiply_by_inverse(uint32_t i, const Op& op, Division which, int64_t divisor) {
  uint32_t n = 64 - uint32_t(__builtin_clzll(uint64_t(divisor)));
  auto power = static_cast<unsigned __int128>(1) << (63 + n);
  uint64_t inverse = uint64_t((power + uint64_t(divisor) - 1) / uint64_t(divisor));
  registers.take(x86::rax);
  registers.take(x86::rdx);
  x86::Gp a = registers.gp(op.a);
  as.mov(kScratch, a);
  as.sar(kScratch, 63);
  as.mov(x86::rax, a);
  as.xor_(x86::rax, kScratch);
  as.mul(emitter.pool(inverse));
  if (n > 1) as.shr(x86::rdx, n - 1);
  as.xor_(x86::rdx, kScratch);
  if (which == Division::Remainder) {
    if (Emitter::fits_int32(uint64_t(divisor))) as.imul(x86::rdx, x86::rdx, int32_t(divisor));
    else as.imul(x86::rdx, emitter.pool(uint64_t(divisor)));
    as.mov(x86::rax, a);
    as.sub(x86::rax, x86::rdx);
  }
  registers.end_operands();
  x86::Gp result = which == Division::Quotient ? x86::rdx : x86::rax;
  registers.define_in(i, {Location::Where::Register, uint8_t(result.id()), 0});
}

// idiv rounds towards zero; where the signs of remainder and divisor differ, one is taken back. Division by -1 is
// negation, since idiv would trap on the smallest number.
void Compiler::divide(uint32_t i, const Op& op, Division which) {
  if (divide_by_constant(i, op, which)) return;
  registers.take(x86::rax);
  registers.take(x86::rdx);
  x86::Gp b = registers.gp(op.b), a = registers.gp(op.a);
  bool may_be_minus_one = !op.b.is_constant() || int64_t(constant(op.b).bits) == -1;
  Label minus_one = as.newLabel(), done = as.newLabel();
  as.mov(x86::rax, a);
  if (may_be_minus_one) {
    as.cmp(b, -1);
    as.je(minus_one);
  }
  as.cqo();
  as.idiv(b);
  as.mov(kScratch, x86::rdx);
  as.xor_(kScratch, b);
  as.jns(done);
  as.test(x86::rdx, x86::rdx);
  as.je(done);
  if (which == Division::Quotient) as.dec(x86::rax);
  else as.add(x86::rdx, b);
  if (may_be_minus_one) {
    as.jmp(done);
    as.bind(minus_one);
    if (which == Division::Quotient) as.neg(x86::rax);
    else as.xor_(x86::edx, x86::edx);
  }
  as.bind(done);
  registers.end_operands();
  x86::Gp result = which == Division::Quotient ? x86::rax : x86::rdx;
  registers.define_in(i, {Location::Where::Register, uint8_t(result.id()), 0});
}

void Compiler::lower_int_floordiv(uint32_t i, const Op& op) { divide(i, op, Division::Quotient); }
void Compiler::lower_int_mod(uint32_t i, const Op& op) { divide(i, op, Division::Remainder); }

}  // namespace sidewinder::jit
