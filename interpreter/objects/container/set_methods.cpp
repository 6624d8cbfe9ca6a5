// What Python sees of set and frozenset: construction, operators, methods.

#include <cstring>

#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/set_iterator.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* set_create(Thread& t, Type* cls, Args) { return set_of_class(t, cls, nullptr); }

// Messages name the subclass.
Status set_init(Thread& t, Object* o, Args args) {
  TRY(args.no_keywords(t, "set"));
  TRY(args.expect(t, o->cls->name, 0, 1));
  Set* self = cast<Set>(o);
  set_clear(self);
  return args.count ? set_update(t, self, args[0]) : Status::ok();
}

// A set can look for a set that is unhashable: it stands for the frozenset of its elements.
Object* hashable_key(Thread& t, Object* key) {
  if (!is_any_set(key) || is_frozenset(key)) return key;
  if (Result<ssize> h = hash(t, key); !h.failed()) return key;
  if (!pending_matches(t, exceptions::TypeError)) return nullptr;
  clear_pending(t);
  return new_frozenset(t, key);
}

List* elements(Thread& t, const Set* s) {
  List* list = TRY(new_list(t));
  ssize position = 0;
  Object* key;
  while (set_next(s, &position, &key)) TRY(list_append(t, list, key));
  return list;
}

// Without the module that a static type's name may begin with.
const char* short_name(const Type* cls) {
  const char* dot = std::strrchr(cls->name, '.');
  return dot ? dot + 1 : cls->name;
}

Object* set_repr(Thread& t, Object* o) {
  Set* self = cast<Set>(o);
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  StrBuilder out;
  const char* name = short_name(o->cls);
  ReprGuard guard(t, self);
  if (guard.recursive()) return out.add(name).add("(...)").finish();
  if (self->used == 0) return out.add(name).add("()").finish();
  bool plain = is_exact<Set>(o);
  List* list = TRY(elements(t, self));
  if (!plain) out.add(name).add("(");
  out.add("{");
  for (ssize i = 0; i < list->size; i++) out.add(i ? ", " : "").add(TRY(repr(t, TRY(list_get(t, list, i)))));
  return out.add(plain ? "}" : "})").finish();
}

// The elements' hashes are spread and combined without regard to order; the same numbers as CPython's.
Result<ssize> frozenset_hash(Thread&, Object* o) {
  Set* self = cast<Set>(o);
  if (self->hash != -1) return self->hash;
  uint64_t sum = 0;
  ssize position = 0;
  ssize h;
  Object* key;
  while (set_next(self, &position, &key, &h)) sum ^= ((uint64_t(h) ^ 89869747u) ^ (uint64_t(h) << 16)) * 3644798167u;
  sum ^= (uint64_t(self->used) + 1) * 1927868237u;
  sum ^= (sum >> 11) ^ (sum >> 25);
  sum = sum * 69069u + 907133923u;
  self->hash = sum == ~uint64_t(0) ? ssize(590923713) : ssize(sum);
  return self->hash;
}

Result<ssize> set_length(Thread&, Object* o) { return cast<Set>(o)->used; }
Truth set_truth(Thread&, Object* o) { return truth_of(cast<Set>(o)->used != 0); }

Truth set_equal(Thread& t, Set* a, Set* b) {
  bool hashes_differ = a->hash != -1 && b->hash != -1 && a->hash != b->hash;
  if (a->used != b->used || hashes_differ) return Truth::False;
  return set_is_subset(t, a, b);
}

Object* set_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_any_set(a) || !is_any_set(b)) return not_implemented();
  Set* x = cast<Set>(a);
  Set* y = cast<Set>(b);
  switch (op) {
    case CompareOp::Eq: return new_bool(TRY(set_equal(t, x, y)));
    case CompareOp::Ne: return new_bool(!TRY(set_equal(t, x, y)));
    case CompareOp::Le: return new_bool(TRY(set_is_subset(t, x, y)));
    case CompareOp::Ge: return new_bool(TRY(set_is_subset(t, y, x)));
    case CompareOp::Lt: return new_bool(x->used < y->used && TRY(set_is_subset(t, x, y)));
    case CompareOp::Gt: return new_bool(y->used < x->used && TRY(set_is_subset(t, y, x)));
  }
  return not_implemented();
}

Truth set_contains_slot(Thread& t, Object* o, Object* key) {
  return set_contains(t, cast<Set>(o), TRY(hashable_key(t, key)));
}
Truth set_contains_method(Thread& t, Set& self, Object* element) { return set_contains_slot(t, &self, element); }
Object* set_iter(Thread&, Object* o) { return new_set_iterator(cast<Set>(o)); }

// --- operators ----------------------------------------------------------------------------------

Set* united(Thread& t, Set* s, Object* other) {
  Set* result = TRY(set_copy(t, s));
  TRY(set_update(t, result, other));
  return result;
}

// The result has the class of the left operand, but the order of steps is CPython's: the right one is copied and self's
// keys are toggled.
Set* set_symmetric_difference(Thread& t, Set* s, Object* other) {
  Set* result = TRY(set_of_class(t, is_frozenset(s) ? &frozenset_type : &set_type, other));
  TRY(set_symmetric_difference_update(t, result, s));
  return result;
}

template <Set* (*kOperation)(Thread&, Set*, Object*)> Object* set_operator(Thread& t, Object* a, Object* b) {
  if (!is_any_set(a) || !is_any_set(b)) return not_implemented();
  return kOperation(t, cast<Set>(a), b);
}

Status intersection_update(Thread& t, Set* s, Object* other) {
  set_swap(s, TRY(set_intersection(t, s, other)));
  return Status::ok();
}

template <Status (*kOperation)(Thread&, Set*, Object*)> Object* set_in_place_operator(Thread& t, Object* a, Object* b) {
  if (!is_any_set(b)) return not_implemented();
  TRY(kOperation(t, cast<Set>(a), b));
  return a;
}

// --- methods ------------------------------------------------------------------------------------

Status set_discard_key(Thread& t, Set& self, Object* element) {
  TRY(set_discard(t, &self, TRY(hashable_key(t, element))));
  return Status::ok();
}

Status set_remove(Thread& t, Set& self, Object* element) {
  bool was_there = TRY(set_discard(t, &self, TRY(hashable_key(t, element))));
  return was_there ? Status::ok() : Status(raise_key_error(t, element));
}

Object* set_pop_any(Thread& t, Set& self) {
  Lookup key = set_pop(&self);
  return key.found() ? key.value : raise(t, exceptions::KeyError, "pop from an empty set");
}

ssize set_sizeof(const Set& self) {
  return self.cls->basic_size + (self.table ? (self.mask + 1) * ssize(sizeof(SetEntry)) : 0);
}
Set* set_copied(Thread& t, Set& self) { return self.cls == &frozenset_type ? &self : set_copy(t, &self); }

Status set_update_with(Thread& t, Set& self, Args others) {
  for (ssize i = 0; i < others.count; i++) TRY(set_update(t, &self, others[i]));
  return Status::ok();
}

Set* set_union_with(Thread& t, Set& self, Args others) {
  Set* result = TRY(set_copy(t, &self));
  TRY(set_update_with(t, *result, others));
  return result;
}

Set* set_intersection_with(Thread& t, Set& self, Args others) {
  if (!others.count) return set_copy(t, &self);
  Set* result = &self;
  for (ssize i = 0; i < others.count; i++) result = TRY(set_intersection(t, result, others[i]));
  return result;
}

Status set_intersection_update_with(Thread& t, Set& self, Args others) {
  set_swap(&self, TRY(set_intersection_with(t, self, others)));
  return Status::ok();
}

Status set_difference_update_with(Thread& t, Set& self, Args others) {
  for (ssize i = 0; i < others.count; i++) TRY(set_difference_update(t, &self, others[i]));
  return Status::ok();
}

Set* set_difference_with(Thread& t, Set& self, Args others) {
  if (!others.count) return set_copy(t, &self);
  Set* result = TRY(set_difference(t, &self, others[0]));
  TRY(set_difference_update_with(t, *result, others.drop_first()));
  return result;
}

Truth set_is_superset(Thread& t, Set& self, Object* other) {
  if (is_any_set(other)) return set_is_subset(t, cast<Set>(other), &self);
  Object* iterator = TRY(get_iterator(t, other));
  for (;;) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return Truth::True;
    if (!TRY(set_contains(t, &self, next.value))) return Truth::False;
  }
}

Tuple* set_reduce(Thread& t, Set& self) {
  Object* argument[] = {TRY(elements(t, &self))};
  Object* items[] = {self.cls, TRY(new_tuple(argument, 1)), TRY(call_method(t, &self, "__getstate__"))};
  return new_tuple(items, 3);
}

Object* set_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/container/set_methods.def"
#define NATIVE_TYPE Set
#define NATIVE_PREFIX set
#define NATIVE_NAME "set"
#include "interpreter/objects/core/native_table.inc"

// Of frozenset: the same functions, but messages name the type.
namespace of_frozenset {

// Messages name the subclass, and only that of a class with an __init__ of its own takes keywords.
static Object* set_new(Thread& t, Type* cls, Args args) {
  if (cls->data->slots.init == frozenset_type.data->slots.init) TRY(args.no_keywords(t, "frozenset"));
  args.names = nullptr;
  TRY(args.expect(t, cls->name, 0, 1));
  Object* iterable = args.or_default(0, nullptr);
  bool as_it_is = iterable && cls == &frozenset_type && iterable->cls == &frozenset_type;
  return as_it_is ? iterable : set_of_class(t, cls, iterable);
}

#define NATIVE_TABLE "interpreter/objects/container/frozenset_methods.def"
#define NATIVE_TYPE Set
#define NATIVE_PREFIX set
#define NATIVE_NAME "frozenset"
#include "interpreter/objects/core/native_table.inc"

}  // namespace of_frozenset

namespace {

constexpr TypeData make_shared_data() {
  TypeData d{};
  d.slots.repr = set_repr;
  d.allows_weak_references = true;
  d.slots.length = set_length;
  d.slots.truth = set_truth;
  d.slots.compare = set_compare;
  d.slots.contains = set_contains_slot;
  d.slots.iter = set_iter;
  d.slots.binary[int(BinaryOp::Or)] = set_operator<united>;
  d.slots.binary[int(BinaryOp::And)] = set_operator<set_intersection>;
  d.slots.binary[int(BinaryOp::Sub)] = set_operator<set_difference>;
  d.slots.binary[int(BinaryOp::Xor)] = set_operator<set_symmetric_difference>;
  return d;
}

constexpr TypeData make_set_data() {
  TypeData d = make_shared_data();
  d.slots.create = set_create;
  d.slots.in_place[int(BinaryOp::Or)] = set_in_place_operator<set_update>;
  d.slots.in_place[int(BinaryOp::And)] = set_in_place_operator<intersection_update>;
  d.slots.in_place[int(BinaryOp::Sub)] = set_in_place_operator<set_difference_update>;
  d.slots.in_place[int(BinaryOp::Xor)] = set_in_place_operator<set_symmetric_difference_update>;
  set_declare(d);
  return d;
}

constexpr TypeData make_frozenset_data() {
  TypeData d = make_shared_data();
  d.slots.hash = frozenset_hash;
  of_frozenset::set_declare(d);
  return d;
}

constinit TypeData set_data = make_set_data();
constinit TypeData frozenset_data = make_frozenset_data();

}  // namespace

constinit Type set_type = static_type("set", sizeof(Set), 0, kTypeBase | kTypeHaveGC | kTypeMatchSelf, &set_data);
constinit Type frozenset_type =
    static_type("frozenset", sizeof(Set), 0, kTypeBase | kTypeHaveGC | kTypeMatchSelf, &frozenset_data);

}  // namespace sidewinder
