// list: storage and typed operations. A list keeps ints or floats unboxed as long as it holds nothing else: bool is not
// int, and the bits of -0.0 and NaN are kept. What Python sees is in list_methods.cpp, slices in list_slice.cpp,
// sorting in list_sort.cpp.

#include "interpreter/objects/container/list.h"

#include <algorithm>
#include <cstring>

#include "interpreter/execution/request.h"
#include "interpreter/objects/container/list_storage.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/python_drain.h"
#include "interpreter/objects/iterator/range.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// --- storage ------------------------------------------------------------------------------------

void* list_new_storage(ListKind kind, ssize n) {
  if (n > (PTRDIFF_MAX >> 8) / kItemSize) return raise_memory_error_no_thread();
  if (kind == ListKind::Boxed || kind == ListKind::Counted) return allocate_raw<Object*>(size_t(n));
  void* p = allocate<MemoryKind::RawLeaf>(size_t(n) * kItemSize);
  return p ? p : raise_memory_error_no_thread();
}

Status list_reserve(List* l, ssize capacity) {
  if (capacity <= l->capacity()) return Status::ok();
  void* items = TRY(list_new_storage(l->kind(), capacity));
  if (l->size) std::memcpy(items, l->items, size_t(l->size) * kItemSize);
  list_set_storage(l, l->kind(), items, capacity);
  return Status::ok();
}

ListKind list_kind_of(const Object* value) {
  int64_t ignored;
  if (is_exact<Int>(value))
    return cast<Int>(value)->is_small() || int_fits_int64(value, &ignored) ? ListKind::Int64 : ListKind::Boxed;
  return is_exact<Float>(value) ? ListKind::Double : ListKind::Boxed;
}

static int64_t int_value(const Object* value) {
  if (cast<Int>(value)->is_small()) return cast<Int>(value)->small_value();
  int64_t n = 0;
  int_fits_int64(value, &n);
  return n;
}

// Boxes every item. Reads the old storage, which others may still be walking, and leaves it as it is.
static Status box_items(Thread& t, List* l) {
  void* storage = l->capacity() ? TRY(list_new_storage(ListKind::Boxed, l->capacity())) : nullptr;
  Object** items = static_cast<Object**>(storage);
  for (ssize i = 0; i < l->size; i++) items[i] = TRY(list_get(t, l, i));
  list_set_storage(l, ListKind::Boxed, items, l->capacity());
  return Status::ok();
}

Status list_make_counted(Thread& t, List* l) {
  if (!is_boxed(l)) TRY(l->kind() == ListKind::Empty ? list_admit(t, l, ListKind::Boxed) : box_items(t, l));
  list_set_storage(l, ListKind::Counted, l->items, l->capacity());
  l->refcount |= kFlagCounted;
  count_all_in(l, 0, l->size);
  return Status::ok();
}

Status list_admit(Thread& t, List* l, ListKind kind) {
  if (l->kind() == kind || is_boxed(l)) return Status::ok();
  if (l->size) return box_items(t, l);
  ssize capacity = l->kind() == ListKind::Empty ? l->capacity() : 0;
  list_set_storage(l, kind, capacity ? TRY(list_new_storage(kind, capacity)) : nullptr, capacity);
  return Status::ok();
}

void list_store(List* l, ssize i, Object* value) {
  switch (l->kind()) {
    case ListKind::Int64: l->ints[i] = int_value(value); break;
    case ListKind::Double: l->doubles[i] = cast<Float>(value)->value; break;
    default: l->items[i] = value; break;
  }
}

// --- making -------------------------------------------------------------------------------------

List* new_list(Thread&, ssize capacity) {
  List* l = TRY(new_object<List>(&list_type));
  list_set_storage(l, ListKind::Empty, nullptr, capacity);
  return l;
}

static ListKind common_kind(Object* const* items, ssize n) {
  ListKind kind = list_kind_of(items[0]);
  for (ssize i = 1; i < n && kind != ListKind::Boxed; i++)
    if (list_kind_of(items[i]) != kind) kind = ListKind::Boxed;
  return kind;
}

List* list_from_array(Thread& t, Object* const* items, ssize n) {
  List* l = TRY(new_list(t));
  if (n == 0) return l;
  ListKind kind = common_kind(items, n);
  list_set_storage(l, kind, TRY(list_new_storage(kind, n)), n);
  if (kind == ListKind::Boxed) {
    std::memcpy(l->items, items, size_t(n) * kItemSize);
  } else {
    for (ssize i = 0; i < n; i++) list_store(l, i, items[i]);
  }
  l->size = n;
  return l;
}

List* list_from_iterable(Thread& t, Object* iterable) {
  List* l = TRY(new_list(t));
  TRY(list_extend(t, l, iterable));
  return l;
}

List* list_copy(Thread& t, const List* l) { return list_slice(t, l, 0, l->size); }

// --- items --------------------------------------------------------------------------------------

Object* list_get(Thread&, const List* l, ssize i) {
  switch (l->kind()) {
    case ListKind::Int64: return int_from_int64(l->ints[i]);
    case ListKind::Double: return new_float(l->doubles[i]);
    default: return l->items[i];
  }
}

Status list_set(Thread& t, List* l, ssize i, Object* value) {
  if (!is_boxed(l)) TRY(list_admit(t, l, list_kind_of(value)));
  if (l->kind() == ListKind::Counted) count_out(l, l->items[i]);
  count_in(l, value);
  list_store(l, i, value);
  return Status::ok();
}

// Room for `extra` more items, with some to spare, so that appending is linear in all.
static Status make_room(List* l, ssize extra) {
  ssize needed = l->size + extra;
  if (needed <= l->capacity()) [[likely]]
    return Status::ok();
  return list_reserve(l, std::max<ssize>((needed + (needed >> 2) + 6) & ~ssize(3), 4));
}

Status list_append(Thread& t, List* l, Object* value) {
  if (!is_boxed(l)) TRY(list_admit(t, l, list_kind_of(value)));
  TRY(make_room(l, 1));
  count_in(l, value);
  list_store(l, l->size, value);
  l->size++;
  return Status::ok();
}

Status list_insert(Thread& t, List* l, ssize index, Object* value) {
  if (!is_boxed(l)) TRY(list_admit(t, l, list_kind_of(value)));
  TRY(make_room(l, 1));
  if (index < 0) index = std::max<ssize>(index + l->size, 0);
  index = std::min(index, l->size);
  std::memmove(l->items + index + 1, l->items + index, size_t(l->size - index) * kItemSize);
  l->size++;
  count_in(l, value);
  list_store(l, index, value);
  return Status::ok();
}

Object* list_pop(Thread& t, List* l, ssize index) {
  if (l->size == 0) return raise_index_error(t, "pop from empty list");
  if (index < 0) index += l->size;
  if (index < 0 || index >= l->size) return raise_index_error(t, "pop index out of range");
  Object* item = TRY(list_get(t, l, index));
  count_out(l, item);
  std::memmove(l->items + index, l->items + index + 1, size_t(l->size - index - 1) * kItemSize);
  l->size--;
  l->items[l->size] = nullptr;  // the collector scans the whole storage
  return item;
}

void list_clear(List* l) {
  count_all_out(l, 0, l->size);
  l->size = 0;
  list_set_storage(l, l->kind() == ListKind::Counted ? ListKind::Counted : ListKind::Empty, nullptr, 0);
}

void list_reverse(List* l) { std::reverse(l->ints, l->ints + l->size); }

// --- extending ----------------------------------------------------------------------------------

static Status extend_with_list(Thread& t, List* l, List* other) {
  ssize n = other->size;
  if (n == 0) return Status::ok();
  ListKind kind = is_boxed(other) ? ListKind::Boxed : other->kind();
  TRY(list_admit(t, l, kind));
  TRY(make_room(l, n));
  if (is_boxed(l) == is_boxed(other)) {
    std::memcpy(l->items + l->size, other->items, size_t(n) * kItemSize);
  } else {
    for (ssize i = 0; i < n; i++) l->items[l->size + i] = TRY(list_get(t, other, i));
  }
  count_all_in(l, l->size, l->size + n);
  l->size += n;
  return Status::ok();
}

static Status extend_with_array(Thread& t, List* l, Object* const* items, ssize n) {
  if (n == 0) return Status::ok();
  TRY(list_admit(t, l, common_kind(items, n)));
  TRY(make_room(l, n));
  for (ssize i = 0; i < n; i++) list_store(l, l->size + i, items[i]);
  count_all_in(l, l->size, l->size + n);
  l->size += n;
  return Status::ok();
}

static Status extend_with_range(Thread& t, List* l, RangeIterator* range) {
  ssize n = range->remaining;
  if (n == 0) return Status::ok();
  TRY(list_admit(t, l, ListKind::Int64));
  TRY(make_room(l, n));
  for (ssize i = 0; i < n; i++) {
    TRY(check_interrupt(t));
    if (l->kind() == ListKind::Int64) l->ints[l->size] = range->next;
    else count_in(l, l->items[l->size] = TRY(int_from_int64(range->next)));
    l->size++;
    range->next += range->step;
    range->remaining--;
  }
  return Status::ok();
}

static Status extend_with_bytes(Thread& t, List* l, std::string_view bytes) {
  if (bytes.empty()) return Status::ok();
  TRY(list_admit(t, l, ListKind::Int64));
  TRY(make_room(l, ssize(bytes.size())));
  if (l->kind() == ListKind::Int64) {
    int64_t* to = l->ints + l->size;
    for (unsigned char byte : bytes) *to++ = byte;
  } else {
    Object** to = l->items + l->size;
    for (unsigned char byte : bytes) *to++ = &small_ints[byte - kIntSingletonMin];
    count_all_in(l, l->size, l->size + ssize(bytes.size()));
  }
  l->size += ssize(bytes.size());
  return Status::ok();
}

static Status extend_with_text(Thread& t, List* l, const Str* text) {
  if (text->length == 0) return Status::ok();
  TRY(list_admit(t, l, ListKind::Boxed));
  TRY(make_room(l, text->length));
  return with_code_points(text, [&](const auto* code_points) -> Status {
    for (ssize i = 0; i < text->length; i++) {
      Object* character = TRY(new_str_char(code_points[i]));
      count_in(l, character);
      l->items[l->size++] = character;
    }
    return Status::ok();
  });
}

Status list_extend(Thread& t, List* l, Object* iterable) {
  if (is_exact<List>(iterable)) return extend_with_list(t, l, cast<List>(iterable));
  if (is_exact<Tuple>(iterable))
    return extend_with_array(t, l, cast<Tuple>(iterable)->items, cast<Tuple>(iterable)->size);
  if (is_exact<Bytes>(iterable)) return extend_with_bytes(t, l, cast<Bytes>(iterable)->view());
  if (is_exact<Str>(iterable)) return extend_with_text(t, l, cast<Str>(iterable));
  Object* iterator = TRY(get_iterator(t, iterable));
  if (!is_exact<Range>(iterable)) TRY(length_hint(t, iterable, 0));  // its errors show before the first item is taken
  if (is_exact<RangeIterator>(iterator)) return extend_with_range(t, l, cast<RangeIterator>(iterator));
  if (is_exact<List>(l) && TRY(drain_in_python(t, PythonDrain::Extend, iterable, l)).found()) return Status::ok();
  for (size_t items = 0;; items++) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) {
      note_drained(iterable, items);
      return Status::ok();
    }
    TRY(list_append(t, l, next.value));
  }
}

}  // namespace sidewinder
