// Capsules: PyCapsule_*.
#include "interpreter/objects/capsule/capsule.h"

#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/imports/import.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

using namespace sidewinder;

namespace {

void destroy(Object* o) {
  auto* capsule = cast<Capsule>(o);
  if (!capsule->destructor) return;
  Thread& t = current_thread();
  PendingSaved saved(t);
  capsule->destructor(o);
  if (is_pending(t)) report_unraisable(t, o);
}

// Null and ValueError unless `o` is a capsule that is what the caller takes it for.
Capsule* valid(PyObject* o, const char* what) {
  if (o && core(o)->cls == &capsule_type && core_as<Capsule>(o)->pointer) return core_as<Capsule>(o);
  PyErr_Format(PyExc_ValueError, "%s called with invalid PyCapsule object", what);
  return nullptr;
}

}  // namespace

extern "C" {

PyObject* PyCapsule_New(void* pointer, const char* name, PyCapsule_Destructor destructor) {
  Thread& t = current_thread();
  if (!pointer) {
    PyErr_SetString(PyExc_ValueError, "PyCapsule_New called with null pointer");
    return nullptr;
  }
  Capsule* capsule = new_capsule(t, pointer, name);
  if (!capsule) return nullptr;
  capsule->destructor = reinterpret_cast<void (*)(Object*)>(destructor);
  if (destructor && !register_release(capsule, destroy)) return PyErr_NoMemory();
  return new_reference(capsule);
}
int PyCapsule_IsValid(PyObject* o, const char* name) {
  return o && core(o)->cls == &capsule_type && core_as<Capsule>(o)->pointer &&
         capsule_is_named(core_as<Capsule>(o), name);
}
void* PyCapsule_GetPointer(PyObject* o, const char* name) {
  Capsule* capsule = valid(o, "PyCapsule_GetPointer");
  if (!capsule) return nullptr;
  if (capsule_is_named(capsule, name)) return capsule->pointer;
  PyErr_SetString(PyExc_ValueError, "PyCapsule_GetPointer called with incorrect name");
  return nullptr;
}
const char* PyCapsule_GetName(PyObject* o) {
  Capsule* capsule = valid(o, "PyCapsule_GetName");
  return capsule ? capsule->name : nullptr;
}
PyCapsule_Destructor PyCapsule_GetDestructor(PyObject* o) {
  Capsule* capsule = valid(o, "PyCapsule_GetDestructor");
  return capsule ? reinterpret_cast<PyCapsule_Destructor>(capsule->destructor) : nullptr;
}
void* PyCapsule_GetContext(PyObject* o) {
  Capsule* capsule = valid(o, "PyCapsule_GetContext");
  return capsule ? capsule->context : nullptr;
}
int PyCapsule_SetPointer(PyObject* o, void* pointer) {
  Capsule* capsule = valid(o, "PyCapsule_SetPointer");
  if (!capsule) return -1;
  if (!pointer) {
    PyErr_SetString(PyExc_ValueError, "PyCapsule_SetPointer called with null pointer");
    return -1;
  }
  capsule->pointer = pointer;
  return 0;
}
int PyCapsule_SetName(PyObject* o, const char* name) {
  Capsule* capsule = valid(o, "PyCapsule_SetName");
  if (!capsule) return -1;
  capsule->name = name;
  return 0;
}
int PyCapsule_SetDestructor(PyObject* o, PyCapsule_Destructor destructor) {
  Capsule* capsule = valid(o, "PyCapsule_SetDestructor");
  if (!capsule) return -1;
  capsule->destructor = reinterpret_cast<void (*)(Object*)>(destructor);
  if (destructor && !register_release(capsule, destroy)) return PyErr_NoMemory(), -1;
  return 0;
}
int PyCapsule_SetContext(PyObject* o, void* context) {
  Capsule* capsule = valid(o, "PyCapsule_SetContext");
  if (!capsule) return -1;
  capsule->context = context;
  return 0;
}
// "module.attribute ...": the pointer of the capsule that is there.
void* PyCapsule_Import(const char* name, int) {
  Thread& t = current_thread();
  std::string path = name;
  size_t dot = path.find('.');
  Object* o = import_module(t, path.substr(0, dot).c_str());
  while (o && dot != std::string::npos) {
    size_t begin = dot + 1;
    dot = path.find('.', begin);
    o = get_attribute(t, o, path.substr(begin, dot == std::string::npos ? dot : dot - begin).c_str());
  }
  if (!o) return nullptr;
  if (PyCapsule_IsValid(borrowed(o), name)) return core_as<Capsule>(borrowed(o))->pointer;
  PyErr_Format(PyExc_AttributeError, "PyCapsule_Import \"%s\" is not valid", name);
  return nullptr;
}
}
