// Iterators around a generator, in a recording: enumerate, map and zip of two, islice and chain. The generator is
// resumed as a frame of the trace, above a continuation (after_item) that makes the iterator's own item of what it
// gives. Where an iterator was subclassed, or walks something else, nothing is done here.
#pragma once

#include "interpreter/execution/ops/continuation.h"
#include "interpreter/execution/ops/generator.h"
#include "interpreter/execution/ops/iterators.h"
#include "interpreter/objects/iterator/chain.h"
#include "interpreter/objects/iterator/islice.h"

namespace sidewinder {

namespace help {
// The item that `iterator` makes of `value`, which its generator gave; `first`: of a zip whose generator is the second,
// the first one's item, else null. The marker: it is at its end.
Object* item_of(Thread& t, Object* iterator, Object* value, Object* first);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper item_of_row{"item_of", &help::item_of, kAny};
}  // namespace helpers

template <class M> struct WrappedGenerator {
  typename M::Ref generator;
  IteratorStep<M> before;  // zip: of the first iterator
  bool has_first = false;
};

template <class M> bool is_resumable_generator(M& m, typename M::Ref o) {
  return is_exact(m, o, Generator::type()) && is_resumable(m, o);
}
template <class M> bool wrapped_by_enumerate(M& m, typename M::Ref it, WrappedGenerator<M>& wrapped) {
  if (!m.is_null(m.load_ref(it, fields::enumerate_big_index))) return false;
  if (!m.test(m.int_fits(m.load_int(it, fields::enumerate_index)))) return false;
  wrapped.generator = m.load_ref(it, fields::enumerate_iterator);
  return true;
}
template <class M> bool wrapped_by_map(M& m, typename M::Ref it, WrappedGenerator<M>& wrapped) {
  auto iterators = m.load_ref(it, fields::map_iterators);
  auto size = m.load_int(iterators, fields::tuple_size);
  if (m.promote_int(size) != 1 || m.is_null(m.load_ref(it, fields::map_function))) return false;
  wrapped.generator = m.item_ref(iterators, m.int_(0), fields::tuple_items);
  return true;
}
template <class M> bool wrapped_by_zip(M& m, typename M::Ref it, WrappedGenerator<M>& wrapped) {
  auto strict = m.load_int(it, fields::zip_strict);
  auto iterators = m.load_ref(it, fields::zip_iterators);
  auto size = m.load_int(iterators, fields::tuple_size);
  if (m.promote_int(strict) || m.promote_int(size) != 2) return false;
  auto first = m.item_ref(iterators, m.int_(0), fields::tuple_items);
  auto second = m.item_ref(iterators, m.int_(1), fields::tuple_items);
  wrapped.has_first = !is_exact(m, first, Generator::type());
  wrapped.generator = wrapped.has_first ? second : first;
  return !wrapped.has_first || step_plain(m, first, wrapped.before) == Stepped::Value;
}
// Of consecutive items, the next one of which there is.
template <class M> bool wrapped_by_islice(M& m, typename M::Ref it, WrappedGenerator<M>& wrapped) {
  wrapped.generator = m.load_ref(it, fields::islice_iterator);
  auto count = m.load_int(it, fields::islice_count);
  auto stop = m.load_int(it, fields::islice_stop);
  auto step = m.load_int(it, fields::islice_step);
  if (m.is_null(wrapped.generator) || !m.is_int(step, 1)) return false;
  return m.test(m.int_eq(count, m.load_int(it, fields::islice_next))) && m.test(m.int_lt(count, stop));
}
template <class M> bool wrapped_by_chain(M& m, typename M::Ref it, WrappedGenerator<M>& wrapped) {
  wrapped.generator = m.load_ref(it, fields::chain_active);
  return !m.is_null(wrapped.generator);
}

// The generator that `it` takes its next item from. False: nothing done.
template <class M> bool find_wrapped(M& m, typename M::Ref it, WrappedGenerator<M>& wrapped) {
  auto* cls = static_cast<const Type*>(m.promote_class(it));
  bool found = cls == Enumerate::type()   ? wrapped_by_enumerate(m, it, wrapped)
               : cls == MapObject::type() ? wrapped_by_map(m, it, wrapped)
               : cls == Zip::type()       ? wrapped_by_zip(m, it, wrapped)
               : cls == islice_class      ? wrapped_by_islice(m, it, wrapped)
               : cls == chain_class       ? wrapped_by_chain(m, it, wrapped)
                                          : false;
  return found && is_resumable_generator(m, wrapped.generator);
}

template <class M> bool next_of_wrapped(M& m, Frame<M>& f, int result, typename M::Ref it, Next* next) {
  WrappedGenerator<M> wrapped{};
  if (!find_wrapped(m, it, wrapped)) return false;
  typename M::Ref saved[] = {it, wrapped.has_first ? wrapped.before.value(m) : m.ref(nullptr)};
  *next = f.enter_continuation(m, continuations.after_item, result, saved, 2);
  if (*next != Next::Go) return true;
  wrapped.before.move_on(m);
  *next = f.resume(m, 0, wrapped.generator, m.ref(none()), ResumeMode::ForIter);
  return true;
}

// --- the item -------------------------------------------------------------------------------------------

template <class M> Next leave_with_number(M& m, Frame<M>& f, typename M::Ref it, typename M::Ref value) {
  auto index = m.load_int(it, fields::enumerate_index);
  typename M::Ref pair[] = {new_int(m, index), value};
  auto tuple = IteratorStep<M>::tuple(m, pair, 2);
  m.store_int(it, fields::enumerate_index, m.int_add(index, m.int_(1)));
  return f.leave(m, tuple);
}
template <class M> Next leave_with_mapped(M& m, Frame<M>& f, typename M::Ref it, typename M::Ref value) {
  auto callee = m.load_ref(it, fields::map_function);
  if (is_exact(m, callee, Function::type())) {
    Function* function = promote_function(m, callee);
    if (m.plain(function->code->simple_call(1), 2)) return f.enter(m, 0, function, callee, &value, 1);
  }
  return finish(m, f, 0, helpers::item_of_row, it, value, m.ref(nullptr));
}
// The generator was the first of the two.
template <class M> Next leave_with_zipped(M& m, Frame<M>& f, typename M::Ref it, typename M::Ref value) {
  IteratorStep<M> step;
  auto iterators = m.load_ref(it, fields::zip_iterators);
  Stepped stepped = step_plain(m, m.item_ref(iterators, m.int_(1), fields::tuple_items), step);
  if (stepped == Stepped::Unknown) return finish(m, f, 0, helpers::item_of_row, it, value, m.ref(nullptr));
  step.move_on(m);
  if (stepped == Stepped::End) return f.leave(m, m.ref(exhausted()));
  typename M::Ref pair[] = {value, step.value(m)};
  return f.leave(m, IteratorStep<M>::tuple(m, pair, 2));
}
template <class M> Next leave_with_sliced(M& m, Frame<M>& f, typename M::Ref it, typename M::Ref value) {
  auto count = m.int_add(m.load_int(it, fields::islice_count), m.int_(1));
  m.store_int(it, fields::islice_count, count);
  m.store_int(it, fields::islice_next, count);
  return f.leave(m, value);
}

// Register 0: what the generator gave; 1: the iterator; 2: what a zip has already, or null.
template <class M> Next op_after_item(M& m, Frame<M>& f, Instr) {
  auto value = f.get(0), it = f.get(1), first = f.get(2);
  if constexpr (M::kRecords) {
    auto* cls = static_cast<const Type*>(m.promote_class(it));
    bool at_end = m.is_same(value, exhausted());
    if (at_end && (cls == Enumerate::type() || cls == MapObject::type() || cls == Zip::type()))
      return f.leave(m, value);
    if (!at_end && cls == Enumerate::type()) return leave_with_number(m, f, it, value);
    if (!at_end && cls == MapObject::type()) return leave_with_mapped(m, f, it, value);
    if (!at_end && cls == islice_class) return leave_with_sliced(m, f, it, value);
    if (!at_end && cls == chain_class) return f.leave(m, value);
    if (!at_end && cls == Zip::type()) {
      if (m.is_null(first)) return leave_with_zipped(m, f, it, value);
      typename M::Ref pair[] = {first, value};
      return f.leave(m, IteratorStep<M>::tuple(m, pair, 2));
    }
  }
  return finish(m, f, 0, helpers::item_of_row, it, value, first);
}

}  // namespace sidewinder
