#include "jit/baseline/install.h"

#include <cstring>

#include "jit/code/code_memory.h"

namespace sidewinder::jit::baseline {

uint8_t* install(asmjit::CodeHolder& holder) {
  if (holder.flatten() != asmjit::kErrorOk || holder.resolveUnresolvedLinks() != asmjit::kErrorOk) return nullptr;
  size_t size = holder.codeSize();
  uint8_t* code = CodeMemory::instance().allocate(size);
  if (!code) return nullptr;
  if (holder.relocateToBase(uint64_t(code)) != asmjit::kErrorOk) return nullptr;
  CodeMemory::Writable writable(code, size);
  if (!writable.ok()) return nullptr;
  holder.copyFlattenedData(code, size);
  return code;
}

void patch(uint8_t* site, const void* target) {
  int64_t distance = static_cast<const uint8_t*>(target) - (site + 4);
  auto displacement = int32_t(distance);
  CodeMemory::Writable writable(site, sizeof displacement);
  if (writable.ok()) std::memcpy(site, &displacement, sizeof displacement);
}

}  // namespace sidewinder::jit::baseline
