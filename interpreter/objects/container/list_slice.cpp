// list: slices, concatenation, repetition, replacement of a part. Storage of one kind is moved as it is.

#include <algorithm>
#include <cstring>

#include "interpreter/execution/request.h"
#include "interpreter/objects/container/list_storage.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

static ListKind copied_kind(const List* l) { return is_boxed(l) ? ListKind::Boxed : l->kind(); }

List* list_slice(Thread& t, const List* l, ssize begin, ssize end) {
  List* result = TRY(new_list(t));
  ssize n = end - begin;
  if (n == 0) return result;
  list_set_storage(result, copied_kind(l), TRY(list_new_storage(copied_kind(l), n)), n);
  std::memcpy(result->items, l->items + begin, size_t(n) * kItemSize);
  result->size = n;
  return result;
}

List* list_concat(Thread& t, List* a, List* b) {
  List* result = TRY(new_list(t, a->size + b->size));
  for (List* part : {a, b})  // a subclass may have an __iter__ of its own: its items count
    TRY(list_extend(t, result, is_exact<List>(part) ? part : TRY(list_copy(t, part))));
  return result;
}

List* list_repeat(Thread& t, List* l, ssize times) {
  List* result = TRY(new_list(t));
  ssize n;
  if (times <= 0 || l->size == 0) return result;
  if (__builtin_mul_overflow(l->size, times, &n)) return raise_memory_error(t);
  list_set_storage(result, copied_kind(l), TRY(list_new_storage(copied_kind(l), n)), n);
  TRY(interruptible(t, size_t(n), [&] {
    if (l->size == 1) {
      std::fill_n(result->ints, n, l->ints[0]);
      return;
    }
    for (ssize i = 0; i < n; i += l->size) std::memcpy(result->items + i, l->items, size_t(l->size) * kItemSize);
  }));
  result->size = n;
  return result;
}

// Makes both lists hold the same kind of storage.
static Status unify(Thread& t, List* l, List* values) {
  if (values->size == 0) return Status::ok();
  TRY(list_admit(t, l, copied_kind(values)));
  if (is_boxed(l)) return list_admit(t, values, ListKind::Boxed);
  return Status::ok();
}

Status list_replace(Thread& t, List* l, ssize begin, ssize end, List* values) {
  TRY(unify(t, l, values));
  ssize n = values->size;
  ssize removed = end - begin;
  ssize tail = l->size - end;
  ssize size = l->size - removed + n;
  if (size > l->capacity()) TRY(list_reserve(l, size + (size >> 3)));
  count_all_out(l, begin, end);
  if (tail && n != removed) std::memmove(l->items + begin + n, l->items + end, size_t(tail) * kItemSize);
  if (n) std::memcpy(l->items + begin, values->items, size_t(n) * kItemSize);
  count_all_in(l, begin, begin + n);
  if (size < l->size) std::memset(l->items + size, 0, size_t(l->size - size) * kItemSize);
  l->size = size;
  return Status::ok();
}

}  // namespace sidewinder
