// Bytes of x86-64 instructions, one call an instruction, for the few that this folder emits; operands are asmjit's.
// Compilations are many and tiny: asmjit's own assembler took more time for them than the rest of a compilation.
//
// All jumps have four bytes of displacement: those that leave a session's code are patched later.
#pragma once

#include <asmjit/x86.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace sidewinder::jit::baseline {

namespace x86 = asmjit::x86;
using x86::CondCode;

class Encoder {
 public:
  using Gp = x86::Gp;
  using Xmm = x86::Xmm;
  using Mem = x86::Mem;
  using Imm = asmjit::Imm;
  struct Label {
    uint32_t id;
  };
  // Where emission stands; what came later can be dropped.
  struct Mark {
    size_t size, labels, uses, calls;
  };

  Encoder();
  void reset() { drop({0, 0, 0, 0}); }
  Mark mark() const { return {offset(), labels_.size(), uses_.size(), calls_.size()}; }
  void drop(const Mark& mark);

  size_t offset() const { return size_t(top_ - bytes_.get()); }
  Label newLabel() {
    labels_.push_back(kUnbound);
    return {uint32_t(labels_.size() - 1)};
  }
  void bind(Label label) { labels_[label.id] = uint32_t(offset()); }
  uint32_t offset_of(Label label) const { return labels_[label.id]; }

  // Writes the code as it is at `address`, where `size` bytes are writable. All labels in use are bound.
  void copy_to(uint8_t* writable, const uint8_t* address) const;

  // --- moves -------------------------------------------------------------------------------------------
  void mov(const Gp& to, const Gp& from);
  void mov(const Gp& to, const Mem& from);
  void mov(const Mem& to, const Gp& from);
  void mov(const Gp& to, int64_t bits);
  void mov(const Gp& to, uint64_t bits) { mov(to, int64_t(bits)); }
  void mov(const Gp& to, int bits) { mov(to, int64_t(bits)); }
  void mov(const Gp& to, uint32_t bits) { mov(to, int64_t(bits)); }
  void mov(const Mem& to, int32_t bits);
  void movzx(const Gp& to, const Mem& from);  // of a byte or of two
  void movsxd(const Gp& to, const Mem& from);
  void lea(const Gp& to, const Mem& from);
  void cmov(CondCode condition, const Gp& to, const Gp& from);
  void movsd(const Xmm& to, const Mem& from);
  void movsd(const Mem& to, const Xmm& from);
  void movaps(const Xmm& to, const Xmm& from);
  void movq(const Xmm& to, const Gp& from);
  void movq(const Gp& to, const Xmm& from);

  // --- arithmetic --------------------------------------------------------------------------------------
#define ALU(name, code)                                                                      \
  template <class A, class B> void name(const A& a, const B& b) {                            \
    if constexpr (std::is_integral_v<B>) arithmetic_immediate(code, a, int32_t(int64_t(b))); \
    else arithmetic(code, a, b);                                                             \
  }
  ALU(add, 0)
  ALU(or_, 1)
  ALU(and_, 4)
  ALU(sub, 5)
  ALU(xor_, 6)
  ALU(cmp, 7)
#undef ALU
  void test(const Gp& a, const Gp& b);
  void imul(const Gp& to, const Gp& from);
  void imul(const Gp& to, const Gp& from, int32_t by);
  void idiv(const Gp& by);
  void cqo();
  void neg(const Gp& a);
  template <class A> void inc(const A& a) { step(0, a); }
  template <class A> void dec(const A& a) { step(1, a); }
  void shl(const Gp& a, int count) { shift(4, a, count); }
  void shr(const Gp& a, int count) { shift(5, a, count); }
  void sar(const Gp& a, int count) { shift(7, a, count); }
  void shlx(const Gp& to, const Gp& a, const Gp& count);  // BMI2
  void sarx(const Gp& to, const Gp& a, const Gp& count);
  void btr(const Gp& a, int bit);
  void btc(const Gp& a, int bit);
  void vaddsd(const Xmm& to, const Xmm& a, const Xmm& b) { vector(0x58, to, a, b); }
  void vmulsd(const Xmm& to, const Xmm& a, const Xmm& b) { vector(0x59, to, a, b); }
  void vsubsd(const Xmm& to, const Xmm& a, const Xmm& b) { vector(0x5c, to, a, b); }
  void vdivsd(const Xmm& to, const Xmm& a, const Xmm& b) { vector(0x5e, to, a, b); }
  void vsqrtsd(const Xmm& to, const Xmm& a, const Xmm& b) { vector(0x51, to, a, b); }
  void xorps(const Xmm& a, const Xmm& b);
  void ucomisd(const Xmm& a, const Xmm& b);
  void cvtsi2sd(const Xmm& to, const Gp& from);
  void cvttsd2si(const Gp& to, const Xmm& from);

  // --- jumps -------------------------------------------------------------------------------------------
  void jmp(Label label);
  void jmp(const Mem& target);
  void jmp(const void* target);  // in the code region
  void j(CondCode condition, Label label);
  void j(CondCode condition, const void* target);  // in the code region
  template <class T> void ja(T target) { j(CondCode::kA, target); }
  template <class T> void jz(T target) { j(CondCode::kE, target); }
  template <class T> void jnz(T target) { j(CondCode::kNE, target); }
  template <class T> void jne(T target) { j(CondCode::kNE, target); }
  template <class T> void jns(T target) { j(CondCode::kNS, target); }
  template <class T> void jp(T target) { j(CondCode::kP, target); }
  // A function that the code region does not reach is called through rax.
  void call(const void* target);

 private:
  static constexpr uint32_t kUnbound = ~0u;
  static constexpr size_t kLongest = 16;  // bytes of an instruction
  struct Use {
    uint32_t at;  // of the displacement
    uint32_t label;
  };
  struct Fixed {
    uint32_t at;
    const void* target;
  };

  void room() {
    if (size_t(end_ - top_) < kLongest) grow();
  }
  void grow();
  void byte(unsigned b) { *top_++ = uint8_t(b); }
  void word(uint32_t w);
  // prefix (or 0), REX, opcode (with 0x0f in front where it is above 255), and the operands.
  void emit(unsigned prefix, bool wide, unsigned opcode, unsigned reg, unsigned rm);
  void emit(unsigned prefix, bool wide, unsigned opcode, unsigned reg, const Mem& rm, bool is_byte = false);
  void head(unsigned prefix, unsigned rex, unsigned opcode);
  void arithmetic(unsigned code, const Gp& a, const Gp& b);
  void arithmetic(unsigned code, const Gp& a, const Mem& b);
  void arithmetic(unsigned code, const Mem& a, const Gp& b);
  void arithmetic_immediate(unsigned code, const Gp& a, int32_t b);
  void arithmetic_immediate(unsigned code, const Mem& a, int32_t b);
  void immediate(int32_t b);
  void step(unsigned code, const Gp& a) { emit(0, a.size() == 8, 0xff, code, a.id()); }
  void step(unsigned code, const Mem& a) { emit(0, a.size() == 8, 0xff, code, a); }
  void shift(unsigned code, const Gp& a, int count);
  void vector(unsigned opcode, const Xmm& to, const Xmm& a, const Xmm& b);
  void vex_shift(unsigned prefix, const Gp& to, const Gp& a, const Gp& count);
  void use(Label label);
  void fixed(const void* target);

  std::unique_ptr<uint8_t[]> bytes_;
  uint8_t *top_, *end_;
  std::vector<uint32_t> labels_;
  std::vector<Use> uses_;
  std::vector<Fixed> calls_;  // and jumps
};

}  // namespace sidewinder::jit::baseline
