// What handlers do with exact lists: items by index, the iterator, append. In a trace these are loads, stores and
// guards on the list's kind. The fields are in list_fields.def; anything unusual about a list goes to list.cpp by one
// of the helpers below.
#pragma once

#include "interpreter/execution/ops/index.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/iterator/sequence_iterator.h"

namespace sidewinder {

namespace help {
Object* new_list(Thread& t);
Object* list_append(Thread& t, Object* list, Object* value);
Object* list_set(Thread& t, Object* list, int64_t index, Object* value);
// of a display: "Value after * must be an iterable"
Object* list_extend(Thread& t, Object* list, Object* iterable);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper new_list_row{"new_list", &help::new_list, kRaising};
inline constexpr TypedHelper list_append_row{"list_append", &help::list_append, kWriting};
inline constexpr TypedHelper list_set_row{"list_set", &help::list_set, kWriting};
inline constexpr TypedHelper list_extend_row{"list_extend", &help::list_extend, kAny};
}  // namespace helpers

// Item `index`, which is in bounds; *done false (and no value) if the list's kind has no inline way.
template <class M>
PY_ALWAYS_INLINE typename M::Ref list_item(M& m, typename M::Ref list, typename M::Int index, bool* done) {
  auto kind = m.load_int(list, fields::list_kind);
  switch (ListKind(m.promote_int(kind))) {
    case ListKind::Counted:
    case ListKind::Boxed: return m.item_ref(m.load_ptr(list, fields::list_items), index, fields::list_objects);
    case ListKind::Int64: {
      auto v = m.item_int(m.load_ptr(list, fields::list_items), index, fields::list_ints);
      return new_int(m, v);
    }
    case ListKind::Double:
      return new_float(m, m.item_float(m.load_ptr(list, fields::list_items), index, fields::list_doubles));
    default: *done = false; return m.ref(nullptr);
  }
}

// list[index]; false: nothing done, the index is out of bounds or the kind has no inline way.
template <class M>
PY_ALWAYS_INLINE bool subscript_list(M& m, typename M::Ref list, typename M::Int index, typename M::Ref* value) {
  if (!checked_index(m, m.load_int(list, fields::list_size), &index)) return false;
  bool inline_kind = true;
  *value = list_item(m, list, index, &inline_kind);
  return inline_kind;
}

// list[index] = value where the kind stays; false: nothing done.
template <class M>
PY_ALWAYS_INLINE bool store_subscript_list(M& m, typename M::Ref list, typename M::Int index, typename M::Ref value) {
  if (!checked_index(m, m.load_int(list, fields::list_size), &index)) return false;
  auto kind = m.load_int(list, fields::list_kind);
  switch (ListKind(m.promote_int(kind))) {
    case ListKind::Boxed:
      m.set_item_ref(m.load_ptr(list, fields::list_items), index, fields::list_objects, value);
      return true;
    case ListKind::Int64:
      if (!is_small_int(m, value)) return false;
      m.set_item_int(m.load_ptr(list, fields::list_items), index, fields::list_ints, int_value(m, value));
      return true;
    case ListKind::Double:
      if (!is_exact(m, value, Float::type())) return false;
      m.set_item_float(m.load_ptr(list, fields::list_items), index, fields::list_doubles, float_value(m, value));
      return true;
    default: return false;
  }
}
// The same of any kind of list, by call; false: the index is out of bounds.
template <class M>
bool store_subscript_list_general(M& m, Frame<M>& f, typename M::Ref list, typename M::Int index, typename M::Ref value,
                                  Next* next) {
  if (!checked_index(m, m.load_int(list, fields::list_size), &index)) return false;
  *next = finish(m, f, kNoRegister, helpers::list_set_row, list, index, value);
  return true;
}

// A step of a for loop over a list_iterator.
template <class M> PY_ALWAYS_INLINE Next for_iter_list(M& m, Frame<M>& f, Instr in, typename M::Ref it) {
  auto list = m.load_ref(it, fields::iterator_sequence);
  if (!m.is_null(list) && is_exact(m, list, List::type())) {
    auto index = m.load_int(it, fields::iterator_index);
    if (!m.test(m.int_below(index, m.load_int(list, fields::list_size)))) {
      m.store_ref(it, fields::iterator_sequence, m.ref(nullptr));
      return f.jump(1 + f.companion().offset());
    }
    bool inline_kind = true;
    auto value = list_item(m, list, index, &inline_kind);
    if (inline_kind) {
      m.store_int(it, fields::iterator_index, m.int_add(index, m.int_(1)));
      f.set(in.a, value);
      return f.jump(2);
    }
  }
  return finish(m, f, in.c, helpers::iterator_next_row, it);
}

template <class M> Next append_to_list(M& m, Frame<M>& f, int result, typename M::Ref list, typename M::Ref value) {
  return finish(m, f, result, helpers::list_append_row, list, value);
}

}  // namespace sidewinder
