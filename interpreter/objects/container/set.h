// set and frozenset. The object has the size of CPython's and the count at the same place; the table is ours: open
// addressing in short linear runs, no order promised. Up to eight slots live in the object itself.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/stored_hash.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct SetEntry {
  Object* key;  // null: never used (hash 0) or deleted (hash -1)
  StoredHash hash;
};

constexpr ssize kSetSmall = 8;

struct Set : Object {         // PySetObject: 200 bytes
  ssize fill;                 // 16: used and deleted entries
  ssize used;                 // 24
  ssize mask;                 // 32: slots - 1; at least kSetSmall - 1
  SetEntry* table;            // 40: raw storage, or null: `small`
  ssize hash;                 // 48: of a frozenset, -1 until computed
  ssize finger;               // 56: where pop() goes on
  SetEntry small[kSetSmall];  // 64
  Object* weak_list;          // 192
  static Type* type();
  SetEntry* entries() { return table ? table : small; }
  const SetEntry* entries() const { return table ? table : small; }
};
static_assert(sizeof(Set) == 200);
extern Type set_type, frozenset_type;
inline Type* Set::type() { return &set_type; }

PY_ALWAYS_INLINE bool is_exact_any_set(const Object* o) { return o->cls == &set_type || o->cls == &frozenset_type; }
inline bool is_any_set(const Object* o) {
  return is_exact_any_set(o) || is_subtype(o->cls, &set_type) || is_subtype(o->cls, &frozenset_type);
}
inline bool is_frozenset(const Object* o) { return is_instance(o, &frozenset_type); }

// `items` is an iterable, or null for an empty set.
Set* new_set(Thread& t, Object* items = nullptr);
Set* new_frozenset(Thread& t, Object* items = nullptr);
Set* set_of_class(Thread& t, Type* cls, Object* items);  // an instance of set, frozenset or a subclass
Set* set_copy(Thread& t, const Set* s);                  // a set, or a frozenset for one

Status set_add(Thread& t, Set* s, Object* key);
Status set_add_hashed(Thread& t, Set* s, Object* key, ssize hash);
Truth set_contains(Thread& t, Set* s, Object* key);
Truth set_contains_hashed(Thread& t, Set* s, Object* key, ssize hash);
Truth set_discard(Thread& t, Set* s, Object* key);  // False: was not there
Truth set_discard_hashed(Thread& t, Set* s, Object* key, ssize hash);
Lookup set_pop(Set* s);  // any element; missing: empty
void set_clear(Set* s);
Status set_drop_deleted(Set* s);                                                    // if they are many
void set_swap(Set* a, Set* b);                                                      // their contents
bool set_next(const Set* s, ssize* position, Object** key, ssize* hash = nullptr);  // position starts at 0

// The operations behind methods and operators. `other` is any iterable.
Status set_update(Thread& t, Set* s, Object* other);
Set* set_intersection(Thread& t, Set* s, Object* other);
Set* set_difference(Thread& t, Set* s, Object* other);
Status set_difference_update(Thread& t, Set* s, Object* other);
Status set_symmetric_difference_update(Thread& t, Set* s, Object* other);
Truth set_is_subset(Thread& t, Set* s, Object* other);
Truth set_is_disjoint(Thread& t, Set* s, Object* other);

}  // namespace sidewinder
