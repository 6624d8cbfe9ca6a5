// PyInstanceMethod_*: any callable as a method, which C (pybind11 above all) puts into classes of its own.
#include <Python.h>
#include <structmember.h>

#include "interpreter/cpyext/bridge/crossing.h"

namespace {

PyObject* function_of(PyObject* o) { return reinterpret_cast<PyInstanceMethodObject*>(o)->func; }

PyObject* instance_method_new(PyTypeObject*, PyObject* args, PyObject*) {
  PyObject* f;
  if (!PyArg_UnpackTuple(args, "instancemethod", 1, 1, &f)) return nullptr;
  if (!PyCallable_Check(f)) {
    PyErr_SetString(PyExc_TypeError, "first argument must be callable");
    return nullptr;
  }
  return PyInstanceMethod_New(f);
}

void instance_method_dealloc(PyObject* o) {
  PyObject_GC_UnTrack(o);
  Py_DECREF(function_of(o));
  PyObject_GC_Del(o);
}
int instance_method_traverse(PyObject* o, visitproc visit, void* arg) {
  Py_VISIT(function_of(o));
  return 0;
}

PyObject* instance_method_get(PyObject* o, PyObject* instance, PyObject*) {
  return instance ? PyMethod_New(function_of(o), instance) : Py_NewRef(function_of(o));
}
PyObject* instance_method_call(PyObject* o, PyObject* args, PyObject* keywords) {
  return PyObject_Call(function_of(o), args, keywords);
}
PyObject* instance_method_getattro(PyObject* o, PyObject* name) {
  if (_PyType_Lookup(Py_TYPE(o), name)) return PyObject_GenericGetAttr(o, name);
  return PyObject_GetAttr(function_of(o), name);
}
PyObject* instance_method_compare(PyObject* a, PyObject* b, int op) {
  if ((op != Py_EQ && op != Py_NE) || !PyInstanceMethod_Check(a) || !PyInstanceMethod_Check(b))
    Py_RETURN_NOTIMPLEMENTED;
  return PyObject_RichCompare(function_of(a), function_of(b), op);
}
PyObject* instance_method_repr(PyObject* o) {
  PyObject* name = PyObject_GetAttrString(function_of(o), "__name__");
  if (!name) PyErr_Clear();
  PyObject* text = name ? PyUnicode_FromFormat("<instancemethod %U at %p>", name, o)
                        : PyUnicode_FromFormat("<instancemethod ? at %p>", o);
  Py_XDECREF(name);
  return text;
}

PyMemberDef members[] = {{"__func__", T_OBJECT, offsetof(PyInstanceMethodObject, func), READONLY, nullptr},
                         {nullptr, 0, 0, 0, nullptr}};

PyTypeObject make_type() {
  PyTypeObject type{};
  type.ob_base = {{1, &PyType_Type}, 0};
  type.tp_name = "instancemethod";
  type.tp_basicsize = sizeof(PyInstanceMethodObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
  type.tp_doc = "A callable that binds like a function.";
  type.tp_new = instance_method_new;
  type.tp_dealloc = instance_method_dealloc;
  type.tp_traverse = instance_method_traverse;
  type.tp_descr_get = instance_method_get;
  type.tp_call = instance_method_call;
  type.tp_getattro = instance_method_getattro;
  type.tp_richcompare = instance_method_compare;
  type.tp_repr = instance_method_repr;
  type.tp_members = members;
  return type;
}

}  // namespace

extern "C" {

PyTypeObject PyInstanceMethod_Type = make_type();

PyObject* PyInstanceMethod_New(PyObject* f) {
  if (!PyInstanceMethod_Type.tp_dict && PyType_Ready(&PyInstanceMethod_Type) < 0) return nullptr;
  auto* o = PyObject_GC_New(PyInstanceMethodObject, &PyInstanceMethod_Type);
  if (!o) return nullptr;
  o->func = Py_NewRef(f);
  PyObject_GC_Track(o);
  return reinterpret_cast<PyObject*>(o);
}
PyObject* PyInstanceMethod_Function(PyObject* o) {
  if (PyInstanceMethod_Check(o)) return function_of(o);
  PyErr_BadInternalCall();
  return nullptr;
}
}
