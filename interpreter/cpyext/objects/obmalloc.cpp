// PyMem_RawMalloc, PyMem_Malloc, PyObject_Malloc and what belongs to them: three domains, whose functions C may
// replace. The first two are malloc's but for sizes that C makes objects of (malloc_objects.h); what C keeps in that
// memory it has pinned. The third may become objects (object_memory.cpp).
#include <Python.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/cpyext/objects/malloc_objects.h"
#include "interpreter/cpyext/objects/object_memory.h"
#include "interpreter/cpyext/objects/stack_exchange.h"
#include "interpreter/execution/frame_stack.h"
#include "interpreter/memory/c_blocks.h"
#include "interpreter/memory/stack_words.h"

using namespace sidewinder;

namespace {

void* malloc_at_least_one(void*, size_t n) {
  if (may_become_object(n)) return allocate_c_block(n);
  note_memory_of_c(n);
  return note_block(malloc(n ? n : 1), n);
}
void* calloc_at_least_one(void*, size_t n, size_t size) {
  if (may_become_object(n * size)) return allocate_c_block(n * size);
  note_memory_of_c(n * size);
  return note_block(n && size ? calloc(n, size) : calloc(1, 1), n * size);
}

constexpr PyMemAllocatorEx kMalloc = {nullptr, malloc_at_least_one, calloc_at_least_one, reallocate_memory,
                                      free_memory};
constexpr PyMemAllocatorEx kObjects = {nullptr, allocate_for_object, allocate_zeroed_for_object, reallocate_for_object,
                                       free_for_object};
PyMemAllocatorEx domains[3] = {kMalloc, kMalloc, kObjects};  // by PyMemAllocatorDomain

void* map_arena(void*, size_t n) {
  void* p = mmap(nullptr, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}
void unmap_arena(void*, void* p, size_t n) {
  if (!free_frame_stack(p)) munmap(p, n);
}
PyObjectArenaAllocator arenas = {nullptr, map_arena, unmap_arena};

bool is_too_large(size_t n) { return n > size_t(PY_SSIZE_T_MAX); }
void* allocate_in(const PyMemAllocatorEx& d, size_t n) { return is_too_large(n) ? nullptr : d.malloc(d.ctx, n); }
void* allocate_zeroed_in(const PyMemAllocatorEx& d, size_t n, size_t size) {
  return size && n > size_t(PY_SSIZE_T_MAX) / size ? nullptr : d.calloc(d.ctx, n, size);
}
void* reallocate_in(const PyMemAllocatorEx& d, void* p, size_t n) {
  return is_too_large(n) ? nullptr : d.realloc(d.ctx, p, n);
}

void* resize_stack_words(void* p, size_t n) {
  void* moved = allocate_stack_words(n);
  if (!moved || !p) return moved;
  memcpy(moved, p, std::min(n, c_block_size(p)));
  free_stack_words(p);
  return moved;
}

}  // namespace

extern "C" {

#define DOMAIN_FUNCTIONS(prefix, domain)                                                               \
  void* prefix##Malloc(size_t n) { return allocate_in(domains[domain], n); }                           \
  void* prefix##Calloc(size_t n, size_t size) { return allocate_zeroed_in(domains[domain], n, size); } \
  void* prefix##Realloc(void* p, size_t n) { return reallocate_in(domains[domain], p, n); }            \
  void prefix##Free(void* p) { domains[domain].free(domains[domain].ctx, p); }
DOMAIN_FUNCTIONS(PyMem_Raw, PYMEM_DOMAIN_RAW)
DOMAIN_FUNCTIONS(PyObject_, PYMEM_DOMAIN_OBJ)

// As above; what exchanges stacks may ask for the memory of a copy.
void* PyMem_Malloc(size_t n) {
  if (is_called_by_exchanger(__builtin_return_address(0))) return is_too_large(n) ? nullptr : allocate_stack_words(n);
  return allocate_in(domains[PYMEM_DOMAIN_MEM], n);
}
void* PyMem_Calloc(size_t n, size_t size) { return allocate_zeroed_in(domains[PYMEM_DOMAIN_MEM], n, size); }
void* PyMem_Realloc(void* p, size_t n) {
  if (is_called_by_exchanger(__builtin_return_address(0))) return is_too_large(n) ? nullptr : resize_stack_words(p, n);
  return reallocate_in(domains[PYMEM_DOMAIN_MEM], p, n);
}
void PyMem_Free(void* p) { domains[PYMEM_DOMAIN_MEM].free(domains[PYMEM_DOMAIN_MEM].ctx, p); }

void PyMem_GetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx* out) { *out = domains[domain]; }
void PyMem_SetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx* functions) { domains[domain] = *functions; }
void PyMem_SetupDebugHooks() {}  // those who want to see mistakes with memory have valgrind
const char* _PyMem_GetCurrentAllocatorName() { return "malloc"; }
void PyObject_GetArenaAllocator(PyObjectArenaAllocator* out) { *out = arenas; }
void PyObject_SetArenaAllocator(PyObjectArenaAllocator* functions) { arenas = *functions; }

char* _PyMem_Strdup(const char* text) {
  size_t n = strlen(text) + 1;
  auto* copy = static_cast<char*>(PyMem_Malloc(n));
  if (copy) memcpy(copy, text, n);
  return copy;
}
char* _PyMem_RawStrdup(const char* text) { return strdup(text); }
wchar_t* _PyMem_RawWcsdup(const wchar_t* text) { return wcsdup(text); }
}
