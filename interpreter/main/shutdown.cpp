// The end of a program, after its last statement and the traceback: threads, functions of atexit, finalizers.
#include "interpreter/execution/gil.h"
#include "interpreter/imports/import.h"
#include "interpreter/main/main.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/atexit/exit_functions.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/module.h"
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

bool has_finalizer_of_its_own(const Object* o) { return is_heap_type(o->cls) && slots_of(o).finalize; }

// What module sys refers to is finalized after everything else, when there are no streams any more: what it prints, and
// the report of what it raises, are lost. The streams themselves are flushed before.
List* take_what_sys_has(Thread& t) {
  List* taken = TRY(new_list(t));
  Object* sys = dict_get_str(TRY(system_modules(t)), intern("sys"));
  if (!sys || sys->cls != Module::type()) return taken;
  ssize position = 0;
  Object *key, *value;
  while (dict_next(static_cast<Module*>(sys)->dict, &position, &key, &value)) {
    bool is_stream = key == intern("stdin") || key == intern("stdout") || key == intern("stderr");
    if (is_stream || !has_finalizer_of_its_own(value)) continue;
    TRY(list_append(t, taken, value));
    unregister_finalizer(value);
  }
  return taken;
}

// Of what was taken: the streams go, and its finalizers are registered again.
void let_go_of(Thread& t, List* taken) {
  if (!taken || !taken->size) return;
  Dict* modules = system_modules(t);
  Object* sys = modules ? dict_get_str(modules, intern("sys")) : nullptr;
  bool good = sys != nullptr;
  for (const char* name : {"stdout", "stderr"}) good = good && !set_attribute(t, sys, intern(name), none()).failed();
  for (ssize i = 0; i < taken->size && good; i++) {
    Object* o = list_get(t, taken, i);
    good = o && !register_instance_finalizer(t, o).failed();
  }
  clear_pending(t);
}

}  // namespace

int end_program(Thread& t, int code) {
  PendingSaved saved(t);
  wait_for_threads(t);
  run_exit_functions(t);
  bool written = flush_stream(t, "stdout");
  if (!flush_stream(t, "stderr")) written = false;
  keep_gil(t);
  struct Last {
    Thread& t;
    List* taken;
    bool written;
  } last{t, take_what_sys_has(t), written};
  if (!last.taken) clear_pending(t);
  run_all_finalizers(
      [](void* arg) {
        auto* l = static_cast<Last*>(arg);
        if (l->written && !flush_stream(l->t, "stdout")) l->written = false;
        let_go_of(l->t, l->taken);
      },
      &last);
  if (last.written && !flush_stream(t, "stdout")) last.written = false;
  written = last.written;
  return written || code == kEndedByInterrupt ? code : kOutputLost;
}

}  // namespace sidewinder
