// Calls of the library's functions, for what the core has in Python only.
#pragma once

#include <Python.h>

namespace sidewinder {

// module.name(*arguments): `format` is Py_BuildValue's, in parentheses. A new reference; null: raised.
PyObject* call_python(const char* module, const char* name, const char* format, ...);

}  // namespace sidewinder
