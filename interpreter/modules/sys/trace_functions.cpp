// Functions in Python as trace functions (execution/trace_events.h).
#include "interpreter/execution/let_go.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// What the function has raised comes from the line of the event, whose instruction may not have begun.
void add_event_to_traceback(Thread& t, FrameObject* frame) {
  FrameHeader* h = frame->frame;
  if (!h) return;
  int line = frame->current_line();
  add_traceback_entry(t, frame, h->pc + (h->flags & kFrameAtEvent ? 1 : 0));
  if (line >= 0 && t.pending_traceback) static_cast<Traceback*>(t.pending_traceback)->line = line;
}

// What f_locals has said is brought up to date before, and what was changed there afterwards changes the frame.
Object* call_with_event(Thread& t, Object* function, FrameObject* frame, int what, Object* argument) {
  static const char* const names[] = {"call",   "exception",   "line",     "return",
                                      "c_call", "c_exception", "c_return", "opcode"};
  if (frame->locals) TRY(frame_locals(t, frame));
  Object* values[] = {frame, intern(names[what]), argument ? argument : none()};
  Object* result = call(t, function, Args{values, 3});
  write_back_locals(frame);
  if (!result) add_event_to_traceback(t, frame);
  return result;
}

// Of a frame's first event the thread's function; then what that has returned, or f_trace has been set to.
int trace_in_python(Object* self, FrameObject* frame, int what, Object* argument) {
  Thread& t = current_thread();
  Object* function = TraceEvent(what) == TraceEvent::Call ? self : frame->trace;
  if (!function) return 0;
  Object* result = call_with_event(t, function, frame, what, argument);
  if (!result) {
    set_trace_function(t, nullptr, nullptr);
    frame->trace = nullptr;
    return -1;
  }
  if (result != none()) frame->trace = result;
  return 0;
}

int profile_in_python(Object* self, FrameObject* frame, int what, Object* argument) {
  Thread& t = current_thread();
  if (call_with_event(t, self, frame, what, argument)) return 0;
  set_profile_function(t, nullptr, nullptr);
  return -1;
}

Object* or_none(Object* o) { return o ? o : none(); }

using SetFunction = void (*)(Thread& t, TraceFunction function, Object* self);

// What was there before ends first, while there is none; that may not set one itself. So does what was dropped before
// there was one: with counts its callbacks have run long ago, untraced. `kind` is for the message.
Status replace_function(Thread& t, SetFunction set, TraceFunction in_python, Object* before, Object* function,
                        const char* kind) {
  static bool is_under_way[2];
  bool& mine = is_under_way[set == set_profile_function];
  if (mine)
    return raise(t, exceptions::RuntimeError,
                 "Cannot install a %s function while another %s function is being installed", kind, kind);
  set(t, nullptr, nullptr);
  Object* const needed[] = {function};
  constexpr int kMostBetween = 5;  // besides those that StillNeeded counts: this function
  mine = true;
  if (!before && function != none())
    end_what_was_dropped(t, t.frame->pc, {.objects = needed, .most_between = kMostBetween});
  if (before && before != function && may_be_noticed(before))
    end_what_was_let_go(t, before, {.objects = needed, .most_between = kMostBetween});
  mine = false;
  if (function != none()) set(t, in_python, function);
  return Status::ok();
}

Status sys_settrace(Thread& t, Object* function) {
  TRY(audit(t, "sys.settrace"));
  return replace_function(t, set_trace_function, trace_in_python, t.trace_object, function, "trace");
}
Object* sys_gettrace(Thread& t) { return or_none(t.trace_object); }

Status sys_setprofile(Thread& t, Object* function) {
  TRY(audit(t, "sys.setprofile"));
  return replace_function(t, set_profile_function, profile_in_python, t.profile_object, function, "profile");
}
Object* sys_getprofile(Thread& t) { return or_none(t.profile_object); }

// As if no trace function were being called; but only from the next sys.settrace() on is anything traced.
Object* sys_call_tracing(Thread& t, Object* function, Tuple* arguments) {
  int before = t.tracing;
  t.tracing = 0;
  Object* result = call_with_tuple(t, function, arguments, nullptr);
  t.tracing = before;
  update_tracing(t);
  return result;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sys/trace_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX sys
#define NATIVE_NAME "sys"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const sys_trace_functions = sys_method_rows;

}  // namespace sidewinder
