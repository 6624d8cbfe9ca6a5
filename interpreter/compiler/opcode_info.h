// What the three fields of each opcode mean, from opcodes.def: for the disassembler and the verifier.
#pragma once

#include "interpreter/compiler/instruction.h"
#include "interpreter/compiler/opcode.h"

namespace sidewinder {

enum class Field : uint8_t { None, Dst, Reg, Const, Src, Base, Cache, Imm, Jump, Hot };

struct OpcodeInfo {
  const char* name;
  Field a, b, c;  // never Src: the variant of the opcode decides between Reg and Const

  bool is_jump() const { return b == Field::Jump; }
};

const OpcodeInfo& opcode_info(uint16_t op);

// A test reads the offset of the instruction after it (its companion) and leaves a bool for it in register c.
bool is_fused_test(Opcode op);
Opcode companion_of(Opcode op);  // kCount if it has none
// The compiler never emits these.
inline bool is_continuation(Opcode op) { return op >= Opcode::after_return_; }
// Control never goes from this instruction to the next one.
bool ends_flow(Opcode op);

}  // namespace sidewinder
