// Module _struct: the class Struct, and functions that keep the formats they have met.
#include <cstring>

#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/struct/struct_format.h"
#include "interpreter/objects/buffer/item_format.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type struct_type;
extern Type unpack_iterator_type;

namespace {

struct Struct : Object {
  StructFormat format;  // items null: not initialised
  Str* text;
  static Type* type() { return &struct_type; }
};
struct UnpackIterator : Object {
  Struct* of;
  Object* buffer;  // null: exhausted
  ssize offset;
  static Type* type() { return &unpack_iterator_type; }
};

constexpr ssize kMostCached = 100;

// Things that live as long as the process: struct.error and the dict of formats met.
struct State {
  Object* error;
  Object* cache;
};
State& state() {
  static State* const s = reinterpret_cast<State*>(allocate_permanent(2));
  return *s;
}

Result<std::string> format_text(Thread& t, Object* format) {
  if (is_bytes(format)) return std::string(TRY(as_bytes_view(t, format)));
  if (!is_str(format))
    return raise_type_error(t, "Struct() argument 1 must be a str or bytes object, not %U", type_name(format->cls));
  return std::string(TRY(encode_str(t, cast<Str>(format), "ascii"))->view());
}

Status initialize(Thread& t, Struct* s, Object* format) {
  std::string text = TRY(format_text(t, format));
  if (text.find('\0') != text.npos) return raise(t, *struct_error(), "embedded null character");
  TRY(parse_struct_format(t, text, &s->format));
  s->text = TRY(new_str(text));
  return Status::ok();
}

Struct* checked(Thread& t, Struct& self) {
  if (!self.format.items) return raise(t, exceptions::RuntimeError, "Struct object is not initialized");
  return &self;
}

// --- operations -----------------------------------------------------------------------------------

// The format is kept aside: a value's __index__ may call __init__ anew.
Object* pack(Thread& t, Struct* s, const Args& values) {
  const StructFormat format = s->format;
  if (values.count != format.values)
    return raise(t, *struct_error(), "pack expected %zd items for packing (got %zd)", format.values, values.count);
  Bytes* result = TRY(new_bytes(nullptr, format.size));
  TRY(pack_values(t, format, values.values, result->bytes));
  return result;
}

const uint8_t* data_of(std::string_view bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

Object* unpack(Thread& t, Struct* s, const BytesLike& buffer) {
  if (ssize(buffer.bytes.size()) != s->format.size)
    return raise(t, *struct_error(), "unpack requires a buffer of %zd bytes", s->format.size);
  return unpack_values(t, s->format, data_of(buffer.bytes));
}

// Where in a buffer of `length` bytes a struct of `size` bytes begins.
Result<ssize> check_offset(Thread& t, ssize size, ssize offset, ssize length, bool packs) {
  if (offset < 0) {
    if (offset + size > 0) {
      if (packs) return raise(t, *struct_error(), "no space to pack %zd bytes at offset %zd", size, offset);
      return raise(t, *struct_error(), "not enough data to unpack %zd bytes at offset %zd", size, offset);
    }
    if (offset + length < 0)
      return raise(t, *struct_error(), "offset %zd out of range for %zd-byte buffer", offset, length);
    offset += length;
  }
  if (length - offset >= size) return offset;
  std::string needed = std::to_string(size_t(size) + size_t(offset));
  return raise(t, *struct_error(),
               "%s requires a buffer of at least %s bytes for %s %zd bytes at offset %zd (actual buffer size is %zd)",
               packs ? "pack_into" : "unpack_from", needed.c_str(), packs ? "packing" : "unpacking", size, offset,
               length);
}

// The bytes are looked up once more: the offset's __index__ may have resized the buffer.
Object* unpack_from(Thread& t, Struct* s, const BytesLike& buffer, ssize offset) {
  std::string_view bytes = TRY(as_bytes_view(t, buffer.object));
  offset = TRY(check_offset(t, s->format.size, offset, ssize(bytes.size()), false));
  return unpack_values(t, s->format, data_of(bytes) + offset);
}

Object* pack_into(Thread& t, Struct* s, const Args& args) {
  const StructFormat format = s->format;
  if (args.count < 1) return raise(t, *struct_error(), "pack_into expected buffer argument");
  if (args.count < 2) return raise(t, *struct_error(), "pack_into expected offset argument");
  if (args.count - 2 != format.values)
    return raise(t, *struct_error(), "pack_into expected %zd items for packing (got %zd)", format.values,
                 args.count - 2);
  if (!is_writable_bytes(args[0]))
    return raise_type_error(t, "argument must be read-write bytes-like object, not %T", args[0]);
  ssize offset = TRY(index_as_ssize(t, args[1], &exceptions::IndexError));
  offset = TRY(check_offset(t, format.size, offset, writable_bytes(args[0]).size, true));
  // Packed aside: a value's __index__ may change the buffer.
  uint8_t space[64] = {};
  uint8_t* packed = format.size <= ssize(sizeof space) ? space : TRY(new_bytes(nullptr, format.size))->bytes;
  TRY(pack_values(t, format, args.values + 2, packed));
  if (!is_writable_bytes(args[0])) return raise_value_error(t, "the buffer was released while values were packed");
  WritableBytes buffer = writable_bytes(args[0]);
  TRY(check_offset(t, format.size, offset, buffer.size, true));
  std::memcpy(buffer.data + offset, packed, size_t(format.size));
  return none();
}

Object* iter_unpack(Thread& t, Struct* s, const BytesLike& buffer) {
  if (!s->format.size) return raise(t, *struct_error(), "cannot iteratively unpack with a struct of length 0");
  if (ssize(buffer.bytes.size()) % s->format.size)
    return raise(t, *struct_error(), "iterative unpacking requires a buffer of a multiple of %zd bytes",
                 s->format.size);
  auto* iterator = TRY(new_object<UnpackIterator>(&unpack_iterator_type));
  iterator->of = s;
  iterator->buffer = buffer.object;
  return iterator;
}

Lookup unpack_iterator_next(Thread& t, Object* o) {
  auto* self = static_cast<UnpackIterator*>(o);
  if (!self->buffer) return Lookup::missing();
  std::string_view bytes = TRY(as_bytes_view(t, self->buffer));
  if (self->offset + self->of->format.size > ssize(bytes.size())) {
    self->buffer = nullptr;
    return Lookup::missing();
  }
  Tuple* values = unpack_values(t, self->of->format, data_of(bytes) + self->offset);
  self->offset += self->of->format.size;
  return values ? Lookup(values) : Lookup(Raised{});
}
Object* unpack_iterator_self(Thread&, Object* o) { return o; }
Result<ssize> unpack_iterator_length_hint(Thread& t, UnpackIterator& self) {
  if (!self.buffer) return ssize(0);
  std::string_view bytes = TRY(as_bytes_view(t, self.buffer));
  return (ssize(bytes.size()) - self.offset) / self.of->format.size;
}

// --- methods --------------------------------------------------------------------------------------

Object* struct_new(Thread& t, Type* cls, Args) { return static_cast<Struct*>(allocate_instance(t, cls)); }

Status struct_init(Thread& t, Struct& self, Object* format) { return initialize(t, &self, format); }

ssize struct_sizeof(Struct& self) {
  return struct_type.basic_size + (self.format.item_count + 1) * ssize(sizeof(StructItem));
}

Object* struct_pack(Thread& t, Struct& self, Args values) { return pack(t, TRY(checked(t, self)), values); }

Object* struct_unpack(Thread& t, Struct& self, const BytesLike& buffer) {
  return unpack(t, TRY(checked(t, self)), buffer);
}

Object* struct_unpack_from(Thread& t, Struct& self, const BytesLike& buffer, ssize offset) {
  return unpack_from(t, TRY(checked(t, self)), buffer, offset);
}

Object* struct_pack_into(Thread& t, Struct& self, Args args) { return pack_into(t, TRY(checked(t, self)), args); }

Object* struct_iter_unpack(Thread& t, Struct& self, const BytesLike& buffer) {
  return iter_unpack(t, TRY(checked(t, self)), buffer);
}

Result<ssize> struct_size(Thread& t, Struct& self) { return TRY(checked(t, self))->format.size; }

Object* struct_format(Thread& t, Struct& self) { return TRY(checked(t, self))->text; }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/struct/struct_methods.def"
#define NATIVE_TYPE Struct
#define NATIVE_PREFIX struct
#define NATIVE_NAME "Struct"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/struct/unpack_iterator_methods.def"
#define NATIVE_TYPE UnpackIterator
#define NATIVE_PREFIX unpack_iterator
#define NATIVE_NAME "unpack_iterator"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_struct_data() {
  TypeData d{};
  d.slots.create = struct_new;
  d.allows_weak_references = true;
  struct_declare(d);
  return d;
}
constinit TypeData struct_data = make_struct_data();

constexpr TypeData make_unpack_iterator_data() {
  TypeData d{};
  d.slots.iter = unpack_iterator_self;
  d.slots.next = unpack_iterator_next;
  unpack_iterator_declare(d);
  return d;
}
constinit TypeData unpack_iterator_data = make_unpack_iterator_data();

// --- functions ------------------------------------------------------------------------------------

// The compiled format, from the cache if it was used before. As CPython's cache is asked for any object, one without a
// hash is refused.
Struct* struct_of(Thread& t, Object* format) {
  bool cacheable = is_exact<Str>(format) || is_exact<Bytes>(format);
  auto* cache = cast<Dict>(state().cache);
  if (cacheable) {
    Lookup there = TRY(dict_get(t, cache, format));
    if (there.found()) return cast<Struct>(there.value);
  }
  if (!cacheable) TRY(hash(t, format));
  auto* s = static_cast<Struct*>(TRY(allocate_instance(t, &struct_type)));
  TRY(initialize(t, s, format));
  if (!cacheable) return s;
  if (cache->used >= kMostCached) dict_clear(cache);
  TRY(dict_set(t, cache, format, s));
  return s;
}

// A parameter that takes a format.
struct Format {
  Struct* compiled;
};

}  // namespace

template <> struct Argument<Format> {
  static Status convert(Thread& t, Object* value, Site, Format* out) {
    out->compiled = TRY(struct_of(t, value));
    return Status::ok();
  }
};

namespace {

// The struct for the first argument of pack and pack_into.
Struct* struct_of_first(Thread& t, const Args& args) {
  if (!args.count) return raise_type_error(t, "missing format argument");
  return struct_of(t, args[0]);
}

Object* module_pack(Thread& t, Args args) { return pack(t, TRY(struct_of_first(t, args)), args.drop_first()); }

Object* module_pack_into(Thread& t, Args args) {
  return pack_into(t, TRY(struct_of_first(t, args)), args.drop_first());
}

Object* module_unpack(Thread& t, Format format, const BytesLike& buffer) { return unpack(t, format.compiled, buffer); }

Object* module_unpack_from(Thread& t, Format format, const BytesLike& buffer, ssize offset) {
  return unpack_from(t, format.compiled, buffer, offset);
}

Object* module_iter_unpack(Thread& t, Format format, const BytesLike& buffer) {
  return iter_unpack(t, format.compiled, buffer);
}

ssize module_calcsize(Format format) { return format.compiled->format.size; }

void module_clearcache() { dict_clear(cast<Dict>(state().cache)); }

Object* make_error_class(Thread& t) {
  Object* base = &exceptions::Exception;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("struct")));
  return new_heap_type(t, &type_type, intern("error"), TRY(new_tuple(&base, 1)), namespace_, Args{});
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/struct/struct_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX module
#define NATIVE_NAME "_struct"
#include "interpreter/objects/core/native_table.inc"

namespace {

// For memoryview. The module may not have been imported yet.
Object* unpack_foreign_item(Thread& t, const char* format, const char* item, ssize size) {
  Object* module = TRY(import_module(t, "_struct"));
  Object* args[] = {TRY(new_str(format)), TRY(new_bytes(item, size))};
  Object* values = TRY(call_method(t, module, new_str("unpack"), {args, 2}));
  return cast<Tuple>(values)->size == 1 ? cast<Tuple>(values)->items[0] : values;
}
bool is_own_error(Thread& t) { return struct_error() && pending_matches(t, *struct_error()); }
[[maybe_unused]] const bool given_to_memoryview =
    (unpack_by_struct = unpack_foreign_item, is_struct_error = is_own_error, true);

}  // namespace

Type* struct_error() { return static_cast<Type*>(state().error); }

constinit Type struct_type = static_type("_struct.Struct", sizeof(Struct), 0, kTypeBase, &struct_data);
constinit Type unpack_iterator_type = static_type("_struct.unpack_iterator", sizeof(UnpackIterator), 0,
                                                  kTypeDisallowInstantiation, &unpack_iterator_data);

Module* create_struct(Thread& t) {
  ready_type(t, &struct_type);
  ready_type(t, &unpack_iterator_type);
  if (!state().error) state().error = TRY(make_error_class(t));
  if (!state().cache) state().cache = TRY(new_dict(t));
  Module* module = TRY(new_module(t, "_struct"));
  TRY(add_functions(t, module, module_method_rows));
  TRY(add_object(t, module, "Struct", &struct_type));
  TRY(add_object(t, module, "error", state().error));
  TRY(add_object(t, module, "__doc__",
                 new_str("Python values to the bytes of C structs and back; formats are strings.")));
  return module;
}

}  // namespace sidewinder
