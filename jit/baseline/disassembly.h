// Text of the instructions that the encoder makes, for dumps.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace sidewinder::jit::baseline {

struct Disassembled {
  std::string text;  // "(bad)": no instruction of the encoder
  uint32_t length;
};
// `name_of`: of the target of a jump or call.
Disassembled disassemble(const uint8_t* at, const std::function<std::string(const uint8_t* target)>& name_of);

}  // namespace sidewinder::jit::baseline
