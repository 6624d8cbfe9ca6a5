// Calls that only a recording takes apart: next() and send() of a generator, whose frame is resumed, and objects of
// functools.partial. False: nothing done.
#pragma once

#include <string_view>

#include "interpreter/execution/ops/bind.h"
#include "interpreter/execution/ops/continuation.h"
#include "interpreter/execution/ops/drained.h"
#include "interpreter/execution/ops/generator.h"
#include "interpreter/execution/ops/wrapped_generators.h"
#include "interpreter/objects/function/partial.h"

namespace sidewinder {

namespace help {
Object* raise_stop(Thread& t, Object* value);  // always null: StopIteration
}  // namespace help
namespace helpers {
inline constexpr TypedHelper raise_stop_row{"raise_stop", &help::raise_stop, kRaising};
}  // namespace helpers

// Defined in call.h.
template <class M>
Next call_unbound(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int positional,
                  Tuple* names);

// Is this call next(generator), or generator.send(value) by its method?
inline bool asks_generator(Object* callee, const Object* first, int count) {
  bool is_generator = first && (first->cls == Generator::type() || first->cls == &coroutine_type);
  if (!is_generator) return false;
  if (callee->cls == BuiltinFunction::type())
    return count == 1 && first->cls == Generator::type() && drain_of(callee) == Drain::Next;
  if (callee->cls != MethodDescriptor::type()) return false;
  auto* descriptor = static_cast<MethodDescriptor*>(callee);
  return count == 2 && descriptor->owner == first->cls && std::string_view(descriptor->method->name) == "send";
}

template <class M>
bool resume_by_call(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int count,
                    Next* next) {
  if (count < 1 || !asks_generator(m.peek(callee), m.peek(values[0]), count)) return false;
  auto generator = values[0];
  if (m.peek(callee)->cls == BuiltinFunction::type())
    m.test(m.same_ptr(m.load_ptr(callee, fields::builtin_method),
                      m.ptr(reinterpret_cast<BuiltinFunction*>(m.peek(callee))->method)));
  else m.promote(callee);
  is_exact(m, generator, m.peek(generator)->cls);
  auto sent = count == 2 ? values[1] : m.ref(none());
  if (!is_resumable(m, generator)) return false;
  bool is_new = static_cast<Generator*>(m.peek(generator))->state == GeneratorState::Created;
  if (is_new && !m.is_same(sent, none())) return false;
  *next = f.enter_continuation(m, continuations.after_send, result, static_cast<typename M::Ref*>(nullptr), 0);
  if (*next == Next::Go) *next = f.resume(m, 0, generator, sent, ResumeMode::Send);
  return true;
}

// next(iterator) of an iterator of a built-in type.
template <class M>
bool next_by_call(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int count,
                  Next* next) {
  if (count != 1 || m.peek(callee)->cls != BuiltinFunction::type() || drain_of(m.peek(callee)) != Drain::Next)
    return false;
  m.test(m.same_ptr(m.load_ptr(callee, fields::builtin_method),
                    m.ptr(reinterpret_cast<BuiltinFunction*>(m.peek(callee))->method)));
  IteratorStep<M> step;
  Stepped stepped = step_walk(m, values[0], step);
  if (stepped == Stepped::Unknown) return false;
  *next = Next::Unwind;
  if (stepped == Stepped::End)
    return raise_by_name(
        m, f, [&] { step.move_on(m); }, helpers::raise_stop_row, m.ref(none()));
  step.move_on(m);
  *next = f.put(result, step.value(m));
  return true;
}

template <class M>
bool call_partial(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int count,
                  Next* next) {
  if (!partial_class || !is_exact(m, callee, partial_class)) return false;
  auto arguments = m.load_ref(callee, fields::partial_arguments);
  auto keywords = m.load_ref(callee, fields::partial_keywords);
  auto function = m.load_ref(callee, fields::partial_function);
  auto size = m.load_int(arguments, fields::tuple_size);
  int bound = int(m.promote_int(size)), positional = bound + count;
  if (positional >= kMaxTracedArguments || !is_exact(m, keywords, Dict::type())) return false;
  typename M::Ref all[kMaxTracedArguments];
  for (int i = 0; i < bound; ++i) all[i] = m.item_ref(arguments, m.int_(i), fields::tuple_items);
  for (int i = 0; i < count; ++i) all[bound + i] = values[i];
  Tuple* names = spread_keywords(m, keywords, all, positional);
  if (!names) return false;
  *next = call_unbound(m, f, result, function, all, positional, names->size ? names : nullptr);
  return true;
}

template <class M>
bool call_taken_apart(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values,
                      int positional, Tuple* names, Next* next) {
  if constexpr (M::kRecords) {
    if (names) return false;
    return resume_by_call(m, f, result, callee, values, positional, next) ||
           next_by_call(m, f, result, callee, values, positional, next) ||
           call_partial(m, f, result, callee, values, positional, next);
  }
  return false;
}

// Register 0: what the generator gave, or the marker; 1: then what it returned.
template <class M> Next op_after_send(M& m, Frame<M>& f, Instr) {
  auto value = f.get(0);
  if (!m.is_same(value, exhausted())) return f.leave(m, value);
  auto returned = f.get(1);
  (void)m.is_same(returned, none());  // the exception has no arguments then
  return finish_raising(m, f, helpers::raise_stop_row, returned);
}

}  // namespace sidewinder
