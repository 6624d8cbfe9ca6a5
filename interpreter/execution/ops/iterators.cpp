#include "interpreter/execution/ops/iterators.h"

#include <array>

namespace sidewinder {

Object* const* latin1_characters() {
  static const std::array<Object*, 256> table = [] {
    std::array<Object*, 256> characters;
    for (uint32_t c = 0; c < characters.size(); ++c) characters[c] = new_str_char(c);
    return characters;
  }();
  return table.data();
}

}  // namespace sidewinder
