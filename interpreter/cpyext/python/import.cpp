// Imports, attributes of sys, warnings: PyImport_*, PySys_*, PyErr_Warn*.
#include <cstdarg>
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/execution/eval.h"
#include "interpreter/imports/import.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

using namespace sidewinder;

extern "C" {

// --- imports --------------------------------------------------------------------------------------------------------

PyObject* PyImport_ImportModule(const char* name) { return new_reference(import_module(current_thread(), name)); }
PyObject* PyImport_ImportModuleNoBlock(const char* name) { return PyImport_ImportModule(name); }
PyObject* PyImport_Import(PyObject* name) { return PyImport_ImportModule(str_to_utf8(core_as<Str>(name)).c_str()); }
PyObject* PyImport_ImportModuleLevelObject(PyObject* name, PyObject* globals, PyObject*, PyObject* names, int level) {
  Object* from = names ? core(names) : none();
  auto* space = globals && PyDict_Check(globals) ? core_as<Dict>(globals) : nullptr;
  return new_reference(import_name(current_thread(), core_as<Str>(name), space, level, from));
}
PyObject* PyImport_ImportModuleLevel(const char* name, PyObject* globals, PyObject* locals, PyObject* names,
                                     int level) {
  Object* text = new_str(name);
  return text ? PyImport_ImportModuleLevelObject(borrowed(text), globals, locals, names, level) : nullptr;
}
PyObject* PyImport_GetModuleDict() { return borrowed(system_modules(current_thread())); }
PyObject* PyImport_GetModule(PyObject* name) {
  Thread& t = current_thread();
  Dict* modules = system_modules(t);
  return modules ? new_reference(dict_get(t, modules, core(name)).value) : nullptr;
}
PyObject* _PyImport_GetModuleId(_Py_Identifier* name) { return PyImport_GetModule(borrowed(intern(name->string))); }
PyObject* _PyImport_GetModuleAttrString(const char* module, const char* name) {
  Thread& t = current_thread();
  Object* m = import_module(t, module);
  return m ? new_reference(get_attribute(t, m, name)) : nullptr;
}
PyObject* PyImport_AddModuleObject(PyObject* name) {
  Thread& t = current_thread();
  Dict* modules = system_modules(t);
  if (!modules) return nullptr;
  Lookup known = dict_get(t, modules, core(name));
  if (!known.is_missing()) return borrowed(known.value);
  Module* module = new_module(t, core_as<Str>(name));
  if (!module || dict_set(t, modules, core(name), module).failed()) return nullptr;
  return borrowed(module);
}
PyObject* PyImport_AddModule(const char* name) { return PyImport_AddModuleObject(borrowed(intern(name))); }

// --- sys ------------------------------------------------------------------------------------------------------------

PyObject* PySys_GetObject(const char* name) {
  Thread& t = current_thread();
  PendingSaved saved(t);
  Object* value = system_attribute(t, name);
  if (!value) clear_pending(t);
  return borrowed(value);
}
int PySys_SetObject(const char* name, PyObject* value) {
  Thread& t = current_thread();
  Object* sys = dict_get_str(system_modules(t), intern("sys"));
  return sys && !set_attribute(t, sys, intern(name), core(value)).failed() ? 0 : -1;
}
}

namespace {

// Text to sys.stdout or sys.stderr; to the C stream if that is gone.
void write_to(const char* name, FILE* otherwise, const char* format, va_list list) {
  char text[1001];
  int n = vsnprintf(text, sizeof text, format, list);
  Thread& t = current_thread();
  PendingSaved saved(t);
  PyObject* file = PySys_GetObject(name);
  PyObject* done = file ? PyObject_CallMethod(file, "write", "s", text) : nullptr;
  if (!done) {
    PyErr_Clear();
    fputs(text, otherwise);
  }
  Py_XDECREF(done);
  (void)n;
}

}  // namespace

extern "C" {

void PySys_WriteStdout(const char* format, ...) {
  va_list list;
  va_start(list, format);
  write_to("stdout", stdout, format, list);
  va_end(list);
}
void PySys_WriteStderr(const char* format, ...) {
  va_list list;
  va_start(list, format);
  write_to("stderr", stderr, format, list);
  va_end(list);
}
int PySys_Audit(const char* event, const char* format, ...) {
  if (!has_audit_hooks) return 0;
  va_list list;
  va_start(list, format);
  PyObject* built = format && *format ? Py_VaBuildValue(format, list) : PyTuple_New(0);
  va_end(list);
  Object* values = taken(built);
  Object* name = new_str(event);
  if (!values || !name) return -1;
  Tuple* arguments = PyTuple_Check(built) ? cast<Tuple>(values) : new_tuple(&values, 1);
  return !arguments || tell_audit_hooks(current_thread(), name, arguments).failed() ? -1 : 0;
}

// --- warnings -------------------------------------------------------------------------------------------------------

int PyErr_WarnEx(PyObject* category, const char* text, Py_ssize_t level) {
  Type* cls = category ? core_as<Type>(category) : &exceptions::RuntimeWarning;
  Object* message = new_str(text);
  return !message || warn(current_thread(), cls, message, level).failed() ? -1 : 0;
}
int PyErr_WarnFormat(PyObject* category, Py_ssize_t level, const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* text = PyUnicode_FromFormatV(format, list);
  va_end(list);
  if (!text) return -1;
  int result = PyErr_WarnEx(category, PyUnicode_AsUTF8(text), level);
  Py_DECREF(text);
  return result;
}
int PyErr_ResourceWarning(PyObject*, Py_ssize_t level, const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* text = PyUnicode_FromFormatV(format, list);
  va_end(list);
  if (!text) return -1;
  int result = PyErr_WarnEx(PyExc_ResourceWarning, PyUnicode_AsUTF8(text), level);
  Py_DECREF(text);
  return result;
}

// --- the operating system
// ---------------------------------------------------------------------------------------------

PyObject* PyOS_FSPath(PyObject* path) {
  Thread& t = current_thread();
  Object* module = import_module(t, "posix");
  Object* fspath = module ? get_attribute(t, module, "fspath") : nullptr;
  return fspath ? new_reference(call(t, fspath, core(path))) : nullptr;
}
int PyOS_snprintf(char* out, size_t n, const char* format, ...) {
  va_list list;
  va_start(list, format);
  int written = vsnprintf(out, n, format, list);
  va_end(list);
  if (n) out[n - 1] = 0;
  return written;
}
int PyOS_vsnprintf(char* out, size_t n, const char* format, va_list list) {
  int written = vsnprintf(out, n, format, list);
  if (n) out[n - 1] = 0;
  return written;
}
int PyOS_mystricmp(const char* a, const char* b) { return strcasecmp(a, b); }
int PyOS_mystrnicmp(const char* a, const char* b, Py_ssize_t n) { return strncasecmp(a, b, size_t(n)); }
}
