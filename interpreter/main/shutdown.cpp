// The end of a program, after its last statement and the traceback: threads, functions of atexit, finalizers.
#include "interpreter/execution/gil.h"
#include "interpreter/imports/import.h"
#include "interpreter/main/main.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/atexit/exit_functions.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

// Threads that are no daemons are waited for.
void wait_for_threads(Thread& t) {
  Dict* modules = system_modules(t);
  if (!modules) return clear_pending(t);
  Object* threading = dict_get_str(modules, intern("threading"));
  if (threading && !call_method(t, threading, "_shutdown"))
    report_unraisable(t, threading, "Exception ignored on threading shutdown");
}

// A stream whose flush fails is reported, but not one that is closed.
bool flush_stream(Thread& t, const char* name) {
  Object* stream = system_attribute(t, name);
  if (!stream || stream == none()) {
    clear_pending(t);
    return true;
  }
  Object* closed = get_attribute(t, stream, "closed");
  Truth is_closed = closed ? truth(t, closed) : Truth::False;
  clear_pending(t);
  if (is_closed == Truth::True || call_method(t, stream, "flush")) return true;
  report_unraisable(t, stream);
  return false;
}

}  // namespace

int end_program(Thread& t, int code) {
  PendingSaved saved(t);
  wait_for_threads(t);
  run_exit_functions(t);
  bool written = flush_stream(t, "stdout");
  if (!flush_stream(t, "stderr")) written = false;
  keep_gil(t);
  run_all_finalizers();
  if (written && !flush_stream(t, "stdout")) written = false;
  return written || code == kEndedByInterrupt ? code : kOutputLost;
}

}  // namespace sidewinder
