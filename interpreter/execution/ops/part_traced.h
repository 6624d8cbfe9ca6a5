// o[i:i + n] in a trace: a slice of a list, tuple or bytes whose length is always the same, since both of its ends were
// made of one number. It is a new object with those items, which is not built unless somebody else gets it.
#pragma once

#include "interpreter/execution/ops/bind.h"
#include "interpreter/objects/container/list_traced.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

constexpr int kMaxInlinePart = 16;
const jit::Shape& bytes_shape(int n);  // of up to kMaxInlinePart bytes

template <class M>
bool list_part_inline(M& m, typename M::Ref list, typename M::Int begin, int count, typename M::Ref* made) {
  if (static_cast<List*>(m.peek(list))->kind() == ListKind::Counted) return false;
  bool inline_kind = true;
  typename M::Ref values[kMaxInlinePart];
  for (int i = 0; i < count; ++i) {
    values[i] = list_item(m, list, m.int_add(begin, m.int_(i)), &inline_kind);
    if (!inline_kind) return false;
  }
  *made = new_list_of(m, count, [&](int i) { return values[i]; });
  return true;
}

template <class M> typename M::Ref tuple_part_inline(M& m, typename M::Ref tuple, typename M::Int begin, int count) {
  typename M::Ref values[kMaxInlinePart];
  for (int i = 0; i < count; ++i) values[i] = m.item_ref(tuple, m.int_add(begin, m.int_(i)), fields::tuple_items);
  return tuple_of_values(m, values, count);
}

template <class M> typename M::Ref bytes_part_inline(M& m, typename M::Ref bytes, typename M::Int begin, int count) {
  typename M::Int values[kMaxInlinePart];
  for (int i = 0; i < count; ++i) values[i] = m.item_int(bytes, m.int_add(begin, m.int_(i)), fields::bytes_items);
  auto made = m.new_object(bytes_shape(count));
  for (int i = 0; i < count; ++i) m.set_item_int(made, m.int_(i), fields::bytes_items, values[i]);
  m.set_item_int(made, m.int_(count), fields::bytes_items, m.int_(0));
  return made;
}

// Of an exact list, tuple or bytes. False: nothing done.
template <class M>
bool part_inline(M& m, typename M::Ref o, typename M::Int begin, typename M::Int end, typename M::Ref* made) {
  const Type* cls = m.peek(o)->cls;
  bool is_bytes = cls == Bytes::type(), is_list = cls == List::type();
  int64_t count;
  if (!is_bytes && !is_list && cls != Tuple::type()) return false;
  if (!m.has_difference(begin, end, &count) || count < 1 || count > kMaxInlinePart) return false;
  if (is_bytes && count == 1) return false;  // there is one object for each
  auto size = m.load_int(o, is_bytes ? fields::bytes_size : is_list ? fields::list_size : fields::tuple_size);
  if (!m.test(m.int_ge(begin, m.int_(0))) || !m.test(m.int_le(end, size))) return false;
  if (!is_list && !m.test(m.int_gt(size, m.int_(count)))) return false;  // all of it is the object itself
  if (is_list) return list_part_inline(m, o, begin, int(count), made);
  *made = is_bytes ? bytes_part_inline(m, o, begin, int(count)) : tuple_part_inline(m, o, begin, int(count));
  return true;
}

}  // namespace sidewinder
