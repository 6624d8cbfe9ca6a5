// The sections of an optimised trace, in the order in which they are written: entry, label 0, the first iteration, the
// end. README.md says what each is for.
#pragma once

#include <vector>

#include "jit/optimizer/header.h"
#include "jit/optimizer/heap.h"

namespace sidewinder::jit {

// What earlier attempts found out: the header's choices, and registers that label 0 must take as objects.
struct Choices {
  HeaderChoices header;
  std::vector<bool> entry_by_reference;
};

class Sections {
 public:
  Sections(Walk& walk, Virtuals* virtuals, Heap* heap, Choices& choices)
      : walk_(walk), input_(walk.input), virtuals_(virtuals), heap_(heap), choices_(choices) {}

  // False: what was found out is in the choices; try again. True: the trace is written, or the walk has failed.
  bool run();
  Signature take_header() { return std::move(header_); }  // of label 0

 private:
  void bridge_inputs();
  Value exit_value(const Op& recorded);

  void choose_entry();
  std::vector<Rep> tested_numbers() const;
  bool is_float_class(Value v) const;
  void load_registers(std::vector<Value>& falling);
  void load_entry();
  Value entry_value(uint32_t reg);

  bool close_loop();
  bool finish();
  bool convert(Value& v, Rep rep);

  Walk& walk_;
  const OptimizerInput& input_;
  Virtuals* virtuals_;
  Heap* heap_;
  Choices& choices_;
  Signature header_;
  std::vector<Value> entry_arguments_;
};

}  // namespace sidewinder::jit
