// Memory of objects that C makes, and what stands in tp_dealloc, tp_traverse, tp_clear of types of the core.
#pragma once

#include <Python.h>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// The core gives its own instances back by itself: its types show C these.
void core_dealloc(PyObject* self);
int core_traverse(PyObject* self, visitproc visit, void* arg);
int core_clear(PyObject* self);
// Of classes of Python over a type of C: that type's own tp_dealloc.
void subtype_dealloc(PyObject* self);

// malloc's, for C's memory; what they meet is perhaps the storage of a list, which is the collector's: C that has
// CPython's list_resize in it moves that by itself (mypyc's modules do).
void* reallocate_memory(void*, void* p, size_t n);
void free_memory(void*, void* p);

// The functions of C's domain of memory that may become objects (obmalloc.cpp).
void* allocate_for_object(void*, size_t n);
void* allocate_zeroed_for_object(void*, size_t n, size_t size);
void* reallocate_for_object(void*, void* p, size_t n);
void free_for_object(void*, void* p);

}  // namespace sidewinder
