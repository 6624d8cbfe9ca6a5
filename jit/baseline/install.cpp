// Compilations are many and small: they share chunks of code memory, so that one switch of protection does for new code
// and the jumps to it, as a rule.
#include "jit/baseline/install.h"

#include <algorithm>
#include <cstring>

#include "jit/code/code_memory.h"

namespace sidewinder::jit::baseline {

namespace {

constexpr size_t kChunkBytes = size_t(128) << 10, kAlignment = 16;

struct Chunk {
  uint8_t *begin = nullptr, *top = nullptr, *end = nullptr;
  bool has(const uint8_t* p) const { return p >= begin && p < end; }
};
Chunk chunk;

uint8_t* allocate(size_t size) {
  size = (size + kAlignment - 1) & ~(kAlignment - 1);
  if (size > size_t(chunk.end - chunk.top)) {
    size_t bytes = std::max(size, kChunkBytes);
    uint8_t* begin = CodeMemory::instance().allocate(bytes);
    if (!begin) return nullptr;
    chunk = {begin, begin, begin + bytes};
  }
  uint8_t* code = chunk.top;
  chunk.top += size;
  return code;
}

void set_displacement(uint8_t* site, const uint8_t* target) {
  auto displacement = int32_t(target - (site + 4));
  std::memcpy(site, &displacement, sizeof displacement);
}

}  // namespace

uint8_t* install(const Encoder& encoder, std::span<uint8_t* const> sites, uint32_t entry_label) {
  size_t size = encoder.offset();
  uint8_t* code = allocate(size);
  if (!code) return nullptr;
  uint8_t *first = code, *last = code + size;
  for (uint8_t* site : sites)
    if (chunk.has(site)) first = std::min(first, site), last = std::max(last, site + 4);
  const uint8_t* entry = code + encoder.offset_of({entry_label});
  {
    CodeMemory::Writable writable(first, size_t(last - first));
    if (!writable.ok()) return nullptr;
    encoder.copy_to(code, code);
    for (uint8_t* site : sites)
      if (chunk.has(site)) set_displacement(site, entry);
  }
  for (uint8_t* site : sites) {
    if (chunk.has(site)) continue;
    CodeMemory::Writable writable(site, 4);
    if (writable.ok()) set_displacement(site, entry);
  }
  return code;
}

uint8_t* install(asmjit::CodeHolder& holder) {
  if (holder.flatten() != asmjit::kErrorOk || holder.resolveUnresolvedLinks() != asmjit::kErrorOk) return nullptr;
  size_t size = holder.codeSize();
  uint8_t* code = allocate(size);
  if (!code || holder.relocateToBase(uint64_t(code)) != asmjit::kErrorOk) return nullptr;
  CodeMemory::Writable writable(code, size);
  if (!writable.ok()) return nullptr;
  holder.copyFlattenedData(code, size);
  return code;
}

}  // namespace sidewinder::jit::baseline
