// What a loop may change, found in one look at its recorded trace; and which registers it is expected not to.
#pragma once

#include <cstdint>
#include <vector>

#include "jit/optimizer/memory_facts.h"

namespace sidewinder::jit {

class LoopEffects {
 public:
  explicit LoopEffects(const Trace& recorded);

  bool calls_write() const { return calls_write_; }  // any mutable word, and what an assumption relies on
  bool stores(const Word& word) const { return uses(word.id) & kStored; }
  bool loads(const Word& word) const { return uses(word.id) & kLoaded; }
  bool may_change(const Word& word) const { return !word.immutable && (calls_write_ || stores(word)); }
  // ids of the mutable rows that it stores
  const std::vector<uint32_t>& changed_rows() const { return changed_rows_; }

 private:
  enum Use : uint8_t { kStored = 1, kLoaded = 2 };
  uint8_t uses(uint32_t id) const { return id < uses_.size() ? uses_[id] : 0; }
  void note(const Op& op);

  std::vector<uint8_t> uses_;  // by id
  std::vector<uint32_t> changed_rows_;
  bool calls_write_ = false;
};

// Registers that a loop's back edge is expected to find unchanged: the recorded trace passes what it loaded, a
// constant, or what pure operations make of such. An expectation: LoopHeader::arrive compares.
std::vector<bool> invariant_registers(const Trace& recorded, const LoopEffects& effects, uint32_t registers);

}  // namespace sidewinder::jit
