// Instructions of the register bytecode; what they do is in opcodes.def, their numbers in opcode.h.
#pragma once

#include <cstdint>

namespace sidewinder {

struct Instr {
  uint16_t op, a, b, c;
  int32_t offset() const { return int32_t(uint32_t(b) | uint32_t(c) << 16); }  // Jump
  void set_offset(int32_t o) { b = uint16_t(o), c = uint16_t(uint32_t(o) >> 16); }
};
static_assert(sizeof(Instr) == 8);

}  // namespace sidewinder
