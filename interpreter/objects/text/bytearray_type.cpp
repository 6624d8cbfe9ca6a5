// bytearray as Python sees it.
#include <algorithm>

#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/byte_iterator.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/objects/text/slice_pick.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/iterable.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status append_all(Thread& t, ByteArray* self, std::string_view bytes) {
  return bytearray_replace(t, self, self->size, self->size, bytes.data(), ssize(bytes.size()));
}

// ---- construction ----

Object* bytearray_create(Thread& t, Type* cls, Args) { return static_cast<ByteArray*>(allocate_instance(t, cls)); }

// An iterable is taken item by item: whoever looks in the middle sees what there is so far.
bool is_drained(Object* source) {
  if (is_str(source) || has_buffer(source) || slots_of(source).index) return false;
  return slots_of(source).iter || slots_of(source).get_item;
}
Status fill_from_iterable(Thread& t, ByteArray& self, Object* source) {
  TRY(bytearray_replace(t, &self, 0, self.size, nullptr, 0));
  std::string plain;
  if (bytes_of_plain_items(source, &plain)) return append_all(t, &self, plain);
  return for_each(t, source, [&](Object* item) -> Status {
    return bytearray_append(t, &self, TRY(as_byte(t, item, "byte must be in range(0, 256)")));
  });
}

Status bytearray_init(Thread& t, ByteArray& self, Object* source, CodecName encoding, CodecName errors) {
  if (source && is_drained(source) && !encoding && !errors) return fill_from_iterable(t, self, source);
  std::string contents = TRY(byte_contents(t, bytearray_type, {source, encoding, errors}));
  return bytearray_replace(t, &self, 0, self.size, contents.data(), ssize(contents.size()));
}

// ---- operators ----

Object* bytearray_repr(Thread&, Object* o) {
  Str* bytes = TRY(bytes_repr(cast<ByteArray>(o)->view()));
  return StrBuilder().add(o->cls->name).add("(").add(bytes).add(")").finish();
}

Result<ssize> bytearray_length(Thread&, Object* o) { return cast<ByteArray>(o)->size; }
Object* bytearray_iter(Thread&, Object* o) { return new_byte_iterator(&bytearray_iterator_type, o); }

Object* bytearray_slice(Thread& t, ByteArray* self, Slice* slice) {
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(self->size, &bounds);
  if (bounds.step == 1) return bytes_part(self, bounds.start, bounds.start + n);
  ByteArray* out = TRY(new_bytearray(nullptr, n));
  if (n) slice_pick(self->start, bounds, n, out->start);
  return out;
}

// As it was given: __index__ may change the size, so that it is read after all of them were called.
Result<ssize> raw_index(Thread& t, Object* key) {
  if (!slots_of(key).index) return raise_type_error(t, "bytearray indices must be integers or slices, not %T", key);
  return index_as_ssize(t, key, &exceptions::IndexError);
}
Result<ssize> index_in(Thread& t, const ByteArray* self, ssize i) {
  i = normalize_index(i, self->size);
  if (i < 0) return raise_index_error(t, "bytearray index out of range");
  return i;
}

Object* bytearray_get_item(Thread& t, Object* o, Object* key) {
  if (is_exact<Slice>(key)) return bytearray_slice(t, cast<ByteArray>(o), cast<Slice>(key));
  ssize i = TRY(index_in(t, cast<ByteArray>(o), TRY(raw_index(t, key))));
  return int_from_int64(cast<ByteArray>(o)->start[i]);
}

// ---- assignment ----

Status delete_extended(Thread& t, ByteArray* self, SliceBounds bounds, ssize n) {
  if (n == 0) return Status::ok();
  if (bounds.step < 0) bounds = {bounds.start + (n - 1) * bounds.step, bounds.start + 1, -bounds.step};
  TRY(bytearray_check_resizable(t, self));
  ssize to = bounds.start;
  ssize next = bounds.start;
  ssize left = n;
  for (ssize from = bounds.start; from < self->size; from++) {
    if (left && from == next) {
      next += bounds.step;
      left--;
    } else {
      self->start[to++] = self->start[from];
    }
  }
  self->size = to;
  self->start[to] = 0;
  return Status::ok();
}

Result<std::string> assigned_contents(Thread& t, Object* value) {
  if (!value) return std::string();
  if (is_bytes_like(value)) return contents_of_iterable(t, value, "byte must be in range(0, 256)");
  if (is_str(value) || is_number(value))
    return raise_type_error(t, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  value = TRY(iterable_or_raise(t, value, "cannot convert '%T' object to bytearray"));
  return contents_of_iterable(t, value, "byte must be in range(0, 256)");
}

Status assign_slice(Thread& t, ByteArray* self, Slice* slice, Object* value) {
  std::string contents = TRY(assigned_contents(t, value));
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(self->size, &bounds);
  ssize given = ssize(contents.size());
  if (bounds.step == 1) return bytearray_replace(t, self, bounds.start, bounds.start + n, contents.data(), given);
  if (given == 0) return delete_extended(t, self, bounds, n);
  if (given != n)
    return raise_value_error(t, "attempt to assign bytes of size %zd to extended slice of size %zd", given, n);
  for (ssize i = 0; i < n; i++) self->start[bounds.start + i * bounds.step] = uint8_t(contents[size_t(i)]);
  return Status::ok();
}

Status bytearray_set_item(Thread& t, Object* o, Object* key, Object* value) {
  ByteArray* self = cast<ByteArray>(o);
  if (is_exact<Slice>(key)) return assign_slice(t, self, cast<Slice>(key), value);
  ssize i = TRY(raw_index(t, key));
  uint8_t byte = value ? TRY(as_byte(t, value)) : 0;  // before the size is read, as __index__ may change it
  i = TRY(index_in(t, self, i));
  if (!value) return bytearray_replace(t, self, i, i + 1, nullptr, 0);
  self->start[i] = byte;
  return Status::ok();
}

Object* bytearray_in_place_concat(Thread& t, Object* o, Object* other) {
  if (!is_bytes_like(other)) return raise_type_error(t, "can't concat %T to %T", other, o);
  // it holds its own buffer meanwhile
  if (other == o && cast<ByteArray>(o)->size)
    return raise(t, exceptions::BufferError, "Existing exports of data: object cannot be re-sized");
  TRY(append_all(t, cast<ByteArray>(o), view_of(other)));
  return o;
}

Object* bytearray_in_place_repeat(Thread& t, Object* o, ssize times) {
  ByteArray* self = cast<ByteArray>(o);
  ByteArray* product = cast<ByteArray>(TRY(byte_repeat(t, o, times)));
  TRY(bytearray_replace(t, self, 0, self->size, product->start, product->size));
  return o;
}

// ---- methods ----

Status bytearray_extend(Thread& t, ByteArray& self, Object* iterable) {
  if (!is_bytes_like(iterable)) {
    Object* items = TRY(iterable_or_raise(t, iterable, "can't extend bytearray with %T"));
    TRY(length_hint(t, iterable, 0));  // its errors show before the first item is taken
    iterable = items;
  }
  std::string contents = TRY(contents_of_iterable(t, iterable, "byte must be in range(0, 256)"));
  return append_all(t, &self, contents);
}

Status bytearray_insert(Thread& t, ByteArray& self, ssize index, uint8_t byte) {
  ssize at = index < 0 ? std::max<ssize>(index + self.size, 0) : std::min(index, self.size);
  return bytearray_replace(t, &self, at, at, &byte, 1);
}

Result<ssize> bytearray_pop(Thread& t, ByteArray& self, ssize index) {
  if (self.size == 0) return raise_index_error(t, "pop from empty bytearray");
  ssize at = normalize_index(index, self.size);
  if (at < 0) return raise_index_error(t, "pop index out of range");
  uint8_t byte = self.start[at];
  TRY(bytearray_replace(t, &self, at, at + 1, nullptr, 0));
  return ssize(byte);
}

Status bytearray_remove(Thread& t, ByteArray& self, uint8_t byte) {
  size_t at = self.view().find(char(byte));
  if (at == std::string_view::npos) return raise_value_error(t, "value not found in bytearray");
  return bytearray_replace(t, &self, ssize(at), ssize(at) + 1, nullptr, 0);
}

void bytearray_reverse(ByteArray& self) { std::reverse(self.start, self.start + self.size); }
Status bytearray_clear(Thread& t, ByteArray& self) { return bytearray_replace(t, &self, 0, self.size, nullptr, 0); }
ByteArray* bytearray_copy(Thread&, const ByteArray& self) { return new_bytearray(self.start, self.size); }
ssize bytearray_alloc(const ByteArray& self) { return self.allocated; }
ssize bytearray_sizeof(const ByteArray& self) { return ssize(sizeof(ByteArray)) + self.allocated; }

Object* bytearray_reduce_ex(Thread& t, ByteArray& self, int protocol) {
  Tuple* arguments = empty_tuple();
  if (self.size && protocol >= 3) {
    Object* bytes[] = {TRY(new_bytes(self.start, self.size))};
    arguments = TRY(new_tuple(bytes, 1));
  } else if (self.size) {
    Object* text[] = {TRY(new_str_latin1(self.start, self.size)), TRY(new_str("latin-1"))};
    arguments = TRY(new_tuple(text, 2));
  }
  Object* parts[] = {self.cls, arguments, TRY(object_getstate(t, self))};
  return new_tuple(parts, 3);
}
Object* bytearray_reduce(Thread& t, ByteArray& self) { return bytearray_reduce_ex(t, self, 2); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/text/bytearray_methods.def"
#define NATIVE_TYPE ByteArray
#define NATIVE_PREFIX bytearray
#define NATIVE_NAME "bytearray"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_bytearray_data() {
  TypeData d{};
  d.slots.repr = bytearray_repr;
  d.slots.length = bytearray_length;
  d.slots.iter = bytearray_iter;
  d.slots.compare = byte_compare;
  d.slots.contains = byte_contains;
  d.slots.get_item = bytearray_get_item;
  d.slots.set_item = bytearray_set_item;
  d.slots.create = bytearray_create;
  d.slots.concat = byte_concat;
  d.slots.repeat = byte_repeat;
  d.slots.binary[int(BinaryOp::Mod)] = byte_modulo;
  d.slots.in_place_concat = bytearray_in_place_concat;
  d.slots.in_place_repeat = bytearray_in_place_repeat;
  bytearray_declare(d);
  return d;
}
constinit TypeData bytearray_data = make_bytearray_data();

int get_bytearray_buffer(Object* o, Buffer* view, int flags) {
  auto* self = cast<ByteArray>(o);
  static char nothing[1];
  void* data = self->start ? static_cast<void*>(self->start) : nothing;
  int failed = fill_buffer(view, self, data, self->size, false, flags);
  if (!failed) self->exports++;
  return failed;
}
void release_bytearray_buffer(Object* o, Buffer*) { cast<ByteArray>(o)->exports--; }
constinit BufferProcs bytearray_buffer{get_bytearray_buffer, release_bytearray_buffer};

}  // namespace

constinit Type bytearray_type = with_buffer(
    &bytearray_buffer, static_type("bytearray", sizeof(ByteArray), 0, kTypeBase | kTypeMatchSelf, &bytearray_data));

}  // namespace sidewinder
