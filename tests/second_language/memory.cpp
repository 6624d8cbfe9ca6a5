#include "tests/second_language/memory.h"

#include "interpreter/memory/allocate.h"

namespace sidewinder::lines {

namespace {
constexpr MemoryKind kind_of(Contents contents) {
  return contents == Contents::Numbers ? MemoryKind::Leaf : MemoryKind::Object;
}
}  // namespace

void initialize_memory(uint64_t collect_every) {
  sidewinder::initialize_memory();
  if (collect_every) set_collect_every(collect_every);
}

void* allocate(Contents contents, size_t bytes) {
  void* p = contents == Contents::Numbers ? sidewinder::allocate<MemoryKind::Leaf>(bytes)
                                          : sidewinder::allocate<MemoryKind::Object>(bytes);
  PY_CHECK(p && "memory");
  return p;
}

void** free_list(uint16_t contents, uint32_t bytes) {
  size_t granules = (bytes + kGranule - 1) / kGranule;
  return granules < kFreeListSizes ? &free_lists[int(kind_of(Contents(contents)))][granules] : nullptr;
}

Object** allocate_roots(uint32_t count) { return allocate_permanent(count); }
void free_roots(Object** roots) { free_permanent(roots); }

}  // namespace sidewinder::lines
