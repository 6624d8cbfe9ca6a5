// Loads and stores of objects that others may see: a word loaded or stored before is known until something may have
// changed it (a store to the same row through another base, a call that writes). A store is taken back when the next
// one to the same word comes before anybody could look. One of a number's box is *lazy*: exits make it, and the trace
// itself only before somebody may look (a call, a load that may be of the same word, the end); one that is overwritten
// before never costs a box.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

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

  // For the loop's header. What is in a word now, or none; and the words whose value is known here, of objects that are
  // the same in every iteration, which the recorded trace stores, and loads or stores numbers in.
  struct Known {
    Value base;
    Word word;
    Value value;
  };
  Value known_value(Value base, const Word& word);
  std::vector<Known> words_of_loop();

  // The lazy stores of the trace so far: makes those that are not of one of these words.
  template <class Words> void write_back_except(const Words& words) {
    std::vector<Op> left = std::move(lazy_);
    lazy_.clear();
    for (const Op& store : left) {
      auto same = [&](const auto& w) { return w.base == store.a && w.word == Word::of(store); };
      if (std::any_of(words.begin(), words.end(), same)) lazy_.push_back(store);
      else write_back(store);
    }
  }
  void write_back() { write_back_except(std::vector<Known>()); }
  // A word that the loop's header carries: from here on exits store what the body has in it.
  bool may_be_left(Value base, const Word& word) const;
  void leave_to_exits(const Known& word);

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
  bool may_be_lazy(const Op& store) const;
  bool is_number(Value v) const;
  void note_lazy(const Op& store, uint32_t index);
  void write_back(const Op& store);
  void write_back_aliases(const Op& access);

  std::vector<Remembered> entries_;
  std::vector<uint32_t> table_;       // open addressing
  std::vector<uint32_t> row_epochs_;  // by id
  uint32_t call_epoch_ = 0;
  uint32_t last_barrier_ = 0;             // stores before this operation may have been seen
  static constexpr size_t kMostLazy = 8;  // each keeps an object and a number for the exits
  std::vector<Op> lazy_;                  // stores that nobody has made yet, at most one of a word
  bool writing_back_ = false;
};

}  // namespace sidewinder::jit
