// Raising, matching and the exception being handled.
#pragma once

#include "interpreter/execution/ops/special.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace help {
Object* push_handled(Thread& t, Object* exception);  // what was handled before, or None
Object* pop_handled(Thread& t, Object* previous);
Object* match_exception(Thread& t, Object* exception, Object* classes);  // a bool
// except*: (what it takes, what is left)
Object* match_group(Thread& t, Object* exception, Object* classes);
// exceptions: a list of what the except* clauses raised and left
Object* group_to_raise(Thread& t, Object* exception, Object* exceptions);
Object* raise(Thread& t, Object* what, Object* cause);  // always null; null operands: reraise, no cause
Object* reraise(Thread& t, Object* exception);
Object* exception_type(Thread& t, Object* exception);
Object* exception_traceback(Thread& t, Object* exception);  // or None
Object* caught(Thread& t);                                  // the pending exception, no longer pending
void pend(Thread& t, Object* exception);                    // it is pending now
void* handled_stack(Thread& t);                             // Thread::handled
// An exception passes through frames of a trace (objects/function/frame_object.h); `position`: behind the instruction.
Object* root_frame_object(Thread& t);
Object* root_function(Thread& t);
Object* inlined_frame_object(Thread& t, Object* function, Object* code);
void add_traceback(Thread& t, Object* frame, const void* position);
}  // namespace help
namespace helpers {
constexpr uint16_t kThreadState = kEffectTakesThread | kEffectReads | kEffectWrites;
inline constexpr TypedHelper push_handled_row{"push_handled", &help::push_handled, kThreadState};
inline constexpr TypedHelper pop_handled_row{"pop_handled", &help::pop_handled, kThreadState};
inline constexpr TypedHelper match_exception_row{"match_exception", &help::match_exception, kAny};
inline constexpr TypedHelper match_group_row{"match_group", &help::match_group, kAny};
inline constexpr TypedHelper group_to_raise_row{"group_to_raise", &help::group_to_raise, kAny};
inline constexpr TypedHelper raise_row{"raise", &help::raise, kAny};
inline constexpr TypedHelper reraise_row{"reraise", &help::reraise, kAny};
inline constexpr TypedHelper exception_type_row{"exception_type", &help::exception_type,
                                                kEffectTakesThread | kEffectReads};
inline constexpr TypedHelper exception_traceback_row{"exception_traceback", &help::exception_traceback,
                                                     kEffectTakesThread | kEffectReads};
// Only these two and `raise` know what is pending.
inline constexpr TypedHelper caught_row{"caught", &help::caught, kEffectTakesThread};
inline constexpr TypedHelper pend_row{"pend", &help::pend, kEffectTakesThread};
inline constexpr TypedHelper handled_stack_row{"handled_stack", &help::handled_stack, kEffectTakesThread | kEffectPure};
inline constexpr TypedHelper root_frame_object_row{"root_frame_object", &help::root_frame_object,
                                                   kEffectTakesThread | kEffectPure | kEffectLate};
inline constexpr TypedHelper root_function_row{"root_function", &help::root_function,
                                               kEffectTakesThread | kEffectReads};
inline constexpr TypedHelper inlined_frame_object_row{"inlined_frame_object", &help::inlined_frame_object,
                                                      kThreadState};
inline constexpr TypedHelper add_traceback_row{"add_traceback", &help::add_traceback, kThreadState};
}  // namespace helpers

// Classes whose instances hold the call's arguments and no more, and whose end is nobody's business.
inline bool holds_arguments_alone(const Type* cls) {
  const TypeData& data = *cls->data;
  bool is_plain = cls->cls == &type_type && data.slots.create == base_exception_new &&
                  data.slots.init == base_exception_init && !(cls->flags & kTypeIsAbstract);
  return is_plain && !data.slots.finalize && !needs_release(cls) && (!data.map_offset || data.root_map);
}
// Before __init__. `arguments`: a tuple.
template <class M> typename M::Ref new_exception(M& m, Type* cls, typename M::Ref arguments) {
  auto made = m.new_object(instance_shape(cls));
  m.store_ref(made, fields::exception_args, arguments);
  return made;
}

template <class M> Next op_push_handled(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (f.push_handled(m, in.a, f.get(in.b))) return Next::Go;
  return finish(m, f, in.a, helpers::push_handled_row, f.get(in.b));
}
template <class M> Next op_pop_handled(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (f.pop_handled(m, f.get(in.a))) return Next::Go;
  return finish(m, f, kNoRegister, helpers::pop_handled_row, f.get(in.a));
}
// In a trace the classes decide: an except clause looks at no hooks.
template <class M>
bool match_by_class(M& m, Frame<M>& f, int result, typename M::Ref exception, typename M::Ref classes) {
  auto* actual = static_cast<const Type*>(m.promote_class(exception));
  bool is_tuple = is_exact(m, classes, Tuple::type());
  auto size = is_tuple ? m.load_int(classes, fields::tuple_size) : m.int_(1);
  int count = int(m.promote_int(size));
  bool matches = false;
  for (int i = 0; i < count; ++i) {
    auto cls_ref = is_tuple ? m.item_ref(classes, m.int_(i), fields::tuple_items) : classes;
    if (!is_exact(m, cls_ref, &type_type)) return false;
    auto* cls = reinterpret_cast<const Type*>(m.promote(cls_ref));
    if (!(cls->flags & kTypeBaseException)) return false;
    matches |= is_subtype(actual, cls);
  }
  rely_on_version(m, actual);
  f.set(result, m.ref(bool_object(matches)));
  return true;
}
template <class M> Next op_match_exception(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (match_by_class(m, f, in.a, f.get(in.b), f.get(in.c))) return Next::Go;
  return finish(m, f, in.a, helpers::match_exception_row, f.get(in.b), f.get(in.c));
}
template <class M> Next op_raise(M& m, Frame<M>& f, Instr in) {
  auto what = in.c >= 1 ? f.get(in.a) : m.ref(nullptr);
  auto cause = in.c >= 2 ? f.get(in.b) : m.ref(nullptr);
  if constexpr (M::kRecords)
    if (f.raise(m, in.c >= 1 ? &what : nullptr, in.c >= 2 ? &cause : nullptr)) return Next::Unwind;
  return finish(m, f, kNoRegister, helpers::raise_row, what, cause);
}
template <class M> Next op_reraise(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (f.reraise(m, f.get(in.a))) return Next::Unwind;
  return finish(m, f, kNoRegister, helpers::reraise_row, f.get(in.a));
}
template <class M> Next put_exception_triple(M& m, Frame<M>& f, int result, typename M::Ref exception) {
  auto* cls = static_cast<const Object*>(m.promote_class(exception));
  auto traceback = m.load_ref(exception, fields::exception_traceback);
  if (m.is_null(traceback)) traceback = m.ref(none());
  f.set(result, m.ref(const_cast<Object*>(cls)));
  f.set(result + 1, exception);
  return f.put(result + 2, traceback);
}
template <class M> Next op_exception_triple(M& m, Frame<M>& f, Instr in) {
  auto exception = f.get(in.b);
  if constexpr (M::kRecords) return put_exception_triple(m, f, in.a, exception);
  auto cls = m.call_with_thread(helpers::exception_type_row, exception);
  auto traceback = m.call_with_thread(helpers::exception_traceback_row, exception);
  f.set(in.a, cls);
  f.set(in.a + 1, exception);
  return f.put(in.a + 2, traceback);
}
template <class M> Next op_builtin_exception(M& m, Frame<M>& f, Instr in) {
  Type* cls = in.b ? &exceptions::StopAsyncIteration : &exceptions::AssertionError;
  return f.put(in.a, m.ref(reinterpret_cast<Object*>(cls)));
}
template <class M> Next op_match_group(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::match_group_row, f.get(in.b), f.get(in.c));
}
template <class M> Next op_group_to_raise(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::group_to_raise_row, f.get(in.b), f.get(in.c));
}

}  // namespace sidewinder
