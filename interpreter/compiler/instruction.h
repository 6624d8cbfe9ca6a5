// Instructions of the register bytecode; the opcodes are in opcodes.def.
#pragma once

#include <cstdint>

namespace sidewinder {

enum class Opcode : uint16_t {
#define OP(name, a, b, c) name##_,
#define OP_R(name, a, b, c) name##_r, name##_c,
#define OP_RR(name) name##_rr, name##_rc, name##_cr,
#define OP_IN(name) name##_rr, name##_rc,
#define OP_CMP(name) name##_rr, name##_rc,
#include "interpreter/compiler/opcodes.def"
#undef OP
#undef OP_R
#undef OP_RR
#undef OP_IN
#undef OP_CMP
  kCount
};

struct Instr {
  uint16_t op, a, b, c;
  int32_t offset() const { return int32_t(uint32_t(b) | uint32_t(c) << 16); }   // Jump
  void set_offset(int32_t o) { b = uint16_t(o), c = uint16_t(uint32_t(o) >> 16); }
};
static_assert(sizeof(Instr) == 8);

const char* opcode_name(uint16_t op);   // "add_rr"

}  // namespace sidewinder
