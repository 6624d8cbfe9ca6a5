// throw() and close() of generators, and how a `yield from` passes them on to the iterator it delegates to.
#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

bool is_exception_class(Object* o) {
  return has_flag(o, kTypeType) && is_subtype(reinterpret_cast<Type*>(o), &exceptions::BaseException);
}

bool is_generator_exit(Object* thrown) {
  if (is_exception_class(thrown)) return is_subtype(reinterpret_cast<Type*>(thrown), &exceptions::GeneratorExit);
  return is_instance(thrown, &exceptions::GeneratorExit);
}

// The exception that throw(*given) means.
// `*is_thrown`: where making it fails, that exception is thrown instead.
Object* thrown_exception(Thread& t, Args given, bool* is_thrown) {
  Object* value = given.or_default(1, none());
  Object* traceback = given.or_default(2, none());
  if (traceback != none() && traceback->cls != &traceback_type)
    return raise_type_error(t, "throw() third argument must be a traceback object");
  Object* exception = given[0];
  if (is_exception_class(exception)) {
    *is_thrown = true;
    auto* cls = reinterpret_cast<Type*>(exception);
    if (value == none()) exception = TRY(call(t, cls));
    else if (is_instance(value, cls)) exception = value;
    else if (has_flag(value, kTypeTuple)) exception = TRY(call_with_tuple(t, cls, static_cast<Tuple*>(value), nullptr));
    else exception = TRY(call(t, cls, value));
    if (!has_flag(exception, kTypeBaseException))
      return raise_type_error(t, "calling %R should have returned an instance of BaseException, not %R", cls,
                              static_cast<Object*>(exception->cls));
  } else if (has_flag(exception, kTypeBaseException)) {
    if (value != none()) return raise_type_error(t, "instance exception may not have a separate value");
  } else {
    return raise_type_error(t, "exceptions must be classes or instances deriving from BaseException, not %T",
                            exception);
  }
  if (!has_flag(exception, kTypeBaseException))
    return raise_type_error(t, "exceptions must be classes or instances deriving from BaseException, not %T",
                            exception);
  if (traceback != none()) static_cast<BaseException*>(exception)->traceback = traceback;
  return exception;
}

// Runs the generator, whose frame is the current one.
Lookup run_entered(Thread& t, Generator* g, Object** result) {
  Object* value = run(t);
  if (!value) return Raised{};
  if (g->state != GeneratorState::Finished) return value;
  *result = value;
  return Lookup::missing();
}

// The pending exception is raised where the generator stands.
Lookup raise_inside(Thread& t, Generator* g, Object** result) {
  auto* exception = take_pending(t);
  if (g->state == GeneratorState::Finished) {
    if (is_coroutine(g)) return raise(t, exceptions::RuntimeError, "cannot reuse already awaited coroutine");
    set_pending(t, exception);
    return Raised{};
  }
  bool finished;
  g->yield_from = nullptr;
  if (!generator_enter(t, g, nullptr, kNoRegister, ResumeMode::Native, &finished)) return Raised{};
  if (is_tracing(t) && trace_call(t, &g->header).failed()) {
    generator_finish(t, nullptr);
    return Raised{};
  }
  // Of what is being handled only the generator's own exception becomes the context, not its caller's.
  if (g->handled.exception) raise_object(t, exception);
  else set_pending(t, exception);
  return unwind(t) ? run_entered(t, g, result) : Lookup(Raised{});
}

// The iterator of a `yield from` has ended with `value`: the generator goes on behind it. The compiler's shape
// (compiler/README.md): send, for_end, yield_value, and then pc; the value is expected behind send's first register, at
// for_end's target.
Lookup go_on_behind_yield_from(Thread& t, Generator* g, Object* value, Object** result) {
  bool finished;
  g->yield_from = nullptr;
  const Instr* pc = g->header.pc;
  if (!generator_enter(t, g, nullptr, kNoRegister, ResumeMode::Native, &finished)) return Raised{};
  g->header.flags &= ~uint32_t(kFrameCallDue);  // no event: it goes on within the instruction
  PY_CHECK(pc[-3].op == uint16_t(Opcode::send_) && pc[-2].op == uint16_t(Opcode::for_end_));
  g->registers()[pc[-3].a + 1] = value;
  g->header.pc = pc - 1 + pc[-2].offset();
  return run_entered(t, g, result);
}

// While something is thrown into what a generator delegates to, its frame is seen as the caller's callee.
class DelegatingFrame {
 public:
  DelegatingFrame(Thread& t, Generator* g) : t_(t), g_(g) {
    g->header.caller = t.frame;
    g->header.top = t.frame->top;
    t.frame = &g->header;
  }
  ~DelegatingFrame() {
    t_.frame = g_->header.caller;
    g_->header.caller = nullptr;
    g_->header.top = nullptr;
  }

 private:
  Thread& t_;
  Generator* g_;
};

// close() of what a generator delegates to.
Status close_iterator(Thread& t, Object* iterator) {
  if (is_plain_generator(iterator)) return generator_close(t, static_cast<Generator*>(iterator));
  Lookup close = find_attribute(t, iterator, intern("close"));
  if (close.failed()) report_unraisable(t, iterator);  // the generator's own end goes on
  if (close.found() && !call(t, close.value)) return Raised{};
  return Status::ok();
}

}  // namespace

Lookup generator_throw(Thread& t, Generator* g, Args given, Object** result, bool closes_inner_on_exit) {
  *result = none();
  if (!native_stack_left(t)) return Raised{};
  if (g->state == GeneratorState::Running) return raise_value_error(t, "%s already executing", generator_kind(g));
  Object* inner = is_suspended(g->state) ? g->yield_from : nullptr;
  if (inner && closes_inner_on_exit && is_generator_exit(given[0])) {
    g->state = GeneratorState::Running;
    Status closed = close_iterator(t, inner);
    g->state = GeneratorState::Suspended;
    if (closed.failed()) return raise_inside(t, g, result);
  } else if (inner) {
    Lookup next = Lookup::missing();
    Object* value = none();
    g->state = GeneratorState::Running;
    bool delegated = true;
    {
      DelegatingFrame here(t, g);
      if (is_plain_generator(inner)) {
        next = generator_throw(t, static_cast<Generator*>(inner), given, &value, closes_inner_on_exit);
      } else {
        Lookup method = find_attribute(t, inner, intern("throw"));
        if (method.found()) next = Lookup(call(t, method.value, given));
        else if (method.failed()) next = Raised{};
        else delegated = false;
        if (next.failed() && method.found() && pending_matches(t, exceptions::StopIteration)) {
          value = static_cast<StopIterationObject*>(take_pending(t))->value;
          next = Lookup::missing();
        }
      }
    }
    g->state = GeneratorState::Suspended;
    if (next.found()) return next;
    if (next.failed()) return raise_inside(t, g, result);
    if (delegated) return go_on_behind_yield_from(t, g, value ? value : none(), result);
  }
  bool is_thrown = false;
  Object* exception = thrown_exception(t, given, &is_thrown);
  if (!exception && is_thrown) return raise_inside(t, g, result);
  if (!exception) return Raised{};
  set_pending(t, static_cast<BaseException*>(exception));
  return raise_inside(t, g, result);
}

Status generator_close(Thread& t, Generator* g) {
  if (g->state == GeneratorState::Created) {
    if (g->header.object) end_frame_object(t, &g->header);
    if (g->finalizer) unregister_generator_finalizer(g);
    g->state = GeneratorState::Finished;
  }
  if (g->state == GeneratorState::Finished) return Status::ok();
  Object* exit = &exceptions::GeneratorExit;
  Object* result;
  Lookup next = generator_throw(t, g, Args{&exit, 1}, &result);
  if (next.found()) return raise(t, exceptions::RuntimeError, "%s ignored GeneratorExit", generator_kind(g));
  if (next.failed()) {
    if (!pending_matches(t, exceptions::GeneratorExit) && !pending_matches(t, exceptions::StopIteration))
      return Raised{};
    clear_pending(t);
  }
  return Status::ok();
}

}  // namespace sidewinder
