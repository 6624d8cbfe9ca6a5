// Where values, and labels with their arguments, are in machine code.
#pragma once

#include <cstdint>
#include <vector>

namespace sidewinder::jit {

struct Location {
  enum class Where : uint8_t { None, Register, Xmm, Slot /* 8-byte word of the trace's stack frame */, Constant };
  Where where = Where::None;
  uint8_t number = 0;  // register
  uint32_t slot = 0;   // Slot: index of the word; Constant: index into the trace's pool
  friend bool operator==(const Location&, const Location&) = default;
};

// A label that other traces jump to (Target::code): they bring its arguments where it expects them.
struct LabelCode {
  const void* address = nullptr;
  std::vector<Location> arguments;
};

}  // namespace sidewinder::jit
