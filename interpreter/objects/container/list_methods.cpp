// What Python sees of list: construction, operators, methods.

#include <algorithm>

#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list_storage.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/sequence_compare.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/iterable.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* list_create(Thread& t, Type* cls, Args) {
  if (cls == &list_type) return new_list(t);
  List* self = static_cast<List*>(TRY(allocate_instance(t, cls)));
  list_set_storage(self, ListKind::Empty, nullptr, 0);
  return self;
}

Status list_init(Thread& t, List& self, Object* iterable /* or null */) {
  list_clear(&self);
  return iterable ? list_extend(t, &self, iterable) : Status::ok();
}

Object* list_repr(Thread& t, Object* o) {
  List* self = cast<List>(o);
  if (self->size == 0) return new_str("[]");
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  ReprGuard guard(t, self);
  if (guard.recursive()) return new_str("[...]");
  StrBuilder out;
  out.add("[");
  for (ssize i = 0; i < self->size; i++) out.add(i ? ", " : "").add(TRY(repr(t, TRY(list_get(t, self, i)))));
  return out.add("]").finish();
}

Result<ssize> list_length(Thread&, Object* o) { return cast<List>(o)->size; }
Truth list_truth(Thread&, Object* o) { return truth_of(cast<List>(o)->size != 0); }

template <class T> Object* compare_unboxed(const T* a, ssize a_size, const T* b, ssize b_size, CompareOp op) {
  auto [x, y] = std::mismatch(a, a + std::min(a_size, b_size), b);
  ssize i = x - a;
  if (i == a_size || i == b_size) return new_bool(compare_order(a_size, b_size, op));
  return new_bool(compare_order(*x, *y, op));
}

Object* list_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_list(a) || !is_list(b)) return not_implemented();
  List* left = cast<List>(a);
  List* right = cast<List>(b);
  if (left->kind() == ListKind::Int64 && right->kind() == ListKind::Int64)
    return compare_unboxed(left->ints, left->size, right->ints, right->size, op);
  if (!native_stack_left(t, " in comparison")) return nullptr;
  auto lengths = [=] { return Lengths{left->size, right->size}; };
  auto item_a = [&](ssize i) { return list_get(t, left, i); };
  auto item_b = [&](ssize i) { return list_get(t, right, i); };
  return compare_sequences(t, op, true, lengths, item_a, item_b);
}

// --- subscripts ---------------------------------------------------------------------------------

Object* get_slice(Thread& t, List* self, Slice* slice) {
  SliceBounds b;
  TRY(slice_unpack(t, slice, &b));
  ssize count = slice_adjust(self->size, &b);
  if (b.step == 1) return list_slice(t, self, b.start, b.start + count);
  List* result = TRY(list_slice(t, self, 0, count));  // right kind and size; overwritten below
  for (ssize i = 0, from = b.start; i < count; i++, from += b.step) result->ints[i] = self->ints[from];
  return result;
}

Object* list_get_item(Thread& t, Object* o, Object* key) {
  List* self = cast<List>(o);
  ssize i;
  if (is_exact<Int>(key) && cast<Int>(key)->is_small()) i = cast<Int>(key)->small_value();
  else if (is_exact<Slice>(key)) return get_slice(t, self, cast<Slice>(key));
  else if (is_index(key)) i = TRY(index_as_ssize(t, key, &exceptions::IndexError));
  else return raise_type_error(t, "list indices must be integers or slices, not %T", key);
  i = normalize_index(i, self->size);
  return i < 0 ? raise_index_error(t, "list index out of range") : list_get(t, self, i);
}
Object* list_get_item_method(Thread& t, List& self, Object* index) { return list_get_item(t, &self, index); }

// del l[a:b:c] for c other than 1: the kept items between the deleted ones move down.
void delete_extended(List* self, SliceBounds b, ssize count) {
  if (b.step < 0) {
    b.start += (count - 1) * b.step;
    b.step = -b.step;
  }
  ssize to = b.start;
  ssize next = b.start;
  ssize deleted = 0;
  for (ssize from = b.start; from < self->size; from++) {
    if (deleted < count && from == next) {
      deleted++;
      next += b.step;
    } else {
      self->ints[to++] = self->ints[from];
    }
  }
  for (ssize i = to; i < self->size; i++) self->ints[i] = 0;
  self->size = to;
}

Status delete_slice(Thread& t, List* self, SliceBounds b) {
  ssize count = slice_adjust(self->size, &b);
  if (count == 0) return Status::ok();
  if (b.step == 1) return list_replace(t, self, b.start, b.start + count, TRY(new_list(t)));
  delete_extended(self, b, count);
  return Status::ok();
}

Status assign_slice(Thread& t, List* self, Slice* slice, Object* value) {
  SliceBounds b;
  TRY(slice_unpack(t, slice, &b));
  if (!value) return delete_slice(t, self, b);
  Object* iterable = TRY(iterable_or_raise(
      t, value, b.step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice"));
  ssize count = slice_adjust(self->size, &b);
  ssize end = b.start + count;
  // the user's code may change the list: what is left of the slice is replaced
  List* values = TRY(list_from_iterable(t, iterable));
  if (b.step == 1) {
    ssize begin = std::min(b.start, self->size);
    return list_replace(t, self, begin, std::clamp(end, begin, self->size), values);
  }
  if (values->size != count)
    return raise_value_error(t, "attempt to assign sequence of size %zd to extended slice of size %zd", values->size,
                             count);
  for (ssize i = 0, to = b.start; i < count; i++, to += b.step)
    if (to < self->size) TRY(list_set(t, self, to, TRY(list_get(t, values, i))));
  return Status::ok();
}

Status list_set_item(Thread& t, Object* o, Object* key, Object* value) {
  List* self = cast<List>(o);
  ssize i;
  if (is_exact<Int>(key) && cast<Int>(key)->is_small()) i = cast<Int>(key)->small_value();
  else if (is_exact<Slice>(key)) return assign_slice(t, self, cast<Slice>(key), value);
  else if (is_index(key)) i = TRY(index_as_ssize(t, key, &exceptions::IndexError));
  else return raise_type_error(t, "list indices must be integers or slices, not %T", key);
  i = normalize_index(i, self->size);
  if (i < 0) return raise_index_error(t, "list assignment index out of range");
  if (value) return list_set(t, self, i, value);
  return list_replace(t, self, i, i + 1, TRY(new_list(t)));
}

// Position of an item equal to `value` in begin..end (which may shrink while we compare), or -1.
Result<ssize> find(Thread& t, List* self, Object* value, ssize begin, ssize end) {
  ListKind kind = list_kind_of(value);
  if (kind == ListKind::Int64 && self->kind() == ListKind::Int64) {
    int64_t wanted = 0;
    int_fits_int64(value, &wanted);
    end = std::min(end, self->size);
    ssize i = begin < end ? std::find(self->ints + begin, self->ints + end, wanted) - self->ints : end;
    return i == end ? ssize(-1) : i;
  }
  for (ssize i = begin; i < end && i < self->size; i++)
    if (TRY(equal(t, TRY(list_get(t, self, i)), value))) return i;
  return ssize(-1);
}

Truth list_contains(Thread& t, Object* o, Object* item) {
  return truth_of(TRY(find(t, cast<List>(o), item, 0, PTRDIFF_MAX)) >= 0);
}

// --- operators ----------------------------------------------------------------------------------

Object* list_concat_slot(Thread& t, Object* a, Object* b) {
  if (!is_list(b)) return raise_type_error(t, "can only concatenate list (not \"%T\") to list", b);
  return list_concat(t, cast<List>(a), cast<List>(b));
}

Object* list_repeat_slot(Thread& t, Object* o, ssize times) { return list_repeat(t, cast<List>(o), times); }

Object* list_in_place_concat(Thread& t, Object* a, Object* b) {
  TRY(list_extend(t, cast<List>(a), b));
  return a;
}

Object* list_in_place_repeat(Thread& t, Object* o, ssize times) {
  List* self = cast<List>(o);
  TRY(list_replace(t, self, 0, self->size, TRY(list_repeat(t, self, times))));
  return self;
}

Object* list_iter(Thread&, Object* o) { return new_sequence_iterator(&list_iterator_type, o); }

// --- methods ------------------------------------------------------------------------------------

Status list_remove(Thread& t, List& self, Object* value) {
  ssize i = TRY(find(t, &self, value, 0, PTRDIFF_MAX));
  if (i < 0) return raise_value_error(t, "list.remove(x): x not in list");
  if (i < self.size) TRY(list_pop(t, &self, i));  // the comparison may have shortened the list
  return Status::ok();
}

Result<ssize> list_count(Thread& t, List& self, Object* value) {
  ssize count = 0;
  for (ssize i = 0;; i++, count++) {
    i = TRY(find(t, &self, value, i, PTRDIFF_MAX));
    if (i < 0) return count;
  }
}

Result<ssize> list_index(Thread& t, List& self, Object* value, SliceIndex start, SliceIndex stop) {
  auto from_the_end = [&](SliceIndex i) { return i.value < 0 ? std::max<ssize>(i.value + self.size, 0) : i.value; };
  ssize i = TRY(find(t, &self, value, from_the_end(start), from_the_end(stop)));
  if (i < 0) return raise_value_error(t, "%R is not in list", value);
  return i;
}

Status list_sort_by(Thread& t, List& self, Optional<Object*> key, int reverse) {
  return list_sort(t, &self, key.or_else(nullptr), reverse != 0);
}

Object* list_reversed(Thread&, List& self) {
  return new_sequence_iterator(&list_reverse_iterator_type, &self, self.size - 1);
}
ssize list_sizeof(const List& self) { return self.cls->basic_size + self.capacity() * kItemSize; }
Object* list_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/container/list_methods.def"
#define NATIVE_TYPE List
#define NATIVE_PREFIX list
#define NATIVE_NAME "list"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_list_data() {
  TypeData d{};
  d.slots.create = list_create;
  d.slots.repr = list_repr;
  d.slots.length = list_length;
  d.slots.truth = list_truth;
  d.slots.compare = list_compare;
  d.slots.get_item = list_get_item;
  d.slots.set_item = list_set_item;
  d.slots.contains = list_contains;
  d.slots.iter = list_iter;
  d.slots.concat = list_concat_slot;
  d.slots.repeat = list_repeat_slot;
  d.slots.in_place_concat = list_in_place_concat;
  d.slots.in_place_repeat = list_in_place_repeat;
  list_declare(d);
  return d;
}
constinit TypeData list_data = make_list_data();

}  // namespace

constinit Type list_type = static_type(
    "list", sizeof(List), 0, kTypeBase | kTypeHaveGC | kTypeList | kTypeSequence | kTypeMatchSelf, &list_data);

}  // namespace sidewinder
