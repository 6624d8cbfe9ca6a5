// What a header assumes: a record of its own, against which every arriving jump is verified.
#pragma once

#include <cstdint>
#include <vector>

namespace sidewinder::jit {

struct LabelCode;  // jit/code/location.h

// How a register of the root frame travels through a label: unboxed when the class is known to be a number box.
enum class Rep : uint8_t {
  Ref /* any object, or null when unbound */,
  Int /* of an exact int, fits 60 bits */,
  Float /* of an exact float */
};

// One for each register of the root frame, in order.
struct Signature {
  std::vector<Rep> reps;
  friend bool operator==(const Signature&, const Signature&) = default;
};

// Label 0 of a compiled loop: where the interpreter's entry and every bridge arrive. A jump to it passes the root
// frame's registers, converted as the signature says.
struct Target {
  Signature signature;
  const LabelCode* code = nullptr;  // where it lies in machine code; set by the backend
  uint32_t trace_id = 0;
  uint64_t position = 0;  // the language's: of the header
};

}  // namespace sidewinder::jit
