// Calling from C: PyObject_Call*, vectorcall, PyCFunction_*.
#include <cstdarg>
#include <vector>

#include "interpreter/cpyext/bridge/arguments.h"
#include "interpreter/cpyext/bridge/methods.h"
#include "interpreter/execution/crossing_meter.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

// The objects of a va_list that ends with a null.
std::vector<Object*> objects_of(va_list list) {
  std::vector<Object*> values;
  while (auto* o = va_arg(list, PyObject*)) values.push_back(core(o));
  return values;
}

PyObject* call_for_c(Thread& t, Object* callee, const Args& args) {
  return new_reference(metered(crossing_meter.to_python, [&] { return call(t, callee, args); }));
}

PyObject* call_with(PyObject* callee, const std::vector<Object*>& values) {
  return call_for_c(current_thread(), core(callee), Args{values.data(), ssize(values.size())});
}

// Calls a method that was looked up (a new reference, or null: passed on) with the objects of a va_list.
PyObject* call_found_method(PyObject* method, va_list list) {
  if (!method) return nullptr;
  PyObject* result = call_with(method, objects_of(list));
  Py_DECREF(method);
  return result;
}

// A value that Py_BuildValue made, as arguments: a tuple is several.
PyObject* call_with_built(PyObject* callee, PyObject* built) {
  if (!built) return nullptr;
  PyObject* result = PyTuple_Check(built) ? PyObject_CallObject(callee, built) : PyObject_CallOneArg(callee, built);
  Py_DECREF(built);
  return result;
}

PyObject* call_formatted(PyObject* callee, const char* format, va_list list, bool sized) {
  if (!callee) {
    if (!PyErr_Occurred()) PyErr_BadInternalCall();
    return nullptr;
  }
  if (!format || !*format) return PyObject_CallNoArgs(callee);
  return call_with_built(callee, sized ? _Py_VaBuildValue_SizeT(format, list) : Py_VaBuildValue(format, list));
}

}  // namespace

#undef PyObject_CallFunction
#undef PyObject_CallMethod
#undef _PyObject_CallMethodId
#undef PyObject_CallNoArgs
#undef PyObject_CallOneArg
#undef PyCFunction_New
#undef PyCFunction_NewEx

extern "C" {

PyObject* PyObject_Call(PyObject* callee, PyObject* args, PyObject* keywords) {
  Thread& t = current_thread();
  TupleArguments arguments(t, args, keywords);
  return arguments.failed() ? nullptr : call_for_c(t, core(callee), arguments.args());
}
PyObject* PyObject_CallObject(PyObject* callee, PyObject* args) {
  if (args && !PyTuple_Check(args)) {
    raise_type_error(current_thread(), "argument list must be a tuple");
    return nullptr;
  }
  return PyObject_Call(callee, args, nullptr);
}
PyObject* PyEval_CallObjectWithKeywords(PyObject* callee, PyObject* args, PyObject* keywords) {
  return PyObject_Call(callee, args, keywords);
}
PyObject* PyObject_CallNoArgs(PyObject* callee) { return call_for_c(current_thread(), core(callee), Args{}); }
PyObject* PyObject_CallOneArg(PyObject* callee, PyObject* a) {
  Object* argument = core(a);
  return call_for_c(current_thread(), core(callee), Args{&argument, 1});
}
PyObject* PyObject_Vectorcall(PyObject* callee, PyObject* const* values, size_t count, PyObject* names) {
  Args args = vector_arguments(values, size_t(PyVectorcall_NARGS(count)), names);
  return call_for_c(current_thread(), core(callee), args);
}
PyObject* _PyObject_FastCall(PyObject* callee, PyObject* const* values, Py_ssize_t count) {
  return PyObject_Vectorcall(callee, values, size_t(count), nullptr);
}
PyObject* PyObject_VectorcallDict(PyObject* callee, PyObject* const* values, size_t count, PyObject* keywords) {
  if (!keywords || !PyDict_GET_SIZE(keywords)) return PyObject_Vectorcall(callee, values, count, nullptr);
  PyObject* tuple = PyTuple_New(PyVectorcall_NARGS(count));
  if (!tuple) return nullptr;
  for (Py_ssize_t i = 0; i < PyVectorcall_NARGS(count); i++) {
    Py_INCREF(values[i]);
    PyTuple_SET_ITEM(tuple, i, values[i]);
  }
  PyObject* result = PyObject_Call(callee, tuple, keywords);
  Py_DECREF(tuple);
  return result;
}
PyObject* PyObject_VectorcallMethod(PyObject* name, PyObject* const* values, size_t count, PyObject* names) {
  Args args = vector_arguments(values, size_t(PyVectorcall_NARGS(count)), names);
  Thread& t = current_thread();
  Object* method = get_attribute(t, args[0], core_as<Str>(name));
  return method ? call_for_c(t, method, args.drop_first()) : nullptr;
}
// tp_call of types whose instances say by which function they are called.
PyObject* PyVectorcall_Call(PyObject* callee, PyObject* args, PyObject* keywords) {
  vectorcallfunc f = PyVectorcall_Function(callee);
  if (!f) {
    PyTypeObject* type = Py_TYPE(callee);
    bool has_place = type->tp_vectorcall_offset > 0;
    f = has_place ? *reinterpret_cast<vectorcallfunc*>(reinterpret_cast<char*>(callee) + type->tp_vectorcall_offset)
                  : nullptr;
  }
  if (!f) return PyObject_Call(callee, args, keywords);
  TupleArguments arguments(current_thread(), args, keywords);
  if (arguments.failed()) return nullptr;
  const Args& a = arguments.args();
  prepare_arguments_for_c(a);
  return f(callee, reinterpret_cast<PyObject* const*>(a.values), size_t(a.count), reinterpret_cast<PyObject*>(a.names));
}
// For Python's functions and others of the core: C that asks for a vectorcall function gets none and goes tp_call's
// way.
vectorcallfunc PyVectorcall_Function(PyObject* callee) {
  PyTypeObject* type = Py_TYPE(callee);
  if (!PyType_HasFeature(type, Py_TPFLAGS_HAVE_VECTORCALL) || type->tp_vectorcall_offset <= 0) return nullptr;
  return *reinterpret_cast<vectorcallfunc*>(reinterpret_cast<char*>(callee) + type->tp_vectorcall_offset);
}
PyObject* _PyObject_MakeTpCall(PyThreadState*, PyObject* callee, PyObject* const* values, Py_ssize_t count,
                               PyObject* keywords) {
  if (keywords && PyDict_Check(keywords)) return PyObject_VectorcallDict(callee, values, size_t(count), keywords);
  return PyObject_Vectorcall(callee, values, size_t(count), keywords);
}
PyObject* _Py_CheckFunctionResult(PyThreadState*, PyObject* callee, PyObject* result, const char* where) {
  Thread& t = current_thread();
  if ((result != nullptr) != is_pending(t)) return result;
  (void)where;
  return new_reference(received(t, result, callee ? core(callee) : nullptr));
}

PyObject* PyObject_CallFunctionObjArgs(PyObject* callee, ...) {
  va_list list;
  va_start(list, callee);
  std::vector<Object*> values = objects_of(list);
  va_end(list);
  return call_with(callee, values);
}
PyObject* PyObject_CallMethodObjArgs(PyObject* o, PyObject* name, ...) {
  va_list list;
  va_start(list, name);
  PyObject* result = call_found_method(PyObject_GetAttr(o, name), list);
  va_end(list);
  return result;
}
PyObject* _PyObject_CallMethodIdObjArgs(PyObject* o, _Py_Identifier* name, ...) {
  va_list list;
  va_start(list, name);
  PyObject* result = call_found_method(PyObject_GetAttrString(o, name->string), list);
  va_end(list);
  return result;
}

#define FORMATTED_CALL(name, sized)                                 \
  PyObject* name(PyObject* callee, const char* format, ...) {       \
    va_list list;                                                   \
    va_start(list, format);                                         \
    PyObject* result = call_formatted(callee, format, list, sized); \
    va_end(list);                                                   \
    return result;                                                  \
  }
FORMATTED_CALL(PyObject_CallFunction, false)
FORMATTED_CALL(_PyObject_CallFunction_SizeT, true)
FORMATTED_CALL(PyEval_CallFunction, false)

#define FORMATTED_METHOD_CALL(name, NameType, text, sized)                     \
  PyObject* name(PyObject* o, NameType method_name, const char* format, ...) { \
    PyObject* method = PyObject_GetAttrString(o, text);                        \
    if (!method) return nullptr;                                               \
    va_list list;                                                              \
    va_start(list, format);                                                    \
    PyObject* result = call_formatted(method, format, list, sized);            \
    va_end(list);                                                              \
    Py_DECREF(method);                                                         \
    return result;                                                             \
  }
FORMATTED_METHOD_CALL(PyObject_CallMethod, const char*, method_name, false)
FORMATTED_METHOD_CALL(_PyObject_CallMethod_SizeT, const char*, method_name, true)
FORMATTED_METHOD_CALL(PyEval_CallMethod, const char*, method_name, false)
FORMATTED_METHOD_CALL(_PyObject_CallMethodId, _Py_Identifier*, method_name->string, false)
FORMATTED_METHOD_CALL(_PyObject_CallMethodId_SizeT, _Py_Identifier*, method_name->string, true)

// --- C functions as objects ------------------------------------------------------------------------------------------

PyObject* PyCMethod_New(PyMethodDef* definition, PyObject* self, PyObject* module, PyTypeObject* cls) {
  Thread& t = current_thread();
  const CMethod* row = method_row(t, definition, cls);
  return row ? new_reference(new_builtin_function(t, row, core(self), core(module))) : nullptr;
}
PyObject* PyCFunction_NewEx(PyMethodDef* definition, PyObject* self, PyObject* module) {
  return PyCMethod_New(definition, self, module, nullptr);
}
PyObject* PyCFunction_New(PyMethodDef* definition, PyObject* self) {
  return PyCMethod_New(definition, self, nullptr, nullptr);
}
PyCFunction PyCFunction_GetFunction(PyObject* o) {
  const CMethod* method = find_c_method(core_as<BuiltinFunction>(o)->method);
  return method ? method->definition->ml_meth : nullptr;
}
PyObject* PyCFunction_GetSelf(PyObject* o) { return borrowed(core_as<BuiltinFunction>(o)->self); }
int PyCFunction_GetFlags(PyObject* o) {
  const CMethod* method = find_c_method(core_as<BuiltinFunction>(o)->method);
  return method ? method->definition->ml_flags : METH_VARARGS | METH_KEYWORDS;
}

PyObject* PyMethod_New(PyObject* function, PyObject* self) {
  return new_reference(call(current_thread(), &method_type, core(function), core(self)));
}
PyObject* PyMethod_Function(PyObject* o) { return borrowed(core_as<Method>(o)->function); }
PyObject* PyMethod_Self(PyObject* o) { return borrowed(core_as<Method>(o)->self); }

PyObject* PyDescr_NewMethod(PyTypeObject* type, PyMethodDef* definition) {
  Thread& t = current_thread();
  const CMethod* row = method_row(t, definition, type);
  return row ? new_reference(new_method_descriptor(t, core(type), row)) : nullptr;
}
PyObject* PyDescr_NewClassMethod(PyTypeObject* type, PyMethodDef* definition) {
  Thread& t = current_thread();
  const CMethod* known = method_row(t, definition, type);
  if (!known) return nullptr;
  auto* row = new CMethod(*known);
  row->kind = MethodKind::Class;
  return new_reference(new_method_descriptor(t, core(type), row));
}
PyObject* PyDescr_NewGetSet(PyTypeObject* type, PyGetSetDef* definition) {
  return new_reference(new_getset_descriptor(current_thread(), core(type), getset_row(definition)));
}
PyObject* PyDescr_NewMember(PyTypeObject* type, PyMemberDef* definition) {
  return new_reference(new_getset_descriptor(current_thread(), core(type), member_row(definition)));
}
int PyDescr_IsData(PyObject* o) { return slots_of(core(o)).descriptor_set != nullptr; }
}
