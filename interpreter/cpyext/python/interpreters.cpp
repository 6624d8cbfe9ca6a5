// What _xxsubinterpreters asks for: ids of interpreters, and values that pass between them. There is one interpreter,
// so that a value passes as itself.
#include <Python.h>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

extern "C" {
extern PyTypeObject _PyInterpreterID_Type;
}

namespace {

struct InterpreterId {
  PyObject_HEAD int64_t id;
};

int64_t id_of(PyObject* o) { return reinterpret_cast<InterpreterId*>(o)->id; }

// A number that names an interpreter. False: raised.
bool read_id(PyObject* o, int64_t* id) {
  if (Py_TYPE(o) == &_PyInterpreterID_Type) {
    *id = id_of(o);
    return true;
  }
  if (!PyIndex_Check(o)) {
    PyErr_Format(PyExc_TypeError, "interpreter ID must be an int, got %.100s", Py_TYPE(o)->tp_name);
    return false;
  }
  PyObject* number = PyNumber_Index(o);
  if (!number) return false;
  *id = PyLong_AsLongLong(number);
  Py_DECREF(number);
  if (*id == -1 && PyErr_Occurred()) return false;
  if (*id < 0) PyErr_Format(PyExc_ValueError, "interpreter ID must be a non-negative int, got %R", o);
  return *id >= 0;
}

bool exists(int64_t id) {
  if (id == 0) return true;
  PyErr_Format(PyExc_RuntimeError, "unrecognized interpreter ID %lld", static_cast<long long>(id));
  return false;
}

PyObject* new_id(PyTypeObject* type, int64_t id) {
  auto* o = PyObject_New(InterpreterId, type);
  if (o) o->id = id;
  return reinterpret_cast<PyObject*>(o);
}

PyObject* id_new(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  static const char* names[] = {"id", "force", nullptr};
  PyObject* given;
  int force = 0;
  int64_t id;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "O|$p:InterpreterID", const_cast<char**>(names), &given, &force) ||
      !read_id(given, &id) || (!force && !exists(id)))
    return nullptr;
  return new_id(type, id);
}

PyObject* id_repr(PyObject* o) {
  return PyUnicode_FromFormat("%s(%lld)", _PyType_Name(Py_TYPE(o)), static_cast<long long>(id_of(o)));
}
PyObject* id_str(PyObject* o) { return PyUnicode_FromFormat("%lld", static_cast<long long>(id_of(o))); }
PyObject* id_int(PyObject* o) { return PyLong_FromLongLong(id_of(o)); }
Py_hash_t id_hash(PyObject* o) { return id_of(o); }

PyObject* id_compare(PyObject* a, PyObject* b, int op) {
  if ((op != Py_EQ && op != Py_NE) || Py_TYPE(a) != &_PyInterpreterID_Type) Py_RETURN_NOTIMPLEMENTED;
  PyObject *left = id_int(a), *right = Py_TYPE(b) == &_PyInterpreterID_Type ? id_int(b) : Py_NewRef(b);
  PyObject* result = left && right ? PyObject_RichCompare(left, right, op) : nullptr;
  Py_XDECREF(left);
  Py_XDECREF(right);
  return result;
}

PyNumberMethods make_number() {
  PyNumberMethods n{};
  n.nb_int = n.nb_index = id_int;
  return n;
}
PyNumberMethods id_number = make_number();

PyTypeObject make_type() {
  PyTypeObject type{};
  type.ob_base = {{1, &PyType_Type}, 0};
  type.tp_name = "InterpreterID";
  type.tp_basicsize = sizeof(InterpreterId);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE;
  type.tp_doc = "The number of an interpreter.";
  type.tp_new = id_new;
  type.tp_repr = id_repr;
  type.tp_str = id_str;
  type.tp_hash = id_hash;
  type.tp_richcompare = id_compare;
  type.tp_as_number = &id_number;
  return type;
}

PyTypeObject* ready_type() {
  if (!_PyInterpreterID_Type.tp_dict && PyType_Ready(&_PyInterpreterID_Type) < 0) return nullptr;
  return &_PyInterpreterID_Type;
}

// Classes beside the ones that can pass by themselves: {class: capsule of its function}.
PyObject* registered_classes() {
  static PyObject* dict = PyDict_New();  // pinned for good
  return dict;
}

PyObject* same_object(_PyCrossInterpreterData* data) { return Py_NewRef(static_cast<PyObject*>(data->data)); }

int pass_as_itself(PyObject* o, _PyCrossInterpreterData* data) {
  data->data = data->obj = Py_NewRef(o);
  data->new_object = same_object;
  return 0;
}

crossinterpdatafunc find_way(PyObject* o) {
  auto* type = reinterpret_cast<PyObject*>(Py_TYPE(o));
  if (PyObject* known = PyDict_GetItemWithError(registered_classes(), type))
    return reinterpret_cast<crossinterpdatafunc>(PyCapsule_GetPointer(known, nullptr));
  bool passes = o == Py_None || PyBytes_CheckExact(o) || PyUnicode_CheckExact(o) || PyLong_CheckExact(o);
  return passes ? pass_as_itself : nullptr;
}

}  // namespace

PyTypeObject _PyInterpreterID_Type = make_type();

extern "C" {

PyObject* _PyInterpreterID_New(int64_t id) {
  PyTypeObject* type = ready_type();
  return type && exists(id) ? new_id(type, id) : nullptr;
}
PyInterpreterState* _PyInterpreterID_LookUp(PyObject* o) {
  int64_t id;
  return read_id(o, &id) && exists(id) ? PyInterpreterState_Get() : nullptr;
}
PyObject* _PyInterpreterState_GetIDObject(PyInterpreterState*) { return _PyInterpreterID_New(0); }
void _PyInterpreterState_RequireIDRef(PyInterpreterState*, int) {}
PyObject* _PyInterpreterState_GetMainModule(PyInterpreterState*) {
  PyObject* main = PyMapping_GetItemString(PyImport_GetModuleDict(), "__main__");
  if (!main && PyErr_ExceptionMatches(PyExc_KeyError))
    PyErr_SetString(PyExc_RuntimeError, "interpreter not initialized");
  return main;
}

int _PyCrossInterpreterData_RegisterClass(PyTypeObject* type, crossinterpdatafunc function) {
  PyObject* capsule = PyCapsule_New(reinterpret_cast<void*>(function), nullptr, nullptr);
  if (!capsule) return -1;
  int result = PyDict_SetItem(registered_classes(), reinterpret_cast<PyObject*>(type), capsule);
  Py_DECREF(capsule);
  return result;
}
int _PyObject_CheckCrossInterpreterData(PyObject* o) {
  if (find_way(o)) return 0;
  if (!PyErr_Occurred()) PyErr_Format(PyExc_ValueError, "%S does not support cross-interpreter data", o);
  return -1;
}
int _PyObject_GetCrossInterpreterData(PyObject* o, _PyCrossInterpreterData* data) {
  *data = {};
  crossinterpdatafunc way = find_way(o);
  if (!way) return _PyObject_CheckCrossInterpreterData(o);
  return way(o, data);
}
PyObject* _PyCrossInterpreterData_NewObject(_PyCrossInterpreterData* data) { return data->new_object(data); }
void _PyCrossInterpreterData_Release(_PyCrossInterpreterData* data) {
  if (data->free) data->free(data->data);
  Py_CLEAR(data->obj);
  data->data = nullptr;
}
}
