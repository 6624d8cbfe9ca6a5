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
Object* list_plus_list(Thread& t, Object* a, Object* b);
Object* list_times(Thread& t, Object* list, int64_t times);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper new_list_row{"new_list", &help::new_list, kRaising};
inline constexpr TypedHelper list_append_row{"list_append", &help::list_append, kWriting};
inline constexpr TypedHelper list_set_row{"list_set", &help::list_set, kWriting};
inline constexpr TypedHelper list_extend_row{"list_extend", &help::list_extend, kAny};
inline constexpr TypedHelper list_plus_list_row{"list_plus_list", &help::list_plus_list, kRaising};
inline constexpr TypedHelper list_times_row{"list_times", &help::list_times, kAny};
}  // namespace helpers

// Traces make lists of up to so many items by themselves: the list and its storage, each of which is never built unless
// somebody else gets it.
constexpr int kMaxShapedList = 32;
constexpr int kFirstListCapacity = 4;  // of what append gives a list without storage
constexpr size_t kItemBytes = sizeof(Object*);
const jit::Shape& list_storage_shape(ListKind kind, int capacity);

constexpr int64_t allocated_word(ListKind kind, int64_t capacity) { return int64_t(uint64_t(kind) << 56) | capacity; }
constexpr int64_t kCapacityMask = (int64_t(1) << 56) - 1;

// How a trace stores a value in a new list. What it finds to be a number it relies on; anything else, and numbers that
// come later, may stand in boxed storage.
template <class M> ListKind traced_list_kind(M& m, typename M::Ref value) {
  if constexpr (M::kRecords) {
    const Type* cls = m.peek(value)->cls;
    if (cls != Int::type() && cls != Float::type()) return ListKind::Boxed;
  }
  if (is_small_int(m, value)) return ListKind::Int64;
  return is_exact(m, value, Float::type()) ? ListKind::Double : ListKind::Boxed;
}

// Of a kind that traces know: the value as it is stored there, which was tested before.
template <class M>
void store_list_item(M& m, typename M::Ptr storage, ListKind kind, typename M::Int index, typename M::Ref value) {
  if (kind == ListKind::Int64) m.set_item_int(storage, index, fields::list_ints, int_value(m, value));
  else if (kind == ListKind::Double) m.set_item_float(storage, index, fields::list_doubles, float_value(m, value));
  else m.set_item_ref(storage, index, fields::list_objects, value);
}

// The kind has a row of its own, which reads the same memory.
template <class M>
void set_list_storage(M& m, typename M::Ref list, ListKind kind, int capacity, typename M::Ptr items) {
  m.store_ptr(list, fields::list_items, items);
  m.store_int(list, fields::list_allocated, m.int_(allocated_word(kind, capacity)));
  m.store_int(list, fields::list_kind, m.int_(int(kind)));
}

template <class M> typename M::Ref new_empty_list(M& m) {
  auto list = m.new_object(shape_of<List>());
  set_list_storage(m, list, ListKind::Empty, 0, m.ptr(nullptr));
  m.store_int(list, fields::list_size, m.int_(0));
  return list;
}

// A list of `count` values, at least one and at most kMaxShapedList: value_at(i).
template <class M, class ValueAt> typename M::Ref new_list_of(M& m, int count, ValueAt value_at) {
  ListKind kind = traced_list_kind(m, value_at(0));
  for (int i = 1; i < count && kind != ListKind::Boxed; ++i)
    if (traced_list_kind(m, value_at(i)) != kind) kind = ListKind::Boxed;
  auto storage = m.new_storage(list_storage_shape(kind, count));
  for (int i = 0; i < count; ++i) store_list_item(m, storage, kind, m.int_(i), value_at(i));
  auto list = m.new_object(shape_of<List>());
  set_list_storage(m, list, kind, count, storage);
  m.store_int(list, fields::list_size, m.int_(count));
  return list;
}

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

// The value becomes the item behind the last; false: nothing done, there is no room or the kind has no inline way.
template <class M> bool append_inline(M& m, typename M::Ref list, typename M::Ref value) {
  auto size = m.load_int(list, fields::list_size), kind_word = m.load_int(list, fields::list_kind);
  auto kind = ListKind(m.promote_int(kind_word));
  if (kind == ListKind::Counted) return false;
  auto allocated = m.load_int(list, fields::list_allocated);
  if (kind == ListKind::Empty) {
    if (!m.test(m.int_eq(allocated, m.int_(allocated_word(ListKind::Empty, 0))))) return false;
    kind = traced_list_kind(m, value);
    auto storage = m.new_storage(list_storage_shape(kind, kFirstListCapacity));
    store_list_item(m, storage, kind, m.int_(0), value);
    set_list_storage(m, list, kind, kFirstListCapacity, storage);
    m.store_int(list, fields::list_size, m.int_(1));
    return true;
  }
  if (kind == ListKind::Int64 && !is_small_int(m, value)) return false;
  if (kind == ListKind::Double && !is_exact(m, value, Float::type())) return false;
  if (!m.test(m.int_lt(size, m.int_and(allocated, m.int_(kCapacityMask))))) return false;
  store_list_item(m, m.load_ptr(list, fields::list_items), kind, size, value);
  m.store_int(list, fields::list_size, m.int_add(size, m.int_(1)));
  return true;
}

template <class M> Next append_to_list(M& m, Frame<M>& f, int result, typename M::Ref list, typename M::Ref value) {
  if constexpr (!M::kIsDirect)
    if (append_inline(m, list, value)) {
      if (result != kNoRegister) f.set(result, m.ref(none()));
      return Next::Go;
    }
  return finish(m, f, result, helpers::list_append_row, list, value);
}

const NativeMethod* list_pop_method();  // the row of list.pop
// list.pop(): false: nothing done, the list is empty or the kind has no inline way.
template <class M> bool pop_from_list(M& m, Frame<M>& f, int result, typename M::Ref list) {
  auto size = m.load_int(list, fields::list_size);
  if (!m.test(m.int_gt(size, m.int_(0)))) return false;
  auto kind = m.load_int(list, fields::list_kind);
  bool is_boxed = ListKind(m.promote_int(kind)) == ListKind::Boxed;
  if (ListKind(m.promote_int(kind)) == ListKind::Counted) return false;
  auto last = m.int_sub(size, m.int_(1));
  bool inline_kind = true;
  auto value = list_item(m, list, last, &inline_kind);
  if (!inline_kind) return false;
  if (is_boxed)  // the collector scans the whole storage
    m.set_item_ref(m.load_ptr(list, fields::list_items), last, fields::list_objects, m.ref(nullptr));
  m.store_int(list, fields::list_size, last);
  if (result != kNoRegister) f.set(result, value);
  return true;
}

// list * times of a list that the trace itself has made, with as many items as it always has.
template <class M> bool repeat_inline(M& m, typename M::Ref list, typename M::Ref times, typename M::Ref* product) {
  if constexpr (!M::kRecords) {
    return false;
  } else {
    if (!m.is_new(list) || !times.name.is_constant()) return false;
    auto* l = static_cast<const List*>(m.peek(list));
    int64_t count;
    bool is_huge = __builtin_mul_overflow(l->size, static_cast<const Int*>(m.peek(times))->small_value(), &count);
    if (is_huge || count <= 0 || count > kMaxShapedList || l->kind() == ListKind::Counted) return false;
    auto size = m.load_int(list, fields::list_size);
    int n = int(m.promote_int(size));
    bool inline_kind = true;
    typename M::Ref values[kMaxShapedList];
    for (int i = 0; i < n; ++i) values[i] = list_item(m, list, m.int_(i), &inline_kind);
    *product = new_list_of(m, int(count), [&](int i) { return values[i % n]; });
    return true;
  }
}

// a + b of lists that the trace itself has made.
template <class M> bool concat_inline(M& m, typename M::Ref a, typename M::Ref b, typename M::Ref* sum) {
  if constexpr (!M::kRecords) {
    return false;
  } else {
    if (!m.is_new(a) || !m.is_new(b)) return false;
    auto *first = static_cast<const List*>(m.peek(a)), *second = static_cast<const List*>(m.peek(b));
    bool is_counted = first->kind() == ListKind::Counted || second->kind() == ListKind::Counted;
    if (is_counted || first->size + second->size > kMaxShapedList || first->size + second->size == 0) return false;
    typename M::Ref values[kMaxShapedList];
    int count = 0;
    bool inline_kind = true;
    for (auto part : {a, b}) {
      auto size = m.load_int(part, fields::list_size);
      int n = int(m.promote_int(size));
      for (int i = 0; i < n; ++i) values[count++] = list_item(m, part, m.int_(i), &inline_kind);
    }
    *sum = new_list_of(m, count, [&](int i) { return values[i]; });
    return true;
  }
}

// list + list, list * int. False: it is something else.
template <class M>
bool list_arithmetic(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref b, BinaryOp op, Next* next) {
  *next = Next::Go;
  typename M::Ref made{};
  if (op == BinaryOp::Add && is_exact(m, b, List::type())) {
    if (concat_inline(m, a, b, &made)) f.set(result, made);
    else *next = finish(m, f, result, helpers::list_plus_list_row, a, b);
    return true;
  }
  if (op == BinaryOp::Mul && is_small_int(m, b)) {
    if (repeat_inline(m, a, b, &made)) f.set(result, made);
    else *next = finish(m, f, result, helpers::list_times_row, a, int_value(m, b));
    return true;
  }
  return false;
}

}  // namespace sidewinder
