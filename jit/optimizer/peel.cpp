#include "jit/optimizer/peel.h"

#include "jit/optimizer/invariance.h"

namespace sidewinder::jit {

bool Peel::run() {
  uint32_t registers = uint32_t(walk_.input.observed.reps.size()), snapshot = walk_.recorded_end().snapshot;
  header_.begin(walk_.recorded_registers(), invariant_registers(walk_.recorded, walk_.effects, registers), snapshot);
  if (walk_.failed()) return true;
  walk_.iterate([&](uint32_t reg) { return header_.value_of(reg); });
  if (walk_.failed()) return true;
  std::vector<Value> arguments;
  if (!header_.arrive(walk_.recorded_registers(), snapshot, arguments)) return false;
  walk_.append_jump(nullptr, 1, arguments);
  return true;
}

}  // namespace sidewinder::jit
