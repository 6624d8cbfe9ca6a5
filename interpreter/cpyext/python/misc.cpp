// What fits nowhere else: numbers as text, generic aliases, recursion, collection, tracemalloc.
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/contextvars/hamt.h"
#include "interpreter/modules/tracemalloc/traces.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"
#include "interpreter/protocol/unraisable.h"

using namespace sidewinder;

namespace {

thread_local std::vector<PyObject*> reprs_in_progress;  // their callers hold them

// A function of the module gc; its result as a number. What goes wrong is reported, as CPython does it.
Py_ssize_t ask_gc(const char* function) {
  Thread& t = current_thread();
  PendingSaved saved(t);
  Object* module = import_module(t, "gc");
  Object* result = module ? call_method(t, module, function) : nullptr;
  if (result && is_int(result)) return PyLong_AsSsize_t(borrowed(result));
  if (!result) report_unraisable(t, nullptr);
  return 0;
}

}  // namespace

extern "C" {

// The number that the text begins with; *end behind it. Without `end` all of the text must be one. -1 and ValueError.
double PyOS_string_to_double(const char* text, char** end, PyObject* overflow) {
  char* stop;
  errno = 0;
  bool is_hexadecimal = text[0] == '0' &&
                        (text[1] == 'x' || text[1] == 'X');  // which strtod reads, and Python does not
  double value = 0;
  if (isspace(static_cast<unsigned char>(*text)) || is_hexadecimal) stop = const_cast<char*>(text);
  else value = strtod(text, &stop);
  if (stop == text || (!end && *stop)) {
    PyErr_Format(PyExc_ValueError, "could not convert string to float: '%.200s'", text);
    return -1;
  }
  if (end) *end = stop;
  if (std::isinf(value) && errno == ERANGE && overflow) {
    PyErr_Format(overflow, "value too large to convert to float: '%.200s'", text);
    return -1;
  }
  return value;
}
char* PyOS_double_to_string(double value, char format, int precision, int flags, int* kind) {
  if (kind) *kind = std::isnan(value) ? Py_DTST_NAN : std::isinf(value) ? Py_DTST_INFINITE : Py_DTST_FINITE;
  PyObject* number = PyFloat_FromDouble(value);
  PyObject* text;
  if (format == 'r') {
    text = PyObject_Repr(number);
  } else {
    PyObject* spec = PyUnicode_FromFormat("%s%s.%d%c", flags & Py_DTSF_SIGN ? "+" : "", flags & Py_DTSF_ALT ? "#" : "",
                                          precision, format);
    text = PyObject_Format(number, spec);
    Py_XDECREF(spec);
  }
  Py_XDECREF(number);
  char* copy = text ? _PyMem_Strdup(PyUnicode_AsUTF8(text)) : nullptr;
  Py_XDECREF(text);
  return copy;
}
unsigned long PyOS_strtoul(const char* text, char** end, int base) { return strtoul(text, end, base); }
long PyOS_strtol(const char* text, char** end, int base) { return strtol(text, end, base); }

PyObject* Py_GenericAlias(PyObject* origin, PyObject* arguments) {
  Object* values[] = {core(origin), core(arguments)};
  return new_reference(call(current_thread(), &generic_alias_type, Args{values, 2}));
}

// The macro that calls it has counted the level.
int _Py_CheckRecursiveCall(PyThreadState* state, const char* where) {
  Thread& t = core(state);
  ++t.recursion_remaining;
  if (RecursionLevel(t, where).too_deep()) return -1;
  --t.recursion_remaining;
  return 0;
}
// 1: the repr of this object is being made already.
int Py_ReprEnter(PyObject* o) {
  if (!native_stack_left(current_thread(), " while getting the repr of an object")) return -1;
  if (std::find(reprs_in_progress.begin(), reprs_in_progress.end(), o) != reprs_in_progress.end()) return 1;
  reprs_in_progress.push_back(o);
  return 0;
}
void Py_ReprLeave(PyObject* o) { std::erase(reprs_in_progress, o); }

int _PyDict_ContainsId(PyObject* d, _Py_Identifier* id) { return PyDict_Contains(d, borrowed(intern(id->string))); }
Py_ssize_t _PyDict_SizeOf(PyDictObject* d) {
  PyObject* size = PyObject_CallMethod(reinterpret_cast<PyObject*>(d), "__sizeof__", nullptr);
  Py_ssize_t n = size ? PyLong_AsSsize_t(size) : 0;
  Py_XDECREF(size);
  return n;
}
void _PyErr_SetKeyError(PyObject* key) { raise_key_error(current_thread(), core(key)); }
PyObject* _PyContext_NewHamtForTests() {
  PyObject* module = PyImport_ImportModule("_contextvars");  // which makes the type ready
  Py_XDECREF(module);
  return module ? new_reference(new_hamt(current_thread())) : nullptr;
}
PyObject* _PyNamespace_New(PyObject* values) {
  PyObject* types = PyImport_ImportModule("types");
  PyObject* type = types ? PyObject_GetAttrString(types, "SimpleNamespace") : nullptr;
  PyObject* none_given = PyTuple_New(0);
  PyObject* made = type ? PyObject_Call(type, none_given, values) : nullptr;
  Py_XDECREF(types);
  Py_XDECREF(type);
  return made;
}

// --- _PyAccu, which _json collects texts with: a list of them
// ---------------------------------------------------------

struct Accumulator {
  PyObject *large, *small;
};
int _PyAccu_Init(Accumulator* a) {
  a->large = nullptr;
  a->small = PyList_New(0);
  return a->small ? 0 : -1;
}
int _PyAccu_Accumulate(Accumulator* a, PyObject* text) { return PyList_Append(a->small, text); }
PyObject* _PyAccu_FinishAsList(Accumulator* a) {
  PyObject* list = a->small;
  a->small = nullptr;
  return list;
}
PyObject* _PyAccu_Finish(Accumulator* a) {
  PyObject *list = _PyAccu_FinishAsList(a), *empty = PyUnicode_FromString("");
  PyObject* text = list && empty ? PyUnicode_Join(empty, list) : nullptr;
  Py_XDECREF(list);
  Py_XDECREF(empty);
  return text;
}
void _PyAccu_Destroy(Accumulator* a) { Py_CLEAR(a->small); }

Py_ssize_t PyGC_Collect() { return ask_gc("collect"); }
int PyGC_IsEnabled() { return ask_gc("isenabled") > 0; }
// What it was before.
int PyGC_Enable() {
  int was = PyGC_IsEnabled();
  ask_gc("enable");
  return was;
}
int PyGC_Disable() {
  int was = PyGC_IsEnabled();
  ask_gc("disable");
  return was;
}

#undef Py_NewRef
#undef Py_XNewRef
PyObject* Py_NewRef(PyObject* o) { return new_reference(core(o)); }
PyObject* Py_XNewRef(PyObject* o) { return new_reference(core(o)); }

// Deep structures are found dead by the collector, not taken apart one in the other.
int _PyTrash_begin(PyThreadState*, PyObject*) { return 0; }
void _PyTrash_end(PyThreadState*) {}
int _PyTrash_cond(PyObject*, destructor) { return 0; }
}

// Declared without C's linkage by CPython's header; the symbols are C's.
#define C_LINKAGE(name) __asm__(#name)
PyObject* _PyTraceMalloc_GetTraceback(unsigned domain, uintptr_t pointer) C_LINKAGE(_PyTraceMalloc_GetTraceback);
int PyTraceMalloc_Track(unsigned domain, uintptr_t pointer, size_t size) C_LINKAGE(PyTraceMalloc_Track);
int PyTraceMalloc_Untrack(unsigned domain, uintptr_t pointer) C_LINKAGE(PyTraceMalloc_Untrack);
constexpr int kTracemallocIsDisabled = -2;
// From any thread, with the GIL or without.
int PyTraceMalloc_Track(unsigned domain, uintptr_t pointer, size_t size) {
  if (!traces_allocations()) return kTracemallocIsDisabled;
  PyGILState_STATE state = PyGILState_Ensure();
  track_block(domain, pointer, size);
  PyGILState_Release(state);
  return 0;
}
PyObject* _PyTraceMalloc_GetTraceback(unsigned domain, uintptr_t pointer) {
  return new_reference(traceback_of_block(current_thread(), domain, pointer));
}
int PyTraceMalloc_Untrack(unsigned domain, uintptr_t pointer) {
  if (!traces_allocations()) return kTracemallocIsDisabled;
  PyGILState_STATE state = PyGILState_Ensure();
  untrack_block(domain, pointer);
  PyGILState_Release(state);
  return 0;
}
