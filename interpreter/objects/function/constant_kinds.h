// Constants that instructions take for what the compiler made: code, a name, a tuple of names. Others cannot stand in
// their places (code.replace(), types.CodeType()).
#pragma once

#include "interpreter/compiler/instruction.h"
#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

// A checksum: the same for constants that these instructions cannot tell apart. There is one at each index they have.
uint32_t kinds_of_constants(const Instr* instructions, uint32_t count, const Tuple* constants);

}  // namespace sidewinder
