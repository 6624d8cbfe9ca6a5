#include "interpreter/tracing/liveness.h"

#include <memory>
#include <unordered_map>

#include "interpreter/compiler/operands.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/memory/allocate.h"

namespace sidewinder {

namespace {
struct KnownCode {
  std::unique_ptr<Liveness> liveness;
  std::vector<bool> merges;
  Object** root;  // positions in snapshots point into it
};
std::unordered_map<const Code*, KnownCode>& known_codes() {
  static std::unordered_map<const Code*, KnownCode> known;
  return known;
}

std::vector<bool> find_merges(const Code* code) {
  uint32_t n = code->instruction_count;
  std::vector<uint8_t> edges(n + 1);
  std::vector<bool> merges(n + 1), is_header(n + 1);
  auto edge = [&](int64_t from, int64_t to) {
    if (to < 0 || to >= int64_t(n)) return;
    if (to <= from) is_header[size_t(to)] = true;
    else if (edges[size_t(to)] < 2) ++edges[size_t(to)];
  };
  for (int64_t i = 0; i < int64_t(n); ++i) {
    Instr in = code->instructions[i];
    if (opcode_info(in.op).is_jump()) edge(i, i + 1 + in.offset());
    if (!ends_flow(Opcode(in.op))) edge(i, i + 1);
  }
  for (uint32_t i = 0; i < n; ++i) merges[i] = edges[i] >= 2 && !is_header[i];
  return merges;
}
}  // namespace

static KnownCode& known_code(const Code* code) {
  KnownCode& entry = known_codes()[code];
  if (!entry.liveness) {
    entry.liveness = std::make_unique<Liveness>(code);
    entry.merges = find_merges(code);
    entry.root = allocate_permanent(1);
    *entry.root = const_cast<Code*>(code);
  }
  return entry;
}

const std::vector<bool>& merges_of(const Code* code) { return known_code(code).merges; }
const Liveness& liveness_of(const Code* code) { return *known_code(code).liveness; }

void forget_liveness() {
  for (auto& [code, known] : known_codes()) free_permanent(known.root);
  known_codes().clear();
}

void poison_dead_registers([[maybe_unused]] FrameHeader* h, [[maybe_unused]] const Instr* pc) {
#ifndef NDEBUG
  const Liveness& liveness = liveness_of(h->code);
  auto at = uint32_t(pc - h->code->instructions);
  for (int r = liveness.first_temporary(); r < h->code->register_count; ++r)
    if (!liveness.is_live(at, r)) h->registers()[r] = kDeadRegister;
#endif
}

void for_each_traced_code(const std::function<void(const Code&)>& visit) {
  for (auto& [code, known] : known_codes()) visit(*code);
}

const Code* traced_code_at(const Instr* at) {
  for (auto& [code, known] : known_codes())
    if (at >= code->instructions && at <= code->instructions + code->instruction_count) return code;
  return nullptr;
}

}  // namespace sidewinder
