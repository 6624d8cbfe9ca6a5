/* Functions of the C API that few extension modules call; use_rarely.py prints what they do. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <frameobject.h>

static PyObject* status(int result) { return result < 0 ? NULL : PyLong_FromLong(result); }

/* As mypyc makes classes: a type's memory is filled, and gets an attribute, before it is made ready. */
static PyObject* type_of_template(PyObject* self, PyObject* args) {
  PyObject *base, *bases;
  static PyTypeObject template = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "template",
                                  .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_BASETYPE};
  if (!PyArg_ParseTuple(args, "OO", &base, &bases)) return NULL;
  PyHeapTypeObject* type = (PyHeapTypeObject*)PyType_GenericAlloc(&PyType_Type, 0);
  if (!type) return NULL;
  template.tp_basicsize = ((PyTypeObject*)base)->tp_basicsize;
  memcpy((char*)type + sizeof(PyVarObject), (char*)&template + sizeof(PyVarObject),
         sizeof(PyTypeObject) - sizeof(PyVarObject));
  if (PyObject_SetAttrString((PyObject*)type, "__orig_bases__", bases) < 0) return NULL;
  type->ht_type.tp_base = (PyTypeObject*)Py_NewRef(base);
  type->ht_name = PyUnicode_FromString("Made");
  type->ht_qualname = PyUnicode_FromString("Made");
  if (PyType_Ready((PyTypeObject*)type) < 0) return NULL;
  return PyObject_SetAttrString((PyObject*)type, "__module__", PyTuple_GET_ITEM(bases, 0)) < 0 ? NULL : (PyObject*)type;
}

/* As mypyc has it of CPython: the storage of a list is moved by C. */
static PyObject* pop_last(PyObject* self, PyObject* list) {
  PyListObject* l = (PyListObject*)list;
  Py_ssize_t size = Py_SIZE(l) - 1;
  if (!PyList_CheckExact(list) || size < 0) return PyErr_SetString(PyExc_IndexError, "empty"), NULL;
  PyObject* last = l->ob_item[size];
  if (l->allocated >= size && size >= l->allocated / 2) return Py_SET_SIZE(l, size), last;
  Py_ssize_t room = size ? size + (size >> 3) + 6 : 0;
  PyObject** items = PyMem_Realloc(l->ob_item, room * sizeof(PyObject*));
  if (!items) return PyErr_NoMemory();
  l->ob_item = items;
  l->allocated = room;
  Py_SET_SIZE(l, size);
  return last;
}

static PyObject* merge_pairs(PyObject* self, PyObject* args) {
  PyObject *d, *pairs;
  int override;
  if (!PyArg_ParseTuple(args, "OOi", &d, &pairs, &override)) return NULL;
  return status(PyDict_MergeFromSeq2(d, pairs, override));
}

static PyObject* run_text(PyObject* self, PyObject* args) {
  const char* text;
  int start, flags = 0;
  PyObject *globals, *result;
  if (!PyArg_ParseTuple(args, "siO|i", &text, &start, &globals, &flags)) return NULL;
  PyCompilerFlags compiler_flags = {flags, PY_MINOR_VERSION};
  result = PyRun_StringFlags(text, start, globals, globals, &compiler_flags);
  return result ? Py_BuildValue("Ni", result, compiler_flags.cf_flags) : NULL;
}
static PyObject* run_file(PyObject* self, PyObject* args) {
  const char* path;
  PyObject* globals;
  if (!PyArg_ParseTuple(args, "sO", &path, &globals)) return NULL;
  FILE* file = fopen(path, "r");
  return file ? PyRun_FileEx(file, path, Py_file_input, globals, globals, 1) : PyErr_SetFromErrno(PyExc_OSError);
}
static PyObject* run_program(PyObject* self, PyObject* path) {
  FILE* file = fopen(PyUnicode_AsUTF8(path), "r");
  return PyLong_FromLong(PyRun_AnyFileEx(file, PyUnicode_AsUTF8(path), 1));
}
static PyObject* compile_text(PyObject* self, PyObject* args) {
  const char *text, *name;
  if (!PyArg_ParseTuple(args, "ss", &text, &name)) return NULL;
  return Py_CompileString(text, name, Py_eval_input);
}

static PyObject* wrong_place(PyObject* self, PyObject* args) {
  PyObject *error, *filename;
  int line, column;
  if (!PyArg_ParseTuple(args, "OOii", &error, &filename, &line, &column)) return NULL;
  PyErr_SetString(error, "wrong");
  if (column < 0) PyErr_SyntaxLocation(PyUnicode_AsUTF8(filename), line);
  else PyErr_RangedSyntaxLocationObject(filename, line, column, line + 1, column + 2);
  return NULL;
}
static PyObject* program_text(PyObject* self, PyObject* args) {
  const char* filename;
  int line;
  if (!PyArg_ParseTuple(args, "si", &filename, &line)) return NULL;
  PyObject* text = PyErr_ProgramText(filename, line);
  return text || PyErr_Occurred() ? text : Py_NewRef(Py_None);
}

static PyObject* types(PyObject* self, PyObject* nothing) {
  PyTypeObject* all[] = {&PyMap_Type, &PyFilter_Type, &PyZip_Type, &PySeqIter_Type, &PyCallIter_Type, &PyListIter_Type,
                         &PyListRevIter_Type, &PyTupleIter_Type, &PyRangeIter_Type, &PyLongRangeIter_Type,
                         &PyUnicodeIter_Type, &PyBytesIter_Type, &PyByteArrayIter_Type, &PySetIter_Type,
                         &PyDictIterKey_Type, &PyDictIterValue_Type, &PyDictIterItem_Type, &PyDictRevIterKey_Type,
                         &PyDictRevIterValue_Type, &PyDictRevIterItem_Type, &PyODictIter_Type, &PyODictKeys_Type,
                         &PyODictValues_Type, &PyODictItems_Type, &PyEllipsis_Type, &Py_GenericAliasType,
                         &PyPickleBuffer_Type, &PyContext_Type, &PyContextVar_Type, &PyContextToken_Type,
                         &_PyNone_Type, &_PyNotImplemented_Type};
  PyObject* list = PyList_New(0);
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) PyList_Append(list, (PyObject*)all[i]);
  return list;
}

static PyObject* names(PyObject* self, PyObject* nothing) {
  return Py_BuildValue("ssssuuuu", Py_GetVersion(), Py_GetCopyright(), Py_GetPlatform(), Py_GetCompiler(),
                       Py_GetPrefix(), Py_GetExecPrefix(), Py_GetProgramFullPath(), Py_GetPath());
}
static PyObject* set_arguments(PyObject* self, PyObject* nothing) {
  wchar_t* values[] = {L"/no/such/folder/program", L"h\u00e9", L""};
  PySys_SetArgvEx(3, values, 1);
  PySys_AddXOption(L"rarely=used");
  PySys_AddXOption(L"alone");
  PySys_AddWarnOption(L"ignore::UserWarning:rarely");
  Py_RETURN_NONE;
}

static int hook(const char* event, PyObject* args, void* data) {
  if (strncmp(event, "rarely.", 7)) return 0;
  PyObject* pair = Py_BuildValue("sO", event, args);
  int result = PyList_Append(data, pair);
  Py_DECREF(pair);
  if (!strcmp(event, "rarely.refused")) return PyErr_SetString(PyExc_RuntimeError, "refused"), -1;
  return result;
}
static PyObject* add_audit_hook(PyObject* self, PyObject* list) { return status(PySys_AddAuditHook(hook, Py_NewRef(list))); }

static PyObject* translate_error(PyObject* self, PyObject* error) {
  Py_ssize_t start, end;
  PyUnicodeTranslateError_GetStart(error, &start);
  PyUnicodeTranslateError_GetEnd(error, &end);
  PyObject *object = PyUnicodeTranslateError_GetObject(error), *reason = PyUnicodeTranslateError_GetReason(error);
  PyUnicodeTranslateError_SetStart(error, start + 1);
  PyUnicodeTranslateError_SetEnd(error, end - 1);
  PyUnicodeTranslateError_SetReason(error, "another");
  return Py_BuildValue("nnNN", start, end, object, reason);
}

static PyObject* complex_numbers(PyObject* self, PyObject* args) {
  Py_complex a, b;
  if (!PyArg_ParseTuple(args, "DD", &a, &b)) return NULL;
  Py_complex sum = _Py_c_sum(a, b), difference = _Py_c_diff(a, b), product = _Py_c_prod(a, b), negative = _Py_c_neg(a);
  errno = 0;
  Py_complex quotient = _Py_c_quot(a, b);
  int of_quotient = errno;
  errno = 0;
  Py_complex power = _Py_c_pow(a, b);
  int of_power = errno;
  return Py_BuildValue("DDDDDiDid", &sum, &difference, &product, &negative, &quotient, of_quotient, &power, of_power,
                       _Py_c_abs(a));
}

static PyObject* set_local(PyObject* self, PyObject* args) {
  PyObject *frame, *name, *value;
  if (!PyArg_ParseTuple(args, "OOO", &frame, &name, &value)) return NULL;
  PyObject* locals = PyFrame_GetLocals((PyFrameObject*)frame);
  int result = PyObject_SetItem(locals, name, value);
  Py_DECREF(locals);
  PyFrame_LocalsToFast((PyFrameObject*)frame, 0);
  return status(result);
}
static PyObject* location(PyObject* self, PyObject* args) {
  PyObject* code;
  int offset, line, column, end_line, end_column;
  if (!PyArg_ParseTuple(args, "Oi", &code, &offset)) return NULL;
  if (!PyCode_Addr2Location((PyCodeObject*)code, offset, &line, &column, &end_line, &end_column)) Py_RETURN_NONE;
  return Py_BuildValue("iiii", line, column, end_line, end_column);
}
static PyObject* set_closure(PyObject* self, PyObject* args) {
  PyObject *function, *closure;
  if (!PyArg_ParseTuple(args, "OO", &function, &closure)) return NULL;
  return status(PyFunction_SetClosure(function, closure));
}
static PyObject* recoded(PyObject* self, PyObject* args) {
  PyObject* o;
  const char* encoding;
  int decodes;
  if (!PyArg_ParseTuple(args, "Osi", &o, &encoding, &decodes)) return NULL;
  return decodes ? PyUnicode_AsDecodedObject(o, encoding, NULL) : PyUnicode_AsEncodedUnicode(o, encoding, NULL);
}
static PyObject* fork_here(PyObject* self, PyObject* nothing) {
  PyOS_BeforeFork();
  pid_t child = fork();
  if (child == 0) {
    PyOS_AfterFork_Child();
    return PyLong_FromLong(0);
  }
  PyOS_AfterFork_Parent();
  return PyLong_FromLong(child);
}
static PyObject* code_of_file(PyObject* self, PyObject* path) { return PyFile_OpenCodeObject(path); }
static PyObject* signal_comes(PyObject* self, PyObject* number) {
  return PyLong_FromLong(PyErr_SetInterruptEx((int)PyLong_AsLong(number)));
}
static PyObject* weak_place(PyObject* self, PyObject* o) { return PyBool_FromLong(PyType_SUPPORTS_WEAKREFS(Py_TYPE(o))); }

/* What C has as arguments it still has after a collection that it asks for itself, or that what it calls asks for. */
static PyObject* call_then_list(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  PyObject* result = args[0] == Py_None ? PyLong_FromSsize_t(PyGC_Collect()) : PyObject_CallNoArgs(args[0]);
  if (!result) return NULL;
  Py_DECREF(result);
  PyObject* list = PyList_New(0);
  for (Py_ssize_t i = 1; list && i < n; i++)
    if (PyList_Append(list, args[i]) < 0) Py_CLEAR(list);
  return list;
}

/* As an exporter with views does. */
static PyObject* refuse(PyObject* self, PyObject* o) {
  return PyErr_Format(PyExc_BufferError, "refused %s", Py_TYPE(o)->tp_name);
}

/* Objects in memory of PyMem_RawMalloc, as numpy makes its iterators. */
typedef struct {
  PyObject_HEAD
  PyObject* any;
  char rest[168];
} Late;
static Py_ssize_t lates;
static void late_dealloc(Late* self) {
  lates--;
  Py_CLEAR(self->any);
  PyMem_RawFree(self);
}
static PyTypeObject LateType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "rarely.Late",
                                .tp_basicsize = sizeof(Late),
                                .tp_flags = Py_TPFLAGS_DEFAULT,
                                .tp_dealloc = (destructor)late_dealloc};
static PyObject* make_late(PyObject* self, PyObject* o) {
  if (PyType_Ready(&LateType) < 0) return NULL;
  Late* late = PyMem_RawMalloc(sizeof(Late));
  if (!late) return PyErr_NoMemory();
  memset(late, 0, sizeof(Late));
  PyObject_Init((PyObject*)late, &LateType);
  late->any = Py_NewRef(o);
  lates++;
  return (PyObject*)late;
}
static PyObject* any_of_late(PyObject* self, PyObject* late) { return Py_NewRef(((Late*)late)->any); }
static PyObject* count_lates(PyObject* self, PyObject* ignored) { return PyLong_FromSsize_t(lates); }
/* Blocks of that size that become none: moved and freed with the lock, and without. */
static PyObject* move_blocks(PyObject* self, PyObject* ignored) {
  long sum = 0;
  for (int i = 0; i < 200; i++) {
    char* p = i & 4 ? PyMem_RawCalloc(1, sizeof(Late)) : PyMem_RawMalloc(sizeof(Late));
    memset(p, i, sizeof(Late));
    PyThreadState* saved = i & 1 ? PyEval_SaveThread() : NULL;
    if (i & 2) p = PyMem_RawRealloc(p, sizeof(Late) * 2);
    sum += p[sizeof(Late) - 1];
    PyMem_RawFree(p);
    if (saved) PyEval_RestoreThread(saved);
  }
  return PyLong_FromLong(sum);
}

/* A type that nobody makes ready, as f2py's. */
static PyObject* unready_attribute(PyObject* self, char* name) {
  if (!strcmp(name, "answer")) return PyLong_FromLong(42);
  return PyErr_Format(PyExc_AttributeError, "%s", name);
}
static PyObject* unready_repr(PyObject* self) { return PyUnicode_FromString("<unready>"); }
static PyTypeObject UnreadyType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "unready",
                                   .tp_basicsize = sizeof(PyObject),
                                   .tp_getattr = unready_attribute,
                                   .tp_repr = unready_repr,
                                   .tp_dealloc = (destructor)PyObject_Del};
static PyObject* make_unready(PyObject* self, PyObject* ignored) {
  Py_SET_TYPE(&UnreadyType, &PyType_Type);
  return (PyObject*)PyObject_New(PyObject, &UnreadyType);
}
/* C uses an instance itself, as f2py's modules do while they are made. */
static int unready_set(PyObject* self, char* name, PyObject* value) {
  printf("%s is set\n", name);
  fflush(stdout);
  return 0;
}
static PyTypeObject UsedEarlyType = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "used_early",
                                     .tp_basicsize = sizeof(PyObject),
                                     .tp_getattr = unready_attribute,
                                     .tp_setattr = unready_set,
                                     .tp_repr = unready_repr,
                                     .tp_dealloc = (destructor)PyObject_Del};
static PyObject* used_early(void) {
  PyObject* made;
  Py_SET_TYPE(&UsedEarlyType, &PyType_Type);
  made = (PyObject*)PyObject_New(PyObject, &UsedEarlyType);
  if (PyObject_SetAttrString(made, "place", Py_None) < 0) return NULL;
  return made;
}

/* One character, or as many as there is room for, into a new str. */
static PyObject* write_text(PyObject* self, PyObject* args) {
  Py_ssize_t n, i, many;
  unsigned largest, c;
  if (!PyArg_ParseTuple(args, "nInnI", &n, &largest, &i, &many, &c)) return NULL;
  PyObject* text = PyUnicode_New(n, largest);
  if (!text) return NULL;
  for (Py_ssize_t k = 0; k < n; k++) PyUnicode_WRITE(PyUnicode_KIND(text), PyUnicode_DATA(text), k, '.');
  Py_ssize_t result = many ? PyUnicode_Fill(text, i, many, c) : PyUnicode_WriteChar(text, i, c);
  if (result < 0) return Py_DECREF(text), NULL;
  return Py_BuildValue("nN", result, text);
}

static PyObject* weak_target(PyObject* self, PyObject* reference) { return Py_NewRef(PyWeakref_GET_OBJECT(reference)); }

static PyMethodDef functions[] = {{"weak_target", weak_target, METH_O},
                                  {"make_unready", make_unready, METH_NOARGS},
                                  {"write_text", write_text, METH_VARARGS},
                                  {"make_late", make_late, METH_O},
                                  {"any_of_late", any_of_late, METH_O},
                                  {"count_lates", count_lates, METH_NOARGS},
                                  {"move_blocks", move_blocks, METH_NOARGS},
                                  {"call_then_list", (PyCFunction)(void*)call_then_list, METH_FASTCALL},
                                  {"refuse", refuse, METH_O},
                                  {"type_of_template", type_of_template, METH_VARARGS},
                                  {"pop_last", pop_last, METH_O},
                                  {"merge_pairs", merge_pairs, METH_VARARGS},
                                  {"run_text", run_text, METH_VARARGS},
                                  {"run_file", run_file, METH_VARARGS},
                                  {"run_program", run_program, METH_O},
                                  {"compile_text", compile_text, METH_VARARGS},
                                  {"wrong_place", wrong_place, METH_VARARGS},
                                  {"program_text", program_text, METH_VARARGS},
                                  {"types", types, METH_NOARGS},
                                  {"names", names, METH_NOARGS},
                                  {"set_arguments", set_arguments, METH_NOARGS},
                                  {"add_audit_hook", add_audit_hook, METH_O},
                                  {"translate_error", translate_error, METH_O},
                                  {"complex_numbers", complex_numbers, METH_VARARGS},
                                  {"set_local", set_local, METH_VARARGS},
                                  {"location", location, METH_VARARGS},
                                  {"set_closure", set_closure, METH_VARARGS},
                                  {"recoded", recoded, METH_VARARGS},
                                  {"fork_here", fork_here, METH_NOARGS},
                                  {"code_of_file", code_of_file, METH_O},
                                  {"signal_comes", signal_comes, METH_O},
                                  {"weak_place", weak_place, METH_O},
                                  {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "rarely", NULL, -1, functions};

PyMODINIT_FUNC PyInit_rarely(void) {
  PyObject* made = PyModule_Create(&module);
  if (!made || PyModule_AddObject(made, "used_early", used_early()) < 0) return NULL;
  return made;
}
