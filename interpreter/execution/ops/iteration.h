// Iteration: get_iter, for_iter over ranges, lists, tuples and generators inline, anything else by call; unpacking.
#pragma once

#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/only_holder.h"
#include "interpreter/execution/ops/iterators.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/ops/text.h"
#include "interpreter/execution/ops/wrapped_generators.h"
#include "interpreter/objects/container/list_traced.h"
#include "interpreter/objects/function/generator.h"

namespace sidewinder {

namespace help {
Object* get_iter(Thread& t, Object* a);
// The next value of an iterator, which is unpacked next: of a zip, an enumerate or a dict's items its `count` parts go
// directly to `block`, which is then the result. Else as iterator_next.
Object* next_unpacked(Thread& t, Object* iterator, Object** block, int count);
// ValueError unless exactly count values
Object* unpack_to_tuple(Thread& t, Object* o, int64_t count);
// a tuple: before values, a list, after values
Object* unpack_star(Thread& t, Object* o, int64_t before, int64_t after);
// the items of a short list or tuple from begin to end, as a list; ends the process if there is no memory for it
Object* rest_of(Thread& t, Object* sequence, int64_t begin, int64_t end);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper get_iter_row{"get_iter", &help::get_iter, kAny};
inline constexpr TypedHelper unpack_to_tuple_row{"unpack_to_tuple", &help::unpack_to_tuple, kAny};
inline constexpr TypedHelper unpack_star_row{"unpack_star", &help::unpack_star, kAny};
inline constexpr TypedHelper rest_of_row{"rest_of", &help::rest_of, kEffectTakesThread | kEffectReads};
}  // namespace helpers

// By the get_iter that ends before `next`: the call before it made the generator, and nobody else has seen it.
inline bool is_given_to_loop(const FrameHeader* h, const Instr* next, int result, const Object* generator) {
  const MadeGenerator& made = last_made_generator;
  bool is_for = is_get_iter_in_place(next[-1]) && next->op == uint16_t(Opcode::for_iter_) && next->b == result;
  return is_for && made.is(generator) && made.maker == h && made.next == next - 1;
}
template <class M> Next iter_general(M& m, Frame<M>& f, int result, typename M::Ref a) {
  if (is_exact(m, a, List::type()) || is_exact(m, a, Tuple::type())) {
    auto it = m.new_object(is_exact(m, a, List::type()) ? shape_of<SequenceIterator, &list_iterator_type>()
                                                        : shape_of<SequenceIterator, &tuple_iterator_type>());
    m.store_ref(it, fields::iterator_sequence, a);
    return f.put(result, it);
  }
  if (is_exact(m, a, Range::type())) {
    auto start = m.load_ref(a, fields::range_start), step = m.load_ref(a, fields::range_step_object),
         length = m.load_ref(a, fields::range_length);
    if (is_small_int(m, start) && is_small_int(m, step) && is_small_int(m, length) &&
        is_small_int(m, m.load_ref(a, fields::range_stop))) {
      auto it = m.new_object(shape_of<RangeIterator, MemoryKind::Leaf>());
      m.store_int(it, fields::range_next, int_value(m, start));
      m.store_int(it, fields::range_step, int_value(m, step));
      m.store_int(it, fields::range_remaining, int_value(m, length));
      m.store_int(it, fields::range_total, int_value(m, length));
      return f.put(result, it);
    }
  }
  if (is_exact(m, a, Generator::type())) {
    if constexpr (!M::kIsDirect && !M::kRecords) return finish(m, f, result, helpers::get_iter_row, a);
    else if (is_given_to_loop(f.real(), &f.companion(), result, m.peek(a)))
      m.store_int(a, fields::generator_only_in_loop, m.int_(kOnlyInLoop));
    return f.put(result, a);
  }
  if constexpr (M::kRecords) {
    typename M::Ref made{};
    if (is_exact(m, a, Str::type()) && new_str_iterator(m, a, &made)) return f.put(result, made);
    if (is_exact(m, a, Dict::type())) return f.put(result, new_dict_key_iterator(m, a));
  }
  if (Function* method = python_special(m, a, Special::Iter)) {
    Next next = f.enter_continuation(m, continuations.after_iter, result, static_cast<typename M::Ref*>(nullptr), 0);
    if (next != Next::Go) return next;
    return enter_special(m, f, 0, method, &a, 1);
  }
  return finish(m, f, result, helpers::get_iter_row, a);
}
template <class M> PY_ALWAYS_INLINE Next op_get_iter(M& m, Frame<M>& f, Instr in) {
  return out_of_line<&iter_general<M>>(m, f, int(in.a), f.get(in.b));
}

// The next value is in `result`, not yet in `dst`; the companion for_end and the move behind it take it from there.
template <class M> Next next_general(M& m, Frame<M>& f, int result, typename M::Ref iterator) {
  if (is_exact(m, iterator, Generator::type())) return resume_generator(m, f, result, iterator, m.ref(none()));
  if constexpr (M::kRecords) {
    Next next;
    if (next_of_wrapped(m, f, result, iterator, &next)) return next;
  }
  if (Function* method = python_special(m, iterator, Special::Next)) {
    Next next = f.enter_continuation(m, continuations.after_next, result, static_cast<typename M::Ref*>(nullptr), 0);
    if (next != Next::Go) return next;
    return enter_special(m, f, 0, method, &iterator, 1);
  }
  return finish(m, f, result, helpers::iterator_next_row, iterator);
}

// A step over an iterator of a built-in type. False: nothing done.
template <class M> bool for_iter_built_in(M& m, Frame<M>& f, Instr in, typename M::Ref it, Next* next) {
  if (is_exact(m, it, MapObject::type())) return step_map(m, f, in.c, it, next);
  IteratorStep<M> step;
  Stepped stepped = step_walk(m, it, step);
  if (stepped == Stepped::Unknown) return false;
  step.move_on(m);
  if (stepped == Stepped::End) {
    *next = f.jump(1 + f.companion().offset());
  } else {
    f.set(in.a, step.value(m));
    *next = f.jump(2);
  }
  return true;
}

template <class M> PY_ALWAYS_INLINE Next op_for_iter(M& m, Frame<M>& f, Instr in) {
  auto it = f.get(in.b);
  if (is_exact(m, it, RangeIterator::type())) {
    auto remaining = m.load_int(it, fields::range_remaining);
    if (!m.test(m.int_gt(remaining, m.int_(0)))) return f.jump(1 + f.companion().offset());
    auto value = m.load_int(it, fields::range_next);
    auto boxed = new_int(m, value);
    m.store_int(it, fields::range_remaining, m.int_sub(remaining, m.int_(1)));
    m.store_int(it, fields::range_next, m.int_add(value, m.load_int(it, fields::range_step)));
    f.set(in.a, boxed);
    return f.jump(2);
  }
  if (is_exact(m, it, &list_iterator_type)) return for_iter_list(m, f, in, it);
  if (is_exact(m, it, &tuple_iterator_type)) {
    auto tuple = m.load_ref(it, fields::iterator_sequence);
    if (!m.is_null(tuple) && is_exact(m, tuple, Tuple::type())) {
      auto index = m.load_int(it, fields::iterator_index);
      if (!m.test(m.int_below(index, m.load_int(tuple, fields::tuple_size)))) {
        m.store_ref(it, fields::iterator_sequence, m.ref(nullptr));
        return f.jump(1 + f.companion().offset());
      }
      auto value = m.item_ref(tuple, index, fields::tuple_items);
      m.store_int(it, fields::iterator_index, m.int_add(index, m.int_(1)));
      f.set(in.a, value);
      return f.jump(2);
    }
    return finish(m, f, in.c, helpers::iterator_next_row, it);
  }
  if constexpr (M::kRecords) {
    Next next;
    if (for_iter_built_in(m, f, in, it, &next)) return next;
  }
  if constexpr (M::kIsDirect)
    if (!(it->cls->flags & kTypeHeap) && it->cls != Generator::type()) {
      f.sync();
      const Instr& body = f.pc[2];  // behind for_end and the move
      bool unpacks = body.op == uint16_t(Opcode::unpack_sequence_) && body.b == in.a &&
                     in.a >= f.real()->code->first_temporary;
      Object* value = unpacks ? help::next_unpacked(m.thread, it, f.r + body.a, body.c)
                              : help::iterator_next(m.thread, it);
      if (!value) [[unlikely]]
        return Next::Unwind;
      if (value == exhausted()) return f.jump(1 + f.companion().offset());
      if (unpacks && value == reinterpret_cast<Object*>(f.r + body.a)) return f.jump(2 + 2);
      f.r[in.a] = value;
      return f.jump(2);
    }
  return out_of_line<&next_general<M>>(m, f, int(in.c), it);
}
template <class M> PY_ALWAYS_INLINE Next op_for_end(M& m, Frame<M>& f, Instr in) {
  if (m.is_same(f.get(in.a), exhausted())) return f.jump(in.offset());
  return Next::Go;
}

template <class M> PY_ALWAYS_INLINE Next op_unpack_tuple(M& m, Frame<M>& f, Instr in) {
  auto tuple = f.get(in.b);
  for (int i = 0; i < in.c; ++i) f.set(in.a + i, m.item_ref(tuple, m.int_(i), fields::tuple_items));
  return Next::Go;
}
template <class M> Next unpack_general(M& m, Frame<M>& f, int result, typename M::Ref o, int count) {
  return finish(m, f, result, helpers::unpack_to_tuple_row, o, m.int_(count));
}
// A list, or an instance of a class below tuple that iterates as tuples do, in a trace. False: nothing done.
template <class M> bool unpack_inline(M& m, Frame<M>& f, int result, typename M::Ref o, int count) {
  auto* cls = static_cast<const Type*>(m.promote_class(o));
  bool is_list = cls == List::type();
  bool is_tuple = has_slot_of_tuple(cls, &Slots::iter);
  if ((!is_list && !is_tuple) || count > kMaxShapedList) return false;
  rely_on_version(m, cls);
  auto size = m.load_int(o, is_list ? fields::list_size : fields::tuple_size);
  if (!m.test(m.int_eq(size, m.int_(count)))) return false;
  typename M::Ref items[kMaxShapedList];
  bool inline_kind = true;
  for (int i = 0; i < count; ++i)
    items[i] = is_list ? list_item(m, o, m.int_(i), &inline_kind) : m.item_ref(o, m.int_(i), fields::tuple_items);
  if (!inline_kind) return false;
  for (int i = 0; i < count; ++i) f.set(result + i, items[i]);
  return true;
}
// A tuple or list of another length, in a trace. False: nothing done.
template <class M> bool unpack_fails(M& m, Frame<M>& f, typename M::Ref o, int count, Next* next) {
  bool is_list = is_exact(m, o, List::type());
  if (!is_list && !is_exact(m, o, Tuple::type())) return false;
  auto size = m.load_int(o, is_list ? fields::list_size : fields::tuple_size);
  if (size.value == count) return false;
  m.promote_int(size);
  *next = finish_raising(m, f, helpers::unpack_to_tuple_row, o, m.int_(count));
  return true;
}
template <class M> PY_ALWAYS_INLINE Next op_unpack_sequence(M& m, Frame<M>& f, Instr in) {
  auto o = f.get(in.b);
  if (is_exact(m, o, Tuple::type()) && m.test(m.int_eq(m.load_int(o, fields::tuple_size), m.int_(in.c)))) {
    for (int i = 0; i < in.c; ++i) f.set(in.a + i, m.item_ref(o, m.int_(i), fields::tuple_items));
    return f.jump(1);
  }
  if constexpr (M::kRecords) {
    Next next;
    if (unpack_inline(m, f, in.a, o, in.c)) return f.jump(1);
    if (unpack_fails(m, f, o, in.c, &next)) return next;
  }
  return out_of_line<&unpack_general<M>>(m, f, int(in.a), o, int(in.c));
}
// A list or tuple of at most so many items is unpacked around a starred name without a list of them all.
constexpr int kMostUnpackedInline = 1024;
template <class M> bool unpack_star_inline(M& m, Frame<M>& f, int result, typename M::Ref o, int before, int after) {
  bool is_list = is_exact(m, o, List::type());
  if (before + after >= kMaxShapedList || (!is_list && !is_exact(m, o, Tuple::type()))) return false;
  auto size = m.load_int(o, is_list ? fields::list_size : fields::tuple_size);
  if (!m.test(m.int_ge(size, m.int_(before + after))) || !m.test(m.int_le(size, m.int_(kMostUnpackedInline))))
    return false;
  auto end = m.int_sub(size, m.int_(after));
  typename M::Ref items[kMaxShapedList];
  bool inline_kind = true;
  for (int i = 0; i < before + after; ++i) {
    auto index = i < before ? m.int_(i) : m.int_add(end, m.int_(i - before));
    items[i] = is_list ? list_item(m, o, index, &inline_kind) : m.item_ref(o, index, fields::tuple_items);
  }
  auto rest = m.call_with_thread(helpers::rest_of_row, o, m.int_(before), end);
  auto tuple = m.new_object(tuple_shape(before + 1 + after));
  for (int i = 0; i <= before + after; ++i)
    m.set_item_ref(tuple, m.int_(i), fields::tuple_items, i == before ? rest : items[i - (i > before)]);
  f.set(result, tuple);
  return true;
}
template <class M> Next op_unpack_star(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (unpack_star_inline(m, f, in.a, f.get(in.b), in.c & 0xff, in.c >> 8)) return Next::Go;
  return finish(m, f, in.a, helpers::unpack_star_row, f.get(in.b), m.int_(in.c & 0xff), m.int_(in.c >> 8));
}

}  // namespace sidewinder
