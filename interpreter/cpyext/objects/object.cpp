// PyObject_*: attributes, comparison, text, truth of any object.
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/objects/type_ready.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

using namespace sidewinder;

// These have macros of the same name.
#undef Py_Is
#undef Py_IsNone
#undef Py_IsTrue
#undef Py_IsFalse

namespace {

int answer(Truth t) { return int(t); }

Str* attribute_name(Thread& t, PyObject* name) {
  if (is_str(core(name))) return intern(core_as<Str>(name));
  return raise_type_error(t, "attribute name must be string, not '%T'", core(name));
}

// For what takes the type's slots: C may use an instance before the type is ready.
PY_ALWAYS_INLINE Thread& thread_for(PyObject* o) {
  Thread& t = current_thread();
  if (any_unready) [[unlikely]]
    ready_type_of(t, core(o));
  return t;
}

}  // namespace

extern "C" {

// --- attributes ------------------------------------------------------------------------------------------------

PyObject* PyObject_GetAttr(PyObject* o, PyObject* name) {
  Thread& t = thread_for(o);
  Str* key = attribute_name(t, name);
  return key ? new_reference(get_attribute(t, core(o), key)) : nullptr;
}
PyObject* PyObject_GetAttrString(PyObject* o, const char* name) {
  return new_reference(get_attribute(thread_for(o), core(o), intern(name)));
}
int PyObject_SetAttr(PyObject* o, PyObject* name, PyObject* value) {
  Thread& t = thread_for(o);
  Str* key = attribute_name(t, name);
  return key ? status(set_attribute(t, core(o), key, core(value))) : -1;
}
int PyObject_SetAttrString(PyObject* o, const char* name, PyObject* value) {
  return status(set_attribute(thread_for(o), core(o), intern(name), core(value)));
}
// 1: found (*result is a new reference), 0: there is none, -1: raised
int _PyObject_LookupAttr(PyObject* o, PyObject* name, PyObject** result) {
  Thread& t = thread_for(o);
  *result = nullptr;
  Str* key = attribute_name(t, name);
  if (!key) return -1;
  Lookup found = find_attribute(t, core(o), key);
  if (found.is_missing()) return 0;
  *result = new_reference(found.value);
  return *result ? 1 : -1;
}
// As CPython has it: what goes wrong is no attribute.
int PyObject_HasAttr(PyObject* o, PyObject* name) {
  PyObject* found;
  int result = _PyObject_LookupAttr(o, name, &found);
  if (result < 0) PyErr_Clear();
  Py_XDECREF(found);
  return result > 0;
}
int PyObject_HasAttrString(PyObject* o, const char* name) { return PyObject_HasAttr(o, borrowed(intern(name))); }

PyObject* _PyObject_GetAttrId(PyObject* o, _Py_Identifier* name) { return PyObject_GetAttrString(o, name->string); }
int _PyObject_SetAttrId(PyObject* o, _Py_Identifier* name, PyObject* value) {
  return PyObject_SetAttrString(o, name->string, value);
}
int _PyObject_LookupAttrId(PyObject* o, _Py_Identifier* name, PyObject** result) {
  return _PyObject_LookupAttr(o, borrowed(intern(name->string)), result);
}
PyObject* PyObject_GenericGetAttr(PyObject* o, PyObject* name) {
  Thread& t = current_thread();
  Str* key = attribute_name(t, name);
  if (!key) return nullptr;
  Lookup found = generic_get_attribute(t, core(o), key);
  if (found.is_missing()) raise_attribute_error(t, core(o), key);
  return new_reference(found.value);
}
int PyObject_GenericSetAttr(PyObject* o, PyObject* name, PyObject* value) {
  Thread& t = current_thread();
  Str* key = attribute_name(t, name);
  return key ? status(generic_set_attribute(t, core(o), key, core(value))) : -1;
}
PyObject* _PyObject_GenericGetAttrWithDict(PyObject* o, PyObject* name, PyObject* dict, int suppress) {
  Thread& t = current_thread();
  Str* key = attribute_name(t, name);
  if (!key) return nullptr;
  Object* in_class = type_lookup(core(o)->cls, key);
  Lookup found = Lookup::missing();
  if (dict && !(in_class && slots_of(in_class).descriptor_set)) {
    Object* own = dict_get_str(core_as<Dict>(dict), key);
    if (own) found = own;
  }
  if (found.is_missing()) found = generic_get_attribute(t, core(o), key);
  if (found.is_missing() && !suppress) raise_attribute_error(t, core(o), key);
  return new_reference(found.value);
}
int _PyObject_GenericSetAttrWithDict(PyObject* o, PyObject* name, PyObject* value, PyObject* dict) {
  if (!dict) return PyObject_GenericSetAttr(o, name, value);
  Thread& t = current_thread();
  Object* in_class = type_lookup(core(o)->cls, core_as<Str>(name));
  if (in_class && slots_of(in_class).descriptor_set) return PyObject_GenericSetAttr(o, name, value);
  return value ? PyDict_SetItem(dict, name, value)
               : (dict_delete(t, core_as<Dict>(dict), core(name)) == Truth::Error ? -1 : 0);
}

PyObject* PyObject_GenericGetDict(PyObject* o, void*) {
  Thread& t = current_thread();
  if (!has_own_attributes(core(o)->cls)) {
    raise(t, exceptions::AttributeError, "This object has no __dict__");
    return nullptr;
  }
  return new_reference(instance_dict(t, core(o)));
}
int PyObject_GenericSetDict(PyObject* o, PyObject* value, void*) {
  return status(set_attribute(current_thread(), core(o), names::dict, core(value)));
}
// Where the instance's dict is: a word of the instance. Instances with a map get a plain one for good.
PyObject** _PyObject_GetDictPtr(PyObject* o) {
  Object* object = core(o);
  if (object->cls->data->map_offset) {
    if (!instance_dict(current_thread(), object)) return nullptr;
    return reinterpret_cast<PyObject**>(&instance_words(object)->extra);
  }
  return reinterpret_cast<PyObject**>(instance_dict_word(object));
}

PyObject* PyObject_SelfIter(PyObject* o) { return new_reference(core(o)); }
PyObject* _PyObject_NextNotImplemented(PyObject* o) {
  raise_type_error(current_thread(), "'%T' object is not iterable", core(o));
  return nullptr;
}

// --- comparison and hash ----------------------------------------------------------------------------------------

PyObject* PyObject_RichCompare(PyObject* a, PyObject* b, int op) {
  return new_reference(compare(thread_for(a), core(a), core(b), CompareOp(op)));
}
// Identity implies equality.
int PyObject_RichCompareBool(PyObject* a, PyObject* b, int op) {
  Thread& t = current_thread();
  if (op == Py_EQ) return answer(equal(t, core(a), core(b)));
  if (op == Py_NE) {
    Truth same = equal(t, core(a), core(b));
    return same == Truth::Error ? -1 : same == Truth::False;
  }
  return answer(compare_truth(t, core(a), core(b), CompareOp(op)));
}
Py_hash_t PyObject_Hash(PyObject* o) {
  if (!Py_TYPE(o)->tp_dict && PyType_Ready(Py_TYPE(o)) < 0) return -1;  // C's static types may be late
  Result<ssize> value = hash(thread_for(o), core(o));
  return value.failed() ? -1 : value.value;
}
Py_hash_t PyObject_HashNotImplemented(PyObject* o) {
  raise_type_error(current_thread(), "unhashable type: '%T'", core(o));
  return -1;
}
Py_hash_t _Py_HashPointerRaw(const void* p) {
  auto bits = reinterpret_cast<size_t>(p);
  return Py_hash_t((bits >> 4) | (bits << (8 * sizeof(bits) - 4)));
}
Py_hash_t _Py_HashPointer(const void* p) {
  Py_hash_t hash = _Py_HashPointerRaw(p);
  return hash == -1 ? -2 : hash;
}

// --- text -----------------------------------------------------------------------------------------------------------

PyObject* PyObject_Repr(PyObject* o) {
  return o ? new_reference(repr(thread_for(o), core(o))) : new_reference(new_str("<NULL>"));
}
PyObject* PyObject_Str(PyObject* o) {
  return o ? new_reference(to_str(thread_for(o), core(o))) : new_reference(new_str("<NULL>"));
}
PyObject* PyObject_ASCII(PyObject* o) { return new_reference(ascii(thread_for(o), core(o))); }
PyObject* PyObject_Bytes(PyObject* o) {
  if (!o) return PyBytes_FromString("<NULL>");
  Thread& t = current_thread();
  Lookup method = lookup_on_class(t, core(o), intern("__bytes__"));
  if (method.failed()) return nullptr;
  return method.found() ? new_reference(call(t, &bytes_type, core(o))) : PyBytes_FromObject(o);
}
PyObject* PyObject_Format(PyObject* o, PyObject* spec) {
  return new_reference(format(current_thread(), core(o), spec ? core_as<Str>(spec) : empty_str()));
}
int PyObject_Print(PyObject* o, FILE* file, int flags) {
  PyObject* text = flags & Py_PRINT_RAW ? PyObject_Str(o) : PyObject_Repr(o);
  if (!text) return -1;
  std::string bytes = str_to_utf8(core_as<Str>(text));
  Py_DECREF(text);
  fwrite(bytes.data(), 1, bytes.size(), file);
  return 0;
}
PyObject* PyObject_Dir(PyObject* o) {
  Thread& t = current_thread();
  Object* dir = dict_get_str(cast<Dict>(core(PyEval_GetBuiltins())), intern("dir"));
  return new_reference(o ? call(t, dir, core(o)) : call(t, dir));
}

// --- truth and classes ---------------------------------------------------------------------------------------------

int PyObject_IsTrue(PyObject* o) { return answer(truth(thread_for(o), core(o))); }
int PyObject_Not(PyObject* o) {
  int result = PyObject_IsTrue(o);
  return result < 0 ? -1 : !result;
}
int PyCallable_Check(PyObject* o) { return o && slots_of(core(o)).call != nullptr; }
int PyObject_IsInstance(PyObject* o, PyObject* cls) {
  return answer(is_instance_of(current_thread(), core(o), core(cls)));
}
int PyObject_IsSubclass(PyObject* o, PyObject* cls) {
  return answer(is_subclass_of(current_thread(), core(o), core(cls)));
}
int _PyObject_RealIsInstance(PyObject* o, PyObject* cls) {
  return PyType_Check(cls) ? is_instance(core(o), core_as<Type>(cls)) : PyObject_IsInstance(o, cls);
}
int _PyObject_RealIsSubclass(PyObject* o, PyObject* cls) { return PyObject_IsSubclass(o, cls); }
PyObject* PyObject_Type(PyObject* o) { return new_reference(core(o)->cls); }
int Py_Is(PyObject* a, PyObject* b) { return a == b; }
int Py_IsNone(PyObject* o) { return o == Py_None; }
int Py_IsTrue(PyObject* o) { return o == Py_True; }
int Py_IsFalse(PyObject* o) { return o == Py_False; }
int _PyObject_IsAbstract(PyObject* o) {
  PyObject* flag;
  if (_PyObject_LookupAttr(o, borrowed(names::is_abstract), &flag) <= 0) return PyErr_Occurred() ? -1 : 0;
  int result = PyObject_IsTrue(flag);
  Py_DECREF(flag);
  return result;
}
PyObject* _PyObject_FunctionStr(PyObject* function) {
  PyObject* name;
  if (_PyObject_LookupAttr(function, borrowed(names::qualname), &name) <= 0)
    return PyErr_Occurred() ? nullptr : PyObject_Str(function);
  return PyUnicode_FromFormat("%U()", name);
}

// The method of that name in the class of o, bound. Null: there is none, or an exception is pending.
PyObject* _PyObject_LookupSpecialId(PyObject* o, _Py_Identifier* name) {
  Thread& t = current_thread();
  Object* found = type_lookup(core(o)->cls, intern(name->string));
  if (!found) return nullptr;
  DescriptorGetFn get = slots_of(found).descriptor_get;
  return new_reference(get ? get(t, found, core(o), core(o)->cls) : found);
}
int _PyObject_IsFreed(PyObject* o) { return !o || !core(o)->cls; }

int PyObject_CallFinalizerFromDealloc(PyObject* o) {
  if (core(o)->refcount & kFlagFinalized) return 0;
  PyObject_CallFinalizer(o);
  return 0;
}
void PyObject_CallFinalizer(PyObject* o) {
  destructor finalize = Py_TYPE(o)->tp_finalize;
  if (finalize) finalize(o);
}

// --- recursion
// ---------------------------------------------------------------------------------------------------------

#undef Py_EnterRecursiveCall
#undef Py_LeaveRecursiveCall
int Py_EnterRecursiveCall(const char* where) {
  Thread& t = current_thread();
  if (RecursionLevel(t, where).too_deep()) return -1;
  --t.recursion_remaining;
  return 0;
}
void Py_LeaveRecursiveCall() { ++current_thread().recursion_remaining; }
}
