// The name of an SSA value: an operation's index, a constant's index, or nothing.
#pragma once

#include <cstdint>

namespace sidewinder::jit {

struct Value {
  uint32_t bits = 0;  // 0: none; top bit: constant; else index + 1

  static Value none() { return {}; }
  static Value op(uint32_t index) { return {index + 1}; }
  static Value constant(uint32_t index) { return {(index + 1) | 0x80000000u}; }
  bool is_none() const { return bits == 0; }
  bool is_constant() const { return bits >> 31; }
  bool is_op() const { return bits && !is_constant(); }
  uint32_t index() const { return (bits & 0x7fffffffu) - 1; }
  friend bool operator==(Value, Value) = default;
};

}  // namespace sidewinder::jit
