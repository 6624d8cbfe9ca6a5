// A frame of the interpreter as a recording sees it: an SSA name for each of its registers. Snapshots are taken of
// shadow frames, and replaying one gives shadow frames back.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "jit/ir/value.h"
#include "jit/language/hooks.h"

namespace sidewinder::jit {

constexpr uint32_t kMaxHeaderReferences = 6;

struct ShadowFrame {
  Object** registers;  // of the real frame
  uint32_t register_count;
  std::vector<Value> names;            // of the registers; none: null or dead
  Value header[kMaxHeaderReferences];  // header references; of the root, which exists, what the language makes of them
  uint64_t position = 0;               // where a callee returns to, once there is a callee
  uint64_t info = 0;
  std::vector<Value> in_memory;  // names of what the memory of a frame that outlives the trace holds; or empty
};

using ShadowFrames = std::vector<std::unique_ptr<ShadowFrame>>;  // root first

}  // namespace sidewinder::jit
