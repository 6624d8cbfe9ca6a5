// Context variables: PyContextVar_*, PyContext_*.
#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/modules/contextvars/contextvars.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

extern "C" {

PyObject* PyContextVar_New(const char* name, PyObject* otherwise) {
  Thread& t = current_thread();
  Str* text = new_str(name);
  if (!text) return nullptr;
  return new_reference(new_context_variable(t, text, core(otherwise)));
}
// *value is a new reference; null if there is no value. -1: raised.
int PyContextVar_Get(PyObject* variable, PyObject* otherwise, PyObject** value) {
  Lookup found = context_variable_value(current_thread(), core(variable), core(otherwise));
  *value = found.found() ? new_reference(found.value) : nullptr;
  return found.failed() ? -1 : 0;
}
PyObject* PyContextVar_Set(PyObject* variable, PyObject* value) {
  return new_reference(set_context_variable(current_thread(), core(variable), core(value)));
}
int PyContextVar_Reset(PyObject* variable, PyObject* token) {
  return status(reset_context_variable(current_thread(), core(variable), core(token)));
}
PyObject* PyContext_New() { return new_reference(new_empty_context(current_thread())); }
PyObject* PyContext_CopyCurrent() { return new_reference(copy_current_context(current_thread())); }
PyObject* PyContext_Copy(PyObject* context) { return new_reference(copy_of_context(current_thread(), core(context))); }
int PyContext_Enter(PyObject* context) { return status(enter_context(current_thread(), core(context))); }
int PyContext_Exit(PyObject* context) { return status(leave_context(current_thread(), core(context))); }
}
