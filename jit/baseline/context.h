// What compiled code knows of a frame between two instructions: the key of a block version. A register that is not
// named holds an object in the frame of which nothing is known.
#pragma once

#include <cstdint>

#include "jit/baseline/inline_vector.h"

namespace sidewinder::jit::baseline {

enum class ItemKind : uint8_t {
  Class,  // in the frame, of a known class
  Int,    // unboxed in a general register, at most 60 bits
  Float,  // unboxed in a vector register
};

struct Item {
  uint16_t reg;  // of the frame
  ItemKind kind;
  uint8_t where;  // Int: index into kGpPool; Float: number of the vector register
  bool small;     // an int of at most 60 bits
  bool dirty;     // unboxed only: the frame does not have the box
  const void* cls;

  bool operator==(const Item&) const = default;
  bool is_unboxed() const { return kind != ItemKind::Class; }
};

using Context = InlineVector<Item, 6>;  // sorted by register

// A question that a handler asked and its answer, by the structure of what was asked: it holds while the instruction
// has no effect.
struct Fact {
  uint64_t question;
  bool answer;
};
using Facts = InlineVector<Fact, 4>;

}  // namespace sidewinder::jit::baseline
