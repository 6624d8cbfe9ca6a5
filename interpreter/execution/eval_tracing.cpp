// The loop for a thread that has trace functions (sys.settrace, sys.setprofile): every instruction as on Direct, with
// the events that CPython gives before and after it. README.md, "Tracing".
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/exact_places.h"
#include "interpreter/execution/ops/all.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/execution/traced_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/function/frame_object.h"

namespace sidewinder {

Next step_traced(Thread& t, FrameHeader* h) {
  PyDirect m{t};
  Frame<PyDirect> f(h);
  const Instr* at = f.pc;
  Next next;
  do {
    Instr in = *f.pc++;
    if (places_are_exact) f.sync();
    next = sidewinder::step(m, f, in);
    // once more with a cache that was filled
  } while (next == Next::Go && f.pc == at && Opcode(at->op) != Opcode::jump_back_);
  if (next == Next::Go) f.sync();
  return next;
}

namespace {

constexpr Instr kTracedStart[] = {{uint16_t(Opcode::nop_), 0, 0, 0}, {uint16_t(Opcode::traced_start_), 0, 0, 0}};

class TracingLoop {
 public:
  explicit TracingLoop(Thread& t) : t_(t) { arrive(); }
  Object* run();

 private:
  void arrive();
  void arrive_at_handler();
  Next instruction(FrameHeader* h);
  Next execute(FrameHeader* h);
  Next leave(FrameHeader* h, Object* value);
  Next yield(FrameHeader* h);
  Next send(FrameHeader* h);
  Next end_of_iterator(FrameHeader* h);
  void tell_of_stop(FrameHeader* h);
  Next fail();

  Thread& t_;
  const Instr* previous_ = nullptr;  // before pc in the current frame; null: none, or an exception led here
  const Instr* at_ = nullptr;        // the instruction that is executed, after a jump the one that was jumped to
};

Object* TracingLoop::run() {
  while (is_tracing(t_)) {
    FrameHeader* h = t_.frame;
    at_ = h->pc;
    Next next = instruction(h);
    if (next == Next::Return) return t_.eval_result;
    if (next == Next::Unwind) {
      if (!unwind(t_)) return nullptr;
      arrive_at_handler();
    } else if (t_.frame == h) {
      previous_ = at_;
    } else {
      arrive();
    }
  }
  return other_loop();
}

// In a frame that was entered, or goes on behind the instruction that called another.
void TracingLoop::arrive() {
  leave_traced_start(t_);
  FrameHeader* h = t_.frame;
  previous_ = h->pc > h->code->instructions && !is_prologue(Opcode(h->pc[-1].op)) ? h->pc - 1 : nullptr;
}

// The exception was raised where the frame object says; what frames are traced have one.
void TracingLoop::arrive_at_handler() {
  FrameHeader* h = t_.frame;
  previous_ = h->object ? h->object->pc - 1 : nullptr;
}

Next TracingLoop::instruction(FrameHeader* h) {
  h->flags &= ~uint32_t(kFrameWatched);
  if (!is_visible(h)) return execute(h);
  if (h->flags & kFrameCallDue) {
    if (is_prologue(Opcode(h->pc->op))) return step_traced(t_, h);
    if (previous_ && is_prologue(Opcode(previous_->op))) previous_ = nullptr;
    if (trace_call(t_, h).failed()) return Next::Unwind;
  }
  if (trace_instruction(t_, h, previous_).failed()) {
    ++h->pc;
    return Next::Unwind;
  }
  return execute(h);
}

Next TracingLoop::execute(FrameHeader* h) {
  at_ = h->pc;
  switch (Opcode(h->pc->op)) {
    case Opcode::return_r: return leave(h, h->registers()[h->pc->b]);
    case Opcode::return_c: return leave(h, h->code->constants->items[h->pc->b]);
    case Opcode::yield_value_: return yield(h);
    case Opcode::send_: return send(h);
    case Opcode::after_next_raised_: return end_of_iterator(h);
    default: break;
  }
  if (t_.profile_function && is_call_of_native(h)) return profiled_call(t_, h) ? Next::Go : Next::Unwind;
  return step_traced(t_, h);
}

// What `return` raised passes by the frame's handlers.
Next TracingLoop::fail() {
  FrameHeader* h = t_.frame;
  bool entry = h->flags & kFrameEntry;
  if (h->flags & kFrameOfGenerator) {
    entry = generator_finish(t_, nullptr);
  } else {
    pop_frame(t_);
  }
  t_.eval_result = nullptr;
  return entry ? Next::Return : Next::Unwind;
}

Next TracingLoop::leave(FrameHeader* h, Object* value) {
  if (trace_return(t_, h, value).failed()) return fail();
  bool ends_loop = h->flags & kFrameOfGenerator && Generator::of(h)->mode == ResumeMode::ForIter && value != none();
  Next next = step_traced(t_, h);
  if (ends_loop && next == Next::Go && t_.trace_function) {
    (void)raise_stop_iteration(t_, value);
    tell_of_stop(t_.frame);
  }
  return next;
}

// `for` sees the StopIteration that is pending, and ends.
void TracingLoop::tell_of_stop(FrameHeader* h) {
  if (is_visible(h)) trace_exception(t_, h);
  clear_pending(t_);
}

Next TracingLoop::yield(FrameHeader* h) {
  const Instr* at = h->pc;
  if (trace_return(t_, h, h->registers()[at->b]).failed()) return fail();
  const Instr* after = h->pc;
  h->pc = at;
  Next next = step_traced(t_, h);
  if (after != at) h->pc = after;  // the trace function has jumped: the generator goes on there
  return next;
}

// What raises StopIteration: a coroutine, which has send() alone; a generator that ends with a value, or after one was
// sent to it; a __next__ method in Python; the awaitables of asynchronous generators.
Next TracingLoop::send(FrameHeader* h) {
  Instr in = *h->pc;
  Object* iterator = h->registers()[in.b];
  bool has_sent = h->registers()[in.c] != none();
  Next next = step_traced(t_, h);
  if (next != Next::Go || h->registers()[in.a] != exhausted() || !t_.trace_function) return next;
  Object* value = h->registers()[in.a + 1];
  bool raises = is_plain_generator(iterator) ? is_coroutine(iterator) || has_sent || value != none()
                                             : iterator->cls->flags & kTypeHeap || is_async_awaitable(iterator);
  if (!raises) return next;
  (void)raise_stop_iteration(t_, value == none() ? nullptr : value);
  tell_of_stop(h);
  return next;
}

// A __next__ method in Python has raised StopIteration: `for` sees it.
Next TracingLoop::end_of_iterator(FrameHeader* h) {
  Object* exception = h->registers()[0];
  FrameHeader* caller = visible_frame(h->caller);
  if (caller && is_instance(exception, &exceptions::StopIteration)) {
    set_pending(t_, static_cast<BaseException*>(exception));
    tell_of_stop(caller);
  }
  return step_traced(t_, h);
}

}  // namespace

const Instr* traced_start() { return &kTracedStart[1]; }

void leave_traced_start(Thread& t) {
  if (t.frame->pc == traced_start()) t.frame->pc = t.frame->code->instructions;
}

Object* run_tracing(Thread& t) { return TracingLoop(t).run(); }

}  // namespace sidewinder
