/* What speed.py calls: nothing but the crossing. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

static PyObject* nothing(PyObject* self, PyObject* ignored) { Py_RETURN_NONE; }
static PyObject* one(PyObject* self, PyObject* o) {
  Py_INCREF(o);
  return o;
}
static PyObject* add_vector(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  if (n != 2) return PyErr_Format(PyExc_TypeError, "two arguments");
  return PyLong_FromLong(PyLong_AsLong(args[0]) + PyLong_AsLong(args[1]));
}
static PyObject* add_tuple(PyObject* self, PyObject* args) {
  long a, b;
  if (!PyArg_ParseTuple(args, "ll", &a, &b)) return NULL;
  return PyLong_FromLong(a + b);
}
static PyObject* keywords(PyObject* self, PyObject* args, PyObject* named) {
  static char* names[] = {"a", "b", NULL};
  long a, b = 0;
  if (!PyArg_ParseTupleAndKeywords(args, named, "l|l", names, &a, &b)) return NULL;
  return PyLong_FromLong(a + b);
}
static PyObject* half(PyObject* self, PyObject* o) {
  double value = PyFloat_AsDouble(o);
  if (value == -1 && PyErr_Occurred()) return NULL;
  return PyFloat_FromDouble(value / 2);
}
static PyObject* length(PyObject* self, PyObject* text) {
  Py_ssize_t n;
  if (!PyUnicode_AsUTF8AndSize(text, &n)) return NULL;
  return PyLong_FromSsize_t(n);
}
static PyObject* sum(PyObject* self, PyObject* o) {
  Py_buffer view;
  if (PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) < 0) return NULL;
  long first = ((unsigned char*)view.buf)[0];
  PyBuffer_Release(&view);
  return PyLong_FromLong(first);
}
static PyObject* call_often(PyObject* self, PyObject* args) {
  PyObject *f, *result = NULL;
  long n;
  if (!PyArg_ParseTuple(args, "Ol", &f, &n)) return NULL;
  for (long i = 0; i < n; i++) {
    PyObject* value = PyLong_FromLong(i);
    Py_XSETREF(result, PyObject_CallFunctionObjArgs(f, value, NULL));
    Py_DECREF(value);
    if (!result) return NULL;
  }
  return result ? result : PyLong_FromLong(0);
}

typedef struct {
  PyObject_HEAD
  long value;
  double real;
  PyObject* any;
} Counter;
static PyObject* counter_new(PyTypeObject* type, PyObject* args, PyObject* named) { return type->tp_alloc(type, 0); }
static void counter_dealloc(Counter* self) {
  Py_CLEAR(self->any);
  Py_TYPE(self)->tp_free((PyObject*)self);
}
static PyObject* counter_next(Counter* self, PyObject* ignored) { return PyLong_FromLong(++self->value); }
static PyObject* counter_add(Counter* self, PyObject* o) {
  self->value += PyLong_AsLong(o);
  Py_RETURN_NONE;
}
static PyObject* counter_value(Counter* self, void* closure) { return PyLong_FromLong(self->value); }
static PyObject* counter_item(Counter* self, Py_ssize_t i) { return PyLong_FromLong(self->value + i); }
static Py_ssize_t counter_length(Counter* self) { return self->value; }
static PySequenceMethods counter_sequence = {.sq_item = (ssizeargfunc)counter_item, .sq_length = (lenfunc)counter_length};
static PyMethodDef counter_methods[] = {{"next", (PyCFunction)counter_next, METH_NOARGS, NULL},
                                        {"add", (PyCFunction)counter_add, METH_O, NULL},
                                        {NULL}};
static PyGetSetDef counter_getset[] = {{"value", (getter)counter_value, NULL, NULL, NULL}, {NULL}};
static PyMemberDef counter_members[] = {{"real", T_DOUBLE, offsetof(Counter, real), 0, NULL},
                                        {"any", T_OBJECT, offsetof(Counter, any), 0, NULL},
                                        {NULL}};
static PyTypeObject CounterType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "crossing.Counter",
                                   .tp_basicsize = sizeof(Counter),
                                   .tp_flags = Py_TPFLAGS_DEFAULT,
                                   .tp_new = counter_new,
                                   .tp_dealloc = (destructor)counter_dealloc,
                                   .tp_methods = counter_methods,
                                   .tp_getset = counter_getset,
                                   .tp_members = counter_members,
                                   .tp_as_sequence = &counter_sequence};

static PyMethodDef functions[] = {{"nothing", nothing, METH_NOARGS, NULL},
                                  {"one", one, METH_O, NULL},
                                  {"add_vector", (PyCFunction)(void*)add_vector, METH_FASTCALL, NULL},
                                  {"add_tuple", add_tuple, METH_VARARGS, NULL},
                                  {"keywords", (PyCFunction)(void*)keywords, METH_VARARGS | METH_KEYWORDS, NULL},
                                  {"half", half, METH_O, NULL},
                                  {"length", length, METH_O, NULL},
                                  {"sum", sum, METH_O, NULL},
                                  {"call_often", call_often, METH_VARARGS, NULL},
                                  {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "crossing", NULL, -1, functions};

PyMODINIT_FUNC PyInit_crossing(void) {
  PyObject* m = PyModule_Create(&module);
  if (!m || PyType_Ready(&CounterType) < 0 || PyModule_AddType(m, &CounterType) < 0) return NULL;
  return m;
}
