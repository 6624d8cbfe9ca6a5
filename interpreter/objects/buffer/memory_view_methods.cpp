// What Python sees of memoryview.
#include "interpreter/objects/buffer/item_format.h"
#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/objects/text/hash_bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern BufferProcs memory_view_buffer;

namespace {

Object* memory_view_new(Thread& t, Type&, Object* object) { return new_memory_view(t, object); }

Status memory_view_release(Thread& t, MemoryView& self) { return release_memory_view(t, self); }

Object* memory_view_enter(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return &self;
}
Status memory_view_exit(Thread& t, MemoryView& self, Args) { return release_memory_view(t, self); }

Bytes* copy_as_bytes(const Buffer& view, bool fortran) {
  Bytes* out = TRY(new_bytes(nullptr, view.length));
  if (view.length) copy_contiguous(view, reinterpret_cast<char*>(out->bytes), fortran);
  return out;
}

Object* memory_view_tobytes(Thread& t, MemoryView& self, Optional<Str*> order) {
  TRY(check_released(t, self));
  std::string text = order && *order ? str_to_utf8(*order) : "C";  // not given: null
  if (text != "C" && text != "F" && text != "A") return raise_value_error(t, "order must be 'C', 'F' or 'A'");
  bool fortran = text == "F" || (text == "A" && (self.flags & kViewFortran) && !(self.flags & kViewC));
  return copy_as_bytes(self.view, fortran);
}

Object* memory_view_hex(Thread& t, MemoryView& self, Given sep, int bytes_per_sep) {
  TRY(check_released(t, self));
  return byte_hex(t, TRY(copy_as_bytes(self.view, false)), sep.value, bytes_per_sep);
}

Object* memory_view_tolist(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return memory_view_list(t, self);
}

Object* memory_view_cast(Thread& t, MemoryView& self, Str* format, Given shape) {
  TRY(check_released(t, self));
  return cast_memory_view(t, self, format, shape.value);
}

Object* memory_view_toreadonly(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  MemoryView* view = TRY(new_view_of(t, self.managed, self.view, self.view.dimensions));
  view->view.readonly = true;
  set_view_flags(view);
  return view;
}

// --- attributes -----------------------------------------------------------------------------------

Object* memory_view_obj(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return self.view.object ? self.view.object : none();
}
Result<ssize> memory_view_nbytes(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return self.view.length;
}
Truth memory_view_readonly(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return truth_of(self.view.readonly);
}
Result<ssize> memory_view_itemsize(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return self.view.item_size;
}
Object* memory_view_format(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return new_str(self.view.format);
}
Result<ssize> memory_view_ndim(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return ssize(self.view.dimensions);
}
Object* numbers(const ssize* values, ssize n) {
  Tuple* all = TRY(new_tuple(values ? n : 0));
  for (ssize i = 0; i < all->size; i++) all->items[i] = TRY(int_from_int64(values[i]));
  return all;
}
Object* memory_view_shape(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return numbers(self.view.shape, self.view.dimensions);
}
Object* memory_view_strides(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return numbers(self.view.strides, self.view.dimensions);
}
Object* memory_view_suboffsets(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return numbers(self.view.suboffsets, self.view.dimensions);
}
Truth memory_view_c_contiguous(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return truth_of(self.flags & kViewC);
}
Truth memory_view_f_contiguous(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return truth_of(self.flags & kViewFortran);
}
Truth memory_view_contiguous(Thread& t, MemoryView& self) {
  TRY(check_released(t, self));
  return truth_of(self.flags & (kViewC | kViewFortran));
}

// --- slots ----------------------------------------------------------------------------------------

Object* memory_view_repr(Thread&, Object* o) {
  char text[64];
  const char* words = is_released(*cast<MemoryView>(o)) ? "<released memory at 0x%lx>" : "<memory at 0x%lx>";
  std::snprintf(text, sizeof text, words, reinterpret_cast<unsigned long>(o));
  return new_str(text);
}

Result<ssize> memory_view_hash(Thread& t, Object* o) {
  auto& self = *cast<MemoryView>(o);
  if (self.hash != -1) return self.hash;
  TRY(check_released(t, self));
  if (!self.view.readonly) return raise_value_error(t, "cannot hash writable memoryview object");
  if (!is_byte_format(native_format(self.view.format)))
    return raise_value_error(t, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  if (self.view.object) TRY(hash(t, self.view.object));
  Bytes* bytes = TRY(copy_as_bytes(self.view, false));
  return self.hash = bytes_hash(bytes);
}

Result<ssize> memory_view_length(Thread& t, Object* o) {
  auto& self = *cast<MemoryView>(o);
  TRY(check_released(t, self));
  return self.view.dimensions ? self.view.shape[0] : 1;
}

}  // namespace

// --- cast -----------------------------------------------------------------------------------------

namespace {

bool has_empty_dimension(const Buffer& view) {
  for (int d = 0; d < view.dimensions; d++)
    if (view.shape[d] == 0) return true;
  return false;
}

// The shape's items, from a list or tuple.
Tuple* shape_items(Thread& t, Object* shape) {
  if (!is_instance(shape, Tuple::type()) && !has_flag(shape, kTypeList))
    return raise_type_error(t, "shape must be a list or a tuple");
  return tuple_from_iterable(t, shape);
}

Status check_cast(Thread& t, const MemoryView& self, Tuple* shape) {
  if ((shape || self.view.dimensions != 1) && has_empty_dimension(self.view))
    return raise_type_error(t, "memoryview: cannot cast view with zeros in shape or strides");
  if (!shape) return Status::ok();
  if (shape->size > kMostDimensions)
    return raise_value_error(t, "memoryview: number of dimensions must not exceed %d", kMostDimensions);
  if (self.view.dimensions != 1 && shape->size != 1)
    return raise_type_error(t, "memoryview: cast must be 1D -> ND or ND -> 1D");
  return Status::ok();
}

Status cast_to_one_dimension(Thread& t, MemoryView* view, const MemoryView& from, Str* format) {
  std::string text = str_to_utf8(format);
  ssize item_size = 0;
  char to = native_format(text.c_str(), &item_size);
  if (!to) {
    return raise_value_error(t,
                             "memoryview: destination format must be a native single character format prefixed with an "
                             "optional '@'");
  }
  char source = native_format(from.view.format);
  bool from_bytes = source && is_byte_format(source);
  if (!from_bytes && !is_byte_format(to))
    return raise_type_error(t, "memoryview: cannot cast between two non-byte formats");
  if (from.view.length % item_size) return raise_type_error(t, "memoryview: length is not a multiple of itemsize");
  view->view.format = static_format(to, text[0] == '@');
  view->view.item_size = item_size;
  view->view.suboffsets = nullptr;
  if (view->view.dimensions) {
    view->view.shape[0] = from.view.length / item_size;
    view->view.strides[0] = item_size;
  }
  return Status::ok();
}

Status cast_to_shape(Thread& t, MemoryView* view, Tuple* shape) {
  ssize product = view->view.item_size;
  for (ssize i = 0; i < shape->size; i++) {
    if (!is_int(shape->items[i])) return raise_type_error(t, "memoryview.cast(): elements of shape must be integers");
    ssize n = TRY(index_as_ssize(t, shape->items[i], &exceptions::OverflowError));
    if (n <= 0) return raise_value_error(t, "memoryview.cast(): elements of shape must be integers > 0");
    if (__builtin_mul_overflow(product, n, &product))
      return raise_value_error(t, "memoryview.cast(): product(shape) > SSIZE_MAX");
    view->view.shape[i] = n;
  }
  if (product != view->view.length) return raise_type_error(t, "memoryview: product(shape) * itemsize != buffer size");
  ssize stride = view->view.item_size;
  for (ssize i = shape->size - 1; i >= 0; i--) {
    view->view.strides[i] = stride;
    stride *= view->view.shape[i];
  }
  return Status::ok();
}

}  // namespace

Object* cast_memory_view(Thread& t, MemoryView& self, Str* format, Object* shape_object) {
  if (!(self.flags & kViewC)) return raise_type_error(t, "memoryview: casts are restricted to C-contiguous views");
  Tuple* shape = shape_object ? TRY(shape_items(t, shape_object)) : nullptr;
  TRY(check_cast(t, self, shape));
  int dimensions = shape ? int(shape->size) : 1;
  MemoryView* view = TRY(new_view_of(t, self.managed, self.view, dimensions));
  TRY(cast_to_one_dimension(t, view, self, format));
  if (shape) TRY(cast_to_shape(t, view, shape));
  set_view_flags(view);
  return view;
}

#define NATIVE_TABLE "interpreter/objects/buffer/memory_view_methods.def"
#define NATIVE_TYPE MemoryView
#define NATIVE_PREFIX memory_view
#define NATIVE_NAME "memoryview"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_memory_view_data() {
  TypeData d{};
  d.slots.repr = memory_view_repr;
  d.slots.hash = memory_view_hash;
  d.slots.length = memory_view_length;
  d.slots.iter = memory_view_iter;
  d.slots.compare = memory_view_compare;
  d.slots.get_item = memory_view_get_item;
  d.slots.set_item = memory_view_set_item;
  d.allows_weak_references = true;
  memory_view_declare(d);
  return d;
}
constinit TypeData memory_view_data = make_memory_view_data();

}  // namespace

constinit Type memory_view_type = with_buffer(
    &memory_view_buffer,
    static_type("memoryview", offsetof(MemoryView, numbers), sizeof(ssize), kTypeSequence, &memory_view_data));

}  // namespace sidewinder
