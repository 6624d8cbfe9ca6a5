#include "interpreter/memory/mark_more.h"

#include <gc/gc.h>
#include <sys/mman.h>

#include "interpreter/base/check.h"

namespace {

// An entry of the collector's mark stack: a range of words to look at.
struct MarkEntry {
  void* start;
  GC_word descriptor;  // its length in bytes
};

}  // namespace

// Of the collector's static library: works on a mark stack, which need not be its own, for a while; what is left begins
// at `bottom` and ends with the entry that is returned.
extern "C" MarkEntry* GC_mark_from(MarkEntry* top, MarkEntry* bottom, MarkEntry* limit);

namespace sidewinder {

void mark_from(Object** objects, size_t count) {
  if (!count) return;
  constexpr size_t kEntries = size_t(1) << 22;
  static MarkEntry* stack;
  if (!stack) {
    void* memory = mmap(nullptr, kEntries * sizeof(MarkEntry), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    PY_CHECK(memory != MAP_FAILED);
    stack = static_cast<MarkEntry*>(memory);
  }
  stack[0] = {objects, count * sizeof(Object*)};
  for (MarkEntry* top = stack; top >= stack;) top = GC_mark_from(top, stack, stack + kEntries);
}

}  // namespace sidewinder
