// Operations on whole sets. Other iterables are read once; keys of sets bring their hashes along.

#include "interpreter/objects/container/set.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

static Set* as_set(Object* o) { return static_cast<Set*>(o); }
static Type* plain_class(const Set* s) { return is_frozenset(s) ? &frozenset_type : &set_type; }

// Comparing keys may run code that changes the set we walk; set_next then goes on with whatever stands there.
template <class Body> static Status for_each_key(const Set* s, Body body) {
  ssize position = 0, hash;
  Object* key;
  while (set_next(s, &position, &key, &hash)) TRY(body(key, hash));
  return Status::ok();
}

Set* set_intersection(Thread& t, Set* s, Object* other) {
  if (s == other) return set_copy(t, s);
  Set* result = TRY(set_of_class(t, plain_class(s), nullptr));
  auto keep_if_in = [&](Set* in, Object* key, ssize hash) -> Status {
    return TRY(set_contains_hashed(t, in, key, hash)) ? set_add_hashed(t, result, key, hash) : Status::ok();
  };
  if (is_any_set(other)) {
    Set *small = as_set(other), *large = s;
    if (small->used > large->used) std::swap(small, large);
    TRY(for_each_key(small, [&](Object* key, ssize hash) { return keep_if_in(large, key, hash); }));
  } else {
    TRY(for_each(t, other, [&](Object* key) -> Status { return keep_if_in(s, key, TRY(hash(t, key))); }));
  }
  return result;
}

Status set_difference_update(Thread& t, Set* s, Object* other) {
  if (s == other) {
    set_clear(s);
    return Status::ok();
  }
  if (is_any_set(other)) {
    return for_each_key(as_set(other), [&](Object* key, ssize hash) -> Status {
      TRY(set_discard_hashed(t, s, key, hash));
      return Status::ok();
    });
  }
  return for_each(t, other, [&](Object* key) -> Status {
    TRY(set_discard(t, s, key));
    return Status::ok();
  });
}

Set* set_difference(Thread& t, Set* s, Object* other) {
  bool walk_self = is_any_set(other) && (s->used >> 2) <= as_set(other)->used;
  if (!walk_self) {
    Set* result = TRY(set_copy(t, s));
    TRY(set_difference_update(t, result, other));
    return result;
  }
  Set* result = TRY(set_of_class(t, plain_class(s), nullptr));
  TRY(for_each_key(s, [&](Object* key, ssize hash) -> Status {
    return TRY(set_contains_hashed(t, as_set(other), key, hash)) ? Status::ok() : set_add_hashed(t, result, key, hash);
  }));
  return result;
}

Status set_symmetric_difference_update(Thread& t, Set* s, Object* other) {
  if (s == other) {
    set_clear(s);
    return Status::ok();
  }
  Set* keys = is_any_set(other) ? as_set(other) : TRY(new_set(t, other));  // each key counts once
  return for_each_key(keys, [&](Object* key, ssize hash) -> Status {
    bool was_there = TRY(set_discard_hashed(t, s, key, hash));
    return was_there ? Status::ok() : set_add_hashed(t, s, key, hash);
  });
}

Truth set_is_subset(Thread& t, Set* s, Object* other) {
  Set* keys = is_any_set(other) ? as_set(other) : TRY(new_set(t, other));
  if (s->used > keys->used) return Truth::False;
  ssize position = 0, hash;
  Object* key;
  while (set_next(s, &position, &key, &hash))
    if (!TRY(set_contains_hashed(t, keys, key, hash))) return Truth::False;
  return Truth::True;
}

Truth set_is_disjoint(Thread& t, Set* s, Object* other) {
  if (s == other) return truth_of(s->used == 0);
  if (is_any_set(other)) {
    Set *small = as_set(other), *large = s;
    if (small->used > large->used) std::swap(small, large);
    ssize position = 0, hash;
    Object* key;
    while (set_next(small, &position, &key, &hash))
      if (TRY(set_contains_hashed(t, large, key, hash))) return Truth::False;
    return Truth::True;
  }
  Object* iterator = TRY(get_iterator(t, other));
  for (;;) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return Truth::True;
    if (TRY(set_contains(t, s, next.value))) return Truth::False;
  }
}

}  // namespace sidewinder
