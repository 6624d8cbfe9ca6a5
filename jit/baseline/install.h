// Machine code into executable memory.
#pragma once

#include <asmjit/x86.h>

#include <cstdint>

namespace sidewinder::jit::baseline {

// Null: no room.
uint8_t* install(asmjit::CodeHolder& holder);
// The displacement at `site` leads to `target` from now on.
void patch(uint8_t* site, const void* target);

}  // namespace sidewinder::jit::baseline
