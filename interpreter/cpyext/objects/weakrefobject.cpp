// Weak references: PyWeakref_*, PyObject_ClearWeakRefs.
#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/weak/reference.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

namespace {

Object* callback_of(PyObject* o) { return o && core(o) != none() ? core(o) : nullptr; }

}  // namespace

extern "C" {

PyObject* PyWeakref_NewRef(PyObject* o, PyObject* callback) {
  return new_reference(new_weak_reference(current_thread(), &weak_reference_type, core(o), callback_of(callback)));
}
PyObject* PyWeakref_NewProxy(PyObject* o, PyObject* callback) {
  return new_reference(new_weak_proxy(current_thread(), core(o), callback_of(callback)));
}
PyObject* PyWeakref_GetObject(PyObject* o) {
  if (!o || !is_any_weak_reference(core(o))) {
    PyErr_BadInternalCall();
    return nullptr;
  }
  return borrowed(static_cast<WeakHolder*>(core(o))->referent);
}
// The collector has cleared them when it found the object dead.
void PyObject_ClearWeakRefs(PyObject*) {}
void _PyWeakref_ClearRef(PyWeakReference*) {}
}
