// PyMem_RawMalloc, PyMem_Malloc, PyObject_Malloc and what belongs to them: three domains, whose functions C may
// replace. The first two are malloc's; what C keeps in that memory it has pinned. The third may become objects
// (object_memory.cpp).
#include <Python.h>
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>

#include "interpreter/cpyext/objects/object_memory.h"

namespace {

void* malloc_at_least_one(void*, size_t n) { return malloc(n ? n : 1); }
void* calloc_at_least_one(void*, size_t n, size_t size) { return n && size ? calloc(n, size) : calloc(1, 1); }

constexpr PyMemAllocatorEx kMalloc = {nullptr, malloc_at_least_one, calloc_at_least_one, sidewinder::reallocate_memory,
                                      sidewinder::free_memory};
constexpr PyMemAllocatorEx kObjects = {nullptr, sidewinder::allocate_for_object, sidewinder::allocate_zeroed_for_object,
                                       sidewinder::reallocate_for_object, sidewinder::free_for_object};
PyMemAllocatorEx domains[3] = {kMalloc, kMalloc, kObjects};  // by PyMemAllocatorDomain

void* map_arena(void*, size_t n) {
  void* p = mmap(nullptr, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}
void unmap_arena(void*, void* p, size_t n) { munmap(p, n); }
PyObjectArenaAllocator arenas = {nullptr, map_arena, unmap_arena};

bool is_too_large(size_t n) { return n > size_t(PY_SSIZE_T_MAX); }
void* allocate_in(const PyMemAllocatorEx& d, size_t n) { return is_too_large(n) ? nullptr : d.malloc(d.ctx, n); }
void* allocate_zeroed_in(const PyMemAllocatorEx& d, size_t n, size_t size) {
  return size && n > size_t(PY_SSIZE_T_MAX) / size ? nullptr : d.calloc(d.ctx, n, size);
}
void* reallocate_in(const PyMemAllocatorEx& d, void* p, size_t n) {
  return is_too_large(n) ? nullptr : d.realloc(d.ctx, p, n);
}

}  // namespace

extern "C" {

#define DOMAIN_FUNCTIONS(prefix, domain)                                                               \
  void* prefix##Malloc(size_t n) { return allocate_in(domains[domain], n); }                           \
  void* prefix##Calloc(size_t n, size_t size) { return allocate_zeroed_in(domains[domain], n, size); } \
  void* prefix##Realloc(void* p, size_t n) { return reallocate_in(domains[domain], p, n); }            \
  void prefix##Free(void* p) { domains[domain].free(domains[domain].ctx, p); }
DOMAIN_FUNCTIONS(PyMem_Raw, PYMEM_DOMAIN_RAW)
DOMAIN_FUNCTIONS(PyMem_, PYMEM_DOMAIN_MEM)
DOMAIN_FUNCTIONS(PyObject_, PYMEM_DOMAIN_OBJ)

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
