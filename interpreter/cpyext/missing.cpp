// Where the stubs of functions that are not written yet end (cmake/exports.py): an exception that names the function,
// and null. A caller that holds no lock has nowhere to put an exception: then the process ends.
#include <Python.h>

#include <cstdio>
#include <cstdlib>

extern "C" void* sidewinder_missing_symbol(const char* name);

extern "C" void* sidewinder_missing_symbol(const char* name) {
  if (!PyGILState_Check()) {
    fprintf(stderr, "Fatal Python error: an extension module called %s, which this Python does not have yet\n", name);
    abort();
  }
  if (!PyErr_Occurred())
    PyErr_Format(PyExc_SystemError, "an extension module called %s, which this Python does not have yet", name);
  return nullptr;
}
