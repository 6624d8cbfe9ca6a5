// Machine code into executable memory.
#pragma once

#include <asmjit/x86.h>

#include <cstdint>
#include <span>

#include "jit/baseline/encoder.h"

namespace sidewinder::jit::baseline {

// Copies the code; the displacements at `sites`, in code that is there already, lead to `entry_label` of it from now
// on. Null: no room.
uint8_t* install(const Encoder& encoder, std::span<uint8_t* const> sites, uint32_t entry_label);
uint8_t* install(asmjit::CodeHolder& holder);

}  // namespace sidewinder::jit::baseline
