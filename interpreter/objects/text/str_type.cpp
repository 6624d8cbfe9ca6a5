// str as Python sees it: the type, its constructor, operators, and the iterator.
#include <algorithm>
#include <vector>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/compare_order.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/byte_iterator.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/slice_pick.h"
#include "interpreter/objects/text/str_iterator.h"
#include "interpreter/objects/text/str_methods.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// ---- construction ----

// Behind the head of a str there are fields of the class (C's, as in numpy.str_), where the text of a compact one lies.
bool has_fields_in_text(const Type& cls) {
  return cls.basic_size > str_type.basic_size && !has_layout_of(&str_type, &cls);
}

// An instance of a subclass with the same text.
PY_NOINLINE Object* str_of_subclass(Thread& t, Type& cls, Str* value) {
  size_t content = size_t(value->length * value->kind());
  size_t beyond_head = size_t(str_sizeof(*value)) - sizeof(Str);
  Str* self = static_cast<Str*>(TRY(allocate_instance(t, &cls, beyond_head)));
  self->length = value->length;
  self->hash = value->hash;
  uint32_t state = value->state & ~3u;  // not interned
  if (has_fields_in_text(cls)) {
    self->state = state & ~kStrStateCompact;
    static_cast<GrownStr*>(self)->text = TRY(allocate_raw_leaf<char>(content + size_t(value->kind())));
    std::memset(static_cast<char*>(self->data()) + content, 0, size_t(value->kind()));
  } else {
    self->state = state | kStrStateCompact;
  }
  std::memcpy(self->data(), value->data(), content);
  return self;
}

PY_NOINLINE Str* decoded(Thread& t, Object* source, CodecName encoding, CodecName errors) {
  if (is_str(source)) return raise_type_error(t, "decoding str is not supported");
  if (!is_bytes_like(source)) return raise_type_error(t, "decoding to str: need a bytes-like object, %T found", source);
  std::string_view bytes = TRY(as_bytes_view(t, source));
  return decode_bytes(t, bytes, encoding, errors);
}

PY_ALWAYS_INLINE Object* str_new(Thread& t, Type& cls, Object* object, CodecName encoding, CodecName errors) {
  Str* text;
  if (!object) text = empty_str();
  else if (encoding || errors) text = decoded(t, object, encoding, errors);
  else text = to_str(t, object);
  if (!text || &cls == &str_type) [[likely]]
    return text;
  return str_of_subclass(t, cls, text);
}

// ---- operators ----

Object* str_repr_slot(Thread&, Object* o) { return str_repr(cast<Str>(o)); }
Object* str_str(Thread&, Object* o) { return str_exact(cast<Str>(o)); }
Result<ssize> str_hash_slot(Thread&, Object* o) { return str_hash(cast<Str>(o)); }
Result<ssize> str_length(Thread&, Object* o) { return cast<Str>(o)->length; }

Object* str_compare_slot(Thread&, Object* a, Object* b, CompareOp op) {
  if (!is_str(a) || !is_str(b)) return not_implemented();
  Str* x = cast<Str>(a);
  Str* y = cast<Str>(b);
  if (op == CompareOp::Eq || op == CompareOp::Ne) return bool_object(str_equal(x, y) == (op == CompareOp::Eq));
  return bool_object(compare_order(str_compare(x, y), 0, op));
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
  if (s->is_ascii() && n > 1) {  // the result, too
    Str* part = TRY(allocate_str(n, 0x7f));
    slice_pick(static_cast<const uint8_t*>(s->data()), bounds, n, static_cast<uint8_t*>(part->data()));
    return part;
  }
  return with_code_points(s, [&](auto* p) -> Object* {
    std::vector<std::remove_const_t<std::remove_pointer_t<decltype(p)>>> picked(static_cast<size_t>(n));
    slice_pick(p, bounds, n, picked.data());
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

// ---- methods that belong to the object rather than to the text ----

Str* str_copy(Str* s) {
  if (s->length < 2) return str_exact(s);
  Str* copy = TRY(allocate_str(s->length, str_max_char(s)));
  str_copy_into(s, 0, s->length, copy->data(), copy->kind(), 0);
  return copy;
}

Object* str_getnewargs(Thread&, Str& self) {
  Object* value = TRY(str_copy(&self));  // a subclass's may hold what the caller changes
  return new_tuple(&value, 1);
}

Bytes* str_encode(Thread& t, Str& self, CodecName encoding, CodecName errors) {
  return encode_str(t, &self, encoding, errors);
}

// ---- iterator ----

Object* str_iter(Thread&, Object* o) {
  Str* text = cast<Str>(o);
  Type* cls = text->is_ascii() && is_exact<Str>(o) ? &str_ascii_iterator_type : &str_iterator_type;
  StrIterator* iterator = TRY(new_object<StrIterator>(cls));
  iterator->index = 0;
  iterator->text = text;
  return iterator;
}

Object* str_iterator_self(Thread&, Object* o) { return o; }

Lookup str_iterator_next(Thread&, Object* o) {
  StrIterator* iterator = cast<StrIterator>(o);
  if (!iterator->text) return Lookup::missing();
  if (iterator->index < iterator->text->length) return new_str_char(iterator->text->at(iterator->index++));
  iterator->text = nullptr;
  return Lookup::missing();
}

ssize str_iterator_length_hint(const StrIterator& self) { return self.text ? self.text->length - self.index : 0; }

void str_iterator_setstate(StrIterator& self, IteratorPosition position) {
  if (self.text) self.index = std::clamp<ssize>(position.value, 0, self.text->length);
}

Object* str_iterator_reduce(Thread& t, const StrIterator& self) {
  if (self.text) return reduce_to_call(t, "iter", self.text, self.index);
  return reduce_to_call(t, "iter", TRY(new_str("")));
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/text/str_methods.def"
#define NATIVE_TYPE Str
#define NATIVE_PREFIX str
#define NATIVE_NAME "str"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/objects/text/iterator_methods.def"
#define NATIVE_TYPE StrIterator
#define NATIVE_PREFIX str_iterator
#define NATIVE_NAME "str_iterator"
#include "interpreter/objects/core/native_table.inc"

namespace {
constexpr auto& str_ascii_iterator_length_hint = str_iterator_length_hint;
constexpr auto& str_ascii_iterator_setstate = str_iterator_setstate;
constexpr auto& str_ascii_iterator_reduce = str_iterator_reduce;
}  // namespace
#define NATIVE_TABLE "interpreter/objects/text/iterator_methods.def"
#define NATIVE_TYPE StrIterator
#define NATIVE_PREFIX str_ascii_iterator
#define NATIVE_NAME "str_ascii_iterator"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_str_data() {
  TypeData d{};
  d.slots.repr = str_repr_slot;
  d.slots.str = str_str;
  d.slots.hash = str_hash_slot;
  d.slots.length = str_length;
  d.slots.iter = str_iter;
  d.slots.compare = str_compare_slot;
  d.slots.contains = str_contains;
  d.slots.get_item = str_get_item;
  d.slots.concat = str_concat_slot;
  d.slots.repeat = str_repeat_slot;
  d.slots.binary[int(BinaryOp::Mod)] = str_modulo;
  str_declare(d);
  return d;
}
constinit TypeData str_data = make_str_data();

constexpr TypeData make_str_iterator_data(void (*declare)(TypeData&)) {
  TypeData d{};
  d.slots.iter = str_iterator_self;
  d.slots.next = str_iterator_next;
  declare(d);
  return d;
}
constinit TypeData str_iterator_data = make_str_iterator_data(str_iterator_declare);
constinit TypeData str_ascii_iterator_data = make_str_iterator_data(str_ascii_iterator_declare);

// CPython's PyUnicodeObject, which has a pointer to the data behind the head. No instance here is laid out so.
constexpr ssize kBasicSize = sizeof(NonAsciiStr) + sizeof(void*);

}  // namespace

constinit Type str_type = static_type("str", kBasicSize, 0, kTypeBase | kTypeUnicode | kTypeMatchSelf, &str_data);
constinit Type str_iterator_type = static_type("str_iterator", sizeof(StrIterator), 0, kTypeHaveGC, &str_iterator_data);
// As in CPython 3.11 a type of its own, though it does the same.
constinit Type str_ascii_iterator_type =
    static_type("str_ascii_iterator", sizeof(StrIterator), 0, kTypeHaveGC, &str_ascii_iterator_data);

}  // namespace sidewinder
