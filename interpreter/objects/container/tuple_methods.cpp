// What Python sees of tuple: construction, operators, methods.

#include "interpreter/execution/request.h"
#include "interpreter/objects/container/argument_checks.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/sequence_compare.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool is_tuple(const Object* o) { return has_flag(o, kTypeTuple); }

Object* tuple_create(Thread& t, Type* cls, Args args) {
  if (cls == &tuple_type) TRY(args.no_keywords(t, "tuple"));
  args.names = nullptr;
  TRY(args.expect(t, "tuple", 0, 1));
  Tuple* items = args.count ? TRY(tuple_from_iterable(t, args[0])) : empty_tuple();
  if (cls == &tuple_type) return items;
  Tuple* self = static_cast<Tuple*>(TRY(allocate_instance(t, cls, size_t(items->size) * sizeof(Object*))));
  self->size = items->size;
  for (ssize i = 0; i < items->size; i++) self->items[i] = items->items[i];
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

// The mixing of xxHash64, a lane an item; the same numbers as CPython's.
Result<ssize> tuple_hash(Thread& t, Object* o) {
  constexpr uint64_t kPrime1 = 11400714785074694791u, kPrime2 = 14029467366897019727u, kPrime5 = 2870177450012600261u;
  Tuple* self = cast<Tuple>(o);
  if (!native_stack_left(t, " while hashing")) return Raised{};
  uint64_t sum = kPrime5;
  for (ssize i = 0; i < self->size; i++) {
    uint64_t lane = uint64_t(TRY(hash(t, self->items[i])));
    sum += lane * kPrime2;
    sum = (sum << 31 | sum >> 33) * kPrime1;
  }
  sum += uint64_t(self->size) ^ (kPrime5 ^ 3527539u);
  return sum == ~uint64_t(0) ? ssize(1546275796) : ssize(sum);  // -1 is no hash
}

Result<ssize> tuple_length(Thread&, Object* o) { return cast<Tuple>(o)->size; }
Truth tuple_truth(Thread&, Object* o) { return truth_of(cast<Tuple>(o)->size != 0); }

Object* tuple_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_tuple(a) || !is_tuple(b)) return not_implemented();
  Tuple *left = cast<Tuple>(a), *right = cast<Tuple>(b);
  if (!native_stack_left(t, " in comparison")) return nullptr;
  return compare_sequences(
      t, op, false,
      [=] {
        return Lengths{left->size, right->size};
      },
      [=](ssize i) { return left->items[i]; }, [=](ssize i) { return right->items[i]; });
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

Object* tuple_method_count(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "tuple.count", args));
  Tuple* self = cast<Tuple>(o);
  int64_t count = 0;
  for (ssize i = 0; i < self->size; i++) count += TRY(equal(t, self->items[i], args[0]));
  return int_from_int64(count);
}

Object* tuple_method_index(Thread& t, Object* o, Args args) {
  TRY(args.expect(t, "index", 1, 3));
  Tuple* self = cast<Tuple>(o);
  SliceBounds b{0, PTRDIFF_MAX, 1};
  if (args.count > 1) b.start = TRY(index_as_ssize(t, args[1], nullptr));
  if (args.count > 2) b.stop = TRY(index_as_ssize(t, args[2], nullptr));
  slice_adjust(self->size, &b);
  for (ssize i = b.start; i < b.stop; i++)
    if (TRY(equal(t, self->items[i], args[0]))) return int_from_int64(i);
  return raise_value_error(t, "tuple.index(x): x not in tuple");
}

Object* tuple_method_getnewargs(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "tuple.__getnewargs__", args));
  Object* items[] = {TRY(new_tuple(cast<Tuple>(o)->items, cast<Tuple>(o)->size))};
  return new_tuple(items, 1);
}

constexpr NativeMethod tuple_methods[] = {
    {"count", tuple_method_count, MethodKind::Instance, "count($self, value, /)\n--\n\nHow often value occurs."},
    {"index", tuple_method_index, MethodKind::Instance,
     "index($self, value, start=0, stop=sys.maxsize, /)\n--\n\nThe first index of value. Raises ValueError if it is "
     "not there."},
    {"__getnewargs__", tuple_method_getnewargs},
    {"__class_getitem__", generic_class_getitem, MethodKind::Class, "The class with arguments, as in PEP 585."},
    {nullptr, nullptr},
};

constexpr TypeData make_tuple_data() {
  TypeData d{};
  d.slots.create = tuple_create;
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
  d.spec.methods = tuple_methods;
  d.spec.doc = "tuple(iterable=(), /)\n--\n\nAn immutable sequence.";
  return d;
}
constinit TypeData tuple_data = make_tuple_data();

}  // namespace

constinit Type tuple_type = static_type("tuple", sizeof(Tuple), sizeof(Object*),
                                        kTypeBase | kTypeHaveGC | kTypeTuple | kTypeSequence | kTypeMatchSelf,
                                        &tuple_data);

}  // namespace sidewinder
