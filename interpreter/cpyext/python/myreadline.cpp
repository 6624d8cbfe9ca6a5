// Lines that the distribution's extension module `readline` edits: it leaves its function at
// PyOS_ReadlineFunctionPointer.
#include <Python.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <mutex>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/execution/request.h"
#include "interpreter/modules/readline/line_editor.h"
#include "interpreter/protocol/error.h"

extern "C" PyThreadState* _PyOS_ReadlineTState;  // the thread whose line is read; the module runs its signals' handlers

namespace sidewinder {

namespace {

// Ends the module's wait for a key, from a moment later on, by a signal that it handles itself.
void end_wait_soon() {
  static timer_t timer;
  static pid_t owner;  // a fork does not take timers along
  if (owner != ::getpid()) {
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGWINCH;
    if (::timer_create(CLOCK_MONOTONIC, &event, &timer)) return;
    owner = ::getpid();
  }
  constexpr itimerspec kMoment{{}, {0, 1'000'000}};
  ::timer_settime(timer, 0, &kMoment, nullptr);
}

// A signal ends the module's wait unless it comes just before that begins. With a hook the module looks up every 100
// ms, and calls it, without the GIL.
int look_for_signals() {
  uint32_t request = __atomic_load_n(&core(_PyOS_ReadlineTState).request, __ATOMIC_RELAXED);
  if (request & (kRequestInterrupt | kRequestSignal)) end_wait_soon();
  return 0;
}

char* call_module(PyThreadState* state, const char* prompt) {
  if (!PyOS_InputHook) PyOS_InputHook = look_for_signals;  // there is none of a library that has events to see to
  _PyOS_ReadlineTState = state;
  char* text = PyOS_ReadlineFunctionPointer(stdin, stdout, prompt);
  _PyOS_ReadlineTState = nullptr;
  if (PyOS_InputHook == look_for_signals) PyOS_InputHook = nullptr;
  return text;
}

}  // namespace

bool has_line_editor() { return PyOS_ReadlineFunctionPointer; }

TypedLine edit_line(Thread& t, const std::string& prompt, std::string* line) {
  static std::mutex one_at_a_time;
  PyThreadState* state = PyThreadState_Get();
  if (_PyOS_ReadlineTState == state) {
    raise(t, exceptions::RuntimeError, "can't re-enter readline");
    return TypedLine::Raised;
  }
  PyEval_SaveThread();
  one_at_a_time.lock();
  char* text = call_module(state, prompt.c_str());
  one_at_a_time.unlock();
  PyEval_RestoreThread(state);
  if (!text) {  // interrupted
    if (!is_pending(t)) raise(t, exceptions::KeyboardInterrupt, "");
    return TypedLine::Raised;
  }
  *line = text;
  PyMem_RawFree(text);
  return line->empty() ? TypedLine::End : TypedLine::Line;
}

}  // namespace sidewinder
