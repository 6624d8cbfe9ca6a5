#include "interpreter/tracing/liveness.h"

#include <memory>
#include <unordered_map>

#include "interpreter/compiler/operands.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/memory/allocate.h"

namespace sidewinder {

namespace {
std::unordered_map<const Code*, std::unique_ptr<Liveness>>& known_codes() {
  static std::unordered_map<const Code*, std::unique_ptr<Liveness>> known;
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

const std::vector<bool>& merges_of(const Code* code) {
  static std::unordered_map<const Code*, std::vector<bool>> known;  // of code that lives for ever, as below
  auto [entry, is_new] = known.try_emplace(code);
  if (is_new) entry->second = find_merges(code);
  return entry->second;
}

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

void for_each_traced_code(const std::function<void(const Code&)>& visit) {
  for (auto& [code, liveness] : known_codes()) visit(*code);
}

const Code* traced_code_at(const Instr* at) {
  for (auto& [code, liveness] : known_codes())
    if (at >= code->instructions && at <= code->instructions + code->instruction_count) return code;
  return nullptr;
}

}  // namespace sidewinder
