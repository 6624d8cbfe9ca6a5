// Who owns which register in compiled code, and where the words of the trace's frame are.
#pragma once

#include <asmjit/x86.h>

#include <cstddef>
#include <cstdint>

#include "jit/code/trace_frame.h"

namespace sidewinder::jit {

namespace x86 = asmjit::x86;

enum class Bank : uint8_t { Gp, Xmm };
constexpr int kBanks = 2;

// Fixed roles. The others are the allocator's.
inline const x86::Gp kRootRegisters = x86::r14;  // Object** of the root frame
inline const x86::Gp kThread = x86::r15;
inline const x86::Gp kScratch = x86::r11;  // of one lowering; never holds a value across operations
inline const x86::Xmm kScratchXmm = x86::xmm15;

constexpr uint32_t bit(uint32_t number) { return 1u << number; }
constexpr uint32_t kAllocatableGp = 0xffff & ~(bit(4) | bit(11) | bit(14) | bit(15));
constexpr uint32_t kAllocatableXmm = 0x7fff;
constexpr uint32_t kCalleeSavedGp = bit(3) | bit(5) | bit(12) | bit(13);  // rbx rbp r12 r13
constexpr uint32_t allocatable(Bank bank) { return bank == Bank::Gp ? kAllocatableGp : kAllocatableXmm; }
constexpr uint32_t survives_calls(Bank bank) { return bank == Bank::Gp ? kCalleeSavedGp : 0; }

inline x86::Mem slot_address(uint32_t slot) {
  return x86::qword_ptr(x86::rsp, int32_t(offsetof(TraceFrame, slots) + 8 * slot));
}
inline x86::Mem request_address(int word) {
  return x86::qword_ptr(x86::rsp, int32_t(offsetof(TraceFrame, request) + 8 * word));
}

}  // namespace sidewinder::jit
