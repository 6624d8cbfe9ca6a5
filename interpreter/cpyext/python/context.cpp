// Context variables: PyContextVar_*, PyContext_*. The module contextvars has them; C reaches them by their methods.
#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

namespace {

PyObject* of_module(const char* name) {
  PyObject* module = PyImport_ImportModule("_contextvars");
  PyObject* value = module ? PyObject_GetAttrString(module, name) : nullptr;
  Py_XDECREF(module);
  return value;
}

}  // namespace

extern "C" {

PyObject* PyContextVar_New(const char* name, PyObject* otherwise) {
  PyObject* type = of_module("ContextVar");
  PyObject* positional = type ? Py_BuildValue("(s)", name) : nullptr;
  PyObject* keywords = positional && otherwise ? Py_BuildValue("{s:O}", "default", otherwise) : nullptr;
  PyObject* made = positional && (keywords || !otherwise) ? PyObject_Call(type, positional, keywords) : nullptr;
  Py_XDECREF(type);
  Py_XDECREF(positional);
  Py_XDECREF(keywords);
  return made;
}
// *value is a new reference; null if there is no value. -1: raised.
int PyContextVar_Get(PyObject* variable, PyObject* otherwise, PyObject** value) {
  *value = otherwise ? PyObject_CallMethod(variable, "get", "(O)", otherwise)
                     : PyObject_CallMethod(variable, "get", nullptr);
  if (*value) return 0;
  if (otherwise || !PyErr_ExceptionMatches(PyExc_LookupError)) return -1;
  PyErr_Clear();
  return 0;
}
PyObject* PyContextVar_Set(PyObject* variable, PyObject* value) {
  return PyObject_CallMethod(variable, "set", "(O)", value);
}
int PyContextVar_Reset(PyObject* variable, PyObject* token) {
  PyObject* done = PyObject_CallMethod(variable, "reset", "(O)", token);
  Py_XDECREF(done);
  return done ? 0 : -1;
}
PyObject* PyContext_New() {
  PyObject* type = of_module("Context");
  PyObject* made = type ? PyObject_CallNoArgs(type) : nullptr;
  Py_XDECREF(type);
  return made;
}
PyObject* PyContext_CopyCurrent() {
  PyObject* function = of_module("copy_context");
  PyObject* made = function ? PyObject_CallNoArgs(function) : nullptr;
  Py_XDECREF(function);
  return made;
}
PyObject* PyContext_Copy(PyObject* context) { return PyObject_CallMethod(context, "copy", nullptr); }
}
