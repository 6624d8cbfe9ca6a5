#include "interpreter/memory/heap_walk.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <algorithm>
#include <vector>

#include "interpreter/memory/blocks.h"
#include "interpreter/memory/kinds.h"

// Of the collector's static library; its shared one hides it.
extern "C" int GC_reclaim_all(int (*stop)(), int ignore_old);

namespace sidewinder {

namespace {

// The collector sweeps no block that is nearly full: its dead cells stay as they are until more of them have died.
void forget_dead_cells(void* block, BlockHeader* header, void*) {
  if (!holds_objects[header->kind] || header->cell_bytes > kBlockBytes / 2) return;
  if (header->last_swept == uint16_t(GC_get_gc_no())) return;  // its cells may be new
  for_each_cell_of(static_cast<struct hblk*>(block), header->cell_bytes, [&](Object* cell) {
    size_t granule = size_t(reinterpret_cast<char*>(cell) - static_cast<char*>(block)) / kGranule;
    if (!header->marks[granule]) cell->cls = nullptr;
  });
}

void* sweep_all_blocks(void*) {
  GC_reclaim_all([] { return 0; }, 0);
  if (blocks_are_known()) for_each_block(forget_dead_cells, nullptr);
  return nullptr;
}

void visit_cells(struct hblk* block, GC_word visitor) {
  size_t size;
  int kind = GC_get_kind_and_size(block, &size);
  if (kind == collector_kind(MemoryKind::Leaf) || kind == collector_kind(MemoryKind::String)) return;
  if (!holds_objects[kind]) return;
  for_each_cell_of(block, size, reinterpret_cast<void (*)(Object*)>(visitor));
}

void visit(void* cell, size_t, void* found) {
  size_t size;
  if (!holds_objects[GC_get_kind_and_size(cell, &size)]) return;
  Object* object = static_cast<Object*>(cell);
  if (is_object(object)) static_cast<std::vector<Object*>*>(found)->push_back(object);
}

void* enumerate(void* found) {
  GC_enumerate_reachable_objects_inner(visit, found);
  return nullptr;
}

struct Visit {
  void (*visit)(Object*, void*);
  void* arg;
};

// Behind an object's head, and the word of a weak one that does not count.
size_t first_reference(int kind) {
  constexpr size_t kHeadWords = sizeof(Object) / sizeof(void*);
  return kHeadWords + (kind == collector_kind(MemoryKind::Weak));
}

constexpr int kDeepestStorage = 3;  // raw storage in raw storage

// True: one of the words leads to a cell that was given away.
bool visit_words(void* block, size_t bytes, size_t first, const Visit& v, int depth) {
  bool is_dangling = false;
  auto* words = static_cast<void**>(block);
  for (size_t i = first; i < bytes / sizeof(void*); i++) {
    void* p = words[i];
    if (!is_collectable(p)) continue;
    size_t size;
    int kind = GC_get_kind_and_size(p, &size);
    if (holds_objects[kind]) {
      if (is_object(static_cast<Object*>(p))) v.visit(static_cast<Object*>(p), v.arg);
      else is_dangling = true;
    } else if (kind == collector_kind(MemoryKind::Raw) && depth < kDeepestStorage) {
      is_dangling |= visit_words(p, size, 0, v, depth + 1);
    }
  }
  return is_dangling;
}

bool visit_heap_references(Object* o, const Visit& v) {
  if (!is_collectable(o)) return false;
  size_t size;
  int kind = GC_get_kind_and_size(o, &size);
  if (kind == collector_kind(MemoryKind::Leaf)) return false;
  return visit_words(o, size, first_reference(kind), v, 0);
}

}  // namespace

bool is_object_of_heap(const void* p) { return is_collectable(p) && is_object(static_cast<const Object*>(p)); }

bool may_be_reference(const void* p) { return !is_collectable(p) || is_object(static_cast<const Object*>(p)); }

size_t raw_storage_bytes(const void* p) {
  if (!is_collectable(p)) return 0;
  size_t size;
  return GC_get_kind_and_size(p, &size) == collector_kind(MemoryKind::Raw) ? size : 0;
}

namespace {

// One pass over all words, which are only compared.
struct Sought {
  std::vector<Object*> objects;
  uintptr_t lowest, beyond;
};

void forget_referred(Sought& sought, void* word) {
  if (uintptr_t(word) - sought.lowest >= sought.beyond - sought.lowest) [[likely]]
    return;
  std::erase(sought.objects, static_cast<Object*>(word));
}

void forget_what_cell_refers_to(void* cell, size_t, void* argument) {
  size_t size;
  int kind = GC_get_kind_and_size(cell, &size);
  if (kind == collector_kind(MemoryKind::Leaf) || kind == collector_kind(MemoryKind::String)) return;
  auto* words = static_cast<void**>(cell);
  size_t first = 0;
  if (holds_objects[kind]) {
    if (!is_object(static_cast<Object*>(cell))) return;
    first = first_reference(kind);
  } else if (kind != collector_kind(MemoryKind::Raw)) {
    return;
  }
  for (size_t i = first; i < size / sizeof(void*); i++) forget_referred(*static_cast<Sought*>(argument), words[i]);
}

void* forget_all_referred(void* sought) {
  GC_enumerate_reachable_objects_inner(forget_what_cell_refers_to, sought);
  return nullptr;
}

}  // namespace

std::vector<Object*> without_reference(std::vector<Object*> objects) {
  if (objects.empty()) return objects;
  auto [lowest, highest] = std::minmax_element(objects.begin(), objects.end());
  Sought sought{{}, uintptr_t(*lowest), uintptr_t(*highest) + 1};
  sought.objects = std::move(objects);
  GC_call_with_alloc_lock(forget_all_referred, &sought);
  return sought.objects;
}

void for_each_heap_reference(Object* o, void (*visit)(Object*, void*), void* arg) {
  visit_heap_references(o, {visit, arg});
}
bool refers_to_free_memory(Object* o) {
  return visit_heap_references(o, {[](Object*, void*) {}, nullptr});
}

void sweep_heap() { GC_call_with_alloc_lock(sweep_all_blocks, nullptr); }

void for_each_cell(void (*visit)(Object* cell)) {
  GC_apply_to_all_blocks(visit_cells, reinterpret_cast<GC_word>(visit));
}

Object** live_objects(size_t* count) {
  sweep_heap();
  GC_gcollect();
  return living_objects(count);
}

// The mark bits tell the living, so they must be fresh.
Object** living_objects(size_t* count) {
  std::vector<Object*> found;
  GC_disable();
  GC_call_with_alloc_lock(enumerate, &found);
  Object** objects = allocate_permanent(found.size());
  if (objects) std::memcpy(objects, found.data(), found.size() * sizeof(Object*));
  GC_enable();
  *count = found.size();
  return objects;
}

}  // namespace sidewinder
