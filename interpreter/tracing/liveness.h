// Which temporaries are still to be read, at every instruction of a code object: what snapshots and loop headers carry.
// Named registers (locals, cells, free variables) always count as live, since locals() and tracebacks show them. A
// register that is not live may hold anything, a freed object or no object at all: nobody but the collector looks at
// it, and debug builds poison it.
#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/execution/frame.h"

namespace sidewinder {

class Liveness {
 public:
  explicit Liveness(const Code* code);

  // Register r holds a value that may be read when the instruction at index `at` is executed or after it.
  bool is_live(uint32_t at, int r) const {
    if (r < first_temporary_) return true;
    size_t bit = size_t(r - first_temporary_);
    return rows_[at * words_ + bit / 64] >> (bit % 64) & 1;
  }
  // The live temporaries at an instruction: bit i of the array is the i-th of them.
  const uint64_t* live_temporaries(uint32_t at) const { return &rows_[at * words_]; }
  int first_temporary() const { return first_temporary_; }

 private:
  int first_temporary_;
  size_t words_;
  std::vector<uint64_t> rows_;
};

// Computed on first use and kept; code objects that were traced live for ever.
const Liveness& liveness_of(const Code* code);
// Debug builds: what is not live at `pc`, where the frame goes on, holds kDeadRegister from here on. Elsewhere nothing
// happens.
void poison_dead_registers(FrameHeader* h, const Instr* pc);
// The code object, among those, that the instruction belongs to; null: none.
const Code* traced_code_at(const Instr* at);

}  // namespace sidewinder
