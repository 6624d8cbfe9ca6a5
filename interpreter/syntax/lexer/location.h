// A place in the source: what tokens, nodes of the tree and syntax errors have in common.
#pragma once

#include <cstdint>

namespace sidewinder::ast {

// Lines count from 1, columns from 0 in bytes of UTF-8; the end is exclusive.
struct Location {
  int32_t line = 0;
  int32_t column = 0;
  int32_t end_line = 0;
  int32_t end_column = 0;
};

}  // namespace sidewinder::ast
