// Modules that do not load, for use_bad.py: each name has its own mistake.
#include <Python.h>

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "bad", NULL, 0, NULL};

PyMODINIT_FUNC PyInit_nothing(void) { return NULL; }
PyMODINIT_FUNC PyInit_raises(void) {
  PyErr_SetString(PyExc_ValueError, "not today");
  return NULL;
}
PyMODINIT_FUNC PyInit_both(void) {
  PyErr_SetString(PyExc_ValueError, "and yet a module");
  return PyModule_Create(&definition);
}
PyMODINIT_FUNC PyInit_number(void) { return PyLong_FromLong(5); }

static int fail(PyObject* module) {
  PyErr_SetString(PyExc_KeyError, "in exec");
  return -1;
}
static int fail_silently(PyObject* module) { return -1; }
static int succeed_with_error(PyObject* module) {
  PyErr_SetString(PyExc_KeyError, "in exec");
  return 0;
}
static PyModuleDef_Slot failing[] = {{Py_mod_exec, fail}, {0, NULL}};
static PyModuleDef_Slot silent[] = {{Py_mod_exec, fail_silently}, {0, NULL}};
static PyModuleDef_Slot odd[] = {{Py_mod_exec, succeed_with_error}, {0, NULL}};
static PyModuleDef_Slot unknown[] = {{77, fail}, {0, NULL}};
static struct PyModuleDef of_failing = {PyModuleDef_HEAD_INIT, "failing", NULL, 0, NULL, failing};
static struct PyModuleDef of_silent = {PyModuleDef_HEAD_INIT, "silent", NULL, 0, NULL, silent};
static struct PyModuleDef of_odd = {PyModuleDef_HEAD_INIT, "odd", NULL, 0, NULL, odd};
static struct PyModuleDef of_unknown = {PyModuleDef_HEAD_INIT, "unknown", NULL, 0, NULL, unknown};
PyMODINIT_FUNC PyInit_failing(void) { return PyModuleDef_Init(&of_failing); }
PyMODINIT_FUNC PyInit_silent(void) { return PyModuleDef_Init(&of_silent); }
PyMODINIT_FUNC PyInit_odd(void) { return PyModuleDef_Init(&of_odd); }
PyMODINIT_FUNC PyInit_unknown(void) { return PyModuleDef_Init(&of_unknown); }

static PyObject* result_with_error(PyObject* self, PyObject* args) {
  PyErr_SetString(PyExc_ValueError, "set");
  return PyLong_FromLong(1);
}
static PyObject* neither(PyObject* self, PyObject* args) { return NULL; }
static PyObject* crash(PyObject* self, PyObject* args) {
  *(volatile int*)0 = 1;
  return NULL;
}
static PyMethodDef functions[] = {{"result_with_error", result_with_error, METH_NOARGS, NULL},
                                  {"neither", neither, METH_NOARGS, NULL},
                                  {"crash", crash, METH_NOARGS, NULL},
                                  {NULL, NULL, 0, NULL}};
static struct PyModuleDef of_bad = {PyModuleDef_HEAD_INIT, "bad", NULL, -1, functions};
PyMODINIT_FUNC PyInit_bad(void) { return PyModule_Create(&of_bad); }
