// Loads and stores of objects that others may see: a word loaded or stored before is known until something may have
// changed it (a store to the same row through another base, a call that writes). A store is taken back when the next
// one to the same word comes before anybody could look.
#pragma once

#include "jit/optimizer/memory_facts.h"
#include "jit/optimizer/walk.h"

namespace sidewinder::jit {

class Heap : public Pass {
 public:
  explicit Heap(Walk& walk);
  const char* name() const override { return "heap"; }
  Verdict visit(Op& op) override;
  void emitted(const Op& op, Value result) override;
  void at_label() override;

  // A word known by other means (an object that has just become visible).
  void remember(Value base, const Word& word, Value value);

  // For the loop's header. What is in a word now, or none; and the words whose value is known here, which the recorded
  // trace stores and loads, of objects that are the same in every iteration.
  struct Known {
    Value base;
    Word word;
    Value value;
  };
  Value known_value(Value base, const Word& word);
  std::vector<Known> stored_and_loaded();

 private:
  struct Remembered {
    Value base;
    Word word;
    Value value;
    uint32_t row_epoch, call_epoch;  // valid while these are current; immutable words for ever
    uint32_t store;                  // the operation that stored it, if it may still be taken back
  };
  static constexpr uint32_t kEmpty = ~0u;

  uint32_t* find_cell(Value base, const Word& word);
  Remembered* find(Value base, const Word& word);
  bool is_valid(const Remembered& entry) const;
  uint32_t& row_epoch(uint32_t id);
  void take_back_overwritten(const Op& store);

  std::vector<Remembered> entries_;
  std::vector<uint32_t> table_;       // open addressing
  std::vector<uint32_t> row_epochs_;  // by id
  uint32_t call_epoch_ = 0;
  uint32_t last_barrier_ = 0;  // stores before this operation may have been seen
};

}  // namespace sidewinder::jit
