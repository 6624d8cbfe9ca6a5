// Module _struct: the class Struct, and functions that keep the formats they have met.
#include <cstring>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/struct/struct_format.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type struct_type, unpack_iterator_type;

namespace {

struct Struct : Object {
  StructFormat format;  // items null: not initialised
  Str* text;
};
struct UnpackIterator : Object {
  Struct* of;
  Object* buffer;  // null: exhausted
  ssize offset;
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

Struct* as_struct(Object* o) { return static_cast<Struct*>(o); }

Result<std::string> format_text(Thread& t, Object* format) {
  if (is_bytes_like(format)) return std::string(TRY(as_bytes_view(t, format)));
  if (!is_str(format)) return raise_type_error(t, "Struct() argument 1 must be a str or bytes object, not %T", format);
  return std::string(TRY(encode_str(t, cast<Str>(format), "ascii"))->view());
}

Status initialize(Thread& t, Struct* s, Object* format) {
  std::string text = TRY(format_text(t, format));
  TRY(parse_struct_format(t, text, &s->format));
  s->text = TRY(new_str(text));
  return Status::ok();
}

Object* struct_create(Thread& t, Type* cls, Args) { return static_cast<Struct*>(allocate_instance(t, cls)); }
Status struct_init(Thread& t, Object* self, Args args) {
  Object* format;
  TRY(args.bind(t, "Struct", "format", &format));
  return initialize(t, as_struct(self), format);
}

Result<Struct*> checked(Thread& t, Object* self) {
  if (!as_struct(self)->format.items) return raise(t, exceptions::RuntimeError, "Struct object is not initialized");
  return as_struct(self);
}

// --- operations -----------------------------------------------------------------------------------

Object* pack(Thread& t, Struct* s, Args args) {
  if (args.count != s->format.values)
    return raise(t, *struct_error(), "pack expected %zd items for packing (got %zd)", s->format.values, args.count);
  Bytes* result = TRY(new_bytes(nullptr, s->format.size));
  TRY(pack_values(t, s->format, args.values, result->bytes));
  return result;
}

Object* unpack(Thread& t, Struct* s, Object* buffer) {
  std::string_view bytes = TRY(as_bytes_view(t, buffer));
  if (ssize(bytes.size()) != s->format.size)
    return raise(t, *struct_error(), "unpack requires a buffer of %zd bytes", s->format.size);
  return unpack_values(t, s->format, reinterpret_cast<const uint8_t*>(bytes.data()));
}

// Where in a buffer of `length` bytes the struct begins. `verb`: "unpacking" or "packing".
Result<ssize> check_offset(Thread& t, const Struct* s, ssize offset, ssize length, bool packs) {
  ssize size = s->format.size;
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
  return raise(t, *struct_error(),
               "%s requires a buffer of at least %zd bytes for %s %zd bytes at offset %zd (actual buffer size is %zd)",
               packs ? "pack_into" : "unpack_from", size + offset, packs ? "packing" : "unpacking", size, offset,
               length);
}

Object* unpack_from(Thread& t, Struct* s, Args args) {
  Object* v[2];
  TRY(args.bind(t, "unpack_from", "buffer,offset=", v));
  ssize offset = v[1] ? TRY(index_as_ssize(t, v[1], &exceptions::IndexError)) : 0;
  std::string_view bytes = TRY(as_bytes_view(t, v[0]));
  offset = TRY(check_offset(t, s, offset, ssize(bytes.size()), false));
  return unpack_values(t, s->format, reinterpret_cast<const uint8_t*>(bytes.data()) + offset);
}

Object* pack_into(Thread& t, Struct* s, Args args) {
  if (args.count < 1) return raise(t, *struct_error(), "pack_into expected buffer argument");
  if (args.count < 2) return raise(t, *struct_error(), "pack_into expected offset argument");
  if (args.count - 2 != s->format.values)
    return raise(t, *struct_error(), "pack_into expected %zd items for packing (got %zd)", s->format.values,
                 args.count - 2);
  if (!is_bytearray(args[0]))
    return raise_type_error(t, "argument must be read-write bytes-like object, not %T", args[0]);
  ssize offset = TRY(index_as_ssize(t, args[1], &exceptions::IndexError));
  auto* buffer = cast<ByteArray>(args[0]);
  offset = TRY(check_offset(t, s, offset, buffer->size, true));
  // Packed aside: a value's __index__ may change the buffer.
  Bytes* packed = TRY(new_bytes(nullptr, s->format.size));
  TRY(pack_values(t, s->format, args.values + 2, packed->bytes));
  TRY(check_offset(t, s, offset, buffer->size, true));
  std::memcpy(buffer->data() + offset, packed->bytes, size_t(packed->size));
  return none();
}

Object* iter_unpack(Thread& t, Struct* s, Object* buffer) {
  std::string_view bytes = TRY(as_bytes_view(t, buffer));
  if (!s->format.size) return raise(t, *struct_error(), "cannot iteratively unpack with a struct of length 0");
  if (ssize(bytes.size()) % s->format.size)
    return raise(t, *struct_error(), "iterative unpacking requires a buffer of a multiple of %zd bytes",
                 s->format.size);
  auto* iterator = TRY(new_object<UnpackIterator>(&unpack_iterator_type));
  iterator->of = s;
  iterator->buffer = buffer;
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
  Tuple* values = unpack_values(t, self->of->format, reinterpret_cast<const uint8_t*>(bytes.data()) + self->offset);
  self->offset += self->of->format.size;
  return values ? Lookup(values) : Lookup(Raised{});
}
Object* unpack_iterator_self(Thread&, Object* o) { return o; }

// --- methods --------------------------------------------------------------------------------------

Object* struct_method_pack(Thread& t, Object* self, Args args) {
  TRY(args.no_keywords(t, "Struct.pack"));
  return pack(t, TRY(checked(t, self)), args);
}
Object* struct_method_unpack(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "Struct.unpack", 1, 1));
  return unpack(t, TRY(checked(t, self)), args[0]);
}
Object* struct_method_unpack_from(Thread& t, Object* self, Args args) {
  return unpack_from(t, TRY(checked(t, self)), args);
}
Object* struct_method_pack_into(Thread& t, Object* self, Args args) {
  TRY(args.no_keywords(t, "Struct.pack_into"));
  return pack_into(t, TRY(checked(t, self)), args);
}
Object* struct_method_iter_unpack(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "Struct.iter_unpack", 1, 1));
  return iter_unpack(t, TRY(checked(t, self)), args[0]);
}
Object* get_size(Thread& t, Object* self) { return int_from_int64(TRY(checked(t, self))->format.size); }
Object* get_format(Thread& t, Object* self) { return TRY(checked(t, self))->text; }

const NativeMethod struct_methods[] = {
    {"iter_unpack", struct_method_iter_unpack, MethodKind::Instance,
     "iter_unpack($self, buffer, /)\n--\n\nReturn an iterator yielding tuples."},
    {"pack", struct_method_pack, MethodKind::Instance,
     "S.pack(v1, v2, ...) -> bytes\n\nReturn a bytes object containing values v1, v2, ... packed according\nto the "
     "format string S.format."},
    {"pack_into", struct_method_pack_into, MethodKind::Instance, "S.pack_into(buffer, offset, v1, v2, ...)"},
    {"unpack", struct_method_unpack, MethodKind::Instance,
     "unpack($self, buffer, /)\n--\n\nReturn a tuple containing unpacked values."},
    {"unpack_from", struct_method_unpack_from, MethodKind::Instance,
     "unpack_from($self, /, buffer, offset=0)\n--\n\nReturn a tuple containing unpacked values."},
    {}};
const NativeGetSet struct_getsets[] = {{"format", get_format}, {"size", get_size}, {}};

TypeData struct_data = {
    .slots = {.create = struct_create, .init = struct_init},
    .spec = {.methods = struct_methods, .getsets = struct_getsets, .doc = "Struct(fmt) --> compiled struct object\n\n"},
    .allows_weak_references = true,
};
TypeData unpack_iterator_data = {.slots = {.iter = unpack_iterator_self, .next = unpack_iterator_next}};

// --- functions ------------------------------------------------------------------------------------

// The compiled format, from the cache if it was used before.
Struct* struct_of(Thread& t, Object* format) {
  bool cacheable = is_exact<Str>(format) || is_exact<Bytes>(format);
  auto* cache = cast<Dict>(state().cache);
  if (cacheable) {
    Lookup there = TRY(dict_get(t, cache, format));
    if (there.found()) return as_struct(there.value);
  }
  auto* s = static_cast<Struct*>(TRY(allocate_instance(t, &struct_type)));
  TRY(initialize(t, s, format));
  if (!cacheable) return s;
  if (cache->used >= kMostCached) dict_clear(cache);
  TRY(dict_set(t, cache, format, s));
  return s;
}

Status need_format(Thread& t, Args args) {
  return args.count ? Status::ok() : Status(raise_type_error(t, "missing format argument"));
}

Object* function_pack(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "pack"));
  TRY(need_format(t, args));
  return pack(t, TRY(struct_of(t, args[0])), args.drop_first());
}
Object* function_pack_into(Thread& t, Object*, Args args) {
  TRY(args.no_keywords(t, "pack_into"));
  TRY(need_format(t, args));
  return pack_into(t, TRY(struct_of(t, args[0])), args.drop_first());
}
Object* function_unpack(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "unpack", 2, 2));
  return unpack(t, TRY(struct_of(t, args[0])), args[1]);
}
Object* function_unpack_from(Thread& t, Object*, Args args) {
  if (!args.count) return raise_type_error(t, "unpack_from expected at least 1 argument, got 0");
  return unpack_from(t, TRY(struct_of(t, args[0])), args.drop_first());
}
Object* function_iter_unpack(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "iter_unpack", 2, 2));
  return iter_unpack(t, TRY(struct_of(t, args[0])), args[1]);
}
Object* function_calcsize(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "calcsize", 1, 1));
  return int_from_int64(TRY(struct_of(t, args[0]))->format.size);
}
Object* function_clearcache(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "_clearcache", 0, 0));
  dict_clear(cast<Dict>(state().cache));
  return none();
}

const NativeMethod functions[] = {
    {"_clearcache", function_clearcache, MethodKind::Instance,
     "_clearcache($module, /)\n--\n\nClear the internal cache."},
    {"calcsize", function_calcsize, MethodKind::Instance,
     "calcsize($module, format, /)\n--\n\nReturn size in bytes of the struct described by the format string."},
    {"iter_unpack", function_iter_unpack, MethodKind::Instance,
     "iter_unpack($module, format, buffer, /)\n--\n\nReturn an iterator yielding tuples unpacked from the given "
     "bytes."},
    {"pack", function_pack, MethodKind::Instance, "pack(format, v1, v2, ...) -> bytes"},
    {"pack_into", function_pack_into, MethodKind::Instance, "pack_into(format, buffer, offset, v1, v2, ...)"},
    {"unpack", function_unpack, MethodKind::Instance,
     "unpack($module, format, buffer, /)\n--\n\nReturn a tuple containing values unpacked according to the format "
     "string."},
    {"unpack_from", function_unpack_from, MethodKind::Instance,
     "unpack_from($module, format, /, buffer, offset=0)\n--\n\nReturn a tuple containing values unpacked according to "
     "the format string."},
    {}};

Object* make_error_class(Thread& t) {
  Object* base = &exceptions::Exception;
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("struct")));
  return new_heap_type(t, &type_type, intern("error"), TRY(new_tuple(&base, 1)), namespace_, Args{});
}

}  // namespace

Type* struct_error() { return static_cast<Type*>(state().error); }

Type struct_type = static_type("_struct.Struct", sizeof(Struct), 0, kTypeBase, &struct_data);
Type unpack_iterator_type = static_type("_struct.unpack_iterator", sizeof(UnpackIterator), 0,
                                        kTypeDisallowInstantiation, &unpack_iterator_data);

Module* create_struct(Thread& t) {
  ready_type(t, &struct_type);
  ready_type(t, &unpack_iterator_type);
  if (!state().error) state().error = TRY(make_error_class(t));
  if (!state().cache) state().cache = TRY(new_dict(t));
  Module* module = TRY(new_module(t, "_struct"));
  TRY(add_functions(t, module, functions));
  TRY(add_object(t, module, "Struct", &struct_type));
  TRY(add_object(t, module, "error", state().error));
  TRY(add_object(
      t, module, "__doc__",
      new_str(
          "Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data "
          "representing the C struct\nand also as format strings (explained below) to describe the layout of data\nin "
          "the C struct.\n")));
  return module;
}

}  // namespace sidewinder
