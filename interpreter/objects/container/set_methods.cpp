// What Python sees of set and frozenset: construction, operators, methods.

#include <algorithm>
#include <array>

#include "interpreter/objects/container/argument_checks.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/set_iterator.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Set* as_set(Object* o) { return static_cast<Set*>(o); }

Object* set_create(Thread& t, Type* cls, Args) { return set_of_class(t, cls, nullptr); }

Status set_init(Thread& t, Object* o, Args args) {
  if (is_exact<Set>(o)) TRY(args.no_keywords(t, "set"));
  args.names = nullptr;
  TRY(args.expect(t, "set", 0, 1));
  set_clear(as_set(o));
  return args.count ? set_update(t, as_set(o), args[0]) : Status::ok();
}

Object* frozenset_create(Thread& t, Type* cls, Args args) {
  if (cls == &frozenset_type) TRY(args.no_keywords(t, "frozenset"));
  args.names = nullptr;
  TRY(args.expect(t, "frozenset", 0, 1));
  if (args.count && cls == &frozenset_type && args[0]->cls == cls) return args[0];
  return set_of_class(t, cls, args.or_default(0, nullptr));
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

Object* set_repr(Thread& t, Object* o) {
  Set* self = as_set(o);
  if (!native_stack_left(t, " while getting the repr of an object")) return nullptr;
  StrBuilder out;
  const char* name = o->cls->name;
  if (const char* dot = __builtin_strrchr(name, '.')) name = dot + 1;
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
  Set* self = as_set(o);
  if (self->hash != -1) return self->hash;
  uint64_t sum = 0;
  ssize position = 0, h;
  Object* key;
  while (set_next(self, &position, &key, &h)) sum ^= ((uint64_t(h) ^ 89869747u) ^ (uint64_t(h) << 16)) * 3644798167u;
  sum ^= (uint64_t(self->used) + 1) * 1927868237u;
  sum ^= (sum >> 11) ^ (sum >> 25);
  sum = sum * 69069u + 907133923u;
  self->hash = sum == ~uint64_t(0) ? ssize(590923713) : ssize(sum);
  return self->hash;
}

Result<ssize> set_length(Thread&, Object* o) { return as_set(o)->used; }
Truth set_truth(Thread&, Object* o) { return truth_of(as_set(o)->used != 0); }

Truth set_equal(Thread& t, Set* a, Set* b) {
  if (a->used != b->used || (a->hash != -1 && b->hash != -1 && a->hash != b->hash)) return Truth::False;
  return set_is_subset(t, a, b);
}

Object* set_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if (!is_any_set(a) || !is_any_set(b)) return not_implemented();
  Set *x = as_set(a), *y = as_set(b);
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
  return set_contains(t, as_set(o), TRY(hashable_key(t, key)));
}
Object* set_iter(Thread&, Object* o) { return new_set_iterator(as_set(o)); }

// --- operators ----------------------------------------------------------------------------------

Set* united(Thread& t, Set* s, Object* other) {
  Set* result = TRY(set_copy(t, s));
  TRY(set_update(t, result, other));
  return result;
}

// The result has the class of the left operand, but the order of steps is CPython's: the right one is copied and self's
// keys are toggled.
Set* symmetric_difference(Thread& t, Set* s, Object* other) {
  Set* result = TRY(set_of_class(t, is_frozenset(s) ? &frozenset_type : &set_type, other));
  TRY(set_symmetric_difference_update(t, result, s));
  return result;
}

template <Set* (*kOperation)(Thread&, Set*, Object*)> Object* set_operator(Thread& t, Object* a, Object* b) {
  if (!is_any_set(a) || !is_any_set(b)) return not_implemented();
  return kOperation(t, as_set(a), b);
}

Status intersection_update(Thread& t, Set* s, Object* other) {
  set_swap(s, TRY(set_intersection(t, s, other)));
  return Status::ok();
}

template <Status (*kOperation)(Thread&, Set*, Object*)> Object* set_in_place_operator(Thread& t, Object* a, Object* b) {
  if (!is_any_set(b)) return not_implemented();
  TRY(kOperation(t, as_set(a), b));
  return a;
}

// --- methods ------------------------------------------------------------------------------------

Object* set_method_add(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "set.add", args));
  TRY(set_add(t, as_set(o), args[0]));
  return none();
}

Object* set_method_discard(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "set.discard", args));
  TRY(set_discard(t, as_set(o), TRY(hashable_key(t, args[0]))));
  return none();
}

Object* set_method_remove(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "set.remove", args));
  bool was_there = TRY(set_discard(t, as_set(o), TRY(hashable_key(t, args[0]))));
  return was_there ? none() : raise_key_error(t, args[0]);
}

Object* set_method_pop(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "set.pop", args));
  Lookup key = set_pop(as_set(o));
  return key.found() ? key.value : raise(t, exceptions::KeyError, "pop from an empty set");
}

Object* set_method_clear(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "set.clear", args));
  set_clear(as_set(o));
  return none();
}

Object* set_method_copy(Thread& t, Object* o, Args args) {
  TRY(expect_none(t, "set.copy", args));
  if (o->cls == &frozenset_type) return o;
  return set_copy(t, as_set(o));
}

Object* set_method_union(Thread& t, Object* o, Args args) {
  TRY(args.no_keywords(t, "set.union"));
  Set* result = TRY(set_copy(t, as_set(o)));
  for (ssize i = 0; i < args.count; i++) TRY(set_update(t, result, args[i]));
  return result;
}

Object* set_method_update(Thread& t, Object* o, Args args) {
  TRY(args.no_keywords(t, "set.update"));
  for (ssize i = 0; i < args.count; i++) TRY(set_update(t, as_set(o), args[i]));
  return none();
}

Set* intersection_of_all(Thread& t, Object* o, Args args) {
  Set* result = as_set(o);
  for (ssize i = 0; i < args.count; i++) result = TRY(set_intersection(t, result, args[i]));
  return args.count ? result : set_copy(t, result);
}

Object* set_method_intersection(Thread& t, Object* o, Args args) {
  TRY(args.no_keywords(t, "set.intersection"));
  return intersection_of_all(t, o, args);
}

Object* set_method_intersection_update(Thread& t, Object* o, Args args) {
  TRY(args.no_keywords(t, "set.intersection_update"));
  set_swap(as_set(o), TRY(intersection_of_all(t, o, args)));
  return none();
}

Object* set_method_difference(Thread& t, Object* o, Args args) {
  TRY(args.no_keywords(t, "set.difference"));
  if (!args.count) return set_copy(t, as_set(o));
  Set* result = TRY(set_difference(t, as_set(o), args[0]));
  for (ssize i = 1; i < args.count; i++) TRY(set_difference_update(t, result, args[i]));
  return result;
}

Object* set_method_difference_update(Thread& t, Object* o, Args args) {
  TRY(args.no_keywords(t, "set.difference_update"));
  for (ssize i = 0; i < args.count; i++) TRY(set_difference_update(t, as_set(o), args[i]));
  return none();
}

Object* set_method_symmetric_difference(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "set.symmetric_difference", args));
  return symmetric_difference(t, as_set(o), args[0]);
}

Object* set_method_symmetric_difference_update(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "set.symmetric_difference_update", args));
  TRY(set_symmetric_difference_update(t, as_set(o), args[0]));
  return none();
}

Object* set_method_issubset(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "set.issubset", args));
  return new_bool(TRY(set_is_subset(t, as_set(o), args[0])));
}

Object* set_method_issuperset(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "set.issuperset", args));
  if (is_any_set(args[0])) return new_bool(TRY(set_is_subset(t, as_set(args[0]), o)));
  Object* iterator = TRY(get_iterator(t, args[0]));
  for (;;) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return new_bool(true);
    if (!TRY(set_contains(t, as_set(o), next.value))) return new_bool(false);
  }
}

Object* set_method_isdisjoint(Thread& t, Object* o, Args args) {
  TRY(expect_one(t, "set.isdisjoint", args));
  return new_bool(TRY(set_is_disjoint(t, as_set(o), args[0])));
}

// Pickling and copying: (class, (elements,), state).
Object* set_method_reduce(Thread& t, Object* o, Args) {
  Object* argument[] = {TRY(elements(t, as_set(o)))};
  Lookup state = TRY(find_attribute(t, o, intern("__dict__")));
  Object* items[] = {o->cls, TRY(new_tuple(argument, 1)), state.found() ? state.value : none()};
  return new_tuple(items, 3);
}

// Of both types; ends the table of each.
constexpr NativeMethod shared_methods[] = {
    {"copy", set_method_copy, MethodKind::Instance, "A shallow copy."},
    {"union", set_method_union, MethodKind::Instance, "A set with the elements of all."},
    {"intersection", set_method_intersection, MethodKind::Instance, "A set with the elements that all have."},
    {"difference", set_method_difference, MethodKind::Instance, "A set with the elements that the others lack."},
    {"symmetric_difference", set_method_symmetric_difference, MethodKind::Instance,
     "A set with the elements that one has."},
    {"issubset", set_method_issubset, MethodKind::Instance, "Whether another set has all elements of this one."},
    {"issuperset", set_method_issuperset, MethodKind::Instance, "Whether this set has all elements of another."},
    {"isdisjoint", set_method_isdisjoint, MethodKind::Instance, "Whether two sets have no element in common."},
    {"__reduce__", set_method_reduce},
    {"__class_getitem__", generic_class_getitem, MethodKind::Class, "The class with arguments, as in PEP 585."},
    {nullptr, nullptr},
};
constexpr NativeMethod mutating_methods[] = {
    {"add", set_method_add, MethodKind::Instance, "Adds an element."},
    {"discard", set_method_discard, MethodKind::Instance, "Removes an element if it is there."},
    {"remove", set_method_remove, MethodKind::Instance, "Removes an element; KeyError if it is not there."},
    {"pop", set_method_pop, MethodKind::Instance, "Removes and returns any element."},
    {"clear", set_method_clear, MethodKind::Instance, "Removes all elements."},
    {"update", set_method_update, MethodKind::Instance, "Adds the elements of others."},
    {"intersection_update", set_method_intersection_update, MethodKind::Instance, "Keeps only what all have."},
    {"difference_update", set_method_difference_update, MethodKind::Instance, "Removes the elements of others."},
    {"symmetric_difference_update", set_method_symmetric_difference_update, MethodKind::Instance,
     "Keeps what one of the two has."},
};

constexpr auto join_methods() {
  std::array<NativeMethod, std::size(mutating_methods) + std::size(shared_methods)> all{};
  std::copy(std::begin(shared_methods), std::end(shared_methods),
            std::copy(std::begin(mutating_methods), std::end(mutating_methods), all.begin()));
  return all;
}
constexpr auto set_methods = join_methods();

constexpr TypeData make_data(bool mutable_) {
  TypeData d{};
  d.slots.create = mutable_ ? set_create : frozenset_create;
  d.slots.init = mutable_ ? set_init : nullptr;
  d.slots.hash = mutable_ ? nullptr : frozenset_hash;
  d.slots.repr = set_repr;
  d.slots.length = set_length;
  d.slots.truth = set_truth;
  d.slots.compare = set_compare;
  d.slots.contains = set_contains_slot;
  d.slots.iter = set_iter;
  d.slots.binary[int(BinaryOp::Or)] = set_operator<united>;
  d.slots.binary[int(BinaryOp::And)] = set_operator<set_intersection>;
  d.slots.binary[int(BinaryOp::Sub)] = set_operator<set_difference>;
  d.slots.binary[int(BinaryOp::Xor)] = set_operator<symmetric_difference>;
  d.spec.methods = mutable_ ? set_methods.data() : shared_methods;
  d.spec.doc = mutable_ ? "set(iterable=(), /)\n\nAn unordered collection of unique elements."
                        : "frozenset(iterable=(), /)\n\nAn unordered, immutable collection of unique elements.";
  if (!mutable_) return d;
  d.slots.in_place[int(BinaryOp::Or)] = set_in_place_operator<set_update>;
  d.slots.in_place[int(BinaryOp::And)] = set_in_place_operator<intersection_update>;
  d.slots.in_place[int(BinaryOp::Sub)] = set_in_place_operator<set_difference_update>;
  d.slots.in_place[int(BinaryOp::Xor)] = set_in_place_operator<set_symmetric_difference_update>;
  return d;
}
constinit TypeData set_data = make_data(true);
constinit TypeData frozenset_data = make_data(false);

}  // namespace

constinit Type set_type = static_type("set", sizeof(Set), 0, kTypeBase | kTypeHaveGC | kTypeMatchSelf, &set_data);
constinit Type frozenset_type =
    static_type("frozenset", sizeof(Set), 0, kTypeBase | kTypeHaveGC | kTypeMatchSelf, &frozenset_data);

}  // namespace sidewinder
