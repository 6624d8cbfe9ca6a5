// Names of machine code for gdb, through its JIT interface (-X jit-gdb): each piece of code is a symbol file in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sidewinder::jit {

extern bool tells_debugger;  // false: the functions do nothing

void tell_debugger(const uint8_t* code, size_t size, const std::string& name);
void debugger_forgets(const uint8_t* code);

}  // namespace sidewinder::jit
