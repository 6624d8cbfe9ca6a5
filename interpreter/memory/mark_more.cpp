#include "interpreter/memory/mark_more.h"

#include <gc/gc.h>
#include <sys/mman.h>

namespace {

// An entry of the collector's mark stack: a range of words to look at.
struct MarkEntry {
  void* start;
  GC_word descriptor;  // its length in bytes
};

}  // namespace

// Of the collector's static library. The first works on a mark stack, which need not be its own, for a while; what is
// left begins at `bottom` and ends with the entry that is returned. What such a stack has no room for is dropped and
// remembered: the second goes through the heap for it. True: nothing is left to mark.
extern "C" MarkEntry* GC_mark_from(MarkEntry* top, MarkEntry* bottom, MarkEntry* limit);
extern "C" int GC_mark_some(void* stack_pointer);
extern "C" int GC_collection_in_progress();  // something was dropped, here

namespace sidewinder {

namespace {

struct MarkStack {
  MarkEntry *bottom, *limit;
};

MarkStack obtain_mark_stack() {
  constexpr size_t kEntries = size_t(1) << 22;
  constexpr size_t kEntriesWithoutMemory = size_t(1) << 14;
  static MarkEntry few[kEntriesWithoutMemory];
  static MarkEntry* many;
  if (!many) {
    void* memory = mmap(nullptr, kEntries * sizeof(MarkEntry), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return {few, few + kEntriesWithoutMemory};
    many = static_cast<MarkEntry*>(memory);
  }
  return {many, many + kEntries};
}

void mark_words(Object** objects, size_t count) {
  MarkStack stack = obtain_mark_stack();
  *stack.bottom = {objects, count * sizeof(Object*)};
  for (MarkEntry* top = stack.bottom; top >= stack.bottom;) top = GC_mark_from(top, stack.bottom, stack.limit);
}

}  // namespace

void mark_from_root(Object* object) { mark_words(&object, 1); }

void mark_range_from_root(void* begin, void* end) {
  mark_words(static_cast<Object**>(begin), size_t(static_cast<Object**>(end) - static_cast<Object**>(begin)));
}

void mark_from(Object** objects, size_t count) {
  if (!count) return;
  mark_words(objects, count);
  while (GC_collection_in_progress() && !GC_mark_some(nullptr)) {}
}

}  // namespace sidewinder
