// Items and slices of a memoryview: reading, writing, iteration, equality.
#include <cstring>

#include "interpreter/objects/buffer/item_format.h"
#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Result<char> supported_format(Thread& t, const Buffer& view) {
  char format = native_format(view.format);
  if (format) return format;
  return raise(t, exceptions::NotImplementedError, "memoryview: unsupported format %s", view.format);
}

namespace {

bool is_index_tuple(Object* key) {
  if (!is_instance(key, Tuple::type())) return false;
  auto* all = cast<Tuple>(key);
  for (ssize i = 0; i < all->size; i++)
    if (!slots_of(all->items[i]).index) return false;
  return true;
}
bool is_slice_tuple(Object* key) {
  if (!is_instance(key, Tuple::type()) || cast<Tuple>(key)->size == 0) return false;
  auto* all = cast<Tuple>(key);
  for (ssize i = 0; i < all->size; i++)
    if (!is_exact<Slice>(all->items[i])) return false;
  return true;
}

char* place_in_dimension(Thread& t, const Buffer& view, int d, char* from, ssize i) {
  ssize at = normalize_index(i, view.shape[d]);
  if (at < 0) return raise_index_error(t, "index out of bounds on dimension %d", d + 1);
  return item_place(view, d, from, at);
}

char* place_of_index(Thread& t, const MemoryView& self, Object* key, const char* unsupported) {
  ssize i = TRY(index_as_ssize(t, key, &exceptions::IndexError));
  TRY(check_released(t, self));
  if (self.view.dimensions > 1) return raise(t, exceptions::NotImplementedError, "%s", unsupported);
  return place_in_dimension(t, self.view, 0, static_cast<char*>(self.view.data), i);
}

char* place_of_tuple(Thread& t, const MemoryView& self, Tuple* key) {
  const Buffer& view = self.view;
  if (key->size < view.dimensions) return raise(t, exceptions::NotImplementedError, "sub-views are not implemented");
  if (key->size > view.dimensions)
    return raise_type_error(t, "cannot index %zd-dimension view with %zd-element tuple", ssize(view.dimensions),
                            key->size);
  char* place = static_cast<char*>(view.data);
  for (int d = 0; d < view.dimensions; d++) {
    ssize i = TRY(index_as_ssize(t, key->items[d], &exceptions::IndexError));
    TRY(check_released(t, self));
    place = TRY(place_in_dimension(t, view, d, place, i));
  }
  return place;
}

// Gives the view's first dimension the slice's items.
Status slice_first_dimension(Thread& t, Buffer* view, Slice* slice) {
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(view->shape[0], &bounds);
  view->data = static_cast<char*>(view->data) + view->strides[0] * bounds.start;
  view->shape[0] = n;
  view->strides[0] *= bounds.step;
  return Status::ok();
}

Object* sliced(Thread& t, const MemoryView& self, Slice* slice) {
  MemoryView* part = TRY(new_view_of(t, self.managed, self.view, self.view.dimensions));
  TRY(slice_first_dimension(t, &part->view, slice));
  ssize items = 1;
  for (int d = 0; d < part->view.dimensions; d++) items *= part->view.shape[d];
  part->view.length = items * part->view.item_size;
  set_view_flags(part);
  return part;
}

Raised raise_not_indexable(Thread& t) { return raise_type_error(t, "invalid indexing of 0-dim memory"); }

Object* scalar_item(Thread& t, MemoryView& self, Object* key) {
  if (is_instance(key, Tuple::type()) && cast<Tuple>(key)->size == 0)
    return unpack_item(t, static_cast<char*>(self.view.data), TRY(supported_format(t, self.view)));
  if (key == ellipsis()) return &self;
  return raise_not_indexable(t);
}

}  // namespace

Object* memory_view_get_item(Thread& t, Object* o, Object* key) {
  auto& self = *cast<MemoryView>(o);
  TRY(check_released(t, self));
  const Buffer& view = self.view;
  if (view.dimensions == 0) return scalar_item(t, self, key);
  if (slots_of(key).index) {
    char format = TRY(supported_format(t, view));
    return unpack_item(t, TRY(place_of_index(t, self, key, "multi-dimensional sub-views are not implemented")), format);
  }
  if (is_exact<Slice>(key)) return sliced(t, self, cast<Slice>(key));
  if (is_index_tuple(key)) {
    char format = TRY(supported_format(t, view));
    return unpack_item(t, TRY(place_of_tuple(t, self, cast<Tuple>(key))), format);
  }
  if (is_slice_tuple(key))
    return raise(t, exceptions::NotImplementedError, "multi-dimensional slicing is not implemented");
  return raise_type_error(t, "memoryview: invalid slice key");
}

// --- writing --------------------------------------------------------------------------------------

namespace {

bool same_structure(const Buffer& a, const Buffer& b) {
  const char* x = a.format ? a.format : "B";
  const char* y = b.format ? b.format : "B";
  if (*x == '@') x++;
  if (*y == '@') y++;
  return std::strcmp(x, y) == 0 && a.item_size == b.item_size && a.dimensions == b.dimensions &&
         (a.dimensions == 0 || a.shape[0] == b.shape[0]);
}

// Copies one dimension; the two may overlap.
Status copy_items(Thread& t, const Buffer& to, const Buffer& from) {
  if (!same_structure(to, from))
    return raise_value_error(t, "memoryview assignment: lvalue and rvalue have different structures");
  std::string items(size_t(from.shape[0] * from.item_size), '\0');
  copy_contiguous(from, items.data());
  for (ssize i = 0; i < to.shape[0]; i++) {
    char* place = item_place(to, 0, static_cast<char*>(to.data), i);
    std::memcpy(place, items.data() + i * to.item_size, size_t(to.item_size));
  }
  return Status::ok();
}

Status assign_slice(Thread& t, MemoryView& self, Slice* slice, Object* value) {
  BufferHolder source;
  TRY(source.take(t, value, kBufferFullReadOnly));
  Buffer to = self.view;
  ssize shape = to.shape[0];
  ssize stride = to.strides[0];
  ssize suboffset = to.suboffsets ? to.suboffsets[0] : -1;
  to.shape = &shape;
  to.strides = &stride;
  to.suboffsets = self.view.suboffsets ? &suboffset : nullptr;
  TRY(slice_first_dimension(t, &to, slice));
  TRY(check_released(t, self));
  to.length = shape * to.item_size;
  return copy_items(t, to, source.buffer);
}

// Packed aside: a value's __index__ may release the view.
Status assign_item(Thread& t, MemoryView& self, char* place, char format, Object* value) {
  char packed[8];
  TRY(pack_item(t, packed, format, self.view.format, value));
  TRY(check_released(t, self));
  std::memcpy(place, packed, size_t(self.view.item_size));
  return Status::ok();
}

Status assign_scalar(Thread& t, MemoryView& self, char format, Object* key, Object* value) {
  bool fits = key == ellipsis() || (is_instance(key, Tuple::type()) && cast<Tuple>(key)->size == 0);
  if (!fits) return raise_not_indexable(t);
  return assign_item(t, self, static_cast<char*>(self.view.data), format, value);
}

}  // namespace

Status memory_view_set_item(Thread& t, Object* o, Object* key, Object* value) {
  auto& self = *cast<MemoryView>(o);
  TRY(check_released(t, self));
  char format = TRY(supported_format(t, self.view));
  if (self.view.readonly) return raise_type_error(t, "cannot modify read-only memory");
  if (!value) return raise_type_error(t, "cannot delete memory");
  if (self.view.dimensions == 0) return assign_scalar(t, self, format, key, value);
  if (slots_of(key).index && self.view.dimensions > 1)
    return raise(t, exceptions::NotImplementedError, "sub-views are not implemented");
  if (slots_of(key).index)
    return assign_item(t, self, TRY(place_of_index(t, self, key, "sub-views are not implemented")), format, value);
  if (is_exact<Slice>(key) && self.view.dimensions == 1) return assign_slice(t, self, cast<Slice>(key), value);
  if (is_index_tuple(key)) return assign_item(t, self, TRY(place_of_tuple(t, self, cast<Tuple>(key))), format, value);
  if (is_exact<Slice>(key) || is_slice_tuple(key))
    return raise(t, exceptions::NotImplementedError,
                 "memoryview slice assignments are currently restricted to ndim = 1");
  return raise_type_error(t, "memoryview: invalid slice key");
}

// --- lists, iteration -----------------------------------------------------------------------------

namespace {

Object* list_of_dimension(Thread& t, const Buffer& view, int d, char* from, char format) {
  if (d == view.dimensions) return unpack_item(t, from, format);
  List* all = TRY(new_list(t, view.shape[d]));
  for (ssize i = 0; i < view.shape[d]; i++)
    TRY(list_append(t, all, TRY(list_of_dimension(t, view, d + 1, item_place(view, d, from, i), format))));
  return all;
}

struct MemoryIterator : Object {
  ssize index;
  MemoryView* of;  // null: exhausted
  ssize length;
  char format;
};

Lookup memory_iterator_next(Thread& t, Object* o) {
  auto* self = static_cast<MemoryIterator*>(o);
  if (!self->of) return Lookup::missing();
  if (self->index >= self->length) {
    self->of = nullptr;
    return Lookup::missing();
  }
  TRY(check_released(t, *self->of));
  const Buffer& view = self->of->view;
  return unpack_item(t, item_place(view, 0, static_cast<char*>(view.data), self->index++), self->format);
}
constinit TypeData memory_iterator_data = iterator_data(memory_iterator_next);

}  // namespace

constinit Type memory_iterator_type =
    static_type("memory_iterator", sizeof(MemoryIterator), 0, kIteratorFlags, &memory_iterator_data);

Object* memory_view_list(Thread& t, const MemoryView& self) {
  char format = TRY(supported_format(t, self.view));
  return list_of_dimension(t, self.view, 0, static_cast<char*>(self.view.data), format);
}

Object* memory_view_iter(Thread& t, Object* o) {
  auto* self = cast<MemoryView>(o);
  TRY(check_released(t, *self));
  if (self->view.dimensions == 0) return raise_type_error(t, "invalid indexing of 0-dim memory");
  if (self->view.dimensions > 1)
    return raise(t, exceptions::NotImplementedError, "multi-dimensional sub-views are not implemented");
  auto* iterator = TRY(new_object<MemoryIterator>(&memory_iterator_type));
  iterator->format = TRY(supported_format(t, self->view));
  iterator->length = self->view.shape[0];
  iterator->of = self;
  return iterator;
}

// --- equality -------------------------------------------------------------------------------------

namespace {

struct Comparison {
  Thread& t;
  const Buffer &a, &b;
  char a_format, b_format;

  Truth items(const char* x, const char* y) const {
    if (a_format && a_format == b_format) return truth_of(items_equal(x, y, a_format));
    Object* left = value(a, a_format, x);
    Object* right = left ? value(b, b_format, y) : nullptr;
    if (!right) return not_unpacked();
    return values_equal(left, right);
  }
  // What was unpacked is new: no value is the other one, a NaN neither.
  Truth values_equal(Object* left, Object* right) const {
    if (!is_exact<Tuple>(left) || !is_exact<Tuple>(right)) return compare_truth(t, left, right, CompareOp::Eq);
    const Tuple &x = *cast<Tuple>(left), &y = *cast<Tuple>(right);
    if (x.size != y.size) return Truth::False;
    for (ssize i = 0; i < x.size; i++)
      if (!TRY(compare_truth(t, x.items[i], y.items[i], CompareOp::Eq))) return Truth::False;
    return Truth::True;
  }
  Object* value(const Buffer& view, char format, const char* item) const {
    if (format) return unpack_item(t, item, format);
    return unpack_by_struct(t, view.format, item, view.item_size);
  }
  // Formats that module struct does not know make views unequal.
  Truth not_unpacked() const {
    if (!is_struct_error(t)) return Truth::Error;
    clear_pending(t);
    return Truth::False;
  }
  Truth dimension(int d, char* x, char* y) const {
    if (d == a.dimensions) return items(x, y);
    for (ssize i = 0; i < a.shape[d]; i++) {
      if (!TRY(dimension(d + 1, item_place(a, d, x, i), item_place(b, d, y, i)))) return Truth::False;
    }
    return Truth::True;
  }
};

bool same_shape(const Buffer& a, const Buffer& b) {
  if (a.dimensions != b.dimensions) return false;
  for (int d = 0; d < a.dimensions; d++) {
    if (a.shape[d] != b.shape[d]) return false;
    if (a.shape[d] == 0) break;
  }
  return true;
}

Truth views_equal(Thread& t, const Buffer& a, const Buffer& b) {
  if (!same_shape(a, b)) return Truth::False;
  return Comparison{t, a, b, native_format(a.format), native_format(b.format)}.dimension(0, static_cast<char*>(a.data),
                                                                                         static_cast<char*>(b.data));
}

}  // namespace

Object* memory_view_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return not_implemented();
  auto& self = *cast<MemoryView>(a);
  Truth same;
  bool unusable = is_released(self) || (is_exact<MemoryView>(b) && is_released(*cast<MemoryView>(b)));
  if (unusable) {
    same = truth_of(a == b);
  } else if (is_exact<MemoryView>(b)) {
    same = views_equal(t, self.view, cast<MemoryView>(b)->view);
  } else {
    if (!has_buffer(b)) return not_implemented();
    BufferHolder other;
    if (other.take(t, b, kBufferFullReadOnly).failed()) {
      clear_pending(t);
      return not_implemented();
    }
    same = views_equal(t, self.view, other.buffer);
  }
  return bool_object(TRY(same) == (op == CompareOp::Eq));
}

}  // namespace sidewinder
