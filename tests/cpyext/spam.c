/* An extension module of our own: a function of each calling convention, a static type, a heap type, errors, buffers. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <pthread.h>
#include <structmember.h>

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n) {
  if (n != 2) return PyErr_Format(PyExc_TypeError, "add expected 2 arguments, got %zd", n);
  return PyNumber_Add(args[0], args[1]);
}
static PyObject *twice(PyObject *self, PyObject *o) { return Py_BuildValue("(OO)", o, o); }
static PyObject *nothing(PyObject *self, PyObject *unused) { Py_RETURN_NONE; }
static PyObject *parse(PyObject *self, PyObject *args, PyObject *keywords) {
  static char *names[] = {"number", "text", "data", "flag", NULL};
  int number, flag = 0;
  const char *text = "default";
  Py_buffer data = {NULL, NULL};
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "i|sy*p:parse", names, &number, &text, &data, &flag)) return NULL;
  PyObject *result = Py_BuildValue("{s:i,s:s,s:n,s:i}", "number", number, "text", text, "length", data.len, "flag", flag);
  if (data.obj) PyBuffer_Release(&data);
  return result;
}
static PyObject *sum_list(PyObject *self, PyObject *o) {
  if (!PyList_Check(o)) return PyErr_Format(PyExc_TypeError, "a list, not %R", o);
  long total = 0;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(o); i++) {
    long v = PyLong_AsLong(PyList_GET_ITEM(o, i));
    if (v == -1 && PyErr_Occurred()) return NULL;
    total += v;
  }
  return PyLong_FromLong(total);
}
static PyObject *kept;
static PyObject *keep(PyObject *self, PyObject *o) {
  Py_XSETREF(kept, Py_NewRef(o));
  Py_RETURN_NONE;
}
static PyObject *give(PyObject *self, PyObject *unused) {
  if (!kept) Py_RETURN_NONE;
  return Py_NewRef(kept);
}
static PyObject *call_it(PyObject *self, PyObject *args) {
  PyObject *f, *rest;
  if (!PyArg_ParseTuple(args, "OO!", &f, &PyTuple_Type, &rest)) return NULL;
  return PyObject_CallObject(f, rest);
}
static PyObject *bad_null(PyObject *self, PyObject *unused) { return NULL; }
static PyObject *bad_result(PyObject *self, PyObject *unused) {
  PyErr_SetString(PyExc_ValueError, "left behind");
  Py_RETURN_NONE;
}
static PyObject *squares(PyObject *self, PyObject *args) {
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "n", &n)) return NULL;
  PyObject *list = PyList_New(n);
  for (Py_ssize_t i = 0; list && i < n; i++) PyList_SET_ITEM(list, i, PyLong_FromSsize_t(i * i));
  return list;
}
static PyObject *describe(PyObject *self, PyObject *o) {
  return PyUnicode_FromFormat("%s|%5d|%-4s|%R|%U|%.3S|%x|%zd", Py_TYPE(o)->tp_name, 42, "ab", o, PyObject_Str(o), o, 255,
                              (Py_ssize_t)7);
}

/* --- a static type with a bit of everything --- */

typedef struct {
  PyObject_HEAD
  double x, y;
  PyObject *tag;
} Point;

static int alive;

static PyObject *point_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  Point *p = (Point *)type->tp_alloc(type, 0);
  if (p) alive++;
  return (PyObject *)p;
}
static int point_init(Point *p, PyObject *args, PyObject *keywords) {
  static char *names[] = {"x", "y", "tag", NULL};
  PyObject *tag = NULL;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "|ddO", names, &p->x, &p->y, &tag)) return -1;
  Py_XINCREF(tag);
  Py_XSETREF(p->tag, tag);
  return 0;
}
static void point_dealloc(Point *p) {
  PyObject_GC_UnTrack(p);
  alive--;
  Py_CLEAR(p->tag);
  Py_TYPE(p)->tp_free((PyObject *)p);
}
static int point_traverse(Point *p, visitproc visit, void *arg) {
  Py_VISIT(p->tag);
  return 0;
}
static int point_clear(Point *p) {
  Py_CLEAR(p->tag);
  return 0;
}
static PyObject *point_repr(Point *p) {
  char text[100];
  PyOS_snprintf(text, sizeof text, "Point(%g, %g)", p->x, p->y);
  return PyUnicode_FromString(text);
}
static PyTypeObject Point_Type;
static PyObject *point_add(PyObject *a, PyObject *b) {
  if (!PyObject_TypeCheck(a, &Point_Type) || !PyObject_TypeCheck(b, &Point_Type)) Py_RETURN_NOTIMPLEMENTED;
  return PyObject_CallFunction((PyObject *)&Point_Type, "dd", ((Point *)a)->x + ((Point *)b)->x,
                               ((Point *)a)->y + ((Point *)b)->y);
}
static int point_bool(Point *p) { return p->x != 0 || p->y != 0; }
static PyObject *point_compare(PyObject *a, PyObject *b, int op) {
  if (!PyObject_TypeCheck(a, &Point_Type) || !PyObject_TypeCheck(b, &Point_Type) || (op != Py_EQ && op != Py_NE))
    Py_RETURN_NOTIMPLEMENTED;
  int same = ((Point *)a)->x == ((Point *)b)->x && ((Point *)a)->y == ((Point *)b)->y;
  return PyBool_FromLong(same == (op == Py_EQ));
}
static PyObject *point_ipow(PyObject *a, PyObject *b, PyObject *modulus) { return PyTuple_Pack(3, a, b, modulus); }
static Py_hash_t point_hash(Point *p) { return (Py_hash_t)(p->x * 31 + p->y); }
static Py_ssize_t point_length(Point *p) { return 2; }
static PyObject *point_item(Point *p, Py_ssize_t i) {
  if (i < 0 || i > 1) return PyErr_Format(PyExc_IndexError, "Point has no item %zd", i);
  return PyFloat_FromDouble(i ? p->y : p->x);
}
static PyObject *point_norm(Point *p, PyObject *unused) { return PyFloat_FromDouble(p->x * p->x + p->y * p->y); }
static PyObject *point_origin(PyObject *cls, PyObject *unused) { return PyObject_CallNoArgs(cls); }
static PyObject *point_get_sum(Point *p, void *closure) { return PyFloat_FromDouble(p->x + p->y); }
static int point_set_sum(Point *p, PyObject *value, void *closure) {
  if (!value) return PyErr_SetString(PyExc_AttributeError, "sum stays"), -1;
  p->x = PyFloat_AsDouble(value);
  p->y = 0;
  return PyErr_Occurred() ? -1 : 0;
}
static PyMethodDef point_methods[] = {
    {"norm", (PyCFunction)point_norm, METH_NOARGS, "norm($self)\n--\n\nThe square of the length."},
    {"origin", point_origin, METH_NOARGS | METH_CLASS, NULL},
    {NULL}};
static PyMemberDef point_members[] = {{"x", T_DOUBLE, offsetof(Point, x), 0, "across"},
                                      {"y", T_DOUBLE, offsetof(Point, y), READONLY, NULL},
                                      {"tag", T_OBJECT, offsetof(Point, tag), 0, NULL},
                                      {NULL}};
static PyGetSetDef point_getset[] = {{"sum", (getter)point_get_sum, (setter)point_set_sum, "x + y", NULL}, {NULL}};
static PyNumberMethods point_number = {.nb_add = point_add, .nb_bool = (inquiry)point_bool, .nb_inplace_power = point_ipow};
static PySequenceMethods point_sequence = {.sq_length = (lenfunc)point_length, .sq_item = (ssizeargfunc)point_item};
static PyTypeObject Point_Type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "spam.Point",
                                  .tp_basicsize = sizeof(Point),
                                  .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
                                  .tp_doc = "Point(x=0, y=0, tag=None)\n--\n\nTwo numbers.",
                                  .tp_new = point_new,
                                  .tp_init = (initproc)point_init,
                                  .tp_dealloc = (destructor)point_dealloc,
                                  .tp_traverse = (traverseproc)point_traverse,
                                  .tp_clear = (inquiry)point_clear,
                                  .tp_repr = (reprfunc)point_repr,
                                  .tp_richcompare = point_compare,
                                  .tp_hash = (hashfunc)point_hash,
                                  .tp_as_number = &point_number,
                                  .tp_as_sequence = &point_sequence,
                                  .tp_methods = point_methods,
                                  .tp_members = point_members,
                                  .tp_getset = point_getset};

/* --- a heap type over list, an iterator --- */

typedef struct {
  PyListObject list;
  int pushes;
} Stack;
static PyObject *stack_push(PyObject *self, PyObject *o) {
  ((Stack *)self)->pushes++;
  if (PyList_Append(self, o) < 0) return NULL;
  return PyLong_FromLong(((Stack *)self)->pushes);
}
static PyMethodDef stack_methods[] = {{"push", stack_push, METH_O, NULL}, {NULL}};
static PyType_Slot stack_slots[] = {{Py_tp_base, NULL}, {Py_tp_methods, stack_methods}, {0, NULL}};
static PyType_Spec stack_spec = {"spam.Stack", sizeof(Stack), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, stack_slots};

typedef struct {
  PyObject_HEAD
  long left;
} Countdown;
static PyObject *countdown_next(Countdown *c) { return c->left > 0 ? PyLong_FromLong(c->left--) : NULL; }
static int countdown_init(Countdown *c, PyObject *args, PyObject *keywords) { return PyArg_ParseTuple(args, "l", &c->left) ? 0 : -1; }
static PyType_Slot countdown_slots[] = {{Py_tp_iter, PyObject_SelfIter},
                                        {Py_tp_iternext, countdown_next},
                                        {Py_tp_init, countdown_init},
                                        {Py_tp_new, PyType_GenericNew},
                                        {0, NULL}};
static PyType_Spec countdown_spec = {"spam.Countdown", sizeof(Countdown), 0, Py_TPFLAGS_DEFAULT, countdown_slots};

/* In the old way: its characters are written once it is made. */
static PyObject *written_later(PyObject *self, PyObject *text) {
  Py_ssize_t length = PyUnicode_GetLength(text);
  _Py_COMP_DIAG_PUSH
  _Py_COMP_DIAG_IGNORE_DEPR_DECLS
  PyObject *result = PyUnicode_FromUnicode(NULL, length);
  if (!result) return NULL;
  if (PyUnicode_AsWideChar(text, PyUnicode_AS_UNICODE(result), length) < 0) return NULL;
  _Py_COMP_DIAG_POP
  return result;
}
/* A thread of C's calls `callable` twice, and does without Python in between. */
static void *call_twice(void *callable) {
  for (int i = 0; i < 2; i++) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallNoArgs(callable);
    if (!result) PyErr_Print();
    Py_XDECREF(result);
    PyGILState_Release(state);
  }
  return NULL;
}
static PyObject *call_in_thread(PyObject *self, PyObject *callable) {
  pthread_t thread;
  Py_BEGIN_ALLOW_THREADS;
  pthread_create(&thread, NULL, call_twice, callable);
  pthread_join(thread, NULL);
  Py_END_ALLOW_THREADS;
  Py_RETURN_NONE;
}
static PyObject *count_alive(PyObject *self, PyObject *unused) { return PyLong_FromLong(alive); }

static PyMethodDef methods[] = {{"add", (PyCFunction)(void (*)(void))add, METH_FASTCALL, "add($module, a, b, /)\n--\n\nThe sum."},
                                {"twice", twice, METH_O, NULL},
                                {"nothing", nothing, METH_NOARGS, NULL},
                                {"parse", (PyCFunction)(void (*)(void))parse, METH_VARARGS | METH_KEYWORDS, NULL},
                                {"sum_list", sum_list, METH_O, NULL},
                                {"keep", keep, METH_O, NULL},
                                {"give", give, METH_NOARGS, NULL},
                                {"call_it", call_it, METH_VARARGS, NULL},
                                {"bad_null", bad_null, METH_NOARGS, NULL},
                                {"bad_result", bad_result, METH_NOARGS, NULL},
                                {"squares", squares, METH_VARARGS, NULL},
                                {"describe", describe, METH_O, NULL},
                                {"written_later", written_later, METH_O, NULL},
                                {"call_in_thread", call_in_thread, METH_O, NULL},
                                {"count_alive", count_alive, METH_NOARGS, NULL},
                                {NULL}};

static int exec_module(PyObject *module) {
  stack_slots[0].pfunc = &PyList_Type;
  PyObject *error = PyErr_NewException("spam.Error", PyExc_ValueError, NULL);
  PyObject *stack = PyType_FromSpec(&stack_spec);
  PyObject *countdown = PyType_FromSpec(&countdown_spec);
  if (!error || !stack || !countdown) return -1;
  if (PyModule_AddType(module, &Point_Type) < 0) return -1;
  if (PyModule_AddObject(module, "Error", error) < 0 || PyModule_AddObject(module, "Stack", stack) < 0) return -1;
  if (PyModule_AddObject(module, "Countdown", countdown) < 0) return -1;
  return PyModule_AddIntConstant(module, "answer", 42);
}
static PyModuleDef_Slot slots[] = {{Py_mod_exec, exec_module}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "spam", "An example.", 0, methods, slots};
PyMODINIT_FUNC PyInit_spam(void) { return PyModuleDef_Init(&definition); }
