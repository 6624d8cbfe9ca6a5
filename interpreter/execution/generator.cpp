// A generator's frame: made from the frame of the call, resumed in place, left by yield, return or an exception. What
// Python sees of it is in objects/function/generator_methods.cpp.
#include "interpreter/objects/function/generator.h"

#include <cstring>

#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/collection.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/only_holder.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

const char* generator_kind(const Generator* g) {
  if (is_coroutine(g)) return "coroutine";
  return is_async_generator(g) ? "async generator" : "generator";
}

namespace {

Type* class_for(const Code* code) {
  if (code->flags & kCodeCoroutine) return &coroutine_type;
  return code->flags & kCodeAsyncGenerator ? &async_generator_type : &generator_type;
}

// ((filename, line, name), ...) of the callers of a new coroutine, at most as many as
// sys.set_coroutine_origin_tracking_depth() has said.
Object* coroutine_origin(Thread& t, FrameHeader* caller) {
  List* places = TRY(new_list(t));
  for (FrameHeader* h = visible_frame(caller); h && places->size < t.coroutine_origin_depth;
       h = visible_frame(h->caller)) {
    int line = h->code->line_of(h->pc - 1);
    Object* place[] = {h->code->filename, line < 0 ? none() : int_from_int64(line), h->code->name};
    TRY(list_append(t, places, TRY(new_tuple(place, 3))));
  }
  return tuple_from_iterable(t, places);
}

// `caller`: the frame that calls its function.
Status finish_coroutine(Thread& t, Generator* g, FrameHeader* caller) {
  if (t.coroutine_origin_depth) g->origin_or_finalizer = TRY(coroutine_origin(t, caller));
  return register_generator_finalizer(t, g);
}

// Is the frame suspended where leaving it for good runs code: in try or with, or in a delegation to an object whose
// class has a close() in Python?
bool is_in_protected_code(Generator* g) {
  if (has_handler(&g->header)) return true;
  Object* inner = g->yield_from;
  return inner && inner->cls->data->is_heap && type_lookup(inner->cls, intern("close"));
}

}  // namespace

static Generator* allocate_generator(const Function* function) {
  const Code* code = function->code;
  size_t registers = code->register_count;
  auto* g = new_object<Generator>(class_for(code), sizeof(Generator) + registers * sizeof(Object*));
  if (!g) return nullptr;
  g->name = function->name;
  g->qualname = function->qualname;
  g->state = GeneratorState::Created;
  return g;
}

Generator* new_suspended_generator(Thread& t, Function* function) {
  Generator* g = allocate_generator(function);
  if (!g) return nullptr;
  if (is_coroutine(g) && finish_coroutine(t, g, t.frame).failed()) return nullptr;
  g->header.function = function;
  g->header.code = function->code;
  g->header.pc = function->code->instructions;
  g->header.kind = FrameKind::Generator;
  g->header.flags = kFrameOfGenerator;
  return g;
}

Generator* generator_from_frame(Thread& t) {
  FrameHeader* h = t.frame;
  Generator* g = allocate_generator(h->function);
  if (!g) return nullptr;
  if (is_coroutine(g) && finish_coroutine(t, g, h->caller).failed()) return nullptr;
  g->header = *h;
  // Temporaries are garbage in the frame stack; here they must not keep anything alive.
  std::memcpy(g->registers(), h->registers(), h->code->first_temporary * sizeof(Object*));
  g->header.caller = nullptr;
  g->header.kind = FrameKind::Generator;
  g->header.flags = kFrameOfGenerator;
  g->header.top = nullptr;
  if (h->object) move_frame_object(h, &g->header);
  return g;
}

Object* generator_of_current_frame(Thread& t) {
  Generator* g = generator_from_frame(t);
  if (!g) return nullptr;
  FrameHeader* h = t.frame;
  uint16_t result = h->result_register;
  if (h->flags & kFrameEntry) {  // called from C++: the entry frame stays, and returns the generator
    // Its code is replaced by a continuation of one instruction that returns register 0.
    h->function = nullptr;
    h->code = continuations.after_ignore;
    h->kind = FrameKind::Continuation;
    h->registers()[0] = g;
    h->pc = h->code->instructions + 1;  // after_return
    return g;
  }
  pop_frame(t);
  t.frame->registers()[result] = g;
  note_made(t.frame, g);
  return g;
}

// Its frame above the current one.
static void push_generator_frame(Thread& t, Generator* g, uint16_t result_register, ResumeMode mode) {
  FrameHeader* caller = t.frame;
  g->header.caller = caller;
  g->header.top = caller->top;
  g->header.result_register = result_register;
  g->header.flags = kFrameOfGenerator | (mode == ResumeMode::Native ? uint32_t(kFrameEntry) : 0);
  g->state = GeneratorState::Running;
  g->mode = mode;
  t.frame = &g->header;
}

void generator_link(Thread& t, Generator* g) {
  g->handled.previous = t.handled;
  t.handled = &g->handled;
}
static void unlink(Thread& t, Generator* g) {
  t.handled = g->handled.previous;
  g->handled.previous = nullptr;
}

void generator_rejoin(Thread& t, Generator* g, uint16_t result_register, ResumeMode mode) {
  --t.recursion_remaining;
  push_generator_frame(t, g, result_register, mode);
  if (!g->handled.previous) generator_link(t, g);
}

bool generator_enter(Thread& t, Generator* g, Object* sent, uint16_t result_register, ResumeMode mode, bool* finished) {
  *finished = false;
  if (g->state == GeneratorState::Running) {
    raise_value_error(t, "%s already executing", generator_kind(g));
    return false;
  }
  if (g->state == GeneratorState::Finished) {
    if (is_coroutine(g)) raise(t, exceptions::RuntimeError, "cannot reuse already awaited coroutine");
    else *finished = true;
    return false;
  }
  if (g->state == GeneratorState::Created) {
    if (sent && sent != none()) {
      raise_type_error(t, "can't send non-None value to a just-started %s", generator_kind(g));
      return false;
    }
  } else if (sent) {
    const Instr& suspended = g->header.pc[-1];  // a yield_value, unless a trace function has jumped away from it
    if (suspended.op == uint16_t(Opcode::yield_value_)) g->registers()[suspended.a] = sent;
  }
  if (--t.recursion_remaining < 0 && recursion_limit_hit(t)) {
    ++t.recursion_remaining;
    return false;
  }
  g->collects_when_left = g->state == GeneratorState::SuspendedWhenCollected;
  push_generator_frame(t, g, result_register, mode);
  if (is_tracing(t)) g->header.flags |= kFrameCallDue;
  generator_link(t, g);
  return true;
}

namespace {
void generator_pop(Thread& t, Generator* g) {
  unlink(t, g);
  t.frame = g->header.caller;
  g->header.caller = nullptr;
  g->header.top = nullptr;
  ++t.recursion_remaining;
}

// SuspendedWhenCollected. What it finds due runs at the next boundary.
PY_NOINLINE void collect_what_it_held(Thread& t, Generator* g) {
  g->collects_when_left = false;
  collect_directly(t);
}

// A StopIteration that leaves the frame would look like its end (PEP 479, PEP 525).
void replace_stop(Thread& t, const Generator* g) {
  const char* stop = nullptr;
  if (pending_matches(t, exceptions::StopIteration)) stop = "StopIteration";
  else if (is_async_generator(g) && pending_matches(t, exceptions::StopAsyncIteration)) stop = "StopAsyncIteration";
  if (!stop) return;
  auto* cause = take_pending(t);
  raise(t, exceptions::RuntimeError, "%s raised %s", generator_kind(g), stop);
  auto* error = reinterpret_cast<BaseException*>(t.pending);
  error->cause = cause;
  error->context = cause;
  error->suppress_context = true;
}
}  // namespace

// Is there something to do if nobody goes on with it?
static void note_suspension(Thread& t, Generator* g) {
  g->state = GeneratorState::Suspended;
  if (!g->finalizer && is_in_protected_code(g) && register_generator_finalizer(t, g).failed()) clear_pending(t);
}
static void note_end(Thread& t, Generator* g) {
  if (g->header.object) end_frame_object(t, &g->header);
  g->state = GeneratorState::Finished;
  if (g->finalizer) unregister_generator_finalizer(g);
  std::memset(g->registers(), 0, g->header.code->register_count * sizeof(Object*));
}

void generator_suspended(Thread& t, Generator* g) {
  note_suspension(t, g);
  if (g->handled.previous) unlink(t, g);
}
void generator_ended(Thread& t, Generator* g) {
  note_end(t, g);
  if (g->handled.previous) unlink(t, g);
}
void generator_raised(Thread& t, Generator* g) {
  note_end(t, g);
  replace_stop(t, g);
  if (g->handled.previous) unlink(t, g);
}

namespace {

// What was yielded belongs to whoever asked for it: a temporary would keep it while the generator is suspended.
void forget_what_was_yielded(Generator* g) {
  const Instr& in = g->header.pc[-1];
  if (Opcode(in.op) == Opcode::yield_value_ && in.b >= g->header.code->first_temporary) g->registers()[in.b] = nullptr;
}

}  // namespace

bool generator_yield(Thread& t, Object* value) {
  Generator* g = Generator::of(t.frame);
  if (g->collects_when_left) [[unlikely]]
    collect_what_it_held(t, g);
  note_suspension(t, g);
  forget_what_was_yielded(g);
  generator_pop(t, g);
  if (g->mode == ResumeMode::Native) {
    t.eval_result = value;
    return true;
  }
  t.frame->registers()[g->header.result_register] = value;
  return false;
}
bool yield_current_frame(Thread& t, Object* value) { return generator_yield(t, value); }

bool generator_finish(Thread& t, Object* value) {
  Generator* g = Generator::of(t.frame);
  if (g->collects_when_left) [[unlikely]]
    collect_what_it_held(t, g);
  note_end(t, g);
  if (!value) replace_stop(t, g);
  generator_pop(t, g);
  if (g->mode == ResumeMode::Native) {
    t.eval_result = value;
    return true;
  }
  if (t.frame->kind == FrameKind::Generator && g->mode == ResumeMode::Send)
    Generator::of(t.frame)->yield_from = nullptr;
  if (value) {
    uint16_t result = g->header.result_register;
    t.frame->registers()[result] = exhausted();
    if (g->mode == ResumeMode::Send) t.frame->registers()[result + 1] = value;
  }
  return false;
}

Lookup generator_send(Thread& t, Generator* g, Object* sent, Object** result) {
  bool finished;
  if (result) *result = none();
  if (!native_stack_left(t)) return Raised{};
  // What a signal's handler raises where a suspended frame goes on is raised in that frame.
  if (is_suspended(g->state) && check_signals(t).failed()) {
    Object* exception = take_pending(t);
    Object* value;
    return generator_throw(t, g, Args{&exception, 1}, result ? result : &value);
  }
  if (!generator_enter(t, g, sent, kNoRegister, ResumeMode::Native, &finished)) {
    if (finished) return Lookup::missing();
    return Raised{};
  }
  Object* value = run(t);
  if (!value) return Raised{};
  if (g->state != GeneratorState::Finished) return value;
  if (result) *result = value;
  return Lookup::missing();
}

}  // namespace sidewinder
