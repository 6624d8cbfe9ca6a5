// The constants of a code object under construction. Equal constants share an index if Python could not tell them
// apart: 0, 0.0, False and -0.0 are four constants, and so are (0,) and (0.0,).
//
// The objects are in raw storage that only values_ points to: a Constants object must live on the C++ stack.
#pragma once

#include <string>
#include <unordered_map>

#include "interpreter/compiler/compilation.h"
#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

class Constants {
 public:
  explicit Constants(Compilation& compilation) : compilation_(compilation) {}

  int add(Object* value);         // index; 0 after a failure
  int add_name(Identifier name);  // an interned str
  int none() { return add(sidewinder::none()); }
  Object* operator[](int index) const { return values_[index]; }
  Tuple* to_tuple() const;

 private:
  int append(Object* value);

  Compilation& compilation_;
  Object** values_ = nullptr;
  int count_ = 0;
  int capacity_ = 0;
  std::unordered_map<std::string, int> index_;
  std::unordered_map<const Identifier::Entry*, int> names_;
};

// Interned if it looks like an identifier, as CPython does it.
Object* new_text_constant(std::string_view text);

}  // namespace sidewinder
