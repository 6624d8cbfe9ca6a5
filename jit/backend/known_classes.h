// What is known of live values where a trace can be left: the classes of objects, and that an int fits 60 bits. A
// bridge starts from it (ExitValue::known_class) instead of asking again.
#pragma once

#include <vector>

#include "jit/ir/target.h"
#include "jit/ir/trace.h"
#include "jit/language/hooks.h"

namespace sidewinder::jit {

class KnownClasses {
 public:
  KnownClasses(const Trace& trace, const Hooks& hooks, const Signature& header);

  void pass(uint32_t op);  // control went through this operation
  // For a Ref its class, for an Int the class of ints if it fits 60 bits; else null.
  const void* of(uint32_t value) const;

 private:
  struct Fact {
    const void* class_word = nullptr;
    uint32_t epoch = 0;
    bool lasting = false;
  };

  void learn(Value v, const void* class_word);
  // Ints that fit once control has passed all of the trace; and of them, those that need no test to do so.
  std::vector<uint8_t> find_tested_ints(const Signature& header);
  void find_small_arguments(const std::vector<uint8_t>& tested);
  bool is_tested_before(uint32_t value, uint32_t end) const;
  bool is_lasting(const void* class_word) const;

  const Trace& trace_;
  const Hooks& hooks_;
  std::vector<Fact> facts_;
  std::vector<uint8_t> small_;  // ints that fit 60 bits, as far as control has come
  uint32_t epoch_ = 0;          // objects may have changed their classes since an earlier one
};

}  // namespace sidewinder::jit
