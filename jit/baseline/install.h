// Machine code into executable memory.
#pragma once

#include <asmjit/x86.h>

#include <cstdint>
#include <vector>

namespace sidewinder::jit::baseline {

// Copies the code; the displacements at `sites`, in code that is there already, lead to `entry_label` of it from now
// on. Null: no room.
uint8_t* install(asmjit::CodeHolder& holder, const std::vector<uint8_t*>& sites = {}, uint32_t entry_label = 0);

}  // namespace sidewinder::jit::baseline
