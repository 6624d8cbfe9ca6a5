// What programs that embed Python call to run it and to end it, as an extension module finds it: the interpreter is up
// already, there is one, and it has its paths.
#include <Python.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/execution/gil.h"
#include "interpreter/protocol/error.h"
#include "interpreter/startup/startup.h"

using namespace sidewinder;

namespace {

// What Py_Set... was given; null: nothing was.
struct Given {
  std::wstring text;
  bool is_given = false;
  void take(const wchar_t* given) {
    is_given = given && *given;
    text = is_given ? given : L"";
  }
};
Given& given_home() {
  static Given* const home = new Given;
  return *home;
}
Given& given_name() {
  static Given* const name = new Given;
  return *name;
}

}  // namespace

extern "C" {

// --- running and ending ----------------------------------------------------------------------------------------------

int Py_BytesMain(int argc, char** argv) { return process_hooks.run(current_thread(), argc, argv); }
int Py_Main(int argc, wchar_t** argv) {
  std::vector<char*> arguments;
  for (int i = 0; i < argc; i++) {
    char* argument = Py_EncodeLocale(argv[i], nullptr);
    if (!argument) return EXIT_FAILURE;
    arguments.push_back(argument);
  }
  arguments.push_back(nullptr);
  int code = Py_BytesMain(argc, arguments.data());
  for (char* argument : arguments) PyMem_Free(argument);
  return code;
}
// Of a program whose module __main__ is frozen.
int Py_FrozenMain(int argc, char** argv) {
  PyObject* arguments = PyList_New(argc);
  for (int i = 0; arguments && i < argc; i++) PyList_SetItem(arguments, i, PyUnicode_DecodeFSDefault(argv[i]));
  if (!arguments || PySys_SetObject("argv", arguments) < 0) Py_FatalError("no memory for the arguments");
  Py_DECREF(arguments);
  int found = PyImport_ImportFrozenModule("__main__");
  if (found == 0) Py_FatalError("the __main__ module is not frozen");
  if (found < 0) PyErr_Print();
  return Py_FinalizeEx() < 0 || found < 0;
}
// Threads, functions of atexit, finalizers, streams; once. -1: what was printed could not be written.
int Py_FinalizeEx() {
  static bool is_over = false;
  if (is_over) return 0;
  is_over = true;
  return process_hooks.end(current_thread(), 0) == 0 ? 0 : -1;
}
void Py_Finalize() { Py_FinalizeEx(); }
void Py_Exit(int status) {
  constexpr int kOutputLost = 120;
  exit(Py_FinalizeEx() < 0 ? kOutputLost : status);
}

// --- names and paths -------------------------------------------------------------------------------------------------

// The process's own arguments; they live as long as it.
void Py_GetArgcArgv(int* argc, wchar_t*** argv) {
  static std::vector<wchar_t*>* const kept = [] {
    auto* arguments = new std::vector<wchar_t*>;
    PyObject* original = PySys_GetObject("orig_argv");
    for (Py_ssize_t i = 0; original && PyList_Check(original) && i < PyList_GET_SIZE(original); i++)
      if (wchar_t* text = PyUnicode_AsWideCharString(PyList_GET_ITEM(original, i), nullptr)) arguments->push_back(text);
    arguments->push_back(nullptr);
    PyErr_Clear();
    return arguments;
  }();
  *argc = int(kept->size()) - 1;
  *argv = kept->data();
}
// As in CPython, when it runs already: only what the corresponding function says changes.
void Py_SetProgramName(const wchar_t* name) { given_name().take(name); }
void Py_SetPythonHome(const wchar_t* home) { given_home().take(home); }
wchar_t* Py_GetProgramName() {
  if (given_name().is_given) return given_name().text.data();
  return Py_GetProgramFullPath();
}
wchar_t* Py_GetPythonHome() {
  static std::wstring home;
  if (given_home().is_given) return given_home().text.data();
  const char* given = Py_IgnoreEnvironmentFlag ? nullptr : getenv("PYTHONHOME");
  wchar_t* text = given ? Py_DecodeLocale(given, nullptr) : nullptr;
  if (!text) return nullptr;
  home = text;
  PyMem_RawFree(text);
  return home.data();
}
// sys.path; null: stays as it is.
void Py_SetPath(const wchar_t* path) {
  if (path) PySys_SetPath(path);
}

// --- built-in modules, interpreters, thread states, locks ------------------------------------------------------------

// -1: the table can not be extended. It is read when the interpreter starts.
int PyImport_AppendInittab(const char*, PyObject* (*)()) { return -1; }

// Null: there is one interpreter, as Py_NewInterpreter says.
PyInterpreterState* PyInterpreterState_New() { return nullptr; }
void PyInterpreterState_Clear(PyInterpreterState*) {
  Py_FatalError("PyInterpreterState_Clear: this Python has one interpreter");
}
void PyInterpreterState_Delete(PyInterpreterState*) {
  Py_FatalError("PyInterpreterState_Delete: this Python has one interpreter");
}
// A state is made ready by what makes it.
PyThreadState* _PyThreadState_Prealloc(PyInterpreterState* interpreter) { return PyThreadState_New(interpreter); }
void _PyThreadState_Init(PyThreadState*) {}
int _PyState_AddModule(PyThreadState*, PyObject* module, PyModuleDef* definition) {
  return PyState_AddModule(module, definition);
}

void PyEval_AcquireLock() { PyEval_AcquireThread(PyGILState_GetThisThreadState()); }
void PyEval_ReleaseLock() { PyEval_ReleaseThread(PyGILState_GetThisThreadState()); }

// --- frames ----------------------------------------------------------------------------------------------------------

// A frame object shows a frame that runs, or has ended: there is none that could still be run.
PyObject* PyEval_EvalFrameEx(PyFrameObject*, int) {
  PyErr_SetString(PyExc_SystemError, "a frame runs when its function is called");
  return nullptr;
}
PyObject* PyEval_EvalFrame(PyFrameObject* frame) { return PyEval_EvalFrameEx(frame, 0); }

// The comparison that holds for (b, a) when one holds for (a, b).
int _Py_SwappedOp[] = {Py_GT, Py_GE, Py_EQ, Py_NE, Py_LT, Py_LE};
}
