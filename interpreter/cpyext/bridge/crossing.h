// How a reference passes between the core, which never counts, and C, which does. An object is the same object on both
// sides: crossing changes no address. What it changes is pins, the references that C holds, which are counted in the
// object's head (objects/core/object.h) and are roots of the collector (memory/pins.h).
//
//   core(p)           a C pointer as the core sees it; no reference changes hands
//   borrowed(o)       for C to look at; somebody else keeps it alive
//   new_reference(o)  for C to keep: one more pin. Null (an exception is pending) stays null
//   taken(p)          C gives up a reference that it owned
//
// What goes to C goes through borrowed() or new_reference(): lists are made such as C's macros expect them.
#pragma once

#include <Python.h>

#include "interpreter/execution/thread.h"
#include "interpreter/objects/core/type.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

PY_ALWAYS_INLINE Object* core(PyObject* o) { return reinterpret_cast<Object*>(o); }
PY_ALWAYS_INLINE const Object* core(const PyObject* o) { return reinterpret_cast<const Object*>(o); }
PY_ALWAYS_INLINE Type* core(PyTypeObject* type) { return reinterpret_cast<Type*>(type); }
PY_ALWAYS_INLINE const Type* core(const PyTypeObject* type) { return reinterpret_cast<const Type*>(type); }
PY_ALWAYS_INLINE Thread& core(PyThreadState* t) { return static_cast<Thread&>(*reinterpret_cast<ThreadState*>(t)); }
template <class T> PY_ALWAYS_INLINE T* core_as(PyObject* o) { return static_cast<T*>(core(o)); }

// As most functions of C tell it. -1: an exception is pending.
inline int status(Status s) { return s.failed() ? -1 : 0; }

constexpr unsigned long kWalkedAtCrossing = kTypeList | kTypeTuple;
void walk_for_c(Object* o);  // makes all lists that C can reach through it such as C may see
PY_ALWAYS_INLINE void prepare_for_c(Object* o) {
  if (o->cls->flags & kWalkedAtCrossing) [[unlikely]]
    walk_for_c(o);
  if (!(o->cls->flags & kTypeUnicode)) return;
  asm("" : "+r"(o));  // the compiler may know that it is None, which is too small, but not that this is not reached
  if (!static_cast<Str*>(o)->is_compact()) [[unlikely]]
    str_settle(static_cast<Str*>(o));
}

PY_ALWAYS_INLINE PyObject* borrowed(Object* o) {
  if (o) prepare_for_c(o);
  return reinterpret_cast<PyObject*>(o);
}
PY_ALWAYS_INLINE PyTypeObject* borrowed(Type* type) { return reinterpret_cast<PyTypeObject*>(type); }
// -X cpyext-collect-every=N: a collection at every Nth reference that goes to C, which finds what C does not hold as it
// should, and what we do not.
extern int collect_every;
void count_towards_collection();

PY_ALWAYS_INLINE PyObject* new_reference(Object* o) {
  if (!o) [[unlikely]]
    return nullptr;
  if (collect_every) [[unlikely]]
    count_towards_collection();
  prepare_for_c(o);
  o->refcount++;
  return reinterpret_cast<PyObject*>(o);
}
PY_ALWAYS_INLINE Object* taken(PyObject* p) {
  if (p)
    core(p)->refcount = (core(p)->refcount - 1) & ~kFlagDeadPending;  // C brings back one that was to be given back
  return core(p);
}

// The result of a C function: a reference of ours, or null with the exception that it raised. SystemError if it did
// both or neither; `what` is the function for its message, or null.
Object* received(Thread& t, PyObject* result, Object* what = nullptr);
// Of a function that answers -1 for failure.
Status received_status(Thread& t, int result, Object* what = nullptr);

}  // namespace sidewinder
