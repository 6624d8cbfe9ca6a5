// What Python sees of tuple: construction, operators, methods.

#include <algorithm>

#include "interpreter/base/tuple_hash.h"
#include "interpreter/execution/request.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/sequence_compare.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool is_tuple(const Object* o) { return has_flag(o, kTypeTuple); }

Object* tuple_new(Thread& t, Type& cls, Object* iterable /* or null */) {
  Tuple* items = iterable ? TRY(tuple_from_iterable(t, iterable)) : empty_tuple();
  if (&cls == &tuple_type) return items;
  Tuple* self = static_cast<Tuple*>(TRY(allocate_instance(t, &cls, size_t(items->size) * sizeof(Object*))));
  self->size = items->size;
  std::copy_n(items->items, items->size, self->items);
  return self;
}

Object* tuple_repr(Thread& t, Object* o) {
  Tuple* self = cast<Tuple>(o);
  if (self->size == 0) return new_str("()");
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  ReprGuard guard(t, self);
  if (guard.recursive()) return new_str("(...)");
  StrBuilder out;
  out.add("(");
  for (ssize i = 0; i < self->size; i++) out.add(i ? ", " : "").add(TRY(repr(t, self->items[i])));
  return out.add(self->size == 1 ? ",)" : ")").finish();
}

Result<ssize> tuple_hash(Thread& t, Object* o) {
  Tuple* self = cast<Tuple>(o);
  if (!native_stack_left(t, " while hashing")) return Raised{};
  uint64_t sum = kTupleHashStart;
  for (ssize i = 0; i < self->size; i++) sum = tuple_hash_mixed(sum, uint64_t(TRY(hash(t, self->items[i]))));
  return tuple_hash_finished(sum, uint64_t(self->size));
}

Result<ssize> tuple_length(Thread&, Object* o) { return cast<Tuple>(o)->size; }
Truth tuple_truth(Thread&, Object* o) { return truth_of(cast<Tuple>(o)->size != 0); }

Object* tuple_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_tuple(a) || !is_tuple(b)) return not_implemented();
  Tuple* left = cast<Tuple>(a);
  Tuple* right = cast<Tuple>(b);
  if (!native_stack_left(t, " in comparison")) return nullptr;
  auto lengths = [=] { return Lengths{left->size, right->size}; };
  auto item_a = [=](ssize i) { return left->items[i]; };
  auto item_b = [=](ssize i) { return right->items[i]; };
  return compare_sequences(t, op, false, lengths, item_a, item_b);
}

Object* tuple_item(Thread& t, Tuple* self, ssize i) {
  i = normalize_index(i, self->size);
  return i < 0 ? raise_index_error(t, "tuple index out of range") : self->items[i];
}

Object* tuple_subscript_slice(Thread& t, Tuple* self, Slice* slice) {
  SliceBounds b;
  TRY(slice_unpack(t, slice, &b));
  ssize count = slice_adjust(self->size, &b);
  if (count == 0) return empty_tuple();
  if (b.step == 1) return tuple_slice(self, b.start, b.start + count);
  Tuple* result = TRY(new_tuple(count));
  for (ssize i = 0, from = b.start; i < count; i++, from += b.step) result->items[i] = self->items[from];
  return result;
}

Object* tuple_get_item(Thread& t, Object* o, Object* key) {
  Tuple* self = cast<Tuple>(o);
  if (is_exact<Int>(key) && cast<Int>(key)->is_small()) return tuple_item(t, self, cast<Int>(key)->small_value());
  if (is_exact<Slice>(key)) return tuple_subscript_slice(t, self, cast<Slice>(key));
  if (!is_index(key)) return raise_type_error(t, "tuple indices must be integers or slices, not %T", key);
  return tuple_item(t, self, TRY(index_as_ssize(t, key, &exceptions::IndexError)));
}

Truth tuple_contains(Thread& t, Object* o, Object* item) {
  Tuple* self = cast<Tuple>(o);
  for (ssize i = 0; i < self->size; i++)
    if (TRY(equal(t, self->items[i], item))) return Truth::True;
  return Truth::False;
}

Object* tuple_concat_slot(Thread& t, Object* a, Object* b) {
  if (!is_tuple(b)) return raise_type_error(t, "can only concatenate tuple (not \"%T\") to tuple", b);
  return tuple_concat(cast<Tuple>(a), cast<Tuple>(b));
}

Object* tuple_repeat(Thread& t, Object* o, ssize times) {
  Tuple* self = cast<Tuple>(o);
  if (times < 0) times = 0;
  if (is_exact<Tuple>(self) && (times == 1 || self->size == 0)) return self;
  ssize size;
  if (__builtin_mul_overflow(self->size, times, &size)) return raise_memory_error(t);
  Tuple* result = TRY(new_tuple(size));
  TRY(interruptible(t, size_t(size), [&] {
    for (ssize i = 0; i < size;)
      for (ssize j = 0; j < self->size; j++) result->items[i++] = self->items[j];
  }));
  return result;
}

Object* tuple_iter(Thread&, Object* o) { return new_sequence_iterator(&tuple_iterator_type, o); }

Result<ssize> tuple_count(Thread& t, const Tuple& self, Object* value) {
  ssize count = 0;
  for (ssize i = 0; i < self.size; i++) count += TRY(equal(t, self[i], value));
  return count;
}

Result<ssize> tuple_index(Thread& t, const Tuple& self, Object* value, SliceIndex start, SliceIndex stop) {
  SliceBounds b{start.value, stop.value, 1};
  slice_adjust(self.size, &b);
  for (ssize i = b.start; i < b.stop; i++)
    if (TRY(equal(t, self[i], value))) return i;
  return raise_value_error(t, "tuple.index(x): x not in tuple");
}

Tuple* tuple_getnewargs(const Tuple& self) {
  Object* items[] = {TRY(new_tuple(self.items, self.size))};
  return new_tuple(items, 1);
}

Object* tuple_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/container/tuple_methods.def"
#define NATIVE_TYPE Tuple
#define NATIVE_PREFIX tuple
#define NATIVE_NAME "tuple"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_tuple_data() {
  TypeData d{};
  d.slots.repr = tuple_repr;
  d.slots.hash = tuple_hash;
  d.slots.length = tuple_length;
  d.slots.truth = tuple_truth;
  d.slots.compare = tuple_compare;
  d.slots.get_item = tuple_get_item;
  d.slots.contains = tuple_contains;
  d.slots.iter = tuple_iter;
  d.slots.concat = tuple_concat_slot;
  d.slots.repeat = tuple_repeat;
  tuple_declare(d);
  return d;
}
constinit TypeData tuple_data = make_tuple_data();

}  // namespace

constinit Type tuple_type = static_type("tuple", sizeof(Tuple), sizeof(Object*),
                                        kTypeBase | kTypeHaveGC | kTypeTuple | kTypeSequence | kTypeMatchSelf,
                                        &tuple_data);

}  // namespace sidewinder
