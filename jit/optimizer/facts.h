// What is known of SSA values, by value: class, null or not, small int, bounds. Facts about a value hold for ever; a
// class that an object may change is a fact about memory and dies at calls that may write.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "jit/ir/evaluate.h"
#include "jit/ir/trace.h"

namespace sidewinder::jit {

struct ValueFacts {
  const void* known_class = nullptr;
  uint32_t class_epoch = 0;  // valid in this epoch only, unless class_is_constant
  bool class_is_constant = false;
  bool present = false;     // Ref, Ptr: not null
  bool small_int = false;   // Ref: an exact int of at most 60 bits
  bool unescaped = false;   // Ref: a new object that nobody else has (Virtuals)
  int64_t low = INT64_MIN;  // Int: bounds, inclusive
  int64_t high = INT64_MAX;
};

class Facts {
 public:
  Facts(const Boxes& boxes, bool (*class_is_constant)(const void*))
      : boxes_(boxes), language_says_constant_(class_is_constant) {}

  ValueFacts& operator[](Value v) {
    std::vector<ValueFacts>& table = v.is_constant() ? constants_ : ops_;
    if (v.index() >= table.size()) table.resize(v.index() + 64 + table.size());
    return table[v.index()];
  }

  // Null: not known.
  const void* class_of(Value v) {
    const ValueFacts& f = (*this)[v];
    return f.class_is_constant || f.class_epoch == class_epoch_ ? f.known_class : nullptr;
  }
  void learn_class(Value v, const void* class_word, bool for_ever = false) {
    ValueFacts& f = (*this)[v];
    f.known_class = class_word;
    f.class_epoch = class_epoch_;
    f.class_is_constant = for_ever || is_constant_class(class_word);
    f.present = true;
  }
  void learn_small_int(Value v) {
    learn_class(v, boxes_.int_class);
    (*this)[v].small_int = true;
  }
  void learn_range(Value v, int64_t low, int64_t high) {
    ValueFacts& f = (*this)[v];
    f.low = std::max(f.low, low);
    f.high = std::min(f.high, high);
  }
  // A class known only because nobody else had the object: from now on others do.
  void object_escaped(Value v) {
    ValueFacts& f = (*this)[v];
    f.unescaped = false;
    f.class_is_constant = is_constant_class(f.known_class);
    f.class_epoch = class_epoch_;
  }
  void forget_mutable_classes() { class_epoch_++; }

  bool is_constant_class(const void* class_word) const {
    return class_word && (class_word == boxes_.int_class || class_word == boxes_.float_class ||
                          (language_says_constant_ && language_says_constant_(class_word)));
  }

 private:
  const Boxes& boxes_;
  bool (*language_says_constant_)(const void*);
  std::vector<ValueFacts> ops_, constants_;
  uint32_t class_epoch_ = 1;
};

}  // namespace sidewinder::jit
