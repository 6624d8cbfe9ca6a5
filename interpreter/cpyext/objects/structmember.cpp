// Members: fields of C structs as attributes (C API reference, "Common Object Structures").
#include <Python.h>
#include <structmember.h>

#include <climits>
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

namespace {

template <class T> T& field(char* object, const PyMemberDef* d) { return *reinterpret_cast<T*>(object + d->offset); }

int cannot_set(const char* text) {
  PyErr_SetString(PyExc_TypeError, text);
  return -1;
}

// As CPython: a number that does not fit is cut, with a warning.
template <class T>
int set_integer(char* object, const PyMemberDef* d, PyObject* value, long least, long most, const char* c_type) {
  long v = PyLong_AsLong(value);
  if (v == -1 && PyErr_Occurred()) return -1;
  field<T>(object, d) = T(v);
  if (v >= least && v <= most) return 0;
  return PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "Truncation of value to %s", c_type);
}

int set_object(char* object, const PyMemberDef* d, PyObject* value) {
  PyObject* old = field<PyObject*>(object, d);
  Py_XINCREF(value);
  field<PyObject*>(object, d) = value;
  Py_XDECREF(old);
  return 0;
}

}  // namespace

extern "C" {

PyObject* PyMember_GetOne(const char* base, PyMemberDef* d) {
  char* object = const_cast<char*>(base);
  switch (d->type) {
    case T_BOOL: return PyBool_FromLong(field<char>(object, d));
    case T_BYTE: return PyLong_FromLong(field<signed char>(object, d));
    case T_UBYTE: return PyLong_FromLong(field<unsigned char>(object, d));
    case T_SHORT: return PyLong_FromLong(field<short>(object, d));
    case T_USHORT: return PyLong_FromLong(field<unsigned short>(object, d));
    case T_INT: return PyLong_FromLong(field<int>(object, d));
    case T_UINT: return PyLong_FromUnsignedLong(field<unsigned>(object, d));
    case T_LONG: return PyLong_FromLong(field<long>(object, d));
    case T_ULONG: return PyLong_FromUnsignedLong(field<unsigned long>(object, d));
    case T_LONGLONG: return PyLong_FromLongLong(field<long long>(object, d));
    case T_ULONGLONG: return PyLong_FromUnsignedLongLong(field<unsigned long long>(object, d));
    case T_PYSSIZET: return PyLong_FromSsize_t(field<Py_ssize_t>(object, d));
    case T_FLOAT: return PyFloat_FromDouble(field<float>(object, d));
    case T_DOUBLE: return PyFloat_FromDouble(field<double>(object, d));
    case T_CHAR: return PyUnicode_FromStringAndSize(&field<char>(object, d), 1);
    case T_STRING:
      return field<char*>(object, d) ? PyUnicode_FromString(field<char*>(object, d)) : new_reference(none());
    case T_STRING_INPLACE: return PyUnicode_FromString(&field<char>(object, d));
    case T_NONE: return new_reference(none());
    case T_OBJECT: {
      PyObject* o = field<PyObject*>(object, d);
      return new_reference(o ? core(o) : none());
    }
    case T_OBJECT_EX: {
      PyObject* o = field<PyObject*>(object, d);
      if (!o)
        PyErr_Format(PyExc_AttributeError, "'%.200s' object has no attribute '%s'", Py_TYPE(object)->tp_name, d->name);
      return new_reference(core(o));
    }
    default: PyErr_SetString(PyExc_SystemError, "bad memberdescr type"); return nullptr;
  }
}

int PyMember_SetOne(char* object, PyMemberDef* d, PyObject* value) {
  if (d->flags & READONLY) {
    PyErr_SetString(PyExc_AttributeError, "readonly attribute");
    return -1;
  }
  if (!value && d->type != T_OBJECT && d->type != T_OBJECT_EX) return cannot_set("can't delete numeric/char attribute");
  switch (d->type) {
    case T_BOOL:
      if (!PyBool_Check(value)) return cannot_set("attribute value type must be bool");
      field<char>(object, d) = value == Py_True;
      return 0;
    case T_BYTE: return set_integer<signed char>(object, d, value, SCHAR_MIN, SCHAR_MAX, "char");
    case T_UBYTE: return set_integer<unsigned char>(object, d, value, 0, UCHAR_MAX, "unsigned char");
    case T_SHORT: return set_integer<short>(object, d, value, SHRT_MIN, SHRT_MAX, "short");
    case T_USHORT: return set_integer<unsigned short>(object, d, value, 0, USHRT_MAX, "unsigned short");
    case T_INT: return set_integer<int>(object, d, value, INT_MIN, INT_MAX, "int");
    case T_UINT: return set_integer<unsigned>(object, d, value, 0, UINT_MAX, "unsigned int");
    case T_LONG:
    case T_PYSSIZET:
      field<long>(object, d) = PyLong_AsLong(value);
      return field<long>(object, d) == -1 && PyErr_Occurred() ? -1 : 0;
    case T_ULONG:
    case T_ULONGLONG: field<unsigned long>(object, d) = PyLong_AsUnsignedLong(value); return PyErr_Occurred() ? -1 : 0;
    case T_LONGLONG: field<long long>(object, d) = PyLong_AsLongLong(value); return PyErr_Occurred() ? -1 : 0;
    case T_FLOAT: field<float>(object, d) = float(PyFloat_AsDouble(value)); return PyErr_Occurred() ? -1 : 0;
    case T_DOUBLE: field<double>(object, d) = PyFloat_AsDouble(value); return PyErr_Occurred() ? -1 : 0;
    case T_CHAR: {
      Py_ssize_t n;
      const char* text = PyUnicode_AsUTF8AndSize(value, &n);
      if (!text || n != 1) {
        PyErr_BadArgument();
        return -1;
      }
      field<char>(object, d) = *text;
      return 0;
    }
    case T_OBJECT_EX:
      if (!value && !field<PyObject*>(object, d)) {
        PyErr_SetString(PyExc_AttributeError, d->name);
        return -1;
      }
      return set_object(object, d, value);
    case T_OBJECT: return set_object(object, d, value);
    case T_STRING:
    case T_STRING_INPLACE: return cannot_set("readonly attribute");
    default: PyErr_Format(PyExc_SystemError, "bad memberdescr type for %s", d->name); return -1;
  }
}
}
