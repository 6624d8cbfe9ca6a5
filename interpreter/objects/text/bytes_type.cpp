// bytes as Python sees it.
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

Object* bytes_of_class(Thread& t, Type* cls, std::string_view contents) {
  if (cls == &bytes_type) return new_bytes(contents);
  Bytes* self = static_cast<Bytes*>(allocate_instance(t, cls, contents.size()));
  if (!self) return nullptr;
  self->size = ssize(contents.size());
  self->hash = -1;
  std::memcpy(self->bytes, contents.data(), contents.size());
  return self;
}

Object* bytes_create(Thread& t, Type* cls, Args args) {
  if (args.count == 1 && !args.names && !is_str(args[0])) {
    if (is_exact<Bytes>(args[0]) && cls == &bytes_type) return args[0];
    if (type_lookup(args[0]->cls, TRY(intern("__bytes__")))) {
      Object* made = TRY(bytes_from_object(t, args[0]));
      return cls == &bytes_type ? made : bytes_of_class(t, cls, view_of(made));
    }
  }
  return bytes_of_class(t, cls, TRY(byte_contents(t, "bytes", args)));
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
  Bytes* out = TRY(new_bytes(nullptr, n));
  for (ssize i = 0, at = bounds.start; i < n; ++i, at += bounds.step) out->bytes[i] = self->bytes[at];
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

constexpr Slots bytes_slots() {
  Slots s{};
  s.repr = bytes_repr_slot;
  s.hash = bytes_hash_slot;
  s.length = bytes_length;
  s.iter = bytes_iter;
  s.compare = byte_compare;
  s.contains = byte_contains;
  s.get_item = bytes_get_item;
  s.create = bytes_create;
  s.concat = byte_concat;
  s.repeat = byte_repeat;
  s.binary[int(BinaryOp::Mod)] = byte_modulo;
  return s;
}

Object* bytes_method_bytes(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytes.__bytes__", 0, 0));
  return is_exact<Bytes>(self) ? self : new_bytes(cast<Bytes>(self)->view());
}

Object* bytes_method_getnewargs(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "bytes.__getnewargs__", 0, 0));
  Object* value = TRY(bytes_method_bytes(t, self, {}));
  return new_tuple(&value, 1);
}

constexpr NativeMethod bytes_methods[] = {
#define METHOD(name, kind, doc) {#name, byte_method_##name, MethodKind::kind, doc},
#include "interpreter/objects/text/byte_methods.def"
#undef METHOD
    {"__bytes__", bytes_method_bytes},
    {"__getnewargs__", bytes_method_getnewargs},
    {},
};

constexpr const char bytes_doc[] =
    "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable "
    "copy of bytes_or_buffer\n"
    "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes "
    "object";
TypeData bytes_data_of_type = {.slots = bytes_slots(), .spec = {.methods = bytes_methods, .doc = bytes_doc}};

}  // namespace

constinit Type bytes_type =
    static_type("bytes", kBytesHead + 1, 1, kTypeBase | kTypeBytes | kTypeMatchSelf, &bytes_data_of_type);

}  // namespace sidewinder
