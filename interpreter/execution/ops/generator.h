// Generators: creation, yield, resumption from for and from `yield from`.
#pragma once

#include "interpreter/execution/ops/exception.h"
#include "interpreter/execution/ops/iterators.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/objects/function/generator.h"

namespace sidewinder {

namespace help {
Object* yield_from_iter(Thread& t, Object* o);
// the iterator of an awaitable; source: 1 of __aenter__, 2 of __aexit__, which errors name
Object* get_awaitable(Thread& t, Object* o, int64_t source);
Object* get_aiter(Thread& t, Object* o);
Object* get_anext(Thread& t, Object* iterator);
Object* async_wrap(Thread& t, Object* value);
Object* generator_next(Thread& t, Object* generator, Object* sent);  // nested eval loop: value or marker
// What a trace does of generators that it runs: see objects/function/generator.h.
Object* root_generator(Thread& t);  // whose frame the trace's own is
Object* new_suspended_generator(Thread& t, Object* function);
void generator_link(Thread& t, Object* generator);
void generator_keeps_frame_object(Thread& t, Object* generator, Object* object);
void generator_suspended(Thread& t, Object* generator);
void generator_ended(Thread& t, Object* generator);
void generator_raised(Thread& t, Object* generator);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper yield_from_iter_row{"yield_from_iter", &help::yield_from_iter, kAny};
inline constexpr TypedHelper get_awaitable_row{"get_awaitable", &help::get_awaitable, kAny};
inline constexpr TypedHelper get_aiter_row{"get_aiter", &help::get_aiter, kAny};
inline constexpr TypedHelper get_anext_row{"get_anext", &help::get_anext, kAny};
inline constexpr TypedHelper async_wrap_row{"async_wrap", &help::async_wrap, kRaising};
inline constexpr TypedHelper generator_next_row{"generator_next", &help::generator_next, kAny};
inline constexpr TypedHelper root_generator_row{"root_generator", &help::root_generator,
                                                kEffectTakesThread | kEffectReads};
inline constexpr TypedHelper new_suspended_generator_row{"new_suspended_generator", &help::new_suspended_generator,
                                                         kEffectTakesThread | kEffectReads};
inline constexpr TypedHelper generator_link_row{"generator_link", &help::generator_link, kThreadState};
inline constexpr TypedHelper generator_keeps_frame_object_row{"generator_keeps_frame_object",
                                                              &help::generator_keeps_frame_object, kThreadState};
inline constexpr TypedHelper generator_suspended_row{"generator_suspended", &help::generator_suspended, kThreadState};
inline constexpr TypedHelper generator_ended_row{"generator_ended", &help::generator_ended, kThreadState};
inline constexpr TypedHelper generator_raised_row{"generator_raised", &help::generator_raised, kThreadState};
}  // namespace helpers

// In a trace: what is relied on of a generator that is resumed there, so that its frame is like one that was pushed.
// False: it is not suspended (it has ended, or runs). Whether there is an object of its frame, and whether it is
// handling an exception, is known afterwards.
template <class M> bool is_resumable(M& m, typename M::Ref generator) {
  auto state = m.load_int(generator, fields::generator_state);
  auto now = GeneratorState(m.promote_int(state));
  if (now != GeneratorState::Created && now != GeneratorState::Suspended) return false;
  (void)m.is_null(m.load_ref(generator, fields::generator_frame_object));
  auto position = m.load_int(generator, fields::generator_pc);
  m.rely_on_int(position);
  rely_on_namespaces(m, m.load_ref(generator, fields::generator_function));
  (void)m.is_null(m.load_ref(generator, fields::generator_handled));
  return true;
}

// The value that the generator yields goes to `result`, or the exhausted marker.
template <class M>
Next resume_generator(M& m, Frame<M>& f, int result, typename M::Ref generator, typename M::Ref sent) {
  if constexpr (M::kIsDirect) {
    f.sync();
    bool finished = false;
    if (!generator_enter(m.thread, reinterpret_cast<Generator*>(generator), sent, uint16_t(result), ResumeMode::ForIter,
                         &finished)) {
      if (!finished) return Next::Unwind;
      return f.put(result, exhausted());
    }
    if (is_tracing(m.thread)) [[unlikely]]
      return Next::Switch;
    f.reload(m.thread);
    return Next::Go;
  } else {
    if constexpr (M::kRecords) {
      if (is_resumable(m, generator)) return f.resume(m, result, generator, sent, ResumeMode::ForIter);
      auto* g = static_cast<Generator*>(m.peek(generator));
      if (g->state == GeneratorState::Finished) return f.put(result, m.ref(exhausted()));
    }
    return finish(m, f, result, helpers::generator_next_row, generator, sent);
  }
}

template <class M> Next op_return_generator(M& m, Frame<M>& f, Instr) { return f.make_generator(m); }
template <class M> Next op_yield_value(M& m, Frame<M>& f, Instr in) { return f.yield(m, f.get(in.b)); }
template <class M> Next op_yield_from_iter(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::yield_from_iter_row, f.get(in.b));
}
template <class M> Next op_get_awaitable(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords) {
    auto o = f.get(in.b);  // a coroutine is its own iterator, if nobody awaits it
    if (is_exact(m, o, &coroutine_type) && m.is_null(m.load_ref(o, fields::generator_yield_from)))
      return f.put(in.a, o);
  }
  return finish(m, f, in.a, helpers::get_awaitable_row, f.get(in.b), m.int_(in.c));
}
template <class M> Next op_get_aiter(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::get_aiter_row, f.get(in.b));
}
template <class M> Next op_get_anext(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::get_anext_row, f.get(in.b));
}
template <class M> Next op_async_wrap(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::async_wrap_row, f.get(in.b));
}
// iterator.send(value), or next() where value is None.
Lookup send_to(Thread& t, Object* iterator, Object* value, Object** finished);

// To a generator or coroutine that a trace resumes; false: nothing done.
template <class M>
bool send_in_trace(M& m, Frame<M>& f, Instr in, typename M::Ref iterator, typename M::Ref value, Next* next) {
  bool is_plain = is_exact(m, iterator, Generator::type()) || is_exact(m, iterator, &coroutine_type);
  if (!is_plain || !f.may_delegate() || !is_resumable(m, iterator)) return false;
  auto* g = static_cast<Generator*>(m.peek(iterator));
  if (g->state == GeneratorState::Created && !m.is_same(value, none())) return false;
  f.delegate(m, iterator);
  *next = f.resume(m, in.a, iterator, value, ResumeMode::Send);
  return true;
}

// The next value of an iterator of a built-in type, in a trace; false: nothing done.
template <class M>
bool send_to_built_in(M& m, Frame<M>& f, Instr in, typename M::Ref iterator, typename M::Ref value, Next* next) {
  if (!f.may_delegate() || !m.is_same(value, none())) return false;
  IteratorStep<M> step;
  Stepped stepped = step_walk(m, iterator, step);
  if (stepped == Stepped::Unknown) return false;
  bool goes_on = stepped == Stepped::Value;
  step.move_on(m);
  f.delegate(m, goes_on ? iterator : m.ref(nullptr));
  if (!goes_on) f.set(in.a + 1, m.ref(none()));
  *next = f.put(in.a, goes_on ? step.value(m) : m.ref(exhausted()));
  return true;
}

template <class M> void set_delegate(Frame<M>& f, Object* iterator) {
  if constexpr (!kCompiles<M>)  // there it is executed
    if (f.real()->kind == FrameKind::Generator) Generator::of(f.real())->yield_from = iterator;
}

// a: next value or marker; a + 1: the value of an exhausted iterator.
template <class M> Next op_send(M& m, Frame<M>& f, Instr in) {
  auto iterator = f.get(in.b), value = f.get(in.c);
  if constexpr (M::kRecords) {
    Next next;
    if (send_in_trace(m, f, in, iterator, value, &next)) return next;
    if (send_to_built_in(m, f, in, iterator, value, &next)) return next;
    m.abort(Abort::YieldFrom);
  }
  f.sync();
  Object* finished = nullptr;
  set_delegate(f, nullptr);
  Lookup next = m.executed([&] { return send_to(m.thread, m.peek(iterator), m.peek(value), &finished); });
  if (next.failed()) return Next::Unwind;
  set_delegate(f, next.found() ? m.peek(iterator) : nullptr);
  if (next.found()) return f.put(in.a, m.ref(next.value));
  f.set(in.a + 1, m.ref(finished ? finished : none()));
  return f.put(in.a, m.ref(exhausted()));
}

}  // namespace sidewinder
