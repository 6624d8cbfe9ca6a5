// Generators: creation, yield, resumption from for and from `yield from`.
#pragma once

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
}  // namespace help
namespace helpers {
inline constexpr TypedHelper yield_from_iter_row{"yield_from_iter", &help::yield_from_iter, kAny};
inline constexpr TypedHelper get_awaitable_row{"get_awaitable", &help::get_awaitable, kAny};
inline constexpr TypedHelper get_aiter_row{"get_aiter", &help::get_aiter, kAny};
inline constexpr TypedHelper get_anext_row{"get_anext", &help::get_anext, kAny};
inline constexpr TypedHelper async_wrap_row{"async_wrap", &help::async_wrap, kRaising};
inline constexpr TypedHelper generator_next_row{"generator_next", &help::generator_next, kAny};
}  // namespace helpers

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
    return finish(m, f, result, helpers::generator_next_row, generator, sent);
  }
}

template <class M> Next op_return_generator(M& m, Frame<M>& f, Instr) { return f.make_generator(m); }
template <class M> Next op_yield_value(M& m, Frame<M>& f, Instr in) { return f.yield(m, f.get(in.b)); }
template <class M> Next op_yield_from_iter(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::yield_from_iter_row, f.get(in.b));
}
template <class M> Next op_get_awaitable(M& m, Frame<M>& f, Instr in) {
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

// a: next value or marker; a + 1: the value of an exhausted iterator. Only generators' frames execute it, so no trace
// does.
template <class M> Next op_send(M& m, Frame<M>& f, Instr in) {
  m.abort(Abort::YieldFrom);
  f.sync();
  auto iterator = f.get(in.b), value = f.get(in.c);
  Object* finished = nullptr;
  if (f.real()->kind == FrameKind::Generator) Generator::of(f.real())->yield_from = nullptr;
  Lookup next = m.executed([&] { return send_to(m.thread, m.peek(iterator), m.peek(value), &finished); });
  if (next.failed()) return Next::Unwind;
  if (f.real()->kind == FrameKind::Generator)
    Generator::of(f.real())->yield_from = next.found() ? m.peek(iterator) : nullptr;
  if (next.found()) return f.put(in.a, m.ref(next.value));
  f.set(in.a + 1, m.ref(finished ? finished : none()));
  return f.put(in.a, m.ref(exhausted()));
}

}  // namespace sidewinder
