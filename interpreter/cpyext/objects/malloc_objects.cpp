#include "interpreter/cpyext/objects/malloc_objects.h"

#include <Python.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <vector>

#include "interpreter/cpyext/objects/object_memory.h"
#include "interpreter/memory/c_blocks.h"

namespace sidewinder {

namespace {

// Of the blocks that became objects. When there is no room for more sizes, others stay malloc's.
constexpr size_t kMostSizes = 16;
std::atomic<size_t> sizes[kMostSizes], size_count;

bool is_known(size_t bytes) {
  size_t count = size_count.load(std::memory_order_acquire);
  for (size_t i = 0; i < count; i++)
    if (sizes[i].load(std::memory_order_relaxed) == bytes) return true;
  return false;
}

// An object is made of a block directly after it was allocated.
struct Block {
  const void* address;
  size_t bytes;
};
thread_local Block recent[4];
thread_local unsigned next_recent;

// What was freed without the lock; the next thread that has it frees it.
std::mutex waiting_mutex;
std::vector<void*> waiting;
std::atomic<bool> any_waits;

void free_what_waits() {
  std::lock_guard guard(waiting_mutex);
  for (void* p : waiting) free_for_object(nullptr, p);
  waiting.clear();
  any_waits = false;
}

}  // namespace

bool may_become_object(size_t bytes) {
  if (!is_known(bytes) || !PyGILState_Check()) return false;
  if (any_waits) free_what_waits();
  return true;
}

void* note_block(void* p, size_t bytes) {
  recent[next_recent++ % std::size(recent)] = {p, bytes};
  return p;
}

void note_object_in_malloc(const void* p) {
  for (const Block& block : recent) {
    if (block.address != p || is_known(block.bytes)) continue;
    size_t count = size_count.load(std::memory_order_relaxed);
    if (count == kMostSizes) return;
    sizes[count].store(block.bytes, std::memory_order_relaxed);
    size_count.store(count + 1, std::memory_order_release);
  }
}

void* resize_block_of_collector(void* p, size_t bytes) {
  if (PyGILState_Check()) return reallocate_for_object(nullptr, p, bytes);
  void* moved = malloc(bytes ? bytes : 1);
  if (!moved) return nullptr;
  memcpy(moved, p, std::min(bytes, c_block_size(p)));
  free_block_of_collector(p);
  return moved;
}

void free_block_of_collector(void* p) {
  if (PyGILState_Check()) return free_for_object(nullptr, p);
  std::lock_guard guard(waiting_mutex);
  waiting.push_back(p);
  any_waits = true;
}

}  // namespace sidewinder
