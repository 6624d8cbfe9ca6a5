// PyMem_*, PyObject_Malloc and PyObject_GC_*: the collector finds what is dead, so that freeing an object does nothing,
// and tp_dealloc is for what C holds outside of the heap.
#include "interpreter/cpyext/objects/object_memory.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/cpyext/objects/malloc_objects.h"
#include "interpreter/cpyext/objects/type_ready.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/c_blocks.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/memory/stack_words.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

void core_dealloc(PyObject*) {}
int core_traverse(PyObject*, visitproc, void*) { return 0; }
int core_clear(PyObject*) { return 0; }

void* reallocate_memory(void*, void* p, size_t n) {
  if (!p || !is_collectable(p)) return realloc(p, n ? n : 1);
  if (is_of_c_block_kind(p)) return resize_block_of_collector(p, n);
  void* moved = allocate<MemoryKind::Raw>(n);
  if (!moved) return nullptr;
  *static_cast<void**>(moved) = nullptr;  // the rest is zero
  memcpy(moved, p, std::min(n, c_block_size(p)));
  return moved;
}
void free_memory(void*, void* p) {
  if (!p || !is_collectable(p)) free(p);
  else if (is_stack_words(p)) free_stack_words(p);
  else if (is_of_c_block_kind(p)) free_block_of_collector(p);
}

// A null pointer is a block of no size.
void* allocate_for_object(void*, size_t n) { return allocate_c_block(n); }
void* allocate_zeroed_for_object(void*, size_t n, size_t size) { return allocate_c_block(n * size); }
void* reallocate_for_object(void*, void* p, size_t n) {
  if (!p) return allocate_c_block(n);
  size_t old = c_block_size(p);
  if (n <= old && n > old / 2) return p;
  void* moved = allocate_c_block(n);
  if (!moved) return nullptr;
  memcpy(moved, p, old < n ? old : n);
  free_for_object(nullptr, p);
  return moved;
}
void free_for_object(void*, void* p) {
  if (!p || ends_by_freeing(p)) return;
  if (is_raw_c_block(p)) free_raw_c_block(p);
  else if (is_collectable(p)) forget_dealloc(static_cast<Object*>(p));
}

void subtype_dealloc(PyObject* self) {
  if (destructor dealloc = dealloc_of_c(core(self)->cls)) dealloc(self);
}

}  // namespace sidewinder

using namespace sidewinder;

// --- memory that may become an object: the collector's, held until PyObject_Init makes it one -----------

namespace {

void* allocate_object(size_t n) {
  void* p = allocate<MemoryKind::Object>(n < sizeof(PyVarObject) ? sizeof(PyVarObject) : n);
  if (p) *static_cast<void**>(p) = nullptr;
  return p;
}

// The words of a class of Python (objects/core/map.h), whose attributes go to a dict where C has not allocated the
// slots, of which it knows nothing.
Status init_words(Thread& t, Object* o) {
  const TypeData* data = o->cls->data;  // null: nobody has made the class ready
  if (!data || !data->map_offset) return Status::ok();
  InstanceWords* words = instance_words(o);
  size_t slots = size_t(reinterpret_cast<char*>(words->slots) - reinterpret_cast<char*>(o));
  if (is_collectable(o) && c_block_size(o) >= slots + data->root_map->inline_capacity * sizeof(Object*)) {
    words->map = data->root_map;
  } else {
    words->extra = TRY(new_dict(t));
    words->map = data->dictionary_map;
  }
  return register_instance_finalizer(t, o);
}

enum class MemoryOf { New, Any };  // New: of allocate_object just now

// Null: MemoryError is pending.
PyObject* init_object(PyObject* o, PyTypeObject* type, MemoryOf memory) {
  core(o)->refcount = kRefcountBias + 1;
  core(o)->cls = core(type);
  bool is_of_heap = memory == MemoryOf::New || is_collectable(o);
  if (!is_of_heap) note_object_in_malloc(o);
  else if (memory == MemoryOf::Any) c_block_is_object(o);
  instance_of_c_born(core(o), false);
  Thread& t = current_thread();
  if (!(core(type)->flags & kTypeReady)) [[unlikely]]
    note_type_of_instance(core(type));
  if (init_words(t, core(o)).failed()) return nullptr;
  return is_of_heap && register_for_dealloc(t, core(o)).failed() ? nullptr : o;
}

}  // namespace

extern "C" {

void PyObject_GC_Del(void* p) { free_for_object(nullptr, p); }

PyObject* PyObject_Init(PyObject* o, PyTypeObject* type) {
  if (!o) return PyErr_NoMemory();
  return init_object(o, type, MemoryOf::Any);
}
PyVarObject* PyObject_InitVar(PyVarObject* o, PyTypeObject* type, Py_ssize_t size) {
  if (!o) return reinterpret_cast<PyVarObject*>(PyErr_NoMemory());
  o->ob_size = size;
  return init_object(reinterpret_cast<PyObject*>(o), type, MemoryOf::Any) ? o : nullptr;
}

PyObject* _PyObject_New(PyTypeObject* type) {
  auto* o = static_cast<PyObject*>(allocate_object(size_t(type->tp_basicsize)));
  if (!o) return PyErr_NoMemory();
  return init_object(o, type, MemoryOf::New);
}
PyVarObject* _PyObject_NewVar(PyTypeObject* type, Py_ssize_t n) {
  auto* o = static_cast<PyVarObject*>(allocate_object(_PyObject_VAR_SIZE(type, n)));
  if (!o) return reinterpret_cast<PyVarObject*>(PyErr_NoMemory());
  o->ob_size = n;
  return init_object(reinterpret_cast<PyObject*>(o), type, MemoryOf::New) ? o : nullptr;
}
PyObject* _PyObject_GC_New(PyTypeObject* type) { return _PyObject_New(type); }
PyVarObject* _PyObject_GC_NewVar(PyTypeObject* type, Py_ssize_t n) { return _PyObject_NewVar(type, n); }
PyVarObject* _PyObject_GC_Resize(PyVarObject* o, Py_ssize_t n) {
  size_t old_size = _PyObject_VAR_SIZE(Py_TYPE(o), o->ob_size), size = _PyObject_VAR_SIZE(Py_TYPE(o), n);
  if (size > old_size) {
    auto* moved = _PyObject_NewVar(Py_TYPE(o), n);
    if (moved) memcpy(moved + 1, o + 1, old_size - sizeof(PyVarObject));
    forget_dealloc(core(reinterpret_cast<PyObject*>(o)));
    return moved;
  }
  o->ob_size = n;
  return o;
}
void PyObject_GC_Track(void* p) {
  if (is_collectable(p)) track_instance(static_cast<Object*>(p));
}
void PyObject_GC_UnTrack(void* p) { static_cast<Object*>(p)->refcount &= ~kFlagExtTracked; }
int PyObject_GC_IsTracked(PyObject* o) {
  bool of_c = Py_TYPE(o)->tp_traverse && Py_TYPE(o)->tp_traverse != core_traverse;
  return !of_c || (core(o)->refcount & kFlagExtTracked);
}
int PyObject_GC_IsFinalized(PyObject* o) { return (core(o)->refcount & kFlagFinalized) != 0; }
int PyObject_IS_GC(PyObject* o) {
  return PyType_IS_GC(Py_TYPE(o)) && (!Py_TYPE(o)->tp_is_gc || Py_TYPE(o)->tp_is_gc(o));
}

PyObject* PyType_GenericAlloc(PyTypeObject* type, Py_ssize_t n) {
  Thread& t = current_thread();
  auto* o = static_cast<Object*>(allocate_instance(t, core(type), size_t(n > 0 ? n : 0) * size_t(type->tp_itemsize)));
  if (!o) return nullptr;
  if (type->tp_itemsize) static_cast<VarObject*>(o)->size = n;
  if (o->cls->flags & kTypeTuple) o->refcount |= kFlagCounted;  // C fills it
  return new_reference(o);
}
PyObject* PyType_GenericNew(PyTypeObject* type, PyObject*, PyObject*) { return type->tp_alloc(type, 0); }

// What Py_DECREF calls at zero: only static data that C counts from one gets there.
void _Py_Dealloc(PyObject*) {}
// Also of an object that C kept after its tp_dealloc, to make another of it.
void _Py_NewReference(PyObject* o) {
  intptr_t known = core(o)->refcount & (kFlagHasRelease | kFlagExtTracked);
  core(o)->refcount = (kRefcountBias + 1) | known;
  if (is_collectable(o) && register_for_dealloc(current_thread(), core(o)).failed()) clear_pending(current_thread());
}
void Py_IncRef(PyObject* o) { Py_XINCREF(o); }
void Py_DecRef(PyObject* o) { Py_XDECREF(o); }
void _Py_IncRef(PyObject* o) { Py_INCREF(o); }
void _Py_DecRef(PyObject* o) { Py_DECREF(o); }
}
