// Which registers an instruction reads and writes, blocks included: for the verifier and for liveness
// (liveness.h).
#pragma once

#include "interpreter/compiler/opcode_info.h"

namespace sidewinder {

struct RegisterBlock {
  int first = 0, count = 0;
};

struct OperandUse {
  RegisterBlock reads[3], writes[3];
};

OperandUse operand_use(const Instr& in);

}  // namespace sidewinder
