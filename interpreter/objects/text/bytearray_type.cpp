// bytearray as Python sees it.
#include <algorithm>

#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/byte_iterator.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

ByteArray* self_of(Object* o) { return cast<ByteArray>(o); }

Status append_all(Thread& t, ByteArray* self, std::string_view bytes) {
  return bytearray_replace(t, self, self->size, self->size, bytes.data(), ssize(bytes.size()));
}

// ---- construction ----

Object* bytearray_create(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

Status bytearray_init(Thread& t, Object* o, Args args) {
  std::string contents = TRY(byte_contents(t, "bytearray", args));
  return bytearray_replace(t, self_of(o), 0, self_of(o)->size, contents.data(), ssize(contents.size()));
}

// ---- operators ----

Object* bytearray_repr(Thread&, Object* o) {
  Str* bytes = TRY(bytes_repr(self_of(o)->view()));
  return StrBuilder().add(o->cls->name).add("(").add(bytes).add(")").finish();
}

Result<ssize> bytearray_length(Thread&, Object* o) { return self_of(o)->size; }
Object* bytearray_iter(Thread&, Object* o) { return new_byte_iterator(&bytearray_iterator_type, o); }

Object* bytearray_slice(Thread& t, ByteArray* self, Slice* slice) {
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(self->size, &bounds);
  if (bounds.step == 1) return bytes_part(self, bounds.start, bounds.start + n);
  ByteArray* out = TRY(new_bytearray(nullptr, n));
  for (ssize i = 0, at = bounds.start; i < n; ++i, at += bounds.step) out->start[i] = self->start[at];
  return out;
}

Result<ssize> index_of_key(Thread& t, ByteArray* self, Object* key) {
  if (!slots_of(key).index) return raise_type_error(t, "bytearray indices must be integers or slices, not %T", key);
  ssize i = TRY(index_as_ssize(t, key, &exceptions::IndexError));  // before the size is read: __index__ may change it
  i = normalize_index(i, self->size);
  if (i < 0) return raise_index_error(t, "bytearray index out of range");
  return i;
}

Object* bytearray_get_item(Thread& t, Object* o, Object* key) {
  if (is_exact<Slice>(key)) return bytearray_slice(t, self_of(o), cast<Slice>(key));
  ssize i = TRY(index_of_key(t, self_of(o), key));
  return int_from_int64(self_of(o)->start[i]);
}

// ---- assignment ----

constexpr char kHasExports[] = "Existing exports of data: object cannot be re-sized";

Status delete_extended(Thread& t, ByteArray* self, SliceBounds bounds, ssize n) {
  if (n == 0) return Status::ok();
  if (bounds.step < 0) bounds = {bounds.start + (n - 1) * bounds.step, bounds.start + 1, -bounds.step};
  if (self->exports > 0) return raise(t, exceptions::BufferError, kHasExports);
  ssize to = bounds.start, next = bounds.start, left = n;
  for (ssize from = bounds.start; from < self->size; ++from) {
    if (left && from == next) {
      next += bounds.step;
      --left;
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
  bool possible = is_bytes_like(value) || (!is_str(value) && (slots_of(value).iter || slots_of(value).get_item));
  if (!possible) return raise_type_error(t, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  return contents_of_iterable(t, value, "byte must be in range(0, 256)");
}

Status assign_slice(Thread& t, ByteArray* self, Slice* slice, Object* value) {
  std::string contents = TRY(assigned_contents(t, value));
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(self->size, &bounds), given = ssize(contents.size());
  if (bounds.step == 1) return bytearray_replace(t, self, bounds.start, bounds.start + n, contents.data(), given);
  if (given == 0) return delete_extended(t, self, bounds, n);
  if (given != n)
    return raise_value_error(t, "attempt to assign bytes of size %zd to extended slice of size %zd", given, n);
  for (ssize i = 0, at = bounds.start; i < n; ++i, at += bounds.step) self->start[at] = uint8_t(contents[size_t(i)]);
  return Status::ok();
}

Status bytearray_set_item(Thread& t, Object* o, Object* key, Object* value) {
  ByteArray* self = self_of(o);
  if (is_exact<Slice>(key)) return assign_slice(t, self, cast<Slice>(key), value);
  ssize i = TRY(index_of_key(t, self, key));
  if (!value) return bytearray_replace(t, self, i, i + 1, nullptr, 0);
  uint8_t byte = TRY(as_byte(t, value));
  // __index__ of the value shrank it
  if (i >= self->size) return raise_index_error(t, "bytearray index out of range");
  self->start[i] = byte;
  return Status::ok();
}

Object* bytearray_in_place_concat(Thread& t, Object* o, Object* other) {
  if (!is_bytes_like(other)) return raise_type_error(t, "can't concat %T to %T", other, o);
  // it holds its own buffer meanwhile
  if (other == o && self_of(o)->size) return raise(t, exceptions::BufferError, kHasExports);
  TRY(append_all(t, self_of(o), view_of(other)));
  return o;
}

Object* bytearray_in_place_repeat(Thread& t, Object* o, ssize times) {
  Object* product = TRY(byte_repeat(t, o, times));
  TRY(bytearray_replace(t, self_of(o), 0, self_of(o)->size, view_of(product).data(), ssize(view_of(product).size())));
  return o;
}

constexpr Slots bytearray_slots() {
  Slots s{};
  s.repr = bytearray_repr;
  s.length = bytearray_length;
  s.iter = bytearray_iter;
  s.compare = byte_compare;
  s.contains = byte_contains;
  s.get_item = bytearray_get_item;
  s.set_item = bytearray_set_item;
  s.create = bytearray_create;
  s.init = bytearray_init;
  s.concat = byte_concat;
  s.repeat = byte_repeat;
  s.binary[int(BinaryOp::Mod)] = byte_modulo;
  s.in_place_concat = bytearray_in_place_concat;
  s.in_place_repeat = bytearray_in_place_repeat;
  return s;
}

// ---- methods ----

Object* bytearray_method_append(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.append", 1, 1));
  uint8_t byte = TRY(as_byte(t, args[0]));
  TRY(bytearray_append(t, self_of(self), byte));
  return none();
}

Object* bytearray_method_extend(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.extend", 1, 1));
  if (!is_bytes_like(args[0]) && !slots_of(args[0]).iter && !slots_of(args[0]).get_item) {
    return raise_type_error(t, "can't extend bytearray with %T", args[0]);
  }
  std::string contents = TRY(contents_of_iterable(t, args[0], "byte must be in range(0, 256)"));
  TRY(append_all(t, self_of(self), contents));
  return none();
}

Object* bytearray_method_insert(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "insert", 2, 2));
  ssize at = TRY(args.index_or(t, 0, 0));
  uint8_t byte = TRY(as_byte(t, args[1]));
  ssize n = self_of(self)->size;
  if (at < 0) at = std::max<ssize>(at + n, 0);
  at = std::min(at, n);
  TRY(bytearray_replace(t, self_of(self), at, at, &byte, 1));
  return none();
}

Object* bytearray_method_pop(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "pop", 0, 1));
  ssize at = TRY(args.index_or(t, 0, -1));
  ByteArray* b = self_of(self);
  if (b->size == 0) return raise_index_error(t, "pop from empty bytearray");
  at = normalize_index(at, b->size);
  if (at < 0) return raise_index_error(t, "pop index out of range");
  uint8_t byte = b->start[at];
  TRY(bytearray_replace(t, b, at, at + 1, nullptr, 0));
  return int_from_int64(byte);
}

Object* bytearray_method_remove(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.remove", 1, 1));
  uint8_t byte = TRY(as_byte(t, args[0]));
  size_t at = self_of(self)->view().find(char(byte));
  if (at == std::string_view::npos) return raise_value_error(t, "value not found in bytearray");
  TRY(bytearray_replace(t, self_of(self), ssize(at), ssize(at) + 1, nullptr, 0));
  return none();
}

Object* bytearray_method_reverse(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.reverse", 0, 0));
  std::reverse(self_of(self)->start, self_of(self)->start + self_of(self)->size);
  return none();
}

Object* bytearray_method_clear(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.clear", 0, 0));
  TRY(bytearray_replace(t, self_of(self), 0, self_of(self)->size, nullptr, 0));
  return none();
}

Object* bytearray_method_copy(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.copy", 0, 0));
  return new_bytearray(self_of(self)->start, self_of(self)->size);
}

Object* bytearray_method_alloc(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.__alloc__", 0, 0));
  return int_from_int64(self_of(self)->allocated);
}

Object* bytearray_method_sizeof(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.__sizeof__", 0, 0));
  return int_from_int64(ssize(sizeof(ByteArray)) + self_of(self)->allocated);
}

Object* bytearray_method_reduce(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytearray.__reduce__", 0, 0));
  ByteArray* b = self_of(self);
  Object* state[] = {TRY(new_str_latin1(b->start, b->size)), TRY(new_str("latin-1"))};
  Lookup attributes = find_attribute(t, self, TRY(intern("__dict__")));
  if (attributes.failed()) return nullptr;
  Object* parts[] = {self->cls, TRY(new_tuple(state, 2)), attributes.found() ? attributes.value : none()};
  return new_tuple(parts, 3);
}

constexpr NativeMethod bytearray_methods[] = {
#define METHOD(name, kind, doc) {#name, byte_method_##name, MethodKind::kind, doc},
#include "interpreter/objects/text/byte_methods.def"
#undef METHOD
    {"append", bytearray_method_append, MethodKind::Instance, "Append a single item to the end of the bytearray."},
    {"extend", bytearray_method_extend, MethodKind::Instance,
     "Append all the items from the iterator or sequence to the bytearray."},
    {"insert", bytearray_method_insert, MethodKind::Instance,
     "Insert a single item into the bytearray before the given index."},
    {"pop", bytearray_method_pop, MethodKind::Instance, "Remove and return a single item from B."},
    {"remove", bytearray_method_remove, MethodKind::Instance,
     "Remove the first occurrence of a value in the bytearray."},
    {"reverse", bytearray_method_reverse, MethodKind::Instance, "Reverse the order of the values in B in place."},
    {"clear", bytearray_method_clear, MethodKind::Instance, "Remove all items from the bytearray."},
    {"copy", bytearray_method_copy, MethodKind::Instance, "Return a copy of B."},
    {"__alloc__", bytearray_method_alloc},
    {"__sizeof__", bytearray_method_sizeof},
    {"__reduce__", bytearray_method_reduce},
    {},
};

constexpr const char bytearray_doc[] =
    "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
    "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
    "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty "
    "bytes array";
TypeData bytearray_data = {.slots = bytearray_slots(), .spec = {.methods = bytearray_methods, .doc = bytearray_doc}};

}  // namespace

constinit Type bytearray_type =
    static_type("bytearray", sizeof(ByteArray), 0, kTypeBase | kTypeMatchSelf, &bytearray_data);

}  // namespace sidewinder
