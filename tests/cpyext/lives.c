/* How long objects live that C holds, and that hold what C gave them: use_lives.py prints what became of them. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

static Py_ssize_t alive;
static PyObject* log_of_deallocs; /* a list, or NULL */

static void note(const char* what, long number) {
  PyObject *line, *type, *value, *traceback;
  if (!log_of_deallocs) return;
  PyErr_Fetch(&type, &value, &traceback);
  line = PyUnicode_FromFormat("%s %ld", what, number);
  PyList_Append(log_of_deallocs, line);
  Py_DECREF(line);
  PyErr_Restore(type, value, traceback);
}

/* --- Node: two references and a dict of its own; cycles are found through it --- */

typedef struct {
  PyObject_HEAD
  PyObject *left, *right;
  PyObject* dict;
  PyObject* weak;
  long number;
  int is_whole;
} Node;

static PyObject* node_new(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  Node* self = (Node*)type->tp_alloc(type, 0);
  if (!self) return NULL;
  alive++;
  self->is_whole = 1;
  if (!PyArg_ParseTuple(args, "|l", &self->number)) {
    Py_DECREF(self);
    return NULL;
  }
  return (PyObject*)self;
}
static int node_traverse(Node* self, visitproc visit, void* arg) {
  Py_VISIT(self->left);
  Py_VISIT(self->right);
  Py_VISIT(self->dict);
  return 0;
}
static int node_clear(Node* self) {
  Py_CLEAR(self->left);
  Py_CLEAR(self->right);
  Py_CLEAR(self->dict);
  return 0;
}
static void node_dealloc(Node* self) {
  PyObject_GC_UnTrack(self);
  if (self->weak) PyObject_ClearWeakRefs((PyObject*)self);
  note("node", self->number);
  self->is_whole = 0;
  node_clear(self);
  alive--;
  Py_TYPE(self)->tp_free(self);
}
static PyObject* node_check(Node* self, PyObject* ignored) { return PyBool_FromLong(self->is_whole); }
static PyMemberDef node_members[] = {{"left", T_OBJECT, offsetof(Node, left), 0, NULL},
                                     {"right", T_OBJECT, offsetof(Node, right), 0, NULL},
                                     {"number", T_LONG, offsetof(Node, number), 0, NULL},
                                     {NULL}};
static PyMethodDef node_methods[] = {{"is_whole", (PyCFunction)node_check, METH_NOARGS, NULL}, {NULL}};
static PyTypeObject NodeType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "lives.Node",
                                .tp_basicsize = sizeof(Node),
                                .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
                                .tp_new = node_new,
                                .tp_traverse = (traverseproc)node_traverse,
                                .tp_clear = (inquiry)node_clear,
                                .tp_dealloc = (destructor)node_dealloc,
                                .tp_members = node_members,
                                .tp_methods = node_methods,
                                .tp_dictoffset = offsetof(Node, dict),
                                .tp_weaklistoffset = offsetof(Node, weak)};

/* --- Box: a heap type without HAVE_GC that keeps its reference in malloc memory --- */

typedef struct {
  PyObject_HEAD
  PyObject** place;
} Box;

static PyObject* box_new(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  PyObject* value;
  Box* self;
  if (!PyArg_ParseTuple(args, "O", &value)) return NULL;
  self = (Box*)type->tp_alloc(type, 0);
  if (!self) return NULL;
  alive++;
  self->place = PyMem_Malloc(sizeof(PyObject*));
  *self->place = Py_NewRef(value);
  return (PyObject*)self;
}
static void box_dealloc(Box* self) {
  PyTypeObject* type = Py_TYPE(self);
  note("box", 0);
  Py_XDECREF(*self->place);
  PyMem_Free(self->place);
  alive--;
  type->tp_free(self);
  Py_DECREF(type);
}
static PyObject* box_get(Box* self, PyObject* ignored) { return Py_NewRef(*self->place); }
static PyMethodDef box_methods[] = {{"get", (PyCFunction)box_get, METH_NOARGS, NULL}, {NULL}};
static PyType_Slot box_slots[] = {
    {Py_tp_new, box_new}, {Py_tp_dealloc, box_dealloc}, {Py_tp_methods, box_methods}, {0, NULL}};
static PyType_Spec box_spec = {"lives.Box", sizeof(Box), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, box_slots};

/* --- Raw: memory of PyObject_Malloc that becomes an object --- */

typedef struct {
  PyObject_HEAD
  PyObject* value;
} Raw;

static void raw_dealloc(Raw* self) {
  Py_CLEAR(self->value);
  alive--;
  PyObject_Free(self);
}
static PyMemberDef raw_members[] = {{"value", T_OBJECT, offsetof(Raw, value), READONLY, NULL}, {NULL}};
static PyTypeObject RawType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "lives.Raw",
                               .tp_basicsize = sizeof(Raw),
                               .tp_flags = Py_TPFLAGS_DEFAULT,
                               .tp_members = raw_members,
                               .tp_dealloc = (destructor)raw_dealloc};
static PyObject* make_raw(PyObject* module, PyObject* value) {
  Raw* self = PyObject_Malloc(sizeof(Raw));
  memset(self, 0x5a, sizeof(Raw));
  PyObject_Init((PyObject*)self, &RawType);
  self->value = Py_NewRef(value);
  alive++;
  return (PyObject*)self;
}

/* --- containers by macro, as Cython's code does it --- */

static PyObject* pair(PyObject* module, PyObject* args) {
  PyObject *a, *b, *result;
  if (!PyArg_ParseTuple(args, "OO", &a, &b)) return NULL;
  result = PyTuple_New(2);
  PyTuple_SET_ITEM(result, 0, Py_NewRef(a));
  PyTuple_SET_ITEM(result, 1, Py_NewRef(b));
  return result;
}
static PyObject* unfilled;
static PyObject* begin_pair(PyObject* module, PyObject* first) {
  PyObject* old = unfilled;
  unfilled = PyTuple_New(2);
  PyTuple_SET_ITEM(unfilled, 0, Py_NewRef(first));
  Py_XDECREF(old);
  Py_RETURN_NONE;
}
static PyObject* list_of(PyObject* module, PyObject* args) {
  Py_ssize_t n = PyTuple_GET_SIZE(args);
  PyObject* result = PyList_New(n);
  for (Py_ssize_t i = 0; i < n; i++) PyList_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(args, i)));
  return result;
}
static PyObject* replace_first(PyObject* module, PyObject* args) {
  PyObject *list, *value, *old;
  if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &list, &value)) return NULL;
  old = PyList_GET_ITEM(list, 0);
  PyList_SET_ITEM(list, 0, Py_NewRef(value));
  Py_DECREF(old);
  Py_RETURN_NONE;
}
static PyObject* append(PyObject* module, PyObject* args) {
  PyObject *list, *value;
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &list, &value)) return NULL;
  n = PyList_GET_SIZE(list);
  if (((PyListObject*)list)->allocated > n) {
    Py_INCREF(value);
    PyList_SET_ITEM(list, n, value);
    Py_SET_SIZE(list, n + 1);
  } else if (PyList_Append(list, value) < 0) {
    return NULL;
  }
  Py_RETURN_NONE;
}

/* --- what only C's static memory has --- */

static PyObject** kept;
static PyObject* keep_first_of_first(PyObject* module, PyObject* args) {
  PyObject* o = PyTuple_GET_ITEM(PyTuple_GET_ITEM(args, 0), 0); /* nothing of the API is asked */
  if (!kept) kept = calloc(1, sizeof *kept);
  Py_INCREF(o);
  Py_XSETREF(*kept, o);
  Py_RETURN_NONE;
}
static PyObject* take_kept(PyObject* module, PyObject* ignored) {
  PyObject* o = *kept;
  *kept = NULL;
  return o;
}
static PyObject* count(PyObject* module, PyObject* ignored) { return PyLong_FromSsize_t(alive); }
static PyObject* start_log(PyObject* module, PyObject* ignored) {
  Py_XSETREF(log_of_deallocs, PyList_New(0));
  Py_RETURN_NONE;
}
static PyObject* take_log(PyObject* module, PyObject* ignored) {
  PyObject* log = log_of_deallocs;
  log_of_deallocs = NULL;
  return log;
}

static PyMethodDef methods[] = {{"raw", make_raw, METH_O, NULL},
                                {"pair", pair, METH_VARARGS, NULL},
                                {"begin_pair", begin_pair, METH_O, NULL},
                                {"list_of", list_of, METH_VARARGS, NULL},
                                {"replace_first", replace_first, METH_VARARGS, NULL},
                                {"append", append, METH_VARARGS, NULL},
                                {"keep_first_of_first", keep_first_of_first, METH_VARARGS, NULL},
                                {"take_kept", take_kept, METH_NOARGS, NULL},
                                {"alive", count, METH_NOARGS, NULL},
                                {"start_log", start_log, METH_NOARGS, NULL},
                                {"take_log", take_log, METH_NOARGS, NULL},
                                {NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "lives", NULL, -1, methods};

PyMODINIT_FUNC PyInit_lives(void) {
  PyObject* module = PyModule_Create(&definition);
  if (!module || PyModule_AddType(module, &NodeType) < 0 || PyModule_AddType(module, &RawType) < 0) return NULL;
  if (PyModule_AddObject(module, "Box", PyType_FromSpec(&box_spec)) < 0) return NULL;
  return module;
}
