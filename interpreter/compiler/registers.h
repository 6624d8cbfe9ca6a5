// The registers of a code object: named ones (locals, cells, free variables) first, then temporaries, which are a
// stack.
#pragma once

#include <algorithm>

#include "interpreter/compiler/compilation.h"

namespace sidewinder {

constexpr int kNoRegister = -1;
constexpr int kMaxRegisters = 65535;

class Registers {
 public:
  explicit Registers(Compilation& compilation) : compilation_(compilation) {}

  // Before the first take().
  void set_named(int count) {
    named_ = next_ = 0;
    take(count);
    named_ = count;
  }

  // The first of `count` temporaries in a row.
  int take(int count = 1) {
    int first = next_;
    next_ += count;
    if (next_ > kMaxRegisters) {
      compilation_.fail_too_many("variables and temporaries");
      next_ = first;
    }
    most_ = std::max(most_, next_);
    return first;
  }
  void release_from(int first) { next_ = first; }

  int next() const { return next_; }
  int most() const { return most_; }
  bool is_temporary(int reg) const { return reg >= named_; }

 private:
  Compilation& compilation_;
  int named_ = 0;
  int next_ = 0;
  int most_ = 0;
};

// Gives back what was taken in its lifetime.
class Temporaries {
 public:
  explicit Temporaries(Registers& registers) : registers_(registers), mark_(registers.next()) {}
  ~Temporaries() { registers_.release_from(mark_); }
  Temporaries(const Temporaries&) = delete;

 private:
  Registers& registers_;
  int mark_;
};

}  // namespace sidewinder
