// Compiled with exceptions: the handler of `new` throws.
#include "interpreter/memory/reserve.h"

#include <cstdlib>
#include <new>

namespace sidewinder {

namespace {

constexpr size_t kReserve = size_t(2) << 20;  // address space alone, until somebody needs it

bool wanted = false;
void* reserve = nullptr;
void (*hook)() = nullptr;

}  // namespace

void note_exhaustion() {
  if (hook) hook();
}

namespace {

bool use_reserve() {
  void* block = __atomic_exchange_n(&reserve, nullptr, __ATOMIC_SEQ_CST);
  if (!block) return false;
  std::free(block);
  note_exhaustion();
  return true;
}

void on_exhaustion() {
  if (!use_reserve()) throw std::bad_alloc();
}

}  // namespace

void keep_reserve(void (*when_used)()) {
  hook = when_used;
  wanted = true;
  std::set_new_handler(on_exhaustion);
  refill_reserve();
  keep_heap_reserve();
}

void refill_reserve() {
  if (!wanted || __atomic_load_n(&reserve, __ATOMIC_SEQ_CST)) return;
  void* block = std::malloc(kReserve);
  void* none = nullptr;
  if (!__atomic_compare_exchange_n(&reserve, &none, block, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) std::free(block);
}

void* reserved_malloc(size_t bytes) {
  void* block = std::malloc(bytes);
  while (!block && use_reserve()) block = std::malloc(bytes);
  return block;
}

void* reserved_realloc(void* old, size_t bytes) {
  void* block = std::realloc(old, bytes);
  while (!block && use_reserve()) block = std::realloc(old, bytes);
  return block;
}

}  // namespace sidewinder
