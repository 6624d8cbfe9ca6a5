#include "interpreter/execution/trace_events.h"

#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/exact_places.h"
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

bool places_are_exact = false;

void update_tracing(Thread& t) {
  bool gives_events = !t.tracing && (t.trace_function || t.profile_function);
  if (gives_events || places_are_exact) return ask_thread(t, kRequestTracing);
  __atomic_and_fetch(&t.request, ~uint32_t(kRequestTracing), __ATOMIC_SEQ_CST);
  allow_frames(t);
}

namespace {

// What runs now was entered by a loop that does not trace; each frame's end leads back to one that does.
void watch_frames(Thread& t) {
  for (FrameHeader* h = real_frame(t.frame); h; h = real_frame(h->caller)) h->flags |= kFrameWatched;
  abort_recording(t);
}

}  // namespace

void set_exact_places(bool exact) {
  places_are_exact = exact;
  for (Thread* t = first_thread(); t; t = next_thread(*t)) update_tracing(*t);
  if (exact) watch_frames(current_thread());
}

namespace {

void set_function(Thread& t, void*& place, Object*& place_of_self, TraceFunction function, Object* self) {
  place = reinterpret_cast<void*>(function);
  place_of_self = function ? self : nullptr;
  update_tracing(t);
  if (function) watch_frames(t);
}

// A frame's line while a function is called for it: f_lineno says it, whatever the pc is.
class EventScope {
 public:
  EventScope(Thread& t, FrameObject* frame, TraceEvent what, int line) : t_(t), frame_(frame), before_(t.tracing_what) {
    t.tracing_what = int(what);
    ++t.tracing;
    update_tracing(t);
    frame->line = line;
  }
  ~EventScope() {
    frame_->line = 0;
    --t_.tracing;
    t_.tracing_what = before_;
    update_tracing(t_);
  }
  EventScope(const EventScope&) = delete;

 private:
  Thread& t_;
  FrameObject* frame_;
  int before_;
};

struct Receiver {
  void* function;
  Object* self;
};
Receiver tracer(const Thread& t) { return {t.trace_function, t.trace_object}; }
Receiver profiler(const Thread& t) { return {t.profile_function, t.profile_object}; }

Status give(Thread& t, Receiver to, FrameHeader* h, TraceEvent what, Object* argument, int line) {
  if (!to.function || t.tracing) return Status::ok();
  FrameObject* frame = TRY(frame_object_of(t, h));
  EventScope scope(t, frame, what, line);
  if (reinterpret_cast<TraceFunction>(to.function)(to.self, frame, int(what), argument) < 0) return Raised{};
  return Status::ok();
}

// To both, for one place of the code.
Status give_both(Thread& t, FrameHeader* h, TraceEvent what, Object* argument, int line) {
  TRY(give(t, tracer(t), h, what, argument, line));
  return give(t, profiler(t), h, what, argument, line);
}

// While the instruction at pc is the current one, though it has not begun.
class AtEvent {
 public:
  explicit AtEvent(FrameHeader* h) : h_(h) { h->flags |= kFrameAtEvent; }
  ~AtEvent() { h_->flags &= ~uint32_t(kFrameAtEvent); }
  AtEvent(const AtEvent&) = delete;

 private:
  FrameHeader* h_;
};

bool is_new(const FrameHeader* h) {
  const Instr* at = h->pc;
  while (at > h->code->instructions && is_prologue(Opcode(at[-1].op))) --at;
  return at == h->code->instructions;
}

// f_lineno of 'call': the line of the definition; of a generator that goes on, that of its yield.
int line_of_call(const FrameHeader* h) {
  if (!is_new(h)) return h->code->line_of(h->pc - 1);
  bool is_module = !(h->code->flags & kCodeNewLocals) && h->code->name == intern("<module>");
  return is_module ? FrameObject::kLineZero : h->code->first_line;
}

}  // namespace

void set_trace_function(Thread& t, TraceFunction function, Object* self) {
  set_function(t, t.trace_function, t.trace_object, function, self);
}
void set_profile_function(Thread& t, TraceFunction function, Object* self) {
  set_function(t, t.profile_function, t.profile_object, function, self);
}

bool is_prologue(Opcode op) {
  return op == Opcode::copy_free_ || op == Opcode::make_cell_ || op == Opcode::return_generator_;
}

Status trace_call(Thread& t, FrameHeader* h) {
  h->flags &= ~uint32_t(kFrameCallDue);
  return give_both(t, h, TraceEvent::Call, none(), line_of_call(h));
}

Status trace_instruction(Thread& t, FrameHeader* h, const Instr* previous) {
  FrameObject* frame = h->object;
  if (!frame || !frame->trace) return Status::ok();
  AtEvent at(h);
  const Instr* pc = h->pc;
  int line = h->code->line_of(pc);
  if (line >= 0 && frame->trace_lines) {
    int last_line = previous ? h->code->line_of(previous) : -1;
    bool is_backwards = previous && pc < previous && Opcode(pc->op) != Opcode::send_;
    if (line != last_line || is_backwards) TRY(give(t, tracer(t), h, TraceEvent::Line, none(), line));
  }
  if (frame->trace_opcodes) TRY(give(t, tracer(t), h, TraceEvent::Opcode, none(), h->code->line_of(h->pc)));
  return Status::ok();
}

Status trace_return(Thread& t, FrameHeader* h, Object* value) {
  if (!is_visible(h) || h->flags & kFrameCallDue) return Status::ok();
  if (value) {
    AtEvent at(h);
    return give_both(t, h, TraceEvent::Return, value, h->code->line_of(h->pc));
  }
  BaseException* pending = take_pending(t);
  TRY(give_both(t, h, TraceEvent::Return, nullptr, h->code->line_of(h->pc - 1)));
  set_pending(t, pending);
  return Status::ok();
}

void trace_exception(Thread& t, FrameHeader* h) {
  if (!t.trace_function || t.tracing) return;
  BaseException* pending = take_pending(t);
  Object* traceback = pending->traceback ? pending->traceback : none();
  Object* parts[] = {pending->cls, pending, traceback};
  Tuple* argument = new_tuple(parts, 3);
  if (!argument || give(t, tracer(t), h, TraceEvent::Exception, argument, h->code->line_of(h->pc - 1)).failed()) return;
  set_pending(t, pending);
}

Status trace_native_call(Thread& t, FrameHeader* h, TraceEvent what, Object* callee) {
  if (what != TraceEvent::CCall) return give(t, profiler(t), h, what, callee, h->code->line_of(h->pc - 1));
  AtEvent at(h);
  return give(t, profiler(t), h, what, callee, h->code->line_of(h->pc));
}

}  // namespace sidewinder
