// bytes as Python sees it.
#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/byte_iterator.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/objects/text/slice_pick.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* bytes_of_class(Thread& t, Type& cls, std::string_view contents) {
  if (&cls == &bytes_type) return new_bytes(contents);
  Bytes* self = static_cast<Bytes*>(TRY(allocate_instance(t, &cls, contents.size())));
  self->size = ssize(contents.size());
  self->hash = -1;
  std::memcpy(self->bytes, contents.data(), contents.size());
  return self;
}

PY_NOINLINE Object* made_bytes(Thread& t, Type& cls, Object* source, CodecName encoding, CodecName errors) {
  bool converts = source && !is_exact<Str>(source) && !encoding && !errors;
  if (converts && type_lookup(source->cls, TRY(intern("__bytes__")))) {
    Object* made = TRY(bytes_from_object(t, source));
    return &cls == &bytes_type ? made : bytes_of_class(t, cls, view_of(made));
  }
  return bytes_of_class(t, cls, TRY(byte_contents(t, bytes_type, {source, encoding, errors})));
}

PY_ALWAYS_INLINE Object* bytes_new(Thread& t, Type& cls, Object* source, CodecName encoding, CodecName errors) {
  bool plain = source && &cls == &bytes_type && !encoding && !errors;
  if (plain && is_exact<Bytes>(source)) return source;
  if (plain && is_exact<ByteArray>(source)) return new_bytes(cast<ByteArray>(source)->view());
  if (plain && is_exact<Int>(source)) {
    ssize n = TRY(count_of_zeros(t, source, 1));
    return n == 1 ? new_bytes("", 1) : new_bytes(nullptr, n);
  }
  return made_bytes(t, cls, source, encoding, errors);
}

Object* bytes_repr_slot(Thread&, Object* o) { return bytes_repr(cast<Bytes>(o)->view()); }
Result<ssize> bytes_hash_slot(Thread&, Object* o) { return bytes_hash(cast<Bytes>(o)); }
Result<ssize> bytes_length(Thread&, Object* o) { return cast<Bytes>(o)->size; }
Object* bytes_iter(Thread&, Object* o) { return new_byte_iterator(&bytes_iterator_type, o); }

Object* bytes_slice(Thread& t, Bytes* self, Slice* slice) {
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(self->size, &bounds);
  if (bounds.step == 1) return bytes_part(self, bounds.start, bounds.start + n);
  Bytes* out = TRY(new_bytes_to_fill(n));
  slice_pick(self->bytes, bounds, n, out->bytes);
  return out;
}

Object* bytes_get_item(Thread& t, Object* o, Object* key) {
  Bytes* self = cast<Bytes>(o);
  if (is_exact<Slice>(key)) return bytes_slice(t, self, cast<Slice>(key));
  if (!slots_of(key).index) return raise_type_error(t, "byte indices must be integers or slices, not %T", key);
  ssize i = normalize_index(TRY(index_as_ssize(t, key, &exceptions::IndexError)), self->size);
  if (i < 0) return raise_index_error(t, "index out of range");
  return int_from_int64(self->bytes[i]);
}

Object* bytes_to_bytes(Thread&, Bytes& self) { return is_exact<Bytes>(&self) ? &self : new_bytes(self.view()); }

Object* bytes_getnewargs(Thread& t, Bytes& self) {
  Object* value = TRY(bytes_to_bytes(t, self));
  return new_tuple(&value, 1);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/text/bytes_methods.def"
#define NATIVE_TYPE Bytes
#define NATIVE_PREFIX bytes
#define NATIVE_NAME "bytes"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_bytes_data() {
  TypeData d{};
  d.slots.repr = bytes_repr_slot;
  d.slots.hash = bytes_hash_slot;
  d.slots.length = bytes_length;
  d.slots.iter = bytes_iter;
  d.slots.compare = byte_compare;
  d.slots.contains = byte_contains;
  d.slots.get_item = bytes_get_item;
  d.slots.concat = byte_concat;
  d.slots.repeat = byte_repeat;
  d.slots.binary[int(BinaryOp::Mod)] = byte_modulo;
  bytes_declare(d);
  return d;
}
constinit TypeData bytes_type_data = make_bytes_data();

int get_bytes_buffer(Object* o, Buffer* view, int flags) {
  auto* self = cast<Bytes>(o);
  return fill_buffer(view, self, self->bytes, self->size, true, flags);
}
constinit BufferProcs bytes_buffer{get_bytes_buffer, nullptr};

}  // namespace

constinit Type bytes_type = with_buffer(
    &bytes_buffer, static_type("bytes", kBytesHead + 1, 1, kTypeBase | kTypeBytes | kTypeMatchSelf, &bytes_type_data));

}  // namespace sidewinder
