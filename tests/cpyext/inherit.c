/* Static types of C with two bases, as numpy's scalars are; use_inherit.py prints what became of the bases. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject* scalar_multiply(PyObject* a, PyObject* b) { return PyUnicode_FromString("of the scalar"); }
static PyObject* scalar_repr(PyObject* self) { return PyUnicode_FromString("a scalar"); }
static PyNumberMethods scalar_number = {.nb_multiply = scalar_multiply};
static PyTypeObject ScalarType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "inherit.Scalar",
                                  .tp_basicsize = sizeof(PyObject),
                                  .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                                  .tp_repr = scalar_repr,
                                  .tp_as_number = &scalar_number};
/* Without tables of their own: they share those of their first base, and must not write into them. */
static PyTypeObject TextType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "inherit.Text",
                                .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE};
static PyTypeObject LettersType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "inherit.Letters",
                                   .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE};
static PyTypeObject RealType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "inherit.Real",
                                .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE};

/* As numpy's scalars: the memory is asked for and initialised in two steps, for classes of Python over it too. */
static PyObject* handmade_alloc(PyTypeObject* type, Py_ssize_t n) {
  PyObject* o = PyObject_Malloc(type->tp_basicsize);
  if (!o) return PyErr_NoMemory();
  memset(o, 0, type->tp_basicsize);
  return PyObject_Init(o, type);
}
static PyObject* handmade_new(PyTypeObject* type, PyObject* args, PyObject* named) { return type->tp_alloc(type, 0); }
static PyTypeObject HandmadeType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "inherit.Handmade",
                                    .tp_basicsize = sizeof(PyObject) + 2 * sizeof(long),
                                    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                                    .tp_alloc = handmade_alloc,
                                    .tp_new = handmade_new};

/* As numpy.str_: fields behind those of a str. */
typedef struct {
  PyUnicodeObject text;
  char* note;
  long count;
} Noted;
static void noted_dealloc(PyObject* self) {
  PyMem_Free(((Noted*)self)->note);
  PyUnicode_Type.tp_dealloc(self);
}
static PyObject* noted_count(PyObject* self, PyObject* ignored) {
  Noted* noted = (Noted*)self;
  if (!noted->note) noted->note = PyMem_Malloc(8);
  return Py_BuildValue("ln", ++noted->count, PyUnicode_GET_LENGTH(self));
}
static PyMethodDef noted_methods[] = {{"counted", noted_count, METH_NOARGS, NULL}, {NULL}};
static PyTypeObject NotedType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "inherit.Noted",
                                 .tp_basicsize = sizeof(Noted),
                                 .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                                 .tp_dealloc = noted_dealloc,
                                 .tp_methods = noted_methods};

static int ready(PyObject* module, PyTypeObject* type, PyTypeObject* first, PyTypeObject* second) {
  if (second) type->tp_bases = Py_BuildValue("(OO)", first, second);
  type->tp_base = first;
  type->tp_hash = first->tp_hash;
  return PyType_Ready(type) < 0 ? -1 : PyModule_AddType(module, type);
}

static PyObject* multiplies(PyObject* self, PyObject* type) {
  PyNumberMethods* numbers = ((PyTypeObject*)type)->tp_as_number;
  return PyBool_FromLong(numbers && numbers->nb_multiply);
}
static PyObject* shares_numbers(PyObject* self, PyObject* args) {
  PyTypeObject *a, *b;
  if (!PyArg_ParseTuple(args, "O!O!", &PyType_Type, &a, &PyType_Type, &b)) return NULL;
  return PyBool_FromLong(a->tp_as_number == b->tp_as_number);
}
/* numpy asks about the -1 that stands for "no character" */
static PyObject* classes(PyObject* self, PyObject* code) {
  Py_UCS4 c = (Py_UCS4)PyLong_AsLong(code);
  return Py_BuildValue("iiiiiiiii", Py_UNICODE_ISSPACE(c), Py_UNICODE_ISLOWER(c), Py_UNICODE_ISUPPER(c),
                       Py_UNICODE_ISTITLE(c), Py_UNICODE_ISALPHA(c), Py_UNICODE_ISDIGIT(c), Py_UNICODE_ISDECIMAL(c),
                       Py_UNICODE_ISNUMERIC(c), Py_UNICODE_ISPRINTABLE(c));
}
static PyMethodDef functions[] = {{"multiplies", multiplies, METH_O, NULL},
                                  {"shares_numbers", shares_numbers, METH_VARARGS, NULL},
                                  {"classes", classes, METH_O, NULL},
                                  {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "inherit", NULL, -1, functions};

PyMODINIT_FUNC PyInit_inherit(void) {
  PyObject* m = PyModule_Create(&module);
  if (!m || ready(m, &ScalarType, &PyBaseObject_Type, NULL) < 0) return NULL;
  if (ready(m, &TextType, &PyUnicode_Type, &ScalarType) < 0) return NULL;
  if (ready(m, &LettersType, &PyBytes_Type, &ScalarType) < 0) return NULL;
  if (ready(m, &NotedType, &PyUnicode_Type, NULL) < 0) return NULL;
  if (ready(m, &HandmadeType, &PyBaseObject_Type, NULL) < 0) return NULL;
  return ready(m, &RealType, &PyFloat_Type, &ScalarType) < 0 ? NULL : m;
}
