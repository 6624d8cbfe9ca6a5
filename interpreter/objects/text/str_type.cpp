// str as Python sees it: the type, its constructor, operators, and the iterator.
#include <vector>

#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str_methods.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// ---- construction ----

Object* str_of_class(Thread& t, Type* cls, Str* value) {
  if (!value || cls == &str_type) return value;
  size_t head = value->is_ascii() ? 0 : 24, bytes = size_t(value->length + 1) * size_t(value->kind());
  Str* self = static_cast<Str*>(allocate_instance(t, cls, head + bytes));
  if (!self) return nullptr;
  self->length = value->length;
  self->hash = value->hash;
  self->state = value->state & ~3u;  // not interned
  std::memcpy(self->data(), value->data(), size_t(value->length) * size_t(value->kind()));
  return self;
}

Result<std::string> text_option(Thread& t, const char* function, const char* name, Object* given) {
  if (!given) return std::string();
  if (!is_str(given)) return raise_type_error(t, "%s() argument '%s' must be str, not %T", function, name, given);
  return str_to_utf8(cast<Str>(given));
}

Str* decoded(Thread& t, Object* source, Object* encoding, Object* errors) {
  std::string codec = TRY(text_option(t, "str", "encoding", encoding)),
              handler = TRY(text_option(t, "str", "errors", errors));
  if (is_str(source)) return raise_type_error(t, "decoding str is not supported");
  if (!is_bytes_like(source)) return raise_type_error(t, "decoding to str: need a bytes-like object, %T found", source);
  return decode_bytes(t, TRY(as_bytes_view(t, source)), codec.c_str(), handler.c_str());
}

Object* str_create(Thread& t, Type* cls, Args args) {
  Object* given[3] = {};
  if (args.count == 1 && !args.names) given[0] = args[0];
  else TRY(args.bind(t, "str", "object=,encoding=,errors=", given));
  if (!given[0]) return str_of_class(t, cls, empty_str());
  if (given[1] || given[2]) return str_of_class(t, cls, decoded(t, given[0], given[1], given[2]));
  return str_of_class(t, cls, to_str(t, given[0]));
}

// ---- operators ----

Object* str_repr_slot(Thread&, Object* o) { return str_repr(cast<Str>(o)); }
Object* str_str(Thread&, Object* o) { return str_exact(cast<Str>(o)); }
Result<ssize> str_hash_slot(Thread&, Object* o) { return str_hash(cast<Str>(o)); }
Result<ssize> str_length(Thread&, Object* o) { return cast<Str>(o)->length; }

Object* str_compare_slot(Thread&, Object* a, Object* b, CompareOp op) {
  if (!is_str(a) || !is_str(b)) return not_implemented();
  Str *x = cast<Str>(a), *y = cast<Str>(b);
  switch (op) {
    case CompareOp::Eq: return bool_object(str_equal(x, y));
    case CompareOp::Ne: return bool_object(!str_equal(x, y));
    case CompareOp::Lt: return bool_object(str_compare(x, y) < 0);
    case CompareOp::Le: return bool_object(str_compare(x, y) <= 0);
    case CompareOp::Gt: return bool_object(str_compare(x, y) > 0);
    default: return bool_object(str_compare(x, y) >= 0);
  }
}

Truth str_contains(Thread& t, Object* self, Object* part) {
  if (!is_str(part))
    return truth_error(raise_type_error(t, "'in <string>' requires string as left operand, not %T", part));
  return truth_of(str_find(cast<Str>(self), cast<Str>(part), 0, cast<Str>(self)->length) >= 0);
}

Object* str_slice(Thread& t, Str* s, Slice* slice) {
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(s->length, &bounds);
  if (bounds.step == 1) return str_substring(s, bounds.start, bounds.start + n);
  return with_code_points(s, [&](auto* p) -> Object* {
    std::vector<std::remove_const_t<std::remove_pointer_t<decltype(p)>>> picked;
    picked.reserve(size_t(n));
    for (ssize i = 0, at = bounds.start; i < n; ++i, at += bounds.step) picked.push_back(p[at]);
    if constexpr (sizeof(*p) == 1) return new_str_latin1(picked.data(), n);
    else return new_str_of(picked.data(), n);
  });
}

Object* str_get_item(Thread& t, Object* self, Object* key) {
  Str* s = cast<Str>(self);
  if (is_exact<Slice>(key)) return str_slice(t, s, cast<Slice>(key));
  if (!slots_of(key).index) return raise_type_error(t, "string indices must be integers, not '%T'", key);
  ssize i = TRY(index_as_ssize(t, key, &exceptions::IndexError));
  i = normalize_index(i, s->length);
  if (i < 0) return raise_index_error(t, "string index out of range");
  return new_str_char(s->at(i));
}

Object* str_concat_slot(Thread& t, Object* a, Object* b) {
  if (!is_str(b)) return raise_type_error(t, "can only concatenate str (not \"%T\") to str", b);
  return str_concat(t, cast<Str>(a), cast<Str>(b));
}

Object* str_repeat_slot(Thread& t, Object* o, ssize times) { return str_repeat(t, cast<Str>(o), times); }

Object* str_modulo(Thread& t, Object* a, Object* b) {
  if (!is_str(a)) return not_implemented();
  return str_percent(t, cast<Str>(a), b);
}

// ---- iterator ----

struct StrIterator : Object {
  ssize index;  // 16
  Str* text;    // 24; null: exhausted for good
};

Object* str_iter(Thread&, Object* o) {
  StrIterator* iterator = new_object<StrIterator>(&str_iterator_type);
  if (!iterator) return nullptr;
  iterator->index = 0;
  iterator->text = cast<Str>(o);
  return iterator;
}

Object* iterator_self(Thread&, Object* o) { return o; }

Lookup str_iterator_next(Thread&, Object* o) {
  StrIterator* iterator = static_cast<StrIterator*>(o);
  if (!iterator->text) return Lookup::missing();
  if (iterator->index < iterator->text->length) return new_str_char(iterator->text->at(iterator->index++));
  iterator->text = nullptr;
  return Lookup::missing();
}

Object* str_iterator_method_length_hint(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "__length_hint__", 0, 0));
  StrIterator* iterator = static_cast<StrIterator*>(self);
  return int_from_int64(iterator->text ? iterator->text->length - iterator->index : 0);
}

Object* str_iterator_method_setstate(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "__setstate__", 1, 1));
  StrIterator* iterator = static_cast<StrIterator*>(self);
  ssize index = TRY(args.index_or(t, 0, 0));
  if (iterator->text) iterator->index = index < 0 ? 0 : index > iterator->text->length ? iterator->text->length : index;
  return none();
}

constexpr NativeMethod str_iterator_methods[] = {
    {"__length_hint__", str_iterator_method_length_hint},
    {"__setstate__", str_iterator_method_setstate},
    {},
};

constexpr Slots str_slots() {
  Slots s{};
  s.repr = str_repr_slot;
  s.str = str_str;
  s.hash = str_hash_slot;
  s.length = str_length;
  s.iter = str_iter;
  s.compare = str_compare_slot;
  s.contains = str_contains;
  s.get_item = str_get_item;
  s.create = str_create;
  s.concat = str_concat_slot;
  s.repeat = str_repeat_slot;
  s.binary[int(BinaryOp::Mod)] = str_modulo;
  return s;
}

constexpr Slots str_iterator_slots() {
  Slots s{};
  s.iter = iterator_self;
  s.next = str_iterator_next;
  return s;
}

constexpr NativeMethod str_methods[] = {
#define METHOD(name, kind, doc) {#name, str_method_##name, MethodKind::kind, doc},
#include "interpreter/objects/text/str_methods.def"
#undef METHOD
    {},
};

constexpr const char str_doc[] =
    "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the "
    "given object.";
TypeData str_data = {.slots = str_slots(), .spec = {.methods = str_methods, .doc = str_doc}};
TypeData str_iterator_data = {.slots = str_iterator_slots(), .spec = {.methods = str_iterator_methods}};

}  // namespace

constinit Type str_type = static_type("str", 80, 0, kTypeBase | kTypeUnicode | kTypeMatchSelf, &str_data);
constinit Type str_iterator_type = static_type("str_iterator", sizeof(StrIterator), 0, kTypeHaveGC, &str_iterator_data);

// ---- methods that belong to the object rather than to the text ----

Object* str_method___getnewargs__(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.__getnewargs__", 0, 0));
  Object* value = TRY(str_exact(cast<Str>(self)));
  return new_tuple(&value, 1);
}

Object* str_method___sizeof__(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.__sizeof__", 0, 0));
  Str* s = cast<Str>(self);
  return int_from_int64((s->is_ascii() ? 48 : 72) + (s->length + 1) * s->kind());
}

Object* str_method_encode(Thread& t, Object* self, Args args) {
  Object* given[2];
  TRY(args.bind(t, "encode", "encoding=,errors=", given));
  std::string codec = TRY(text_option(t, "encode", "encoding", given[0])),
              handler = TRY(text_option(t, "encode", "errors", given[1]));
  return encode_str(t, cast<Str>(self), codec.c_str(), handler.c_str());
}

}  // namespace sidewinder
