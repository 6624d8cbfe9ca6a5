// What a header assumes: a record of its own, against which every arriving jump is verified.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jit/ir/value.h"

namespace sidewinder::jit {

// How a register of the root frame travels through a label: unboxed when the class is known to be a number box.
enum class Rep : uint8_t {
  Ref /* any object, or null when unbound */,
  Int /* of an exact int, fits 60 bits */,
  Float /* of an exact float */
};

// One entry for each register of the root frame, in order.
struct Signature {
  std::vector<Rep> slots;
  friend bool operator==(const Signature&, const Signature&) = default;
};

// Where a value is in machine code.
struct Location {
  enum class Where : uint8_t { None, Register, Xmm, Slot /* 8-byte word of the trace's stack frame */, Constant };
  Where where = Where::None;
  uint8_t number = 0;  // register
  uint32_t slot = 0;   // Slot: index of the word; Constant: index into the trace's pool
  friend bool operator==(const Location&, const Location&) = default;
};

// Label 0 of a compiled loop: where the interpreter's entry and every bridge arrive.
// A jump to it passes the root frame's registers, converted as the signature says, in `locations`.
struct Target {
  Signature signature;
  const void* code = nullptr;       // address of the label; set by the backend
  std::vector<Location> locations;  // of its arguments; set by the backend
  uint32_t trace_id = 0;
  uint64_t position = 0;  // the language's: of the header
  bool valid = true;      // false once an assumption was broken
};

}  // namespace sidewinder::jit
