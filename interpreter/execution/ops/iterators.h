// One step of the iterators of built-in types, as a trace sees it: loads, tests and stores instead of a call. What an
// iterator walks is looked at first; it is moved on, and pairs are made of its values, when nothing is left to test.
// Anything unusual is Unknown, and the iterator itself is asked.
#pragma once

#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/ops/text.h"
#include "interpreter/objects/container/dict_views.h"
#include "interpreter/objects/container/list_traced.h"
#include "interpreter/objects/iterator/dict_iterator.h"
#include "interpreter/objects/iterator/enumerate.h"
#include "interpreter/objects/iterator/map_object.h"
#include "interpreter/objects/iterator/reversed.h"
#include "interpreter/objects/iterator/zip.h"
#include "interpreter/objects/text/str_iterator.h"

namespace sidewinder {

// The iterator over an exact str; false: not all of its characters are ASCII.
template <class M> bool new_str_iterator(M& m, typename M::Ref str, typename M::Ref* made) {
  if (!is_plain_ascii(m, str)) return false;
  *made = m.new_object(shape_of<SequenceIterator, &str_ascii_iterator_type>());
  m.store_int(*made, fields::iterator_index, m.int_(0));
  m.store_ref(*made, fields::iterator_sequence, str);
  return true;
}

// The iterator over the keys of an exact dict.
template <class M> typename M::Ref new_dict_key_iterator(M& m, typename M::Ref dict) {
  auto used = m.load_int(dict, fields::dict_used);
  auto it = m.new_object(shape_of<DictIterator, &dict_key_iterator_type>());
  m.store_ref(it, fields::dict_iterator_dict, dict);
  m.store_int(it, fields::dict_iterator_used, used);
  m.store_int(it, fields::dict_iterator_position, m.int_(0));
  m.store_int(it, fields::dict_iterator_remaining, used);
  return it;
}

// The iterator over a list or tuple.
template <class M> typename M::Ref new_list_iterator(M& m, typename M::Ref sequence, bool is_list) {
  auto it = m.new_object(is_list ? shape_of<SequenceIterator, &list_iterator_type>()
                                 : shape_of<SequenceIterator, &tuple_iterator_type>());
  m.store_ref(it, fields::iterator_sequence, sequence);
  return it;
}

// enumerate(a), zip(a, ...), map(function, a), reversed(a) of exact lists and tuples. False: nothing done.
template <class M>
bool make_iterator(M& m, Frame<M>& f, int result, const Type* cls, const typename M::Ref* values, int count) {
  constexpr int kMost = 3;
  bool is_map = cls == MapObject::type();
  int first = is_map, walked = count - first;
  bool one = cls == Enumerate::type() || cls == Reversed::type() || is_map;
  if (!one && cls != Zip::type()) return false;
  if (walked < 1 || walked > kMost || (one && walked != 1)) return false;
  bool is_list[kMost];
  for (int i = 0; i < walked; ++i) {
    is_list[i] = is_exact(m, values[first + i], List::type());
    if (!is_list[i] && (cls == Reversed::type() || !is_exact(m, values[first + i], Tuple::type()))) return false;
  }
  if (cls == Reversed::type()) {
    auto last = m.int_sub(m.load_int(values[0], fields::list_size), m.int_(1));
    auto it = m.new_object(shape_of<SequenceIterator, &list_reverse_iterator_type>());
    m.store_int(it, fields::iterator_index, last);
    m.store_ref(it, fields::iterator_sequence, values[0]);
    f.set(result, it);
    return true;
  }
  typename M::Ref iterators[kMost];
  for (int i = 0; i < walked; ++i) iterators[i] = new_list_iterator(m, values[first + i], is_list[i]);
  if (cls == Enumerate::type()) {
    auto it = m.new_object(shape_of<Enumerate>());
    m.store_ref(it, fields::enumerate_iterator, iterators[0]);
    m.store_int(it, fields::enumerate_index, m.int_(0));
    f.set(result, it);
    return true;
  }
  auto tuple = m.new_object(tuple_shape(walked));
  for (int i = 0; i < walked; ++i) m.set_item_ref(tuple, m.int_(i), fields::tuple_items, iterators[i]);
  auto it = is_map ? m.new_object(shape_of<MapObject>()) : m.new_object(shape_of<Zip>());
  m.store_ref(it, is_map ? fields::map_iterators : fields::zip_iterators, tuple);
  if (is_map) m.store_ref(it, fields::map_function, values[0]);
  f.set(result, it);
  return true;
}

enum class Stepped : uint8_t { Value, End, Unknown };

// What a step gives, and what moving on will store.
template <class M> struct IteratorStep {
  using Ref = typename M::Ref;
  static constexpr int kMostParts = 3, kMostMoves = 2 * kMostParts + 1;
  struct Move {
    Ref iterator;
    const jit::Field* field;
    typename M::Int value;
  };

  Move moves[kMostMoves];
  int move_count = 0;
  Ref ended{};  // forgets what it walked
  const jit::Field* ended_field = nullptr;
  Ref parts[kMostParts];
  int part_count = 0;
  bool is_tuple = false;     // of the parts; else there is one
  bool is_numbered = false;  // a pair: the number and the value
  typename M::Int number{};

  void move(Ref iterator, const jit::Field& field, typename M::Int value) {
    moves[move_count++] = {iterator, &field, value};
  }
  Stepped end(Ref iterator, const jit::Field& field) {
    ended = iterator;
    ended_field = &field;
    return Stepped::End;
  }

  void move_on(M& m) const {
    for (int i = 0; i < move_count; ++i) m.store_int(moves[i].iterator, *moves[i].field, moves[i].value);
    if (ended_field) m.store_ref(ended, *ended_field, m.ref(nullptr));
  }
  Ref value(M& m) const {
    Ref value = is_tuple ? tuple(m, parts, part_count) : parts[0];
    if (!is_numbered) return value;
    Ref pair[] = {new_int(m, number), value};
    return tuple(m, pair, 2);
  }
  static Ref tuple(M& m, const Ref* items, int count) {
    auto tuple = m.new_object(tuple_shape(count));
    for (int i = 0; i < count; ++i) m.set_item_ref(tuple, m.int_(i), fields::tuple_items, items[i]);
    return tuple;
  }
};

template <class M> Stepped step_range(M& m, typename M::Ref it, IteratorStep<M>& step) {
  auto remaining = m.load_int(it, fields::range_remaining);
  if (!m.test(m.int_gt(remaining, m.int_(0)))) return Stepped::End;
  auto value = m.load_int(it, fields::range_next);
  step.parts[step.part_count++] = new_int(m, value);
  step.move(it, fields::range_remaining, m.int_sub(remaining, m.int_(1)));
  step.move(it, fields::range_next, m.int_add(value, m.load_int(it, fields::range_step)));
  return Stepped::Value;
}

static_assert(sizeof(StrIterator) == sizeof(SequenceIterator) &&
              offsetof(StrIterator, text) == offsetof(SequenceIterator, sequence) &&
              offsetof(StrIterator, index) == offsetof(SequenceIterator, index));
// A list_iterator, tuple_iterator, list_reverseiterator or the iterator of a str, which are laid out alike.
template <class M> Stepped step_sequence(M& m, typename M::Ref it, const Type* cls, IteratorStep<M>& step) {
  auto sequence = m.load_ref(it, fields::iterator_sequence);
  if (m.is_null(sequence)) return Stepped::Unknown;
  bool of_list = cls == &list_iterator_type || cls == &list_reverse_iterator_type;
  const Type* walked = of_list ? List::type() : cls == &tuple_iterator_type ? Tuple::type() : Str::type();
  if (!is_exact(m, sequence, walked)) return Stepped::Unknown;
  const jit::Field& length = of_list                   ? fields::list_size
                             : walked == Tuple::type() ? fields::tuple_size
                                                       : fields::str_length;
  auto index = m.load_int(it, fields::iterator_index);
  if (!m.test(m.int_below(index, m.load_int(sequence, length)))) return step.end(it, fields::iterator_sequence);
  bool is_inline = true;
  auto& value = step.parts[step.part_count++];
  if (of_list) value = list_item(m, sequence, index, &is_inline);
  else if (walked == Tuple::type()) value = m.item_ref(sequence, index, fields::tuple_items);
  else is_inline = character_at(m, sequence, index, &value);
  if (!is_inline) return Stepped::Unknown;
  step.move(it, fields::iterator_index, m.int_add(index, m.int_(cls == &list_reverse_iterator_type ? -1 : 1)));
  return Stepped::Value;
}

// Over the keys, values or items of an exact dict. A deleted entry is Unknown.
template <class M> Stepped step_dict(M& m, typename M::Ref it, const Type* cls, IteratorStep<M>& step) {
  auto dict = m.load_ref(it, fields::dict_iterator_dict);
  if (m.is_null(dict) || !is_exact(m, dict, Dict::type())) return Stepped::Unknown;
  auto used = m.load_int(dict, fields::dict_used);
  if (!m.test(m.int_eq(m.load_int(it, fields::dict_iterator_used), used))) return Stepped::Unknown;
  auto table = m.load_ptr(dict, fields::dict_table);
  if (m.is_null_ptr(table)) return Stepped::Unknown;
  auto position = m.load_int(it, fields::dict_iterator_position);
  if (!m.test(m.int_below(position, m.load_int(table, fields::dict_entry_count))))
    return step.end(it, fields::dict_iterator_dict);
  auto remaining = m.load_int(it, fields::dict_iterator_remaining);
  if (!m.test(m.int_gt(remaining, m.int_(0)))) return Stepped::Unknown;
  auto entry = m.int_add(m.int_add(position, position), position);
  static_assert(fields::kWordsOfEntry == 3);
  auto key = m.item_ref(table, entry, fields::dict_keys);
  if (m.is_null(key)) return Stepped::Unknown;
  if (cls != &dict_value_iterator_type) step.parts[step.part_count++] = key;
  if (cls != &dict_key_iterator_type) step.parts[step.part_count++] = m.item_ref(table, entry, fields::dict_values);
  step.is_tuple |= cls == &dict_item_iterator_type;
  step.move(it, fields::dict_iterator_position, m.int_add(position, m.int_(1)));
  step.move(it, fields::dict_iterator_remaining, m.int_sub(remaining, m.int_(1)));
  return Stepped::Value;
}

// An iterator that gives the items of a container, one by one.
template <class M> Stepped step_plain(M& m, typename M::Ref it, IteratorStep<M>& step) {
  auto* cls = static_cast<const Type*>(m.promote_class(it));
  if (cls == RangeIterator::type()) return step_range(m, it, step);
  bool is_sequence = cls == &list_iterator_type || cls == &tuple_iterator_type || cls == &list_reverse_iterator_type;
  if (is_sequence || cls == &str_ascii_iterator_type) return step_sequence(m, it, cls, step);
  return Stepped::Unknown;
}

template <class M> Stepped step_zip(M& m, typename M::Ref zip, IteratorStep<M>& step) {
  auto strict = m.load_int(zip, fields::zip_strict);
  if (m.promote_int(strict)) return Stepped::Unknown;
  auto iterators = m.load_ref(zip, fields::zip_iterators);
  auto size = m.load_int(iterators, fields::tuple_size);
  int count = int(m.promote_int(size));
  if (count < 1 || count > step.kMostParts) return Stepped::Unknown;
  step.is_tuple = true;
  typename M::Ref items[IteratorStep<M>::kMostParts];
  for (int i = 0; i < count; ++i) {
    items[i] = m.item_ref(iterators, m.int_(i), fields::tuple_items);
    for (int k = 0; k < i; ++k)
      if (m.test(m.same(items[k], items[i])))
        return Stepped::Unknown;  // zip(it, it): each takes what the last one left
  }
  for (int i = 0; i < count; ++i) {
    Stepped stepped = step_plain(m, items[i], step);
    if (stepped != Stepped::Value) return stepped;
  }
  return Stepped::Value;
}

template <class M> Stepped step_any(M& m, typename M::Ref it, IteratorStep<M>& step) {
  auto* cls = static_cast<const Type*>(m.promote_class(it));
  if (cls == &dict_key_iterator_type || cls == &dict_value_iterator_type || cls == &dict_item_iterator_type)
    return step_dict(m, it, cls, step);
  if (cls == Zip::type()) return step_zip(m, it, step);
  return step_plain(m, it, step);
}

template <class M> Stepped step_enumerate(M& m, typename M::Ref it, IteratorStep<M>& step) {
  if (!m.is_null(m.load_ref(it, fields::enumerate_big_index))) return Stepped::Unknown;
  step.is_numbered = true;
  step.number = m.load_int(it, fields::enumerate_index);
  if (!m.test(m.int_fits(step.number))) return Stepped::Unknown;
  Stepped stepped = step_any(m, m.load_ref(it, fields::enumerate_iterator), step);
  if (stepped == Stepped::Value) step.move(it, fields::enumerate_index, m.int_add(step.number, m.int_(1)));
  return stepped;
}

template <class M> Stepped step_walk(M& m, typename M::Ref it, IteratorStep<M>& step) {
  return is_exact(m, it, Enumerate::type()) ? step_enumerate(m, it, step) : step_any(m, it, step);
}

// map(function, iterable) of a Python function: it gets a frame, below which after_next takes its result.
template <class M> bool step_map(M& m, Frame<M>& f, int result, typename M::Ref map, Next* next) {
  auto iterators = m.load_ref(map, fields::map_iterators);
  auto size = m.load_int(iterators, fields::tuple_size);
  auto function_ref = m.load_ref(map, fields::map_function);
  if (m.promote_int(size) != 1 || m.is_null(function_ref) || !is_exact(m, function_ref, Function::type())) return false;
  Function* function = promote_function(m, function_ref);
  if (!m.plain(function->code->simple_call(1), 2)) return false;
  IteratorStep<M> step;
  Stepped stepped = step_plain(m, m.item_ref(iterators, m.int_(0), fields::tuple_items), step);
  if (stepped == Stepped::Unknown) return false;
  if (stepped == Stepped::End) {
    step.move_on(m);
    *next = f.put(result, m.ref(exhausted()));
    return true;
  }
  *next = f.enter_continuation(m, continuations.after_next, result, static_cast<typename M::Ref*>(nullptr), 0);
  if (*next == Next::Go) *next = f.enter(m, 0, function, function_ref, step.parts, 1);
  step.move_on(m);
  return true;
}

}  // namespace sidewinder
