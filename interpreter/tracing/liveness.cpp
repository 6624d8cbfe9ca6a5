#include "interpreter/tracing/liveness.h"

#include <memory>
#include <unordered_map>

#include "interpreter/execution/call_frame.h"
#include "interpreter/memory/allocate.h"

namespace sidewinder {

namespace {
std::unordered_map<const Code*, std::unique_ptr<Liveness>>& known_codes() {
  static std::unordered_map<const Code*, std::unique_ptr<Liveness>> known;
  return known;
}
}  // namespace

const Liveness& liveness_of(const Code* code) {
  auto& entry = known_codes()[code];
  if (!entry) {
    entry = std::make_unique<Liveness>(code);
    *allocate_permanent(1) = const_cast<Code*>(code);  // positions in snapshots point into it
  }
  return *entry;
}

void poison_dead_registers([[maybe_unused]] FrameHeader* h, [[maybe_unused]] const Instr* pc) {
#ifndef NDEBUG
  const Liveness& liveness = liveness_of(h->code);
  auto at = uint32_t(pc - h->code->instructions);
  for (int r = liveness.first_temporary(); r < h->code->register_count; ++r)
    if (!liveness.is_live(at, r)) h->registers()[r] = kDeadRegister;
#endif
}

const Code* traced_code_at(const Instr* at) {
  for (auto& [code, liveness] : known_codes())
    if (at >= code->instructions && at <= code->instructions + code->instruction_count) return code;
  return nullptr;
}

}  // namespace sidewinder
