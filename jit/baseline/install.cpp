// Compilations are many and small, and lie behind one another as a rule: where protection has to be switched, one
// switch does for new code and the jumps to it.
#include "jit/baseline/install.h"

#include <algorithm>
#include <cstring>

#include "jit/code/code_memory.h"

namespace sidewinder::jit::baseline {

namespace {

constexpr size_t kNear = size_t(64) << 10;  // what one switch of protection may span beside new code

void set_displacement(const CodeMemory::Writable& writable, uint8_t* site, const uint8_t* target) {
  auto displacement = int32_t(target - (site + 4));
  std::memcpy(writable.at(site), &displacement, sizeof displacement);
}

}  // namespace

uint8_t* install(const Encoder& encoder, std::span<uint8_t* const> sites, uint32_t entry_label) {
  size_t size = encoder.offset();
  uint8_t* code = CodeMemory::instance().allocate(size);
  if (!code) return nullptr;
  auto is_near = [&](const uint8_t* site) { return size_t(site > code ? site - code : code - site) < kNear; };
  uint8_t *first = code, *last = code + size;
  for (uint8_t* site : sites)
    if (is_near(site)) first = std::min(first, site), last = std::max(last, site + 4);
  const uint8_t* entry = code + encoder.offset_of({entry_label});
  {
    CodeMemory::Writable writable(first, size_t(last - first));
    if (!writable.ok()) return nullptr;
    encoder.copy_to(writable.at(code), code);
    for (uint8_t* site : sites)
      if (is_near(site)) set_displacement(writable, site, entry);
  }
  for (uint8_t* site : sites) {
    if (is_near(site)) continue;
    CodeMemory::Writable writable(site, 4);
    if (writable.ok()) set_displacement(writable, site, entry);
  }
  return code;
}

uint8_t* install(asmjit::CodeHolder& holder) {
  if (holder.flatten() != asmjit::kErrorOk || holder.resolveUnresolvedLinks() != asmjit::kErrorOk) return nullptr;
  size_t size = holder.codeSize();
  uint8_t* code = CodeMemory::instance().allocate(size);
  if (!code || holder.relocateToBase(uint64_t(code)) != asmjit::kErrorOk) return nullptr;
  CodeMemory::Writable writable(code, size);
  if (!writable.ok()) return nullptr;
  holder.copyFlattenedData(writable.at(code), size);
  return code;
}

}  // namespace sidewinder::jit::baseline
