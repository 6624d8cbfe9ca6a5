// Code, frames and tracebacks: PyCode_*, PyFrame_*, PyTraceBack_*.
#include <Python.h>
#include <frameobject.h>

#include "interpreter/compiler/compiler.h"
#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/frame.h"
#include "interpreter/execution/only_holder.h"
#include "interpreter/imports/compile_text.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/code.h"
#include "interpreter/objects/function/code_replace.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

FrameObject* frame_of(PyFrameObject* f) { return core_as<FrameObject>(reinterpret_cast<PyObject*>(f)); }

PyObject* attribute_of(PyFrameObject* f, const char* name) {
  return PyObject_GetAttrString(reinterpret_cast<PyObject*>(f), name);
}

// A code object without instructions of its own: for entries in tracebacks that name a place in C.
Code* empty_code(Thread& t, const char* filename, const char* name, int line) {
  std::string blanks(size_t(line > 1 ? line - 1 : 0), '\n');
  Code* code = compile_text(t, blanks + "pass", filename, ParseMode::Exec, {});
  if (!code) return nullptr;
  Object* names[] = {new_str(name), new_str(name)};
  PyObject* replaced = nullptr;
  PyObject* method = PyObject_GetAttrString(reinterpret_cast<PyObject*>(code), "replace");
  PyObject* keywords =
      Py_BuildValue("{s:O,s:O,s:i}", "co_name", names[0], "co_qualname", names[1], "co_firstlineno", line);
  PyObject* none_given = PyTuple_New(0);
  if (method && keywords && none_given) replaced = PyObject_Call(method, none_given, keywords);
  Py_XDECREF(method);
  Py_XDECREF(keywords);
  Py_XDECREF(none_given);
  return static_cast<Code*>(taken(replaced));
}

}  // namespace

extern "C" {

PyCodeObject* PyCode_NewEmpty(const char* filename, const char* name, int line) {
  return reinterpret_cast<PyCodeObject*>(new_reference(empty_code(current_thread(), filename, name, line)));
}

PyObject* PyCode_GetCode(PyCodeObject* code) {
  return PyObject_GetAttrString(reinterpret_cast<PyObject*>(code), "co_code");
}
PyObject* PyCode_GetVarnames(PyCodeObject* code) {
  return PyObject_GetAttrString(reinterpret_cast<PyObject*>(code), "co_varnames");
}
PyObject* PyCode_GetCellvars(PyCodeObject* code) {
  return PyObject_GetAttrString(reinterpret_cast<PyObject*>(code), "co_cellvars");
}
PyObject* PyCode_GetFreevars(PyCodeObject* code) {
  return PyObject_GetAttrString(reinterpret_cast<PyObject*>(code), "co_freevars");
}

PyFrameObject* PyFrame_New(PyThreadState*, PyCodeObject* code, PyObject* globals, PyObject*) {
  Thread& t = current_thread();
  Object* arguments[] = {core(reinterpret_cast<PyObject*>(code)), core(globals)};
  Object* type = reinterpret_cast<Object*>(&PyFunction_Type);
  Object* function = call(t, type, Args{arguments, 2});
  if (!function) return nullptr;
  FrameObject* frame = detached_frame_object(cast<Function>(function), cast<Function>(function)->code);
  return reinterpret_cast<PyFrameObject*>(new_reference(frame));
}
PyFrameObject* PyFrame_GetBack(PyFrameObject* f) {
  Status status = Status::ok();
  FrameObject* back = frame_back(current_thread(), frame_of(f), &status);
  return reinterpret_cast<PyFrameObject*>(new_reference(back));
}
PyCodeObject* PyFrame_GetCode(PyFrameObject* f) {
  return reinterpret_cast<PyCodeObject*>(new_reference(frame_of(f)->code));
}
int PyFrame_GetLineNumber(PyFrameObject* f) {
  return frame_of(f)->line ? frame_of(f)->line : frame_of(f)->current_line();
}
PyObject* PyFrame_GetLocals(PyFrameObject* f) { return attribute_of(f, "f_locals"); }
PyObject* PyFrame_GetGlobals(PyFrameObject* f) { return attribute_of(f, "f_globals"); }
PyObject* PyFrame_GetBuiltins(PyFrameObject* f) { return attribute_of(f, "f_builtins"); }
// f_locals as it was changed goes to the frame's variables. None is unbound, whatever the second argument says: code
// may have been compiled where the variable is certainly bound.
void PyFrame_LocalsToFast(PyFrameObject* f, int) {
  write_back_locals(core_as<FrameObject>(reinterpret_cast<PyObject*>(f)));
}
int PyFrame_GetLasti(PyFrameObject* f) {
  PyObject* value = attribute_of(f, "f_lasti");
  int i = value ? _PyLong_AsInt(value) : -1;
  Py_XDECREF(value);
  return i;
}

// An entry for the frame in front of the pending exception's traceback.
int PyTraceBack_Here(PyFrameObject* f) {
  Thread& t = current_thread();
  if (!is_pending(t)) return 0;
  BaseException* e = take_pending(t);
  Object* arguments[] = {e->traceback ? e->traceback : none(), frame_of(f), int_from_int64(0),
                         int_from_int64(PyFrame_GetLineNumber(f))};
  Object* entry = call(t, &traceback_type, Args{arguments, 4});
  if (!entry) return -1;
  e->traceback = entry;
  set_pending(t, e);
  return 0;
}
void _PyTraceback_Add(const char* function, const char* filename, int line) {
  Thread& t = current_thread();
  BaseException* e = is_pending(t) ? take_pending(t) : nullptr;
  PyCodeObject* code = PyCode_NewEmpty(filename, function, line);
  PyObject* globals = PyDict_New();
  PyFrameObject* frame = code && globals ? PyFrame_New(PyThreadState_Get(), code, globals, nullptr) : nullptr;
  clear_pending(t);
  if (e) set_pending(t, e);
  if (frame) {
    frame_of(frame)->line = line;
    PyTraceBack_Here(frame);
  }
  Py_XDECREF(code);
  Py_XDECREF(globals);
  Py_XDECREF(frame);
}
int PyTraceBack_Print(PyObject* traceback, PyObject* file) {
  if (PyFile_WriteString("Traceback (most recent call last):\n", file) < 0) return -1;
  PyObject* module = PyImport_ImportModule("traceback");
  PyObject* done = module ? PyObject_CallMethod(module, "print_tb", "OOO", traceback, Py_None, file) : nullptr;
  Py_XDECREF(module);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

// The generator, coroutine or asynchronous generator whose frame it is, or null.
PyObject* PyFrame_GetGenerator(PyFrameObject* f) {
  FrameHeader* h = frame_of(f)->frame;
  if (!h || !(h->flags & kFrameOfGenerator)) return nullptr;
  if (Generator::of(h)->cls == &generator_type) give_to_others(Generator::of(h));
  return new_reference(Generator::of(h));
}
}

namespace {

// Null: SystemError; it is no function.
Function* function_of(PyObject* f) {
  if (PyFunction_Check(f)) return core_as<Function>(f);
  PyErr_BadInternalCall();
  return nullptr;
}

template <class T> PyObject* part_of_function(PyObject* f, T Function::*part) {
  const Function* function = function_of(f);
  return function ? borrowed(function->*part) : nullptr;
}

}  // namespace

extern "C" {

PyObject* PyFunction_GetAnnotations(PyObject* f) {
  if (!function_of(f)) return nullptr;
  PyObject* found = PyObject_GetAttrString(f, "__annotations__");
  Py_XDECREF(found);  // the function has it
  return found;
}
PyObject* PyFunction_GetDefaults(PyObject* f) { return part_of_function(f, &Function::defaults); }
PyObject* PyFunction_GetKwDefaults(PyObject* f) { return part_of_function(f, &Function::keyword_defaults); }
PyObject* PyFunction_GetClosure(PyObject* f) { return part_of_function(f, &Function::closure); }
PyObject* PyFunction_New(PyObject* code, PyObject* globals) {
  return PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject*>(&PyFunction_Type), code, globals, nullptr);
}
PyObject* PyFunction_NewWithQualName(PyObject* code, PyObject* globals, PyObject* qualname) {
  PyObject* f = PyFunction_New(code, globals);
  if (f && qualname) core_as<Function>(f)->qualname = core_as<Str>(qualname);
  return f;
}
static int set_function_attribute(PyObject* f, const char* name, PyObject* value) {
  return function_of(f) ? PyObject_SetAttrString(f, name, value ? value : Py_None) : -1;
}
int PyFunction_SetDefaults(PyObject* f, PyObject* value) { return set_function_attribute(f, "__defaults__", value); }
int PyFunction_SetKwDefaults(PyObject* f, PyObject* value) {
  return set_function_attribute(f, "__kwdefaults__", value);
}
int PyFunction_SetClosure(PyObject* f, PyObject* closure) {
  if (!function_of(f)) return -1;
  if (closure != Py_None && !PyTuple_Check(closure)) {
    PyErr_Format(PyExc_SystemError, "expected tuple for closure, got '%.100s'", Py_TYPE(closure)->tp_name);
    return -1;
  }
  core_as<Function>(f)->closure = closure == Py_None ? nullptr : core_as<Tuple>(closure);
  return 0;
}
int PyFunction_SetAnnotations(PyObject* f, PyObject* value) {
  return set_function_attribute(f, "__annotations__", value == Py_None ? nullptr : value);
}

PyObject* PyFunction_GetCode(PyObject* f) { return part_of_function(f, &Function::code); }
PyObject* PyFunction_GetGlobals(PyObject* f) { return part_of_function(f, &Function::globals); }
PyObject* PyFunction_GetModule(PyObject* f) { return part_of_function(f, &Function::module); }
PyObject* PyClassMethod_New(PyObject* f) {
  return PyObject_CallOneArg(reinterpret_cast<PyObject*>(&PyClassMethod_Type), f);
}
PyObject* PyStaticMethod_New(PyObject* f) {
  return PyObject_CallOneArg(reinterpret_cast<PyObject*>(&PyStaticMethod_Type), f);
}
}
