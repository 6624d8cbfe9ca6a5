// What sys knows of the process, for C: names of files and of the version, options, arguments, audit hooks.
#include <Python.h>

#include <algorithm>
#include <cstdlib>
#include <cwchar>
#include <string>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/python/by_python.h"
#include "interpreter/modules/posix/process.h"

using namespace sidewinder;

namespace {

// An attribute of sys as C's text, made once; empty if it is none.
const char* text_of(const char* attribute, std::string* kept) {
  PyObject* value = PySys_GetObject(attribute);
  if (kept->empty() && value && PyUnicode_Check(value)) *kept = PyUnicode_AsUTF8(value);
  return kept->c_str();
}
wchar_t* wide_text_of(const char* attribute, std::wstring* kept) {
  PyObject* value = PySys_GetObject(attribute);
  if (kept->empty() && value && PyUnicode_Check(value)) {
    wchar_t* text = PyUnicode_AsWideCharString(value, nullptr);
    if (text) *kept = text;
    PyMem_Free(text);
  }
  return kept->data();
}

// A list of sys with these pieces.
int set_list(const char* attribute, PyObject* list) {
  int result = list ? PySys_SetObject(attribute, list) : -1;
  Py_XDECREF(list);
  return result;
}

// sys.NAME, a list, made if there is none.
PyObject* list_of_sys(const char* name) {
  PyObject* list = PySys_GetObject(name);
  if (list && PyList_Check(list)) return list;
  return set_list(name, PyList_New(0)) == 0 ? PySys_GetObject(name) : nullptr;
}

constexpr const char* kHookName = "sidewinder.audit_hook";

struct AuditHook {
  Py_AuditHookFunction function;
  void* data;
};

PyObject* call_audit_hook(PyObject* capsule, PyObject* args) {
  const char* event;
  PyObject* arguments;
  auto* hook = static_cast<AuditHook*>(PyCapsule_GetPointer(capsule, kHookName));
  if (!hook || !PyArg_ParseTuple(args, "sO", &event, &arguments)) return nullptr;
  return hook->function(event, arguments, hook->data) < 0 ? nullptr : Py_NewRef(Py_None);
}

PyMethodDef audit_hook_row = {"audit_hook", call_audit_hook, METH_VARARGS, nullptr};

}  // namespace

extern "C" {

// --- names ----------------------------------------------------------------------------------------------------------

#define WIDE_TEXT(function, attribute)     \
  wchar_t* function() {                    \
    static std::wstring kept;              \
    return wide_text_of(attribute, &kept); \
  }
WIDE_TEXT(Py_GetPrefix, "prefix")
WIDE_TEXT(Py_GetExecPrefix, "exec_prefix")
WIDE_TEXT(Py_GetProgramFullPath, "executable")
#undef WIDE_TEXT
// Where modules are looked for, with colons between.
wchar_t* Py_GetPath() {
  static std::wstring path;
  path.clear();
  PyObject* folders = PySys_GetObject("path");
  for (Py_ssize_t i = 0; folders && PyList_Check(folders) && i < PyList_GET_SIZE(folders); i++) {
    PyObject* folder = PyList_GET_ITEM(folders, i);
    wchar_t* text = PyUnicode_Check(folder) ? PyUnicode_AsWideCharString(folder, nullptr) : nullptr;
    if (!text) continue;
    if (!path.empty()) path += L':';
    path += text;
    PyMem_Free(text);
  }
  PyErr_Clear();
  return path.data();
}
const char* Py_GetPlatform() {
  static std::string kept;
  return text_of("platform", &kept);
}
const char* Py_GetCopyright() {
  static std::string kept;
  return text_of("copyright", &kept);
}
// Of "3.11.2 (build) [compiler]".
const char* Py_GetBuildInfo() {
  static std::string kept;
  std::string version = Py_GetVersion();
  size_t begin = version.find('('), end = version.find(')');
  if (begin < end && end != version.npos) kept = version.substr(begin + 1, end - begin - 1);
  return kept.c_str();
}
const char* Py_GetCompiler() {
  static std::string kept;
  std::string version = Py_GetVersion();
  size_t begin = version.find('[');
  if (begin != version.npos) kept = version.substr(begin);
  return kept.c_str();
}
#undef Py_GETENV
char* Py_GETENV(const char* name) { return Py_IgnoreEnvironmentFlag ? nullptr : getenv(name); }

// --- the process ----------------------------------------------------------------------------------------------------

// Of a process that runs already, as C code in an extension module finds it.
void Py_Initialize() {}
void Py_InitializeEx(int) {}
void Py_SetRecursionLimit(int limit) {
  PyObject* done = call_python("sys", "setrecursionlimit", "(i)", limit);
  if (!done) PyErr_Clear();
  Py_XDECREF(done);
}

// --- fork, by C ------------------------------------------------------------------------------------------------------

void PyOS_BeforeFork() { run_before_fork(current_thread()); }
void PyOS_AfterFork_Parent() { run_after_fork_in_parent(current_thread()); }
void PyOS_AfterFork_Child() { run_after_fork_in_child(current_thread()); }
void PyOS_AfterFork() { PyOS_AfterFork_Child(); }

// --- options --------------------------------------------------------------------------------------------------------

void PySys_AddWarnOptionUnicode(PyObject* option) {
  PyObject* options = list_of_sys("warnoptions");
  if (!options || PyList_Append(options, option) < 0) PyErr_Clear();
}
void PySys_AddWarnOption(const wchar_t* text) {
  PyObject* option = PyUnicode_FromWideChar(text, -1);
  if (option) PySys_AddWarnOptionUnicode(option);
  else PyErr_Clear();
  Py_XDECREF(option);
}
void PySys_ResetWarnOptions() {
  PyObject* options = PySys_GetObject("warnoptions");
  if (options && PyList_Check(options) && PyList_SetSlice(options, 0, PyList_GET_SIZE(options), nullptr) < 0)
    PyErr_Clear();
}
// NAME or NAME=VALUE
void PySys_AddXOption(const wchar_t* text) {
  PyObject* options = PySys_GetXOptions();
  const wchar_t* equals = wcschr(text, L'=');
  PyObject* name = PyUnicode_FromWideChar(text, equals ? equals - text : -1);
  PyObject* value = equals ? PyUnicode_FromWideChar(equals + 1, -1) : Py_NewRef(Py_True);
  if (!options || !name || !value || PyDict_SetItem(options, name, value) < 0) PyErr_Clear();
  Py_XDECREF(name);
  Py_XDECREF(value);
}

// --- arguments and paths --------------------------------------------------------------------------------------------

void PySys_SetPath(const wchar_t* path) {
  PyObject* text = PyUnicode_FromWideChar(path, -1);
  if (!text || set_list("path", PyObject_CallMethod(text, "split", "s", ":")) < 0) PyErr_Clear();
  Py_XDECREF(text);
}
// sys.argv; with `adds_folder` the folder of argv[0] comes first in sys.path, as if it were a program's.
void PySys_SetArgvEx(int count, wchar_t** values, int adds_folder) {
  PyObject* list = PyList_New(0);
  for (int i = 0; list && i < (count > 0 ? count : 1); i++) {
    PyObject* value = PyUnicode_FromWideChar(count > 0 ? values[i] : L"", -1);
    if (!value || PyList_Append(list, value) < 0) PyErr_Clear();
    Py_XDECREF(value);
  }
  PyObject* program = list && PyList_GET_SIZE(list) ? Py_NewRef(PyList_GET_ITEM(list, 0)) : nullptr;
  if (set_list("argv", list) < 0) PyErr_Clear();
  if (adds_folder && program) {
    PyObject* real = count > 0 ? call_python("posixpath", "realpath", "(O)", program) : Py_NewRef(program);
    PyObject* folder = real ? call_python("posixpath", "dirname", "(O)", real) : nullptr;
    PyObject* path = PySys_GetObject("path");
    if (!folder || !path || PyList_Insert(path, 0, folder) < 0) PyErr_Clear();
    Py_XDECREF(real);
    Py_XDECREF(folder);
  }
  Py_XDECREF(program);
}
void PySys_SetArgv(int count, wchar_t** values) { PySys_SetArgvEx(count, values, !Py_IsolatedFlag); }

// --- audit hooks ----------------------------------------------------------------------------------------------------

int PySys_AddAuditHook(Py_AuditHookFunction function, void* data) {
  PyObject* capsule = PyCapsule_New(new AuditHook{function, data}, kHookName, nullptr);  // hooks stay for ever
  PyObject* hook = capsule ? PyCFunction_New(&audit_hook_row, capsule) : nullptr;
  PyObject* done = hook ? call_python("sys", "addaudithook", "(O)", hook) : nullptr;
  Py_XDECREF(capsule);
  Py_XDECREF(hook);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

// --- results of initialisation --------------------------------------------------------------------------------------

PyStatus PyStatus_Ok() { return PyStatus{}; }
PyStatus PyStatus_Error(const char* text) {
  PyStatus status{};
  status._type = decltype(status._type)(1);
  status.err_msg = text;
  return status;
}
PyStatus PyStatus_NoMemory() { return PyStatus_Error("memory allocation failed"); }
PyStatus PyStatus_Exit(int code) {
  PyStatus status{};
  status._type = decltype(status._type)(2);
  status.exitcode = code;
  return status;
}
int PyStatus_IsError(PyStatus status) { return int(status._type) == 1; }
int PyStatus_IsExit(PyStatus status) { return int(status._type) == 2; }
int PyStatus_Exception(PyStatus status) { return int(status._type) != 0; }

PyStatus PyWideStringList_Insert(PyWideStringList* list, Py_ssize_t at, const wchar_t* text) {
  if (at < 0) return PyStatus_Error("PyWideStringList_Insert index must be >= 0");
  if (at > list->length) at = list->length;
  wchar_t* copy = static_cast<wchar_t*>(PyMem_RawMalloc((wcslen(text) + 1) * sizeof(wchar_t)));
  auto** items = static_cast<wchar_t**>(PyMem_RawRealloc(list->items, size_t(list->length + 1) * sizeof(wchar_t*)));
  if (items) list->items = items;
  if (!copy || !items) {
    PyMem_RawFree(copy);
    return PyStatus_NoMemory();
  }
  wcscpy(copy, text);
  std::move_backward(items + at, items + list->length, items + list->length + 1);
  items[at] = copy;
  list->length++;
  return PyStatus_Ok();
}
PyStatus PyWideStringList_Append(PyWideStringList* list, const wchar_t* text) {
  return PyWideStringList_Insert(list, list->length, text);
}
}
