// Which temporaries are still to be read, at every instruction of a code object: what snapshots and loop headers carry,
// and what a frame keeps alive. Named registers (locals, cells, free variables) always count as live, since locals()
// and tracebacks show them. A register that is not live may hold anything, a freed object or no object at all: nobody
// but the collector looks at it, and debug builds poison it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sidewinder {

struct Code;

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
  void keep_iterators(const Code* code);

  int first_temporary_;
  size_t words_;
  std::vector<uint64_t> rows_;
};

}  // namespace sidewinder
