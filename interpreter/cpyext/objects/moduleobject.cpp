// Modules: PyModule_*, PyState_*, PyModuleDef_Init.
#include <cstdlib>
#include <map>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/bridge/methods.h"
#include "interpreter/cpyext/objects/module_definition.h"
#include "interpreter/cpyext/runtime.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// State is zeroed raw memory: what C keeps there is pinned.
Status give_state(Thread& t, Module* module, PyModuleDef* d) {
  if (d->m_size <= 0 || module->state) return Status::ok();
  module->state = calloc(1, size_t(d->m_size));
  return module->state ? Status::ok() : Status(raise_memory_error(t));
}

Status add_c_functions(Thread& t, Object* module, PyMethodDef* functions) {
  if (!functions) return Status::ok();
  Object* name = TRY(get_attribute(t, module, names::name));
  for (PyMethodDef* d = functions; d->ml_name; d++) {
    if (d->ml_flags & (METH_CLASS | METH_STATIC))
      return raise_value_error(t, "module functions cannot set METH_CLASS or METH_STATIC");
    const CMethod* row = TRY(method_row(t, d));
    Object* function = TRY(new_builtin_function(t, row, module, name));
    TRY(set_attribute(t, module, intern(d->ml_name), function));
  }
  return Status::ok();
}

Status set_doc(Thread& t, Object* module, const char* doc) {
  return set_attribute(t, module, names::doc, TRY(new_str(doc)));
}

// The name under which a module of one phase was imported, if it ends like the definition's.
std::string qualified_name(const char* name) {
  if (!package_context) return name;
  std::string context = package_context;
  size_t dot = context.rfind('.');
  if (dot == std::string::npos || context.substr(dot + 1) != name) return name;
  package_context = nullptr;
  return context;
}

std::map<PyModuleDef*, Object**> modules_by_definition;  // PyState_FindModule

Status keep_for_find(Thread& t, PyModuleDef* d, Object* module) {
  Object**& place = modules_by_definition[d];
  if (!place) place = allocate_permanent(1);
  if (!place) return raise_memory_error(t);
  *place = module;
  return Status::ok();
}

Module* create_from(Thread& t, PyModuleDef* d) {
  Module* module = TRY(new_module(t, TRY(new_str(qualified_name(d->m_name)))));
  TRY(give_state(t, module, d));
  TRY(add_c_functions(t, module, d->m_methods));
  if (d->m_doc) TRY(set_doc(t, module, d->m_doc));
  module->definition = d;
  TRY(keep_for_find(t, d, module));
  return module;
}

using CreateFn = PyObject* (*)(PyObject* spec, PyModuleDef*);
using ExecFn = int (*)(PyObject* module);

}  // namespace

Object* module_from_definition(Thread& t, PyModuleDef* d, Object* spec, Str* name) {
  CreateFn create = nullptr;
  for (PyModuleDef_Slot* slot = d->m_slots; slot && slot->slot; slot++) {
    if (slot->slot == Py_mod_create) create = reinterpret_cast<CreateFn>(slot->value);
    else if (slot->slot != Py_mod_exec)
      return raise(t, exceptions::SystemError, "module %s uses unknown slot ID %d", d->m_name, slot->slot);
  }
  Object* module = create ? TRY(received(t, create(borrowed(spec), d))) : TRY(new_module(t, name));
  if (is_instance(module, &module_type)) cast<Module>(module)->definition = d;
  TRY(add_c_functions(t, module, d->m_methods));
  if (d->m_doc) TRY(set_doc(t, module, d->m_doc));
  return module;
}

Status exec_definition(Thread& t, Module* module, PyModuleDef* d) {
  TRY(give_state(t, module, d));
  for (PyModuleDef_Slot* slot = d->m_slots; slot && slot->slot; slot++) {
    if (slot->slot != Py_mod_exec) continue;
    int result = reinterpret_cast<ExecFn>(slot->value)(borrowed(module));
    if (result == 0 && !is_pending(t)) continue;
    if (!is_pending(t))
      return raise(t, exceptions::SystemError, "execution of module %s failed without setting an exception", d->m_name);
    if (result == 0) {
      clear_pending(t);
      raise(t, exceptions::SystemError, "execution of module %s raised unreported exception", d->m_name);
    }
    return Raised{};
  }
  return Status::ok();
}

}  // namespace sidewinder

using namespace sidewinder;

extern "C" {

PyObject* PyModuleDef_Init(PyModuleDef* d) {
  if (!d->m_base.m_index) {
    static Py_ssize_t last = 0;
    d->m_base.m_index = ++last;
    core(reinterpret_cast<PyObject*>(d))->refcount = kRefcountBias;
    Py_SET_TYPE(d, &PyModuleDef_Type);
  }
  return reinterpret_cast<PyObject*>(d);
}

PyObject* PyModule_Create2(PyModuleDef* d, int) {
  PyModuleDef_Init(d);
  if (d->m_slots) {
    raise(current_thread(), exceptions::SystemError, "module %s: PyModule_Create is incompatible with m_slots",
          d->m_name);
    return nullptr;
  }
  return new_reference(create_from(current_thread(), d));
}

PyObject* PyModule_FromDefAndSpec2(PyModuleDef* d, PyObject* spec, int) {
  PyModuleDef_Init(d);
  Thread& t = current_thread();
  Object* name = get_attribute(t, core(spec), intern("name"));
  return name ? new_reference(module_from_definition(t, d, core(spec), cast<Str>(name))) : nullptr;
}
int PyModule_ExecDef(PyObject* module, PyModuleDef* d) {
  return exec_definition(current_thread(), core_as<Module>(module), d).failed() ? -1 : 0;
}

PyObject* PyModule_NewObject(PyObject* name) { return new_reference(new_module(current_thread(), core_as<Str>(name))); }
PyObject* PyModule_New(const char* name) { return new_reference(new_module(current_thread(), name)); }

static bool is_module(PyObject* o) {
  if (is_instance(core(o), &module_type)) return true;
  PyErr_BadArgument();
  return false;
}

PyObject* PyModule_GetDict(PyObject* o) { return is_module(o) ? borrowed(core_as<Module>(o)->dict) : nullptr; }
PyModuleDef* PyModule_GetDef(PyObject* o) {
  return is_module(o) ? static_cast<PyModuleDef*>(core_as<Module>(o)->definition) : nullptr;
}
void* PyModule_GetState(PyObject* o) { return is_module(o) ? core_as<Module>(o)->state : nullptr; }

PyObject* PyModule_GetNameObject(PyObject* o) {
  if (!is_module(o)) return nullptr;
  Object* name = dict_get_str(core_as<Module>(o)->dict, names::name);
  if (name && is_str(name)) return new_reference(name);
  raise(current_thread(), exceptions::SystemError, "nameless module");
  return nullptr;
}
const char* PyModule_GetName(PyObject* o) {
  PyObject* name = PyModule_GetNameObject(o);
  if (!name) return nullptr;
  Py_DECREF(name);
  return PyUnicode_AsUTF8(name);
}
PyObject* PyModule_GetFilenameObject(PyObject* o) {
  if (!is_module(o)) return nullptr;
  Object* file = dict_get_str(core_as<Module>(o)->dict, intern("__file__"));
  if (file && is_str(file)) return new_reference(file);
  raise(current_thread(), exceptions::SystemError, "module filename missing");
  return nullptr;
}

int PyModule_AddFunctions(PyObject* module, PyMethodDef* functions) {
  return add_c_functions(current_thread(), core(module), functions).failed() ? -1 : 0;
}
int PyModule_SetDocString(PyObject* module, const char* doc) {
  return set_doc(current_thread(), core(module), doc).failed() ? -1 : 0;
}

int PyModule_AddObjectRef(PyObject* module, const char* name, PyObject* value) {
  Thread& t = current_thread();
  if (!is_module(module)) return -1;
  if (!value) {
    if (!is_pending(t))
      raise(t, exceptions::SystemError,
            "PyModule_AddObjectRef() must be called with an exception raised if value is NULL");
    return -1;
  }
  if (!core(value)->cls) {
    raise(t, exceptions::SystemError, "the object that a module has as %s was never initialised", name);
    return -1;
  }
  // Some modules show a type that they never made ready: CPython does that when it is first looked at.
  if (PyType_Check(value) && PyType_Ready(reinterpret_cast<PyTypeObject*>(value)) < 0) return -1;
  return dict_set_str(t, core_as<Module>(module)->dict, intern(name), core(value)).failed() ? -1 : 0;
}
int PyModule_AddObject(PyObject* module, const char* name, PyObject* value) {
  int result = PyModule_AddObjectRef(module, name, value);
  if (result == 0) Py_DECREF(value);
  return result;
}
int PyModule_AddIntConstant(PyObject* module, const char* name, long value) {
  return PyModule_AddObjectRef(module, name, borrowed(int_from_int64(value)));
}
int PyModule_AddStringConstant(PyObject* module, const char* name, const char* value) {
  return PyModule_AddObjectRef(module, name, borrowed(new_str(value)));
}
int PyModule_AddType(PyObject* module, PyTypeObject* type) {
  if (PyType_Ready(type) < 0) return -1;
  return PyModule_AddObjectRef(module, _PyType_Name(type), reinterpret_cast<PyObject*>(type));
}

PyObject* PyState_FindModule(PyModuleDef* d) {
  auto found = modules_by_definition.find(d);
  return found == modules_by_definition.end() ? nullptr : borrowed(*found->second);
}
int PyState_AddModule(PyObject* module, PyModuleDef* d) {
  return keep_for_find(current_thread(), d, core(module)).failed() ? -1 : 0;
}
int PyState_RemoveModule(PyModuleDef* d) {
  auto found = modules_by_definition.find(d);
  if (found != modules_by_definition.end()) *found->second = nullptr;
  return 0;
}
}
