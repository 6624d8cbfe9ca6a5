#include "interpreter/memory/c_blocks.h"

#include <gc/gc.h>
#include <gc/gc_inline.h>
#include <gc/gc_mark.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "interpreter/base/check.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/settled.h"

namespace sidewinder {

int c_block_kind = 0;

namespace {

// The raw blocks: a table of addresses with open addressing, which is a root as it stands: the address of one that is
// held by something else has its lowest bit set, and refers to nothing. Of a size that is a power of two, half full at
// most.
void** table;
size_t capacity, used;  // used: with the tombs
void* const kTomb = reinterpret_cast<void*>(1);

constexpr uintptr_t kHeld = 1;
void* address_in(void* entry) { return reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(entry) & ~kHeld); }
void* held(void* p) { return reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(p) | kHeld); }

size_t place_of(const void* p) { return (reinterpret_cast<uintptr_t>(p) >> 4) * 0x9e3779b97f4a7c15 >> 20; }

void** find(const void* p) {
  if (!capacity) return nullptr;
  for (size_t i = place_of(p);; i++) {
    void*& at = table[i & (capacity - 1)];
    if (address_in(at) == p) return &at;
    if (!at) return nullptr;
  }
}

void put(void* entry) {
  size_t i = place_of(address_in(entry));
  while (table[i & (capacity - 1)]) i++;
  table[i & (capacity - 1)] = entry;
  used++;
}

void make_room() {
  if (used * 2 < capacity) return;
  void** old = table;
  size_t old_capacity = capacity;
  auto is_block = [](void* p) { return p && p != kTomb; };
  auto live = size_t(std::count_if(old, old + old_capacity, is_block));
  capacity = 1024;
  while (capacity < live * 4) capacity *= 2;
  table = static_cast<void**>(calloc(capacity, sizeof(void*)));
  PY_CHECK(table);
  used = 0;
  for (size_t i = 0; i < old_capacity; i++)
    if (is_block(old[i])) put(old[i]);
  free(old);
}

// Free cells, linked through their first words and otherwise zero, for 16 .. 512 bytes.
void* lists[kFreeListSizes];

void* allocate_cell(size_t bytes) {
  size_t granules = (bytes + kGranule - 1) / kGranule;
  if (granules >= kFreeListSizes) return GC_generic_malloc(bytes, c_block_kind);
  void*& head = lists[granules];
  if (!head) {
    MayBeMinor minor;
    GC_generic_malloc_many(granules * kGranule, c_block_kind, &head);
  }
  void* cell = head;
  if (!cell) return GC_generic_malloc(bytes, c_block_kind);  // it has the last means against the lack of memory
  head = *static_cast<void**>(cell);
  *static_cast<void**>(cell) = nullptr;
  return cell;
}

void create_kind() { c_block_kind = int(GC_new_kind(GC_new_free_list(), 0 | GC_DS_LENGTH, 1, 1)); }

}  // namespace

void* allocate_c_block(size_t bytes) {
  if (!c_block_kind) create_kind();
  make_room();
  void* p = allocate_cell(std::max<size_t>(bytes, 24));
  if (p) put(p);
  return p;
}

void push_raw_c_blocks(void (*range)(void*, void*)) {
  if (capacity) range(table, table + capacity);
}

bool is_raw_c_block(const void* p) { return find(p) != nullptr; }

bool is_of_c_block_kind(const void* p) {
  size_t size;
  return c_block_kind && GC_get_kind_and_size(p, &size) == c_block_kind;
}

bool hold_c_block(void* p) {
  void** at = p ? find(p) : nullptr;
  if (!at) return false;
  *at = held(p);
  return true;
}

void c_block_is_object(void* p) {
  if (void** at = find(p)) *at = kTomb;
}

void free_raw_c_block(void* p) {
  c_block_is_object(p);
  if (!give_back_c_block(p)) GC_free(p);
}

bool give_back_c_block(void* p) {
  size_t granules = GC_size(p) / kGranule;
  if (granules >= kFreeListSizes) return false;
  std::memset(p, 0, granules * kGranule);
  *static_cast<void**>(p) = lists[granules];
  lists[granules] = p;
  return true;
}

void drop_c_block_lists() { std::memset(lists, 0, sizeof lists); }

size_t c_block_size(const void* p) { return GC_size(p); }

}  // namespace sidewinder
