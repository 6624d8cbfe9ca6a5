// Float arithmetic and conversions. With AVX results go to any register; without, where the first operand was.
#include "jit/backend/compiler.h"

namespace sidewinder::jit {

namespace {

namespace Inst = x86::Inst;
constexpr uint64_t kSignBit = uint64_t(1) << 63;

}  // namespace

void Compiler::two_floats(uint32_t i, const Op& op, Inst::Id avx, Inst::Id sse) {
  Value a = op.a, b = op.b;
  bool commutes = info(op.opcode).flags & Commutes;
  if (commutes && !registers.is_in_register(a) && registers.is_in_register(b)) std::swap(a, b);
  if (commutes && !emitter.has_avx && !registers.dies_here(a) && registers.dies_here(b)) std::swap(a, b);
  x86::Xmm x = registers.xmm(a);
  Operand y = registers.source(b);
  registers.end_operands();
  x86::Xmm to = registers.define_xmm(i, x.id());
  bool overlaps = y.isReg() && y.as<x86::Xmm>() == to && to != x;
  if (!emitter.has_avx && overlaps) {
    as.movaps(kScratchXmm, y.as<x86::Xmm>());
    y = kScratchXmm;
  }
  emitter.float_op(avx, sse, to, x, y);
}

void Compiler::lower_float_add(uint32_t i, const Op& op) { two_floats(i, op, Inst::kIdVaddsd, Inst::kIdAddsd); }
void Compiler::lower_float_sub(uint32_t i, const Op& op) { two_floats(i, op, Inst::kIdVsubsd, Inst::kIdSubsd); }
void Compiler::lower_float_mul(uint32_t i, const Op& op) { two_floats(i, op, Inst::kIdVmulsd, Inst::kIdMulsd); }
void Compiler::lower_float_div(uint32_t i, const Op& op) { two_floats(i, op, Inst::kIdVdivsd, Inst::kIdDivsd); }

void Compiler::mask_float(uint32_t i, const Op& op, Inst::Id avx, Inst::Id sse, uint64_t mask) {
  x86::Xmm x = registers.xmm(op.a);
  registers.end_operands();
  x86::Xmm to = registers.define_xmm(i, x.id());
  emitter.float_op(avx, sse, to, x, emitter.pool_pair(mask, mask));
}

void Compiler::lower_float_neg(uint32_t i, const Op& op) {
  mask_float(i, op, Inst::kIdVxorpd, Inst::kIdXorpd, kSignBit);
}
void Compiler::lower_float_abs(uint32_t i, const Op& op) {
  mask_float(i, op, Inst::kIdVandpd, Inst::kIdAndpd, ~kSignBit);
}

void Compiler::lower_float_sqrt(uint32_t i, const Op& op) {
  x86::Xmm x = registers.xmm(op.a);
  registers.end_operands();
  x86::Xmm to = registers.define_xmm(i, x.id());
  if (emitter.has_avx) as.vsqrtsd(to, x, x);
  else as.sqrtsd(to, x);
}

// The conversion keeps the upper half of its destination: cleared first, so as not to wait for its last user.
void Compiler::lower_float_from_int(uint32_t i, const Op& op) {
  x86::Gp x = registers.gp(op.a);
  registers.end_operands();
  x86::Xmm to = registers.define_xmm(i);
  if (emitter.has_avx) {
    as.vxorps(to, to, to);
    as.vcvtsi2sd(to, to, x);
  } else {
    as.xorps(to, to);
    as.cvtsi2sd(to, x);
  }
}

void Compiler::lower_float_truncate(uint32_t i, const Op& op) {
  x86::Xmm x = registers.xmm(op.a);
  registers.end_operands();
  x86::Gp to = registers.define_gp(i);
  if (emitter.has_avx) as.vcvttsd2si(to, x);
  else as.cvttsd2si(to, x);
}

}  // namespace sidewinder::jit
