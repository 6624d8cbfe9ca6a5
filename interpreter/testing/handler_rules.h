// The handlers on the machine Emit: every path of every opcode, without running anything. For the rule check and for
// reading.
#pragma once

#include <string>
#include <vector>

#include "interpreter/execution/thread.h"

namespace sidewinder {

struct HandlerPaths {
  std::string text;  // all paths, a step a line
  int paths = 0;
  std::vector<std::string> violations;  // of the rules in jit/README.md
};
HandlerPaths walk_handler(Thread& t, uint16_t opcode);

}  // namespace sidewinder
