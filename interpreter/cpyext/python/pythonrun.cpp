// Running of text and of files: Py_CompileString*, PyRun_*.
#include <Python.h>

#include <cstring>
#include <string>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/python/by_python.h"

using namespace sidewinder;

namespace {

const char* mode_of(int start) {
  switch (start) {
    case Py_eval_input: return "eval";
    case Py_single_input: return "single";
    case Py_func_type_input: return "func_type";
    default: return "exec";
  }
}

// As Python sees them: the word in the struct has the core's own among them.
int flags_of(PyObject* code) {
  PyObject* flags = PyObject_GetAttrString(code, "co_flags");
  int bits = flags ? int(PyLong_AsLong(flags)) : 0;
  Py_XDECREF(flags);
  return bits;
}

// builtins.compile, which knows the flags' names. The futures of the text are flags afterwards, for what follows it.
PyObject* compile(const char* source, Py_ssize_t n, PyObject* filename, int start, PyCompilerFlags* flags,
                  int optimize) {
  int bits = flags ? flags->cf_flags & (PyCF_MASK | PyCF_COMPILE_MASK) : 0;
  PyObject* code =
      call_python("builtins", "compile", "(y#Osiii)", source, n, filename, mode_of(start), bits, 1, optimize);
  if (flags && code && PyCode_Check(code)) flags->cf_flags |= flags_of(code) & PyCF_MASK;
  return code;
}

PyObject* run_text(const char* source, Py_ssize_t n, PyObject* filename, int start, PyObject* globals, PyObject* locals,
                   PyCompilerFlags* flags) {
  PyObject* code = compile(source, n, filename, start, flags, -1);
  PyObject* result = code ? PyEval_EvalCode(code, globals, locals) : nullptr;
  Py_XDECREF(code);
  return result;
}

bool read_all(FILE* file, std::string* text) {
  char piece[4096];
  while (size_t n = fread(piece, 1, sizeof piece, file)) text->append(piece, n);
  if (!ferror(file)) return true;
  PyErr_SetFromErrno(PyExc_OSError);
  return false;
}

// Of a program: prints the exception, if there is one.
int told(PyObject* result) {
  if (!result) PyErr_Print();
  Py_XDECREF(result);
  return result ? 0 : -1;
}

PyObject* main_namespace() {
  PyObject* main = PyImport_AddModule("__main__");
  return main ? PyModule_GetDict(main) : nullptr;
}

}  // namespace

extern "C" {

PyObject* Py_CompileStringObject(const char* source, PyObject* filename, int start, PyCompilerFlags* flags,
                                 int optimize) {
  return compile(source, Py_ssize_t(strlen(source)), filename, start, flags, optimize);
}
PyObject* Py_CompileStringExFlags(const char* source, const char* filename, int start, PyCompilerFlags* flags,
                                  int optimize) {
  PyObject* name = PyUnicode_DecodeFSDefault(filename);
  PyObject* code = name ? Py_CompileStringObject(source, name, start, flags, optimize) : nullptr;
  Py_XDECREF(name);
  return code;
}
#undef Py_CompileStringFlags
PyObject* Py_CompileStringFlags(const char* source, const char* filename, int start, PyCompilerFlags* flags) {
  return Py_CompileStringExFlags(source, filename, start, flags, -1);
}
#undef Py_CompileString
PyObject* Py_CompileString(const char* source, const char* filename, int start) {
  return Py_CompileStringExFlags(source, filename, start, nullptr, -1);
}

// --- text -----------------------------------------------------------------------------------------------------------

PyObject* PyRun_StringFlags(const char* source, int start, PyObject* globals, PyObject* locals,
                            PyCompilerFlags* flags) {
  PyObject* name = PyUnicode_FromString("<string>");
  PyObject* result = name ? run_text(source, Py_ssize_t(strlen(source)), name, start, globals, locals, flags) : nullptr;
  Py_XDECREF(name);
  return result;
}
#undef PyRun_String
PyObject* PyRun_String(const char* source, int start, PyObject* globals, PyObject* locals) {
  return PyRun_StringFlags(source, start, globals, locals, nullptr);
}
int PyRun_SimpleStringFlags(const char* source, PyCompilerFlags* flags) {
  PyObject* space = main_namespace();
  return space ? told(PyRun_StringFlags(source, Py_file_input, space, space, flags)) : -1;
}
#undef PyRun_SimpleString
int PyRun_SimpleString(const char* source) { return PyRun_SimpleStringFlags(source, nullptr); }

// --- files ----------------------------------------------------------------------------------------------------------

#undef PyRun_FileExFlags
PyObject* PyRun_FileExFlags(FILE* file, const char* filename, int start, PyObject* globals, PyObject* locals,
                            int closes, PyCompilerFlags* flags) {
  std::string text;
  PyObject* name = PyUnicode_DecodeFSDefault(filename);
  bool is_read = name && read_all(file, &text);
  if (closes) fclose(file);
  PyObject* result = is_read ? run_text(text.data(), Py_ssize_t(text.size()), name, start, globals, locals, flags)
                             : nullptr;
  Py_XDECREF(name);
  return result;
}
#undef PyRun_File
PyObject* PyRun_File(FILE* file, const char* filename, int start, PyObject* globals, PyObject* locals) {
  return PyRun_FileExFlags(file, filename, start, globals, locals, 0, nullptr);
}
#undef PyRun_FileEx
PyObject* PyRun_FileEx(FILE* file, const char* filename, int start, PyObject* globals, PyObject* locals, int closes) {
  return PyRun_FileExFlags(file, filename, start, globals, locals, closes, nullptr);
}
#undef PyRun_FileFlags
PyObject* PyRun_FileFlags(FILE* file, const char* filename, int start, PyObject* globals, PyObject* locals,
                          PyCompilerFlags* flags) {
  return PyRun_FileExFlags(file, filename, start, globals, locals, 0, flags);
}

// In __main__, which has a __file__ meanwhile. 0, or -1 after the exception was printed.
int PyRun_SimpleFileExFlags(FILE* file, const char* filename, int closes, PyCompilerFlags* flags) {
  PyObject* space = main_namespace();
  if (!space) return -1;
  bool has_file = PyDict_GetItemString(space, "__file__") != nullptr;
  if (!has_file) {
    PyObject* name = PyUnicode_DecodeFSDefault(filename);
    bool is_set = name && PyDict_SetItemString(space, "__file__", name) == 0 &&
                  PyDict_SetItemString(space, "__cached__", Py_None) == 0;
    Py_XDECREF(name);
    if (!is_set) return told(nullptr);
  }
  int result = told(PyRun_FileExFlags(file, filename, Py_file_input, space, space, closes, flags));
  for (const char* name : {"__file__", "__cached__"})
    if (!has_file && PyDict_DelItemString(space, name) < 0) PyErr_Clear();
  return result;
}
#undef PyRun_SimpleFile
int PyRun_SimpleFile(FILE* file, const char* filename) { return PyRun_SimpleFileExFlags(file, filename, 0, nullptr); }
#undef PyRun_SimpleFileEx
int PyRun_SimpleFileEx(FILE* file, const char* filename, int closes) {
  return PyRun_SimpleFileExFlags(file, filename, closes, nullptr);
}

// What somebody types, until the end of the input.
int PyRun_InteractiveLoopFlags(FILE*, const char*, PyCompilerFlags*) {
  PyObject* space = main_namespace();
  return space ? told(call_python("code", "interact", "(sOOs)", "", Py_None, space, "")) : -1;
}
#undef PyRun_InteractiveLoop
int PyRun_InteractiveLoop(FILE* file, const char* filename) {
  return PyRun_InteractiveLoopFlags(file, filename, nullptr);
}
int Py_FdIsInteractive(FILE* file, const char* filename) {
  if (isatty(fileno(file))) return 1;
  return Py_InteractiveFlag && (!filename || strcmp(filename, "<stdin>") == 0 || strcmp(filename, "???") == 0);
}
int PyRun_AnyFileExFlags(FILE* file, const char* filename, int closes, PyCompilerFlags* flags) {
  if (!filename) filename = "???";
  if (!Py_FdIsInteractive(file, filename)) return PyRun_SimpleFileExFlags(file, filename, closes, flags);
  int result = PyRun_InteractiveLoopFlags(file, filename, flags);
  if (closes) fclose(file);
  return result;
}
#undef PyRun_AnyFile
int PyRun_AnyFile(FILE* file, const char* filename) { return PyRun_AnyFileExFlags(file, filename, 0, nullptr); }
#undef PyRun_AnyFileEx
int PyRun_AnyFileEx(FILE* file, const char* filename, int closes) {
  return PyRun_AnyFileExFlags(file, filename, closes, nullptr);
}
#undef PyRun_AnyFileFlags
int PyRun_AnyFileFlags(FILE* file, const char* filename, PyCompilerFlags* flags) {
  return PyRun_AnyFileExFlags(file, filename, 0, flags);
}
int PyEval_MergeCompilerFlags(PyCompilerFlags* flags) {
  if (PyFrameObject* frame = PyEval_GetFrame()) {
    PyCodeObject* code = PyFrame_GetCode(frame);
    flags->cf_flags |= flags_of(reinterpret_cast<PyObject*>(code)) & PyCF_MASK;
    Py_DECREF(code);
  }
  return flags->cf_flags != 0;
}
}
