// The abstract protocols: PyNumber_*, PySequence_*, PyMapping_*, PyIter_*, PyIndex_*, PyObject_GetItem and its kin.
#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/iterator/index_iterator.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

Py_ssize_t size_of(Result<ssize> r) { return r.failed() ? -1 : r.value; }

// o[i] of a sequence: negative numbers count from the end.
PyObject* item_at(PyObject* o, Py_ssize_t i) {
  Object* key = int_from_int64(i);
  return key ? new_reference(get_item(current_thread(), core(o), key)) : nullptr;
}

Object* slice_of(Py_ssize_t begin, Py_ssize_t end) {
  return taken(PySlice_New(PyLong_FromSsize_t(begin), PyLong_FromSsize_t(end), nullptr));
}

PyObject* call_type(PyTypeObject* type, PyObject* o) {
  return new_reference(call(current_thread(), core(type), core(o)));
}

}  // namespace

extern "C" {

// --- items ----------------------------------------------------------------------------------------------------------

PyObject* PyObject_GetItem(PyObject* o, PyObject* key) {
  return new_reference(get_item(current_thread(), core(o), core(key)));
}
int PyObject_SetItem(PyObject* o, PyObject* key, PyObject* value) {
  return status(set_item(current_thread(), core(o), core(key), core(value)));
}
int PyObject_DelItem(PyObject* o, PyObject* key) { return status(delete_item(current_thread(), core(o), core(key))); }
int PyObject_DelItemString(PyObject* o, const char* key) { return PyObject_DelItem(o, borrowed(intern(key))); }

#undef PyObject_Length
#undef PySequence_Length
#undef PyMapping_Length
Py_ssize_t PyObject_Size(PyObject* o) { return size_of(length(current_thread(), core(o))); }
Py_ssize_t PyObject_Length(PyObject* o) { return PyObject_Size(o); }
Py_ssize_t PyObject_LengthHint(PyObject* o, Py_ssize_t otherwise) {
  return size_of(length_hint(current_thread(), core(o), otherwise));
}

// --- sequences ------------------------------------------------------------------------------------------------------

int PySequence_Check(PyObject* o) {
  if (PyDict_Check(o)) return 0;
  const PySequenceMethods* methods = Py_TYPE(o)->tp_as_sequence;
  return methods && methods->sq_item != nullptr;
}
Py_ssize_t PySequence_Size(PyObject* o) {
  if (PyDict_Check(o) || Py_TYPE(o) == &PyDictProxy_Type) {
    PyErr_Format(PyExc_TypeError, "%.200s is not a sequence", Py_TYPE(o)->tp_name);
    return -1;
  }
  return PyObject_Size(o);
}
Py_ssize_t PySequence_Length(PyObject* o) { return PySequence_Size(o); }
PyObject* PySequence_GetItem(PyObject* o, Py_ssize_t i) { return item_at(o, i); }
int PySequence_SetItem(PyObject* o, Py_ssize_t i, PyObject* value) {
  Object* key = int_from_int64(i);
  if (!key) return -1;
  Thread& t = current_thread();
  return status(value ? set_item(t, core(o), key, core(value)) : delete_item(t, core(o), key));
}
int PySequence_DelItem(PyObject* o, Py_ssize_t i) { return PySequence_SetItem(o, i, nullptr); }
PyObject* PySequence_GetSlice(PyObject* o, Py_ssize_t begin, Py_ssize_t end) {
  return new_reference(get_item(current_thread(), core(o), slice_of(begin, end)));
}
int PySequence_SetSlice(PyObject* o, Py_ssize_t begin, Py_ssize_t end, PyObject* value) {
  return status(set_item(current_thread(), core(o), slice_of(begin, end), core(value)));
}
int PySequence_DelSlice(PyObject* o, Py_ssize_t begin, Py_ssize_t end) {
  return status(delete_item(current_thread(), core(o), slice_of(begin, end)));
}
#undef PySequence_In
int PySequence_Contains(PyObject* o, PyObject* item) { return int(contains(current_thread(), core(o), core(item))); }
int PySequence_In(PyObject* o, PyObject* item) { return PySequence_Contains(o, item); }
PyObject* PySequence_Concat(PyObject* a, PyObject* b) {
  return new_reference(binary(current_thread(), BinaryOp::Add, core(a), core(b)));
}
PyObject* PySequence_InPlaceConcat(PyObject* a, PyObject* b) {
  return new_reference(in_place(current_thread(), BinaryOp::Add, core(a), core(b)));
}
PyObject* PySequence_Repeat(PyObject* o, Py_ssize_t n) {
  return new_reference(binary(current_thread(), BinaryOp::Mul, core(o), int_from_int64(n)));
}
PyObject* PySequence_InPlaceRepeat(PyObject* o, Py_ssize_t n) {
  return new_reference(in_place(current_thread(), BinaryOp::Mul, core(o), int_from_int64(n)));
}
PyObject* PySequence_List(PyObject* o) { return new_reference(list_from_iterable(current_thread(), core(o))); }
PyObject* PySequence_Tuple(PyObject* o) { return new_reference(tuple_from_iterable(current_thread(), core(o))); }
PyObject* PySequence_Fast(PyObject* o, const char* message) {
  if (PyList_CheckExact(o) || PyTuple_CheckExact(o)) return new_reference(core(o));
  Thread& t = current_thread();
  Object* iterator = get_iterator(t, core(o));
  if (iterator) return new_reference(list_from_iterable(t, iterator));
  if (pending_matches(t, exceptions::TypeError)) PyErr_SetString(PyExc_TypeError, message);
  return nullptr;
}
Py_ssize_t PySequence_Count(PyObject* o, PyObject* value) {
  Thread& t = current_thread();
  Py_ssize_t count = 0;
  Status done = for_each(t, core(o), [&](Object* item) {
    Truth same = equal(t, item, core(value));
    if (same == Truth::Error) return Status(Raised{});
    count += same == Truth::True;
    return Status::ok();
  });
  return done.failed() ? -1 : count;
}
Py_ssize_t PySequence_Index(PyObject* o, PyObject* value) {
  Thread& t = current_thread();
  Py_ssize_t position = 0, found = -1;
  Status done = for_each(t, core(o), [&](Object* item) {
    if (found >= 0) return Status::ok();
    Truth same = equal(t, item, core(value));
    if (same == Truth::Error) return Status(Raised{});
    if (same == Truth::True) found = position;
    position++;
    return Status::ok();
  });
  if (!done.failed() && found < 0) raise_value_error(t, "sequence.index(x): x not in sequence");
  return found;
}
Py_ssize_t _PySequence_IterSearch(PyObject* o, PyObject* value, int operation) {
  if (operation == PY_ITERSEARCH_COUNT) return PySequence_Count(o, value);
  if (operation == PY_ITERSEARCH_INDEX) return PySequence_Index(o, value);
  return PySequence_Contains(o, value);
}

// --- mappings -------------------------------------------------------------------------------------------------------

int PyMapping_Check(PyObject* o) {
  const PyMappingMethods* methods = Py_TYPE(o)->tp_as_mapping;
  return methods && methods->mp_subscript != nullptr;
}
Py_ssize_t PyMapping_Size(PyObject* o) { return PyObject_Size(o); }
Py_ssize_t PyMapping_Length(PyObject* o) { return PyObject_Size(o); }
PyObject* PyMapping_GetItemString(PyObject* o, const char* key) { return PyObject_GetItem(o, borrowed(intern(key))); }
int PyMapping_SetItemString(PyObject* o, const char* key, PyObject* value) {
  return PyObject_SetItem(o, borrowed(intern(key)), value);
}
int PyMapping_HasKey(PyObject* o, PyObject* key) {
  PyObject* value = PyObject_GetItem(o, key);
  if (!value) PyErr_Clear();
  Py_XDECREF(value);
  return value != nullptr;
}
int PyMapping_HasKeyString(PyObject* o, const char* key) { return PyMapping_HasKey(o, borrowed(intern(key))); }
}

namespace {

PyObject* list_of_view(PyObject* o, const char* method) {
  PyObject* view = PyObject_CallMethod(o, method, nullptr);
  if (!view) return nullptr;
  PyObject* list = PySequence_List(view);
  if (!list && PyErr_ExceptionMatches(PyExc_TypeError) && !slots_of(core(view)).iter)
    PyErr_Format(PyExc_TypeError, "%.200s.%s() returned a non-iterable (type %.200s)", Py_TYPE(o)->tp_name, method,
                 Py_TYPE(view)->tp_name);
  Py_DECREF(view);
  return list;
}

}  // namespace

extern "C" {

PyObject* PyMapping_Keys(PyObject* o) { return list_of_view(o, "keys"); }
PyObject* PyMapping_Values(PyObject* o) { return list_of_view(o, "values"); }
PyObject* PyMapping_Items(PyObject* o) { return list_of_view(o, "items"); }

// --- iteration ------------------------------------------------------------------------------------------------------

PyObject* PyObject_GetIter(PyObject* o) { return new_reference(get_iterator(current_thread(), core(o))); }
int PyIter_Check(PyObject* o) { return slots_of(core(o)).next != nullptr; }
int PyAIter_Check(PyObject* o) {
  const PyAsyncMethods* methods = Py_TYPE(o)->tp_as_async;
  return methods && methods->am_anext != nullptr;
}
PyObject* PyIter_Next(PyObject* o) { return new_reference(iterator_next(current_thread(), core(o)).value); }
PySendResult PyIter_Send(PyObject* o, PyObject* value, PyObject** result) {
  const PyAsyncMethods* methods = Py_TYPE(o)->tp_as_async;
  if (methods && methods->am_send) return methods->am_send(o, value, result);
  *result = value == Py_None && PyIter_Check(o) ? PyIter_Next(o) : PyObject_CallMethod(o, "send", "(O)", value);
  if (*result) return PYGEN_NEXT;
  return _PyGen_FetchStopIterationValue(result) == 0 ? PYGEN_RETURN : PYGEN_ERROR;
}
// By numbers from 0 on, whatever tp_iter the sequence has: that may be who calls.
PyObject* PySeqIter_New(PyObject* o) {
  if (slots_of(core(o)).get_item) return new_reference(new_index_iterator(core(o)));
  PyErr_BadInternalCall();
  return nullptr;
}
PyObject* PyCallIter_New(PyObject* callable, PyObject* sentinel) {
  Thread& t = current_thread();
  Object* iter = dict_get_str(cast<Dict>(core(PyEval_GetBuiltins())), intern("iter"));
  return new_reference(call(t, iter, core(callable), core(sentinel)));
}
// What a generator returned: 0 and the value, if StopIteration or nothing is pending; else -1.
int _PyGen_FetchStopIterationValue(PyObject** value) {
  Thread& t = current_thread();
  *value = nullptr;
  if (!is_pending(t)) return *value = new_reference(none()), 0;
  if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return -1;
  Object* stop = reinterpret_cast<Object*>(take_pending(t));
  *value = PyObject_GetAttrString(borrowed(stop), "value");
  return *value ? 0 : -1;
}
int _PyGen_SetStopIterationValue(PyObject* value) {
  raise_stop_iteration(current_thread(), core(value));
  return 0;
}

// --- numbers --------------------------------------------------------------------------------------------------------

int PyNumber_Check(PyObject* o) { return o && is_number(core(o)); }
int PyIndex_Check(PyObject* o) { return slots_of(core(o)).index != nullptr; }
PyObject* PyNumber_Index(PyObject* o) { return new_reference(index(current_thread(), core(o))); }
PyObject* _PyNumber_Index(PyObject* o) { return PyNumber_Index(o); }
Py_ssize_t PyNumber_AsSsize_t(PyObject* o, PyObject* overflow) {
  return size_of(index_as_ssize(current_thread(), core(o), overflow ? core_as<Type>(overflow) : nullptr));
}
PyObject* PyNumber_Long(PyObject* o) { return new_reference(int_from_object(current_thread(), core(o))); }
PyObject* PyNumber_Float(PyObject* o) {
  return PyFloat_CheckExact(o) ? new_reference(core(o)) : call_type(&PyFloat_Type, o);
}
// With the base's prefix, as literals have it.
PyObject* PyNumber_ToBase(PyObject* o, int base) {
  const char* prefix = base == 2 ? "0b" : base == 8 ? "0o" : base == 16 ? "0x" : "";
  if (!*prefix && base != 10) {
    PyErr_SetString(PyExc_SystemError, "PyNumber_ToBase: base must be 2, 8, 10 or 16");
    return nullptr;
  }
  Thread& t = current_thread();
  Object* value = index(t, core(o));
  if (!value) return nullptr;
  Str* digits = int_to_str(t, value, base);
  if (!digits) return nullptr;
  std::string text = str_to_utf8(digits);
  text.insert(text[0] == '-' ? 1 : 0, prefix);
  return PyUnicode_FromStringAndSize(text.data(), ssize(text.size()));
}
PyObject* PyNumber_Negative(PyObject* o) { return new_reference(negative(current_thread(), core(o))); }
PyObject* PyNumber_Positive(PyObject* o) { return new_reference(positive(current_thread(), core(o))); }
PyObject* PyNumber_Absolute(PyObject* o) { return new_reference(absolute(current_thread(), core(o))); }
PyObject* PyNumber_Invert(PyObject* o) { return new_reference(invert(current_thread(), core(o))); }

#define NUMBER(name, op)                                                              \
  PyObject* PyNumber_##name(PyObject* a, PyObject* b) {                               \
    return new_reference(binary(current_thread(), BinaryOp::op, core(a), core(b)));   \
  }                                                                                   \
  PyObject* PyNumber_InPlace##name(PyObject* a, PyObject* b) {                        \
    return new_reference(in_place(current_thread(), BinaryOp::op, core(a), core(b))); \
  }
NUMBER(Add, Add)
NUMBER(Subtract, Sub)
NUMBER(Multiply, Mul)
NUMBER(MatrixMultiply, MatMul)
NUMBER(TrueDivide, TrueDiv)
NUMBER(FloorDivide, FloorDiv)
NUMBER(Remainder, Mod)
NUMBER(And, And)
NUMBER(Or, Or)
NUMBER(Xor, Xor)
NUMBER(Lshift, LShift)
NUMBER(Rshift, RShift)
PyObject* PyNumber_Divmod(PyObject* a, PyObject* b) {
  return new_reference(binary(current_thread(), BinaryOp::DivMod, core(a), core(b)));
}
PyObject* PyNumber_Power(PyObject* a, PyObject* b, PyObject* modulus) {
  return new_reference(power(current_thread(), core(a), core(b), core(modulus)));
}
PyObject* PyNumber_InPlacePower(PyObject* a, PyObject* b, PyObject* modulus) {
  if (modulus != Py_None) return PyNumber_Power(a, b, modulus);
  return new_reference(in_place(current_thread(), BinaryOp::Pow, core(a), core(b)));
}
}
