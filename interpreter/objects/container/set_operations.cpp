// Operations on whole sets. Other iterables are read once; keys of sets and exact dicts bring their hashes along.

#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

static Type* plain_class(const Set* s) { return is_frozenset(s) ? &frozenset_type : &set_type; }

// Comparing keys may run code that changes the set we walk; like set_next, this then goes on with whatever stands
// there.
template <class Body> static Status for_each_key(const Set* s, Body body) {
  for (ssize i = 0; i <= s->mask; i++) {
    const SetEntry& e = s->entries()[i];
    if (e.key) TRY(body(e.key, e.hash));
  }
  return Status::ok();
}

// Of two sets the smaller one is walked.
static Status intersect_sets(Thread& t, Set* a, Set* b, Set* result) {
  Set* walked = b->used > a->used ? a : b;
  Set* asked = walked == a ? b : a;
  return for_each_key(walked, [&](Object* key, ssize hash) -> Status {
    return TRY(set_contains_hashed(t, asked, key, hash)) ? set_add_hashed(t, result, key, hash) : Status::ok();
  });
}

static Status intersect_with_iterable(Thread& t, Set* s, Object* iterable, Set* result) {
  Object* iterator = TRY(get_iterator(t, iterable));
  for (;;) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return Status::ok();
    ssize key_hash = TRY(hash(t, next.value));
    if (!TRY(set_contains_hashed(t, s, next.value, key_hash))) continue;
    TRY(set_add_hashed(t, result, next.value, key_hash));
    if (result->used >= s->used) return Status::ok();  // all of s is found
  }
}

Set* set_intersection(Thread& t, Set* s, Object* other) {
  if (s == other) return set_copy(t, s);
  Set* result = TRY(set_of_class(t, plain_class(s), nullptr));
  if (is_any_set(other)) TRY(intersect_sets(t, s, cast<Set>(other), result));
  else TRY(intersect_with_iterable(t, s, other, result));
  return result;
}

Status set_difference_update(Thread& t, Set* s, Object* other) {
  if (s == other) {
    set_clear(s);
    return Status::ok();
  }
  if (is_any_set(other)) {
    Set* keys = cast<Set>(other);
    // much larger: only what both have counts
    if (keys->used >> 3 > s->used) keys = TRY(set_intersection(t, s, keys));
    TRY(for_each_key(keys, [&](Object* key, ssize hash) -> Status {
      TRY(set_discard_hashed(t, s, key, hash));
      return Status::ok();
    }));
  } else {
    TRY(for_each(t, other, [&](Object* key) -> Status {
      TRY(set_discard(t, s, key));
      return Status::ok();
    }));
  }
  return set_drop_deleted(s);
}

Set* set_difference(Thread& t, Set* s, Object* other) {
  Dict* dict = is_exact<Dict>(other) ? cast<Dict>(other) : nullptr;
  Set* keys = is_any_set(other) ? cast<Set>(other) : nullptr;
  ssize size = dict ? dict->used : keys ? keys->used : -1;
  bool walk_self = (s->used >> 2) <= size;
  if (!walk_self) {
    Set* result = TRY(set_copy(t, s));
    TRY(set_difference_update(t, result, other));
    return result;
  }
  Set* result = TRY(set_of_class(t, plain_class(s), nullptr));
  TRY(for_each_key(s, [&](Object* key, ssize hash) -> Status {
    bool there = dict ? TRY(dict_get_hashed(t, dict, key, hash)).found() : TRY(set_contains_hashed(t, keys, key, hash));
    return there ? Status::ok() : set_add_hashed(t, result, key, hash);
  }));
  return result;
}

Status set_symmetric_difference_update(Thread& t, Set* s, Object* other) {
  if (s == other) {
    set_clear(s);
    return Status::ok();
  }
  auto toggle = [&](Object* key, ssize hash) -> Status {
    bool was_there = TRY(set_discard_hashed(t, s, key, hash));
    return was_there ? Status::ok() : set_add_hashed(t, s, key, hash);
  };
  if (is_exact<Dict>(other)) {
    ssize position = 0;
    DictEntry e;
    while (dict_next_entry(cast<Dict>(other), &position, &e)) TRY(toggle(e.key, e.hash));
    return Status::ok();
  }
  // each key of an iterable counts once
  Set* keys = is_any_set(other) ? cast<Set>(other) : TRY(set_of_class(t, plain_class(s), other));
  return for_each_key(keys, toggle);
}

Truth set_is_subset(Thread& t, Set* s, Object* other) {
  Set* keys = is_any_set(other) ? cast<Set>(other) : TRY(new_set(t, other));
  if (s->used > keys->used) return Truth::False;
  ssize position = 0;
  ssize hash;
  Object* key;
  while (set_next(s, &position, &key, &hash))
    if (!TRY(set_contains_hashed(t, keys, key, hash))) return Truth::False;
  return Truth::True;
}

Truth set_is_disjoint(Thread& t, Set* s, Object* other) {
  if (s == other) return truth_of(s->used == 0);
  if (is_exact_any_set(other)) {
    Set* small = cast<Set>(other);
    Set* large = s;
    if (small->used > large->used) std::swap(small, large);
    ssize position = 0;
    ssize hash;
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
