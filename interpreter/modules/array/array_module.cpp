// Module array, and array.array as Python sees it.
#include <algorithm>
#include <cstring>

#include "interpreter/imports/import.h"
#include "interpreter/modules/array/array.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/buffer/item_format.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

bool is_array(Object* o) { return is_instance(o, &array_type); }
Object* item_of(const Array* a, ssize i) { return a->kind->get(a->at(i)); }

// --- construction ---

Status check_initializer(Thread& t, const ArrayKind* kind, Object* initial) {
  if (kind->code == 'u' || !initial) return Status::ok();
  if (is_str(initial))
    return raise_type_error(t, "cannot use a str to initialize an array with typecode '%c'", kind->code);
  if (is_array(initial) && cast<Array>(initial)->kind->code == 'u')
    return raise_type_error(t, "cannot use a unicode array to initialize an array with typecode '%c'", kind->code);
  return Status::ok();
}

Status fill(Thread& t, Array* a, Object* initial) {
  if (is_bytes(initial) || is_bytearray(initial)) {
    std::string_view bytes = TRY(as_bytes_view(t, initial));
    return array_extend_bytes(t, a, bytes.data(), ssize(bytes.size()));
  }
  if (is_array(initial) && cast<Array>(initial)->kind == a->kind) return array_extend_with(t, a, initial);
  return for_each(t, initial, [&](Object* item) { return array_append_item(t, a, item); });
}

Object* array_new(Thread& t, Type* cls, Args args) {
  if (cls == &array_type) TRY(args.no_keywords(t, "array.array"));
  if (args.count < 1 || args.count > 2)
    return raise_type_error(t, "array() takes at %s %d argument%s (%zd given)", args.count < 1 ? "least" : "most",
                            args.count < 1 ? 1 : 2, args.count < 1 ? "" : "s", args.count);
  if (!is_str(args[0]) || cast<Str>(args[0])->length != 1)
    return raise_type_error(t, "array() argument 1 must be a unicode character, not %A", args[0]);
  Object* initial = args.or_default(1, nullptr);
  uint32_t code = cast<Str>(args[0])->at(0);
  const ArrayKind* kind = array_kind_of(code);
  if (kind) TRY(check_initializer(t, kind, initial));
  if (!kind) return raise_value_error(t, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  Array* self = TRY(new_array(t, cls, kind, 0));
  if (initial) TRY(fill(t, self, initial));
  return self;
}

// --- items by index ---

Result<ssize> index_of_key(Thread& t, Array* self, Object* key, const char* words) {
  if (!is_index(key)) return raise_type_error(t, "array indices must be integers");
  ssize i = normalize_index(TRY(index_as_ssize(t, key, &exceptions::IndexError)), self->size);
  if (i < 0) return raise_index_error(t, "%s", words);
  return i;
}

Object* array_slice(Thread& t, Array* self, Slice* slice) {
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(self->size, &bounds);
  Array* result = TRY(new_array(t, &array_type, self->kind, n));
  ssize size = self->kind->size;
  if (bounds.step == 1 && n) std::memcpy(result->items, self->at(bounds.start), size_t(n * size));
  else
    for (ssize i = 0, at = bounds.start; i < n; i++, at += bounds.step)
      std::memcpy(result->at(i), self->at(at), size_t(size));
  return result;
}

Object* array_get_item(Thread& t, Object* o, Object* key) {
  auto* self = cast<Array>(o);
  if (is_exact<Slice>(key)) return array_slice(t, self, cast<Slice>(key));
  return item_of(self, TRY(index_of_key(t, self, key, "array index out of range")));
}

Status assign_item(Thread& t, Array* self, Object* key, Object* value /* null: delete */) {
  ssize i = TRY(index_of_key(t, self, key, "array assignment index out of range"));
  if (!value) return array_splice(t, self, i, 1, 0);
  uint8_t item[8];
  TRY(self->kind->set(t, item, value));
  if (i >= self->size) return raise_index_error(t, "array assignment index out of range");
  std::memcpy(self->at(i), item, size_t(self->kind->size));
  return Status::ok();
}

Status delete_stepped(Thread& t, Array* self, SliceBounds bounds, ssize n) {
  if (bounds.step < 0) {
    bounds.start += (n - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  for (ssize i = n - 1; i >= 0; i--) TRY(array_splice(t, self, bounds.start + i * bounds.step, 1, 0));
  return Status::ok();
}

Status assign_slice(Thread& t, Array* self, Slice* slice, Object* value /* null: delete */) {
  if (value && !is_array(value)) return raise_type_error(t, "can only assign array (not \"%T\") to array slice", value);
  auto* other = value ? cast<Array>(value) : nullptr;
  if (other && other->kind != self->kind) return raise_type_error(t, "bad argument type for built-in operation");
  SliceBounds bounds;
  TRY(slice_unpack(t, slice, &bounds));
  ssize n = slice_adjust(self->size, &bounds);
  if (other == self) {
    other = TRY(new_array(t, &array_type, self->kind, 0));
    TRY(array_extend_with(t, other, self));
  }
  ssize added = other ? other->size : 0;
  if (bounds.step == 1) {
    TRY(array_splice(t, self, bounds.start, n, added));
    if (added) std::memcpy(self->at(bounds.start), other->items, size_t(other->bytes()));
    return Status::ok();
  }
  if (!added) return n ? delete_stepped(t, self, bounds, n) : Status::ok();
  if (added != n)
    return raise_value_error(t, "attempt to assign array of size %zd to extended slice of size %zd", added, n);
  for (ssize i = 0; i < n; i++)
    std::memcpy(self->at(bounds.start + i * bounds.step), other->at(i), size_t(self->kind->size));
  return Status::ok();
}

Status array_set_item(Thread& t, Object* o, Object* key, Object* value /* null: delete */) {
  if (is_exact<Slice>(key)) return assign_slice(t, cast<Array>(o), cast<Slice>(key), value);
  return assign_item(t, cast<Array>(o), key, value);
}

// --- as a sequence ---

Result<ssize> array_length(Thread&, Object* o) { return cast<Array>(o)->size; }

Object* array_concat(Thread& t, Object* o, Object* other) {
  auto* self = cast<Array>(o);
  if (!is_array(other)) return raise_type_error(t, "can only append array (not \"%T\") to array", other);
  if (cast<Array>(other)->kind != self->kind) return raise_type_error(t, "bad argument type for built-in operation");
  Array* sum = TRY(new_array(t, &array_type, self->kind, 0));
  TRY(array_extend_with(t, sum, self));
  TRY(array_extend_with(t, sum, other));
  return sum;
}

Object* array_in_place_concat(Thread& t, Object* o, Object* other) {
  if (!is_array(other)) return raise_type_error(t, "can only extend array with array (not \"%T\")", other);
  TRY(array_extend_with(t, cast<Array>(o), other));
  return o;
}

Status repeat_into(Thread& t, Array* result, const Array* from, ssize times) {
  ssize size = from->size;
  const uint8_t* items = from->items;
  times = std::max<ssize>(times, 0);
  if (times && size > PTRDIFF_MAX / 16 / times) return raise_memory_error(t);
  TRY(array_resize(t, result, size * times));
  for (ssize i = 0; i < times && size; i++)
    std::memmove(result->at(i * size), items, size_t(size * result->kind->size));
  return Status::ok();
}

Object* array_repeat(Thread& t, Object* o, ssize times) {
  auto* self = cast<Array>(o);
  Array* result = TRY(new_array(t, &array_type, self->kind, 0));
  TRY(repeat_into(t, result, self, times));
  return result;
}

Object* array_in_place_repeat(Thread& t, Object* o, ssize times) {
  auto* self = cast<Array>(o);
  TRY(repeat_into(t, self, self, times));
  return o;
}

// The first of the items start .. stop that is equal to `value`; -1: none.
Result<ssize> find_item(Thread& t, Array* self, Object* value, ssize start, ssize stop) {
  for (ssize i = start; i < stop && i < self->size; i++)
    if (TRY(equal(t, TRY(item_of(self, i)), value))) return i;
  return ssize(-1);
}

Truth array_contains(Thread& t, Object* o, Object* value) {
  return truth_of(TRY(find_item(t, cast<Array>(o), value, 0, PTRDIFF_MAX)) >= 0);
}

Object* array_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_array(a) || !is_array(b)) return not_implemented();
  auto* x = cast<Array>(a);
  auto* y = cast<Array>(b);
  bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (equality && x->size != y->size) return new_bool(op == CompareOp::Ne);
  if (equality && x->kind == y->kind && x->kind->is_integer) {
    bool same_bytes = x->size == 0 || std::memcmp(x->items, y->items, size_t(x->bytes())) == 0;
    return new_bool(same_bytes == (op == CompareOp::Eq));
  }
  for (ssize i = 0; i < x->size && i < y->size; i++) {
    Object* item = TRY(item_of(x, i));
    Object* other = TRY(item_of(y, i));
    if (TRY(compare_truth(t, item, other, CompareOp::Eq))) continue;
    return equality ? new_bool(op == CompareOp::Ne) : compare(t, item, other, op);
  }
  return compare(t, int_from_int64(x->size), int_from_int64(y->size), op);
}

List* items_of(Thread& t, const Array* self) {
  List* list = TRY(new_list(t, self->size));
  for (ssize i = 0; i < self->size; i++) TRY(list_append(t, list, TRY(item_of(self, i))));
  return list;
}

Object* array_repr(Thread& t, Object* o) {
  auto* self = cast<Array>(o);
  StrBuilder text;
  text.add(type_name(o->cls)).add("('").add_char(uint32_t(self->kind->code)).add("'");
  if (!self->size) return text.add(")").finish();
  Object* items = self->kind->code == 'u' ? TRY(array_to_text(t, self)) : TRY(items_of(t, self));
  return text.add(", ").add(TRY(repr(t, items))).add(")").finish();
}

// --- methods ---

Status array_append(Thread& t, Array& self, Object* value) { return array_append_item(t, &self, value); }

Object* array_buffer_info(Array& self) {
  Object* parts[] = {TRY(int_from_uint64(reinterpret_cast<uintptr_t>(self.items))), TRY(int_from_int64(self.size))};
  return new_tuple(parts, 2);
}

void array_byteswap(Array& self) {
  for (ssize i = 0; i < self.size; i++) std::reverse(self.at(i), self.at(i) + self.kind->size);
}

Result<ssize> array_count(Thread& t, Array& self, Object* value) {
  ssize count = 0;
  for (ssize i = 0; i < self.size; i++) count += TRY(equal(t, TRY(item_of(&self, i)), value));
  return count;
}

// The words of wrong counts are those of functions with keywords, of which these have none.
Status expect_one(Thread& t, const Args& args, const char* name) {
  ssize given = args.count + args.keyword_count();
  if (given > 1) return raise_type_error(t, "%s() takes at most 1 argument (%zd given)", name, given);
  if (!args.count) return raise_type_error(t, "%s() takes exactly 1 positional argument (0 given)", name);
  return Status::ok();
}

Object* array_extend(Thread& t, Object* self, Args args) {
  TRY(expect_one(t, args, "extend"));
  TRY(array_extend_with(t, cast<Array>(self), args[0]));
  return none();
}

Status array_frombytes(Thread& t, Array& self, Object* buffer) {
  if (is_array(buffer)) {
    auto* other = cast<Array>(buffer);
    if (other->kind->size != 1) return raise_type_error(t, "a bytes-like object is required");
    Object* bytes = TRY(new_bytes(other->items, other->size));
    return array_extend_bytes(t, &self, bytes_data(bytes), other->size);
  }
  std::string_view bytes = TRY(as_bytes_view(t, buffer));
  return array_extend_bytes(t, &self, bytes.data(), ssize(bytes.size()));
}

Status array_fromfile(Thread& t, Array& self, Object* file, ssize n) {
  if (n < 0) return raise_value_error(t, "negative count");
  if (n > PTRDIFF_MAX / self.kind->size) return raise_memory_error(t);
  Object* wanted = TRY(int_from_int64(n * self.kind->size));
  Object* bytes = TRY(call_method(t, file, intern("read"), Args{&wanted, 1}));
  if (!is_bytes(bytes)) return raise_type_error(t, "read() didn't return bytes");
  bool enough = cast<Bytes>(bytes)->size == n * self.kind->size;
  TRY(array_extend_bytes(t, &self, cast<Bytes>(bytes)->bytes, cast<Bytes>(bytes)->size));
  if (!enough) return raise(t, exceptions::EOFError, "read() didn't return enough bytes");
  return Status::ok();
}

Status add_all(Thread& t, Array* self, List* list) {
  ssize n = list->size;
  for (ssize i = 0; i < n; i++) {
    TRY(array_append_item(t, self, TRY(list_get(t, list, i))));
    if (list->size != n) return raise(t, exceptions::RuntimeError, "list changed size during iteration");
  }
  return Status::ok();
}

Status array_fromlist(Thread& t, Array& self, Object* list) {
  if (!is_list(list)) return raise_type_error(t, "arg must be list");
  ssize old = self.size;
  Status added = add_all(t, &self, cast<List>(list));
  if (added.failed()) self.size = std::min(self.size, old);
  return added;
}

Status array_fromunicode(Thread& t, Array& self, Str* text) {
  if (self.kind->code != 'u') return raise_value_error(t, "fromunicode() may only be called on unicode type arrays");
  return array_extend_with(t, &self, text);
}

Result<ssize> array_index(Thread& t, Array& self, Object* value, SliceIndex start, SliceIndex stop) {
  auto bounded = [&](ssize i) { return i < 0 ? std::max<ssize>(i + self.size, 0) : i; };
  ssize i = TRY(find_item(t, &self, value, bounded(start.value), bounded(stop.value)));
  if (i < 0) return raise_value_error(t, "array.index(x): x not in array");
  return i;
}

Status array_insert(Thread& t, Array& self, ssize i, Object* value) {
  uint8_t item[8];
  TRY(self.kind->set(t, item, value));
  i = std::clamp<ssize>(i < 0 ? i + self.size : i, 0, self.size);
  TRY(array_splice(t, &self, i, 0, 1));
  std::memcpy(self.at(i), item, size_t(self.kind->size));
  return Status::ok();
}

Object* array_pop(Thread& t, Array& self, ssize i) {
  if (!self.size) return raise_index_error(t, "pop from empty array");
  i = normalize_index(i, self.size);
  if (i < 0) return raise_index_error(t, "pop index out of range");
  Object* value = TRY(item_of(&self, i));
  TRY(array_splice(t, &self, i, 1, 0));
  return value;
}

Status array_remove(Thread& t, Array& self, Object* value) {
  ssize i = TRY(find_item(t, &self, value, 0, PTRDIFF_MAX));
  if (i < 0) return raise_value_error(t, "array.remove(x): x not in array");
  return i < self.size ? array_splice(t, &self, i, 1, 0) : Status::ok();
}

void array_reverse(Array& self) {
  uint8_t item[8];
  size_t size = size_t(self.kind->size);
  for (ssize i = 0, j = self.size - 1; i < j; i++, j--) {
    std::memcpy(item, self.at(i), size);
    std::memcpy(self.at(i), self.at(j), size);
    std::memcpy(self.at(j), item, size);
  }
}

Object* array_tobytes(Array& self) { return self.size ? new_bytes(self.items, self.bytes()) : empty_bytes(); }

Object* array_tofile(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, args, "tofile"));
  Array& self = *cast<Array>(o);
  Object* file = args[0];
  constexpr ssize kBlock = 64 * 1024;
  for (ssize at = 0; at < self.bytes(); at += kBlock) {
    Object* block = TRY(new_bytes(self.items + at, std::min(kBlock, self.bytes() - at)));
    TRY(call_method(t, file, intern("write"), Args{&block, 1}));
  }
  return none();
}

Object* array_tolist(Thread& t, Array& self) { return items_of(t, &self); }

Object* array_tounicode(Thread& t, Array& self) {
  if (self.kind->code != 'u') return raise_value_error(t, "tounicode() may only be called on unicode type arrays");
  return array_to_text(t, &self);
}

Object* array_copy(Thread& t, Array& self) {
  Array* copy = TRY(new_array(t, &array_type, self.kind, 0));
  TRY(array_extend_with(t, copy, &self));
  return copy;
}
Object* array_deepcopy(Thread& t, Array& self, Object*) { return array_copy(t, self); }

Object* array_reduce_ex(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, args, "__reduce_ex__"));
  Array& self = *cast<Array>(o);
  Object* protocol = args[0];
  if (!is_int(protocol)) return raise_type_error(t, "__reduce_ex__ argument should be an integer");
  int64_t version = TRY(int_to_int64(t, protocol));
  Lookup attributes = TRY(find_attribute(t, &self, intern("__dict__")));
  Object* state = attributes.found() ? attributes.value : none();
  Object* code = TRY(new_str_char(uint32_t(self.kind->code)));
  if (version < 3) {
    Object* arguments[] = {code, TRY(items_of(t, &self))};
    Object* parts[] = {self.cls, TRY(new_tuple(arguments, 2)), state};
    return new_tuple(parts, 3);
  }
  Object* module = TRY(import_module(t, "array"));
  Object* make = TRY(get_attribute(t, module, "_array_reconstructor"));
  Object* arguments[] = {self.cls, code, TRY(int_from_int64(self.kind->format)), TRY(array_tobytes(self))};
  Object* parts[] = {make, TRY(new_tuple(arguments, 4)), state};
  return new_tuple(parts, 3);
}

ssize array_sizeof(Array& self) { return self.cls->basic_size + self.capacity * self.kind->size; }
Object* array_typecode(Array& self) { return new_str_char(uint32_t(self.kind->code)); }
int array_itemsize(Array& self) { return self.kind->size; }

// --- the iterator ---

struct ArrayIterator : Object {
  Array* array;  // null: exhausted for good
  ssize index;
  static Type* type() { return &array_iterator_type; }
};

Object* array_iter(Thread&, Object* o) { return new_array_iterator(cast<Array>(o)); }
Object* array_iterator_self(Thread&, Object* o) { return o; }

Lookup array_iterator_next(Thread&, Object* o) {
  auto* self = cast<ArrayIterator>(o);
  if (!self->array) return Lookup::missing();
  if (self->index < self->array->size) return item_of(self->array, self->index++);
  self->array = nullptr;
  return Lookup::missing();
}

Object* array_iterator_reduce(ArrayIterator& self) {
  Object* argument = self.array ? static_cast<Object*>(self.array) : empty_tuple();
  Object* parts[] = {dict_get_str(builtins_dict(), intern("iter")), TRY(new_tuple(&argument, 1)), nullptr};
  if (self.array) parts[2] = TRY(int_from_int64(self.index));
  return new_tuple(parts, self.array ? 3 : 2);
}

void array_iterator_setstate(ArrayIterator& self, IteratorState state) {
  if (self.array) self.index = std::clamp<ssize>(state.index, 0, self.array->size);
}

Object* module__array_reconstructor(Thread& t, Object* cls, Object* code, Object* format, Object* bytes) {
  if (!is_str(code) || cast<Str>(code)->length != 1)
    return raise_type_error(t, "_array_reconstructor() argument 2 must be a unicode character, not %A", code);
  return array_of_format(t, cls, code, format, bytes);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/array/array_methods.def"
#define NATIVE_TYPE Array
#define NATIVE_PREFIX array
#define NATIVE_NAME "array"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/array/array_iterator.def"
#define NATIVE_TYPE ArrayIterator
#define NATIVE_PREFIX array_iterator
#define NATIVE_NAME "arrayiterator"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/array/array_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX module
#define NATIVE_NAME "array"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_array_data() {
  TypeData d{};
  d.slots.repr = array_repr;
  d.slots.length = array_length;
  d.slots.compare = array_compare;
  d.slots.iter = array_iter;
  d.slots.contains = array_contains;
  d.slots.get_item = array_get_item;
  d.slots.set_item = array_set_item;
  d.slots.concat = array_concat;
  d.slots.in_place_concat = array_in_place_concat;
  d.slots.repeat = array_repeat;
  d.slots.in_place_repeat = array_in_place_repeat;
  d.allows_weak_references = true;
  array_declare(d);
  return d;
}
constexpr TypeData make_iterator_data() {
  TypeData d{};
  d.slots.iter = array_iterator_self;
  d.slots.next = array_iterator_next;
  array_iterator_declare(d);
  return d;
}
constinit TypeData array_data = make_array_data();
constinit TypeData array_iterator_data = make_iterator_data();

// --- buffers ----------------------------------------------------------------------------------------

// The code of the items' C type; characters are numbers of 32 bits to buffers.
const char* buffer_format(const ArrayKind& kind) { return kind.code == 'u' ? "w" : static_format(kind.code, false); }

int get_array_buffer(Object* o, Buffer* view, int flags) {
  auto* self = cast<Array>(o);
  static char nothing[8];
  void* data = self->items ? static_cast<void*>(self->items) : nothing;
  if (fill_buffer(view, self, data, self->bytes(), false, flags) < 0) return -1;
  self->exports++;
  self->shape = self->size;
  self->stride = view->item_size = self->kind->size;
  view->format = flags & kBufferFormat ? buffer_format(*self->kind) : nullptr;
  if (view->shape) view->shape = &self->shape;
  if (view->strides) view->strides = &self->stride;
  return 0;
}
void release_array_buffer(Object* o, Buffer*) { cast<Array>(o)->exports--; }
constinit BufferProcs array_buffer{get_array_buffer, release_array_buffer};

}  // namespace

constinit Type array_type =
    with_buffer(&array_buffer, static_type("array.array", sizeof(Array), 0, kTypeBase | kTypeSequence, &array_data));
constinit Type array_iterator_type = static_type("array.arrayiterator", sizeof(ArrayIterator), 0,
                                                 kTypeHaveGC | kTypeDisallowInstantiation, &array_iterator_data);

Object* new_array_iterator(Array* a) {
  auto* self = TRY(new_object<ArrayIterator>(&array_iterator_type));
  self->array = a;
  return self;
}

namespace {

// An array is a collections.abc.MutableSequence.
Status register_sequence(Thread& t) {
  Object* abc = TRY(import_module(t, "collections.abc"));
  Object* sequence = TRY(get_attribute(t, abc, "MutableSequence"));
  Object* cls = &array_type;
  TRY(call_method(t, sequence, intern("register"), Args{&cls, 1}));
  return Status::ok();
}

}  // namespace

Module* create_array(Thread& t) {
  ready_type(t, &array_type);
  ready_type(t, &array_iterator_type);
  TRY(register_sequence(t));
  Module* module = TRY(new_module(t, "array"));
  TRY(add_functions(t, module, module_method_rows));
  TRY(add_object(t, module, "array", &array_type));
  TRY(add_object(t, module, "ArrayType", &array_type));
  TRY(add_object(t, module, "typecodes", new_str("bBuhHiIlLqQfd")));
  TRY(add_object(t, module, "__doc__", new_str("Numbers and characters of one type of C's in little memory.")));
  return module;
}

}  // namespace sidewinder
