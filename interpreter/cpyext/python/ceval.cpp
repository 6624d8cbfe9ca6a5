// Threads, the GIL and what runs: PyEval_*, PyGILState_*, PyThreadState_*, PyInterpreterState_*, Py_AddPendingCall.
#include <pthread.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/bridge/gil_given.h"
#include "interpreter/cpyext/objects/stack_exchange.h"
#include "interpreter/cpyext/runtime.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/frame.h"
#include "interpreter/execution/frame_stack.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/imports/import.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/uncaught/traceback_dump.h"

using namespace sidewinder;

namespace {

// Of the eval loops below on this thread's stack (execution/README.md, "Threads"): a callback that C makes while it has
// given the lock up may give it up once more.
thread_local std::vector<LoopOnStack*> loops_put_aside;

// C compares its address, and reads nothing in it.
PyInterpreterState* the_interpreter() {
  static char place[16];
  return reinterpret_cast<PyInterpreterState*>(place);
}

PyThreadState* state_of(Thread& t) {
  auto* state = reinterpret_cast<PyThreadState*>(static_cast<ThreadState*>(&t));
  state->interp = the_interpreter();
  return state;
}

FrameHeader* current_frame() { return visible_frame(current_thread().frame); }

}  // namespace

namespace sidewinder {

void give_gil_away(Thread& t) {
  loops_put_aside.push_back(innermost_loop);
  release_gil(t);
}

void take_gil_back(Thread& t) {
  acquire_gil(t);
  if (loops_put_aside.empty()) return;
  innermost_loop = loops_put_aside.back();
  loops_put_aside.pop_back();
}

}  // namespace sidewinder

extern "C" {

// --- the thread -----------------------------------------------------------------------------------------------------

PyThreadState* PyThreadState_Get() {
  Thread& t = current_thread();
  if (holds_gil(t)) [[likely]]
    return state_of(t);
  end_by_fatal_error("PyThreadState_Get",
                     "the function must be called with the GIL held, but the GIL is released "
                     "(the current Python thread state is NULL)");
}
// Null while C has given the lock up: by that cffi knows, when C calls it back, that it must take the lock.
PyThreadState* _PyThreadState_UncheckedGet() {
  Thread& t = current_thread();
  return holds_gil(t) ? state_of(t) : nullptr;
}
PyInterpreterState* PyThreadState_GetInterpreter(PyThreadState*) { return the_interpreter(); }
uint64_t PyThreadState_GetID(PyThreadState* t) {
  static uint64_t last;
  if (!t->id) t->id = ++last;  // with the lock
  return t->id;
}
PyObject* PyThreadState_GetDict() { return borrowed(thread_dict(current_thread())); }
PyObject* _PyThreadState_GetDict(PyThreadState* t) { return borrowed(thread_dict(core(t))); }
PyFrameObject* PyThreadState_GetFrame(PyThreadState* state) {
  // With this it ends taking what it keeps of the thread's state.
  bool exchanges = is_called_by_exchanger(__builtin_return_address(0));
  Thread& t = core(state);
  if (exchanges) {
    note_exchange(t);
    expect_exchange(t);
  }
  FrameHeader* frame = visible_frame(t.frame);
  Object* object = frame ? frame_object_of(t, frame) : nullptr;
  if (exchanges) note_top_frame(t, object);
  return reinterpret_cast<PyFrameObject*>(new_reference(object));
}
PyInterpreterState* PyInterpreterState_Get() { return the_interpreter(); }
PyInterpreterState* PyInterpreterState_Main() { return the_interpreter(); }
PyInterpreterState* PyInterpreterState_Head() { return the_interpreter(); }
int64_t PyInterpreterState_GetID(PyInterpreterState*) { return 0; }

unsigned long PyThread_get_thread_ident() { return static_cast<unsigned long>(pthread_self()); }

// --- the GIL --------------------------------------------------------------------------------------------------------

PyThreadState* PyEval_SaveThread() {
  Thread& t = current_thread();
  give_gil_away(t);
  return state_of(t);
}
void PyEval_RestoreThread(PyThreadState* t) {
  int number = errno;
  take_gil_back(core(t));
  errno = number;
}
void PyEval_AcquireThread(PyThreadState* t) { acquire_gil(core(t)); }
void PyEval_ReleaseThread(PyThreadState* t) { release_gil(core(t)); }
void PyEval_InitThreads() {}
int PyEval_ThreadsInitialized() { return 1; }

// --- frames and names
// -------------------------------------------------------------------------------------------------

PyFrameObject* PyEval_GetFrame() {
  FrameHeader* frame = current_frame();
  return frame ? reinterpret_cast<PyFrameObject*>(borrowed(frame_object_of(current_thread(), frame))) : nullptr;
}
PyObject* PyEval_GetGlobals() {
  FrameHeader* frame = current_frame();
  return frame ? borrowed(frame->function->globals) : nullptr;
}
PyObject* PyEval_GetLocals() {
  FrameHeader* frame = current_frame();
  if (!frame) {
    PyErr_SetString(PyExc_SystemError, "frame does not exist");
    return nullptr;
  }
  Thread& t = current_thread();
  FrameObject* object = frame_object_of(t, frame);
  return object ? borrowed(frame_locals(t, object)) : nullptr;
}
PyObject* PyEval_GetBuiltins() { return borrowed(builtins_dict()); }
PyObject* _PyEval_GetBuiltin(PyObject* name) {
  return new_reference(get_item(current_thread(), builtins_dict(), core(name)));
}
PyObject* _PyEval_GetBuiltinId(_Py_Identifier* name) { return _PyEval_GetBuiltin(borrowed(intern(name->string))); }
const char* PyEval_GetFuncName(PyObject* o) {
  if (PyMethod_Check(o)) o = PyMethod_GET_FUNCTION(o);
  if (!PyFunction_Check(o) && !PyCFunction_Check(o)) return Py_TYPE(o)->tp_name;
  PyObject* name = PyObject_GetAttrString(o, "__name__");
  const char* text = name && PyUnicode_Check(name) ? PyUnicode_AsUTF8(name) : nullptr;
  Py_XDECREF(name);  // the function has it
  if (text) return text;
  PyErr_Clear();
  return Py_TYPE(o)->tp_name;
}
const char* PyEval_GetFuncDesc(PyObject* o) {
  return PyMethod_Check(o) || PyFunction_Check(o) || PyCFunction_Check(o) ? "()" : " object";
}

PyObject* PyEval_EvalCode(PyObject* code, PyObject* globals, PyObject* locals) {
  Thread& t = current_thread();
  return new_reference(
      run_code(t, core_as<Code>(code), core_as<Dict>(globals), locals == globals ? nullptr : core(locals)));
}

// Code as the body of a function that is called at once, or as a module's.
PyObject* PyEval_EvalCodeEx(PyObject* code, PyObject* globals, PyObject* locals, PyObject* const* values, int count,
                            PyObject* const* named, int named_count, PyObject* const* defaults, int default_count,
                            PyObject* keyword_defaults, PyObject* closure) {
  if (!(core_as<Code>(code)->flags & kCodeOptimized)) return PyEval_EvalCode(code, globals, locals);
  PyObject* default_tuple = PyTuple_New(default_count);
  for (int i = 0; default_tuple && i < default_count; i++) PyTuple_SET_ITEM(default_tuple, i, Py_NewRef(defaults[i]));
  PyObject* f = default_tuple
                    ? PyObject_CallFunctionObjArgs(reinterpret_cast<PyObject*>(&PyFunction_Type), code, globals,
                                                   Py_None, default_tuple, closure ? closure : Py_None, nullptr)
                    : nullptr;
  Py_XDECREF(default_tuple);
  if (f && keyword_defaults && PyObject_SetAttrString(f, "__kwdefaults__", keyword_defaults) < 0) Py_CLEAR(f);
  PyObject *positional = f ? PyTuple_New(count) : nullptr, *keywords = f ? PyDict_New() : nullptr;
  for (int i = 0; positional && i < count; i++) PyTuple_SET_ITEM(positional, i, Py_NewRef(values[i]));
  bool failed = !positional || !keywords;
  for (int i = 0; !failed && i < named_count; i++)
    failed = PyDict_SetItem(keywords, named[2 * i], named[2 * i + 1]) < 0;
  PyObject* result = failed ? nullptr : PyObject_Call(f, positional, keywords);
  Py_XDECREF(f);
  Py_XDECREF(positional);
  Py_XDECREF(keywords);
  return result;
}

// --- signals --------------------------------------------------------------------------------------------------------

int PyErr_CheckSignals() { return check_signals(current_thread()).failed() ? -1 : 0; }
int _PyErr_CheckSignals() { return PyErr_CheckSignals(); }
void PyErr_SetInterrupt() { ask_thread(*first_thread(), kRequestInterrupt); }
// As if the signal had come. 0; -1: there is no such signal.
int PyErr_SetInterruptEx(int signal_number) {
  if (signal_number < 1 || signal_number >= NSIG) return -1;
  PyOS_sighandler_t handler = PyOS_getsig(signal_number);
  if (handler != SIG_DFL && handler != SIG_IGN && handler != SIG_ERR) raise(signal_number);
  return 0;
}
int PyOS_InterruptOccurred() {
  if (PyErr_CheckSignals() == 0) return 0;
  PyErr_Clear();
  return 1;
}

// --- the process ----------------------------------------------------------------------------------------------------

int Py_IsInitialized() { return 1; }
int _Py_IsFinalizing() { return program_is_ending(); }
const char* Py_GetVersion() {
  static std::string version;
  if (version.empty())
    if (PyObject* text = PySys_GetObject("version")) version = PyUnicode_AsUTF8(text);
  return version.c_str();
}
int Py_AtExit(void (*function)()) { return atexit(function); }
#undef Py_FatalError
void Py_FatalError(const char* text) { _Py_FatalErrorFunc(nullptr, text); }
void _Py_FatalErrorFunc(const char* function, const char* text) { end_by_fatal_error(function, text); }
int Py_GetRecursionLimit() { return current_thread().recursion_limit; }
}
