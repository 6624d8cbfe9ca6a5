// deque as Python sees it. Comparing items may change the deque: whoever goes through it looks at `state` after each
// comparison.
#include <algorithm>

#include "interpreter/modules/collections/deque.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

Object* deque_new(Thread& t, Type* cls, Args) {
  if (cls == &deque_type) return new_deque(t, -1);
  auto* self = static_cast<Deque*>(TRY(allocate_instance(t, cls)));
  self->most = -1;
  return self;
}

Result<ssize> limit_of(Thread& t, Object* maxlen) {
  if (!maxlen || maxlen == none()) return ssize(-1);
  ssize most;
  if (!is_int(maxlen)) return raise_type_error(t, "an integer is required");
  TRY(argument_ssize(t, maxlen, &most));
  if (most < 0) return raise_value_error(t, "maxlen must be non-negative");
  return most;
}

Status deque_init(Thread& t, Object* o, Args args) {
  Object* given[2];
  TRY(args.bind(t, "deque", "iterable=,maxlen=", given));
  auto* self = cast<Deque>(o);
  self->most = TRY(limit_of(t, given[1]));
  if (self->size) deque_remove_all(self);
  return given[0] ? deque_add_all(t, self, given[0], false) : Status::ok();
}

// --- ends ---

Status deque_append(Thread& t, Deque& self, Object* item) { return deque_push_right(t, &self, item); }
Status deque_appendleft(Thread& t, Deque& self, Object* item) { return deque_push_left(t, &self, item); }

Object* deque_pop(Thread& t, Deque& self) {
  if (!self.size) return raise_index_error(t, "pop from an empty deque");
  return deque_take_right(&self);
}
Object* deque_popleft(Thread& t, Deque& self) {
  if (!self.size) return raise_index_error(t, "pop from an empty deque");
  return deque_take_left(&self);
}

void deque_clear(Deque& self) { deque_remove_all(&self); }
Status deque_extend(Thread& t, Deque& self, Object* iterable) { return deque_add_all(t, &self, iterable, false); }
Status deque_extendleft(Thread& t, Deque& self, Object* iterable) { return deque_add_all(t, &self, iterable, true); }

Object* deque_rotate(Thread& t, Object* o, Args args) {
  ssize n = 1;
  TRY(args.expect(t, "deque.rotate", 0, 1));
  if (args.count) TRY(argument_ssize(t, args[0], &n));
  deque_turn(cast<Deque>(o), n);
  return none();
}

// --- searches ---

// The first of the items `start` .. `stop` that is equal to `value`; -1: none.
Result<ssize> find_item(Thread& t, Deque* d, Object* value, ssize start, ssize stop, Type& error, const char* words) {
  size_t state = d->state;
  for (ssize i = start; i < stop; i++) {
    bool found = TRY(equal(t, d->at(i), value));
    if (state != d->state) return raise(t, error, "%s", words);
    if (found) return i;
  }
  return ssize(-1);
}

constexpr const char* kMutated = "deque mutated during iteration";

Truth deque_contains(Thread& t, Object* o, Object* item) {
  auto* self = cast<Deque>(o);
  return truth_of(TRY(find_item(t, self, item, 0, self->size, exceptions::RuntimeError, kMutated)) >= 0);
}

Result<ssize> deque_count(Thread& t, Deque& self, Object* value) {
  ssize count = 0;
  for (ssize i = 0; i < self.size; i++, count++) {
    i = TRY(find_item(t, &self, value, i, self.size, exceptions::RuntimeError, kMutated));
    if (i < 0) break;
  }
  return count;
}

Result<ssize> deque_index(Thread& t, Deque& self, Object* value, SliceIndex start, SliceIndex stop) {
  auto bounded = [&](ssize i) { return std::clamp<ssize>(i < 0 ? i + self.size : i, 0, self.size); };
  ssize i =
      TRY(find_item(t, &self, value, bounded(start.value), bounded(stop.value), exceptions::RuntimeError, kMutated));
  if (i < 0) return raise_value_error(t, "%R is not in deque", value);
  return i;
}

Status deque_remove(Thread& t, Deque& self, Object* value) {
  ssize i = TRY(find_item(t, &self, value, 0, self.size, exceptions::IndexError, kMutated));
  if (i < 0) return raise_value_error(t, "%R is not in deque", value);
  deque_drop(&self, i);
  return Status::ok();
}

// --- items by index ---

Status deque_insert(Thread& t, Deque& self, ssize index, Object* item) {
  if (self.size == self.most) return raise_index_error(t, "deque already at its maximum size");
  if (index < 0) index = std::max<ssize>(index + self.size, 0);
  return deque_put(t, &self, std::min<ssize>(index, self.size), item);
}

Result<ssize> index_of_key(Thread& t, Deque* self, Object* key) {
  if (!is_index(key)) return raise_type_error(t, "sequence index must be integer, not '%T'", key);
  ssize index = TRY(index_as_ssize(t, key, &exceptions::IndexError));
  index = normalize_index(index, self->size);
  if (index < 0) return raise_index_error(t, "deque index out of range");
  return index;
}

Object* deque_get_item(Thread& t, Object* o, Object* key) {
  auto* self = cast<Deque>(o);
  return self->at(TRY(index_of_key(t, self, key)));
}

Status deque_set_item(Thread& t, Object* o, Object* key, Object* value) {
  auto* self = cast<Deque>(o);
  ssize index = TRY(index_of_key(t, self, key));
  if (value) self->at(index) = value;
  else deque_drop(self, index);
  return Status::ok();
}

void deque_reverse(Deque& self) {
  for (ssize i = 0, j = self.size - 1; i < j; i++, j--) std::swap(self.at(i), self.at(j));
  self.state++;
}

// --- as a sequence ---

Result<ssize> deque_length(Thread&, Object* o) { return cast<Deque>(o)->size; }

Object* deque_in_place_concat(Thread& t, Object* o, Object* other) {
  TRY(deque_add_all(t, cast<Deque>(o), other, false));
  return o;
}

Object* deque_concat(Thread& t, Object* o, Object* other) {
  if (!is_instance(other, &deque_type))
    return raise_type_error(t, "can only concatenate deque (not \"%T\") to deque", other);
  Deque* sum = TRY(deque_copy_of(t, cast<Deque>(o)));
  TRY(deque_add_all(t, sum, other, false));
  return sum;
}

Object* deque_in_place_repeat(Thread& t, Object* o, ssize times) {
  auto* self = cast<Deque>(o);
  ssize size = self->size;
  if (size == 0 || times == 1) return o;
  if (times <= 0) {
    deque_remove_all(self);
    return o;
  }
  if (self->most >= 0 && times > self->most / size + 1) times = self->most / size + 1 + (self->most % size != 0);
  if (size > INT64_MAX / 16 / times) return raise_memory_error(t);
  List* items = TRY(list_from_iterable(t, self));
  for (ssize i = 1; i < times; i++) TRY(deque_add_all(t, self, items, false));
  return o;
}

Object* deque_repeat(Thread& t, Object* o, ssize times) {
  Deque* copy = TRY(deque_copy_of(t, cast<Deque>(o)));
  return deque_in_place_repeat(t, copy, times);
}

// Like two iterators side by side, which notice changes.
Object* deque_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_instance(a, &deque_type) || !is_instance(b, &deque_type)) return not_implemented();
  auto* x = cast<Deque>(a);
  auto* y = cast<Deque>(b);
  bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (equality && x == y) return new_bool(op == CompareOp::Eq);
  if (equality && x->size != y->size) return new_bool(op == CompareOp::Ne);
  size_t state_of_x = x->state;
  size_t state_of_y = y->state;
  for (ssize i = 0; i < x->size && i < y->size; i++) {
    Object* item = x->at(i);
    Object* other = y->at(i);
    if (!TRY(equal(t, item, other))) return equality ? new_bool(op == CompareOp::Ne) : compare(t, item, other, op);
    if (state_of_x != x->state || state_of_y != y->state) return raise(t, exceptions::RuntimeError, kMutated);
  }
  return compare(t, int_from_int64(x->size), int_from_int64(y->size), op);
}

Object* deque_repr(Thread& t, Object* o) {
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  ReprGuard guard(t, o);
  if (guard.recursive()) return new_str("[...]");
  auto* self = cast<Deque>(o);
  Object* items = TRY(list_from_iterable(t, o));
  StrBuilder text;
  text.add(type_name(o->cls)).add("(").add(TRY(repr(t, items)));
  if (self->most >= 0) text.add(", maxlen=").add(std::to_string(self->most));
  return text.add(")").finish();
}

// --- copies ---

Object* deque_copy(Thread& t, Deque& self) { return deque_copy_of(t, &self); }
Object* deque_copy_again(Thread& t, Deque& self) { return deque_copy_of(t, &self); }

Object* deque_reduce(Thread& t, Deque& self) {
  Object* state = TRY(call_method(t, &self, "__getstate__"));
  Object* items = TRY(get_iterator(t, &self));
  Object* arguments[] = {empty_tuple(), self.most < 0 ? none() : TRY(int_from_int64(self.most))};
  Object* parts[] = {self.cls, TRY(new_tuple(arguments, self.most < 0 ? 0 : 2)), state, items};
  return new_tuple(parts, 4);
}

Object* deque_reversed(Deque& self) { return new_deque_iterator(&deque_reverse_iterator_type, &self); }
ssize deque_sizeof(Deque& self) { return self.cls->basic_size + self.capacity() * ssize(sizeof(Object*)); }
Object* deque_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }
Object* deque_maxlen(Deque& self) { return self.most < 0 ? none() : int_from_int64(self.most); }

// --- iterators ---

Object* deque_iter(Thread&, Object* o) { return new_deque_iterator(&deque_iterator_type, cast<Deque>(o)); }
Object* iterator_itself(Thread&, Object* o) { return o; }

template <bool kBackward> Lookup deque_iterator_next(Thread& t, Object* o) {
  auto* self = static_cast<DequeIterator*>(o);
  if (self->state != self->deque->state) {
    self->left = 0;
    return raise(t, exceptions::RuntimeError, kMutated);
  }
  if (!self->left) return Lookup::missing();
  self->left--;
  ssize i = self->index++;
  return self->deque->at(kBackward ? self->deque->size - 1 - i : i);
}

// iterator(deque, index=0): the first items are skipped.
Object* deque_iterator_new(Thread& t, Type* cls, Args args) {
  ssize skipped = 0;
  if (args.count < 1 || args.count > 2)
    return raise_type_error(t, "function takes at %s %d argument%s (%zd given)", args.count < 1 ? "least" : "most",
                            args.count < 1 ? 1 : 2, args.count < 1 ? "" : "s", args.count);
  if (!is_instance(args[0], &deque_type))
    return raise_type_error(t, "argument 1 must be collections.deque, not %A", args[0]);
  if (args.count > 1) TRY(argument_ssize(t, args[1], &skipped));
  auto* self = TRY(new_deque_iterator(cls, cast<Deque>(args[0])));
  skipped = std::clamp<ssize>(skipped, 0, self->left);
  self->index += skipped;
  self->left -= skipped;
  return self;
}

ssize deque_iterator_length_hint(DequeIterator& self) { return self.left; }

Object* deque_iterator_reduce(DequeIterator& self) {
  Object* arguments[] = {self.deque, TRY(int_from_int64(self.deque->size - self.left))};
  Object* parts[] = {self.cls, TRY(new_tuple(arguments, 2))};
  return new_tuple(parts, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/collections/deque_methods.def"
#define NATIVE_TYPE Deque
#define NATIVE_PREFIX deque
#define NATIVE_NAME "deque"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/collections/deque_iterator.def"
#define NATIVE_TYPE DequeIterator
#define NATIVE_PREFIX deque_iterator
#define NATIVE_NAME "_deque_iterator"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_deque_data() {
  TypeData d{};
  d.slots.create = deque_new;
  d.slots.repr = deque_repr;
  d.slots.length = deque_length;
  d.slots.compare = deque_compare;
  d.slots.iter = deque_iter;
  d.slots.contains = deque_contains;
  d.slots.get_item = deque_get_item;
  d.slots.set_item = deque_set_item;
  d.slots.concat = deque_concat;
  d.slots.in_place_concat = deque_in_place_concat;
  d.slots.repeat = deque_repeat;
  d.slots.in_place_repeat = deque_in_place_repeat;
  d.allows_weak_references = true;
  deque_declare(d);
  return d;
}
constexpr TypeData make_iterator_data(NextFn next) {
  TypeData d{};
  d.slots.create = deque_iterator_new;
  d.slots.iter = iterator_itself;
  d.slots.next = next;
  deque_iterator_declare(d);
  return d;
}
constinit TypeData deque_data = make_deque_data();
constinit TypeData forward_data = make_iterator_data(deque_iterator_next<false>);
constinit TypeData backward_data = make_iterator_data(deque_iterator_next<true>);

}  // namespace

constinit Type deque_type =
    static_type("collections.deque", sizeof(Deque), 0, kTypeBase | kTypeHaveGC | kTypeSequence, &deque_data);
constinit Type deque_iterator_type =
    static_type("_collections._deque_iterator", sizeof(DequeIterator), 0, kTypeHaveGC, &forward_data);
constinit Type deque_reverse_iterator_type =
    static_type("_collections._deque_reverse_iterator", sizeof(DequeIterator), 0, kTypeHaveGC, &backward_data);

DequeIterator* new_deque_iterator(Type* cls, Deque* deque) {
  auto* self = TRY(new_object<DequeIterator>(cls));
  self->deque = deque;
  self->left = deque->size;
  self->state = deque->state;
  return self;
}

}  // namespace sidewinder
