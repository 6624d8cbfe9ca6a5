// Thread states that C walks through, tracing functions, pending calls. There is one interpreter.
#include <Python.h>

#include <deque>
#include <mutex>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/execution/async_exception.h"
#include "interpreter/execution/pending_calls.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

PyThreadState* state_of(Thread* t) { return reinterpret_cast<PyThreadState*>(static_cast<ThreadState*>(t)); }

// --- pending calls: any thread gives them, with the lock or without; the main thread makes them ----------------------

struct PendingCall {
  int (*function)(void*);
  void* argument;
};
constexpr size_t kMostPendingCalls = 32;
std::mutex pending_lock;
std::deque<PendingCall> pending_calls;
bool making_pending_calls;

bool take_pending_call(PendingCall* call) {
  std::lock_guard lock(pending_lock);
  if (pending_calls.empty()) return false;
  *call = pending_calls.front();
  pending_calls.pop_front();
  return true;
}

// Those that are there now: one that gives another does not go on for ever.
Status make_pending_calls(Thread&) {
  if (making_pending_calls) return Status::ok();
  making_pending_calls = true;
  size_t count;
  {
    std::lock_guard lock(pending_lock);
    count = pending_calls.size();
  }
  bool failed = false;
  PendingCall call;
  while (!failed && count-- && take_pending_call(&call)) failed = call.function(call.argument) < 0;
  making_pending_calls = false;
  return failed ? Status(Raised{}) : Status::ok();
}

}  // namespace

extern "C" {

int Py_AddPendingCall(int (*function)(void*), void* argument) {
  {
    std::lock_guard lock(pending_lock);
    if (pending_calls.size() >= kMostPendingCalls) return -1;
    pending_calls.push_back({function, argument});
  }
  pending_calls_hook = make_pending_calls;
  note_signal();
  return 0;
}
int Py_MakePendingCalls() {
  Thread& t = current_thread();
  if (&t != first_thread()) return 0;
  if (PyErr_CheckSignals() < 0) return -1;
  return make_pending_calls(t).failed() ? -1 : 0;
}

// --- tracing --------------------------------------------------------------------------------------------------------

// A Py_tracefunc is a TraceFunction: frames are C's frames.
void PyEval_SetTrace(Py_tracefunc function, PyObject* o) {
  set_trace_function(current_thread(), reinterpret_cast<TraceFunction>(function), function ? core(o) : nullptr);
}
void PyEval_SetProfile(Py_tracefunc function, PyObject* o) {
  set_profile_function(current_thread(), reinterpret_cast<TraceFunction>(function), function ? core(o) : nullptr);
}
int _PyEval_SetProfile(PyThreadState* t, Py_tracefunc function, PyObject* o) {
  set_profile_function(core(t), reinterpret_cast<TraceFunction>(function), function ? core(o) : nullptr);
  return 0;
}
int _PyEval_SetTrace(PyThreadState* t, Py_tracefunc function, PyObject* o) {
  set_trace_function(core(t), reinterpret_cast<TraceFunction>(function), function ? core(o) : nullptr);
  return 0;
}
void PyThreadState_EnterTracing(PyThreadState* t) {
  t->tracing++;
  update_tracing(core(t));
}
void PyThreadState_LeaveTracing(PyThreadState* t) {
  t->tracing--;
  update_tracing(core(t));
}

// --- thread states --------------------------------------------------------------------------------------------------

PyThreadState* PyThreadState_Next(PyThreadState* t) { return state_of(next_thread(core(t))); }
PyThreadState* PyInterpreterState_ThreadHead(PyInterpreterState*) { return state_of(first_thread()); }

// Leaving a state and coming back to it; with one interpreter there is nowhere else to go.
PyThreadState* PyThreadState_Swap(PyThreadState* t) {
  static thread_local bool away;
  PyThreadState* before = away ? nullptr : PyThreadState_Get();
  if (t && t != PyThreadState_Get()) Py_FatalError("PyThreadState_Swap: a state of another thread");
  away = !t;
  return before;
}
int PyThreadState_SetAsyncExc(unsigned long id, PyObject* exception) {
  Result<int> threads = ask_for_exception(current_thread(), id, exception ? core(exception) : nullptr);
  return threads.failed() ? -1 : threads.value;
}

// --- interpreters: one ----------------------------------------------------------------------------------------------

PyInterpreterState* PyInterpreterState_Next(PyInterpreterState*) { return nullptr; }
PyObject* PyInterpreterState_GetDict(PyInterpreterState*) {
  static PyObject* dict = PyDict_New();  // pinned for good
  return dict;
}
// Null: it could not be made; C's callers say so.
PyThreadState* Py_NewInterpreter() { return nullptr; }
PyThreadState* _Py_NewInterpreter(int) { return nullptr; }
void Py_EndInterpreter(PyThreadState*) { Py_FatalError("Py_EndInterpreter: this Python has one interpreter"); }
}
