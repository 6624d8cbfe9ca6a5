// PyMem_*, PyObject_Malloc and PyObject_GC_*: the collector finds what is dead, so that freeing an object does nothing,
// and tp_dealloc is for what C holds outside of the heap.
#include "interpreter/cpyext/objects/object_memory.h"

#include <cstdlib>
#include <cstring>
#include <new>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

void core_dealloc(PyObject*) {}
int core_traverse(PyObject*, visitproc, void*) { return 0; }
int core_clear(PyObject*) { return 0; }

namespace {

destructor dealloc_of_base(const Type* cls) {
  while (cls && borrowed(const_cast<Type*>(cls))->tp_dealloc == subtype_dealloc) cls = cls->base;
  return cls ? borrowed(const_cast<Type*>(cls))->tp_dealloc : nullptr;
}

void run_dealloc(Thread& t, Object* o) {
  o->refcount = kRefcountBias | kFlagFinalized;  // as C expects: nobody holds it
  dealloc_of_base(o->cls)(borrowed(o));
  if (is_pending(t)) report_unraisable(t, o->cls);
}

bool has_dealloc_of_c(const Type* cls) {
  destructor dealloc = dealloc_of_base(cls);
  return dealloc && dealloc != core_dealloc;
}

void finalize_c_object(Object* o) {
  Thread& t = current_thread();
  PendingSaved saved(t);
  run_dealloc(t, o);
}

}  // namespace

void* allocate_for_object(void*, size_t n) { return malloc(n ? n : 1); }
void* allocate_zeroed_for_object(void*, size_t n, size_t size) { return n && size ? calloc(n, size) : calloc(1, 1); }
void* reallocate_for_object(void*, void* p, size_t n) { return realloc(p, n ? n : 1); }
void free_for_object(void*, void* p) {
  if (p && !is_collectable(p)) free(p);
}

void subtype_dealloc(PyObject* self) {
  destructor dealloc = dealloc_of_base(core(self)->cls);
  if (dealloc) dealloc(self);
}

void install_release_hooks() { release_hooks = {has_dealloc_of_c, run_dealloc}; }

Status register_for_dealloc(Thread& t, Object* o) {
  if (!has_dealloc_of_c(o->cls) || register_finalizer(o, finalize_c_object)) return Status::ok();
  return raise_memory_error(t);
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

PyObject* init_object(PyObject* o, PyTypeObject* type) {
  core(o)->refcount = kRefcountBias + 1;
  core(o)->cls = core(type);
  return o;
}

}  // namespace

extern "C" {

void PyObject_GC_Del(void*) {}

PyObject* PyObject_Init(PyObject* o, PyTypeObject* type) {
  if (!o) return PyErr_NoMemory();
  return init_object(o, type);
}
PyVarObject* PyObject_InitVar(PyVarObject* o, PyTypeObject* type, Py_ssize_t size) {
  if (!o) return reinterpret_cast<PyVarObject*>(PyErr_NoMemory());
  init_object(reinterpret_cast<PyObject*>(o), type);
  o->ob_size = size;
  return o;
}

PyObject* _PyObject_New(PyTypeObject* type) {
  auto* o = static_cast<PyObject*>(allocate_object(size_t(type->tp_basicsize)));
  if (!o) return PyErr_NoMemory();
  init_object(o, type);
  if (register_for_dealloc(current_thread(), core(o)).failed()) return nullptr;
  return o;
}
PyVarObject* _PyObject_NewVar(PyTypeObject* type, Py_ssize_t n) {
  auto* o = static_cast<PyVarObject*>(allocate_object(_PyObject_VAR_SIZE(type, n)));
  if (!o) return reinterpret_cast<PyVarObject*>(PyErr_NoMemory());
  init_object(reinterpret_cast<PyObject*>(o), type);
  o->ob_size = n;
  if (register_for_dealloc(current_thread(), core(reinterpret_cast<PyObject*>(o))).failed()) return nullptr;
  return o;
}
PyObject* _PyObject_GC_New(PyTypeObject* type) { return _PyObject_New(type); }
PyVarObject* _PyObject_GC_NewVar(PyTypeObject* type, Py_ssize_t n) { return _PyObject_NewVar(type, n); }
PyVarObject* _PyObject_GC_Resize(PyVarObject* o, Py_ssize_t n) {
  size_t old_size = _PyObject_VAR_SIZE(Py_TYPE(o), o->ob_size), size = _PyObject_VAR_SIZE(Py_TYPE(o), n);
  if (size > old_size) {
    auto* moved = _PyObject_NewVar(Py_TYPE(o), n);
    if (moved) memcpy(moved + 1, o + 1, old_size - sizeof(PyVarObject));
    return moved;
  }
  o->ob_size = n;
  return o;
}
void PyObject_GC_Track(void*) {}
void PyObject_GC_UnTrack(void*) {}
int PyObject_GC_IsTracked(PyObject*) { return 1; }
int PyObject_GC_IsFinalized(PyObject* o) { return (core(o)->refcount & kFlagFinalized) != 0; }
int PyObject_IS_GC(PyObject* o) {
  return PyType_IS_GC(Py_TYPE(o)) && (!Py_TYPE(o)->tp_is_gc || Py_TYPE(o)->tp_is_gc(o));
}

PyObject* PyType_GenericAlloc(PyTypeObject* type, Py_ssize_t n) {
  Thread& t = current_thread();
  auto* o = static_cast<Object*>(allocate_instance(t, core(type), size_t(n > 0 ? n : 0) * size_t(type->tp_itemsize)));
  if (!o) return nullptr;
  if (type->tp_itemsize) static_cast<VarObject*>(o)->size = n;
  return new_reference(o);
}
PyObject* PyType_GenericNew(PyTypeObject* type, PyObject*, PyObject*) { return type->tp_alloc(type, 0); }

// What Py_DECREF calls at zero: only static data that C counts from one gets there.
void _Py_Dealloc(PyObject*) {}
void _Py_NewReference(PyObject* o) { core(o)->refcount = kRefcountBias + 1; }
void Py_IncRef(PyObject* o) { Py_XINCREF(o); }
void Py_DecRef(PyObject* o) { Py_XDECREF(o); }
void _Py_IncRef(PyObject* o) { Py_INCREF(o); }
void _Py_DecRef(PyObject* o) { Py_DECREF(o); }
}
