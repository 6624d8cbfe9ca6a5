#include "interpreter/memory/pins.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>
#include <sys/mman.h>

#include <cstring>

#include "interpreter/base/check.h"
#include "interpreter/memory/kinds.h"

// Of the collector's static library; its shared one hides it.
extern "C" void GC_apply_to_all_blocks(void (*visit)(struct hblk* block, GC_word data), GC_word data);

namespace sidewinder {

namespace {

constexpr size_t kBlockBytes = 4096;

bool looking = false;

// What is pinned, in memory of its own: nothing may be allocated from the heap while the world is stopped, and the
// collector reads it after we have returned.
Object** pinned;
size_t pinned_count, pinned_capacity;

void grow() {
  size_t capacity = pinned_capacity ? pinned_capacity * 2 : size_t(1) << 16;
  void* memory = mmap(nullptr, capacity * sizeof(Object*), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  PY_CHECK(memory != MAP_FAILED);
  if (pinned_count) std::memcpy(memory, pinned, pinned_count * sizeof(Object*));
  if (pinned) munmap(pinned, pinned_capacity * sizeof(Object*));
  pinned = static_cast<Object**>(memory);
  pinned_capacity = capacity;
}

void visit_object(Object* o) {
  if (!o->cls || pin_count(o) <= 0) return;  // no class: a free cell
  if (pinned_count == pinned_capacity) grow();
  pinned[pinned_count++] = o;
}

// A block has objects of one size, or is (the beginning of) a large one.
void visit_block(struct hblk* block, GC_word) {
  size_t size;
  int kind = GC_get_kind_and_size(block, &size);
  if (!holds_objects[kind]) return;
  auto* cell = reinterpret_cast<char*>(block);
  if (size > kBlockBytes / 2) return visit_object(reinterpret_cast<Object*>(cell));
  for (char* end = cell + kBlockBytes; cell + size <= end; cell += size) visit_object(reinterpret_cast<Object*>(cell));
}

}  // namespace

void look_for_pins() { looking = true; }

void push_pinned_objects(void (*range)(void*, void*)) {
  if (!looking) return;
  pinned_count = 0;
  GC_apply_to_all_blocks(visit_block, 0);
  range(pinned, pinned + pinned_count);
}

}  // namespace sidewinder
