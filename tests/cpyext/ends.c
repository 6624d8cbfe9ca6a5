/* What is given back at the end of the process: use_ends.py prints it. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
  PyObject_HEAD
  const char* name; /* static, or malloc's: as numpy's casts, which are never freed, have it */
  PyObject* other;
} Thing;

static void thing_dealloc(Thing* self) {
  printf("gone: %s\n", self->name);
  fflush(stdout);
  Py_CLEAR(self->other);
  PyMem_Free((void*)self->name); /* ends the process for a static name */
  Py_TYPE(self)->tp_free((PyObject*)self);
}
static PyTypeObject ThingType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "ends.Thing",
                                 .tp_basicsize = sizeof(Thing),
                                 .tp_flags = Py_TPFLAGS_DEFAULT,
                                 .tp_dealloc = (destructor)thing_dealloc};

static PyObject* make(PyObject* self, PyObject* args) {
  const char* name;
  PyObject* other = NULL;
  Thing* thing;
  if (!PyArg_ParseTuple(args, "s|O", &name, &other)) return NULL;
  thing = PyObject_New(Thing, &ThingType);
  thing->name = _PyMem_Strdup(name);
  Py_XINCREF(other);
  thing->other = other;
  return (PyObject*)thing;
}
static PyObject* make_for_ever(PyObject* self, PyObject* ignored) {
  Thing* thing = PyObject_New(Thing, &ThingType);
  thing->name = "for ever";
  thing->other = NULL;
  return (PyObject*)thing;
}
static PyObject* kept; /* a reference that is never given back */
static PyObject* keep(PyObject* self, PyObject* o) {
  Py_INCREF(o);
  Py_XSETREF(kept, o);
  Py_RETURN_NONE;
}
static PyMethodDef functions[] = {{"make", make, METH_VARARGS, NULL},
                                  {"make_for_ever", make_for_ever, METH_NOARGS, NULL},
                                  {"keep", keep, METH_O, NULL},
                                  {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "ends", NULL, -1, functions};

PyMODINIT_FUNC PyInit_ends(void) { return PyType_Ready(&ThingType) < 0 ? NULL : PyModule_Create(&module); }
