// The registers' roles, and what both assemblers of this folder share: the encoder of compilations, and asmjit's for
// the stubs, which are made once.
#pragma once

#include <asmjit/x86.h>

#include "jit/baseline/encoder.h"
#include "jit/baseline/language.h"

namespace sidewinder::jit::baseline {

using asmjit::Label;

// The thread; the registers of the current frame; the classes of ints and floats; scratch.
inline const x86::Gp kThread = x86::r15, kRegisters = x86::r14, kIntClass = x86::r12, kFloatClass = x86::r13,
                     kScratch = x86::r11;
inline const x86::Xmm kFloatScratch = x86::xmm15;
// For values. Those from kFirstFixed on keep them across calls, the last two are taken by divisions.
inline const x86::Gp kGpPool[] = {x86::rcx, x86::rsi, x86::rdi, x86::r8,  x86::r9,
                                  x86::r10, x86::rbx, x86::rbp, x86::rdx, x86::rax};
constexpr int kGpPoolSize = 10, kFixedRbx = 6, kFixedRbp = 7, kPoolRdx = 8, kPoolRax = 9;
constexpr int kXmmPoolSize = 14;
constexpr uint32_t kDivisionMask = 1u << kPoolRdx | 1u << kPoolRax;

inline bool fits32(int64_t v) { return v == int32_t(v); }

template <class Assembler> class AssemblyOn {
 public:
  template <class... A> explicit AssemblyOn(const Hooks& hooks, A&&... a) : as(std::forward<A>(a)...), hooks_(hooks) {}

  Assembler as;

  static x86::Gp gp(int i) { return kGpPool[i]; }
  static x86::Xmm xmm(int i) { return x86::xmm(uint32_t(i)); }
  static x86::Mem frame(uint32_t reg) { return x86::qword_ptr(kRegisters, int32_t(8 * reg)); }

  void load(const x86::Gp& to, int64_t bits) {
    if (bits == 0) as.xor_(to.r32(), to.r32());
    else if (uint64_t(bits) == uint32_t(bits)) as.mov(to.r32(), uint32_t(bits));
    else as.mov(to, bits);
  }
  void count(uint64_t* counter) {
    as.mov(kScratch, int64_t(counter));
    as.inc(x86::qword_ptr(kScratch));
  }
  void store(const x86::Mem& to, int64_t bits) {
    if (fits32(bits)) {
      as.mov(to, int32_t(bits));
    } else {
      as.mov(kScratch, bits);
      as.mov(to, kScratch);
    }
  }
  template <class Operand> void compare(const Operand& a, int64_t bits) {
    if (bits == int64_t(hooks_.boxes->int_class)) {
      as.cmp(a, kIntClass);
    } else if (bits == int64_t(hooks_.boxes->float_class)) {
      as.cmp(a, kFloatClass);
    } else if (fits32(bits)) {
      as.cmp(a, int32_t(bits));
    } else {
      as.mov(kScratch, bits);
      as.cmp(a, kScratch);
    }
  }
  // Unsigned "below or equal" afterwards: `v` has at most 60 bits, the sign apart. The scratch register has v, and 1
  // less if it is negative, so that -2**60 is as wide as 2**60.
  void compare_with_60_bits(const x86::Gp& v) {
    as.mov(kScratch, v);
    as.sar(kScratch, 63);
    as.add(kScratch, v);
    as.sar(kScratch, 60);
    as.add(kScratch, 1);
    as.cmp(kScratch, 1);
  }

 private:
  const Hooks& hooks_;
};

class Assembly : public AssemblyOn<Encoder> {
 public:
  explicit Assembly(const Hooks& hooks) : AssemblyOn(hooks) {}

  Encoder::Label label(uint32_t id) const { return {id}; }
  uint32_t new_label() { return as.newLabel().id; }
  void bind(uint32_t id) { as.bind({id}); }
  void jump(const void* target) { as.jmp(target); }
  void call(const void* target) { as.call(target); }
};

class StubAssembly : public AssemblyOn<x86::Assembler> {
 public:
  explicit StubAssembly(const Hooks& hooks) : AssemblyOn(hooks) {
    holder.init(asmjit::Environment::host());
    holder.attach(&as);
  }

  asmjit::CodeHolder holder;
};

}  // namespace sidewinder::jit::baseline
