// The opcodes, from their table. Apart from the form of an instruction (instruction.h), which most of the tree knows
// and which never changes: a new opcode rebuilds the compiler and the handlers only.
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

const char* opcode_name(uint16_t op);  // "add_rr"

}  // namespace sidewinder
