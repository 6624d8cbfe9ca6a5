// set: the table. A search looks at a run of ten neighbouring slots before it jumps, which keeps it in one or two cache
// lines. Small ints therefore stand in order, as programs have come to expect. Operations on whole sets are in
// set_operations.cpp, what Python sees in set_methods.cpp.

#include "interpreter/objects/container/set.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/key_hash.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/function/python_drain.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr ssize kRun = 9;  // neighbours looked at beyond the first slot
constexpr int kPerturbShift = 5;
constexpr ssize kDeletedHash = -1;
constexpr ssize kManyElements = 50000;

void set_initialize(Set* s) {
  s->mask = kSetSmall - 1;
  s->hash = -1;
}

// As they are stored, so that the hash sought is turned once and not each one that is looked at.
bool is_same_hash(StoredHash a, StoredHash b) { return std::bit_cast<size_t>(a) == std::bit_cast<size_t>(b); }
bool is_unused(const SetEntry& e) { return !e.key && is_same_hash(e.hash, 0); }

// Slots in the order of a search for `hash`, until visit returns true.
template <class Visit> PY_ALWAYS_INLINE void probe(SetEntry* entries, size_t mask, size_t hash, Visit visit) {
  size_t i = hash & mask;
  for (size_t perturb = hash;;) {
    size_t last = i + kRun <= mask ? i + kRun : i;
    for (size_t j = i; j <= last; j++)
      if (visit(entries[j])) return;
    perturb >>= kPerturbShift;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

// The key is known not to be there, and a slot is free.
void insert_absent(SetEntry* entries, size_t mask, Object* key, ssize hash) {
  probe(entries, mask, size_t(hash), [&](SetEntry& e) {
    if (!is_unused(e)) return false;
    e = {key, hash};
    return true;
  });
}

Status resize(Set* s, ssize least) {
  ssize slots = kSetSmall;
  while (slots <= least) slots *= 2;
  SetEntry* fresh = TRY(allocate_raw<SetEntry>(size_t(slots)));
  SetEntry* old = s->entries();
  for (ssize i = 0; i <= s->mask; i++)
    if (old[i].key) insert_absent(fresh, size_t(slots - 1), old[i].key, old[i].hash);
  s->table = fresh;
  s->mask = slots - 1;
  s->fill = s->used;
  std::memset(s->small, 0, sizeof s->small);
  return Status::ok();
}

ssize grown_size(const Set* s) { return s->used > kManyElements ? s->used * 2 : s->used * 4; }

// The same search as find's, as long as no comparison must be asked for: then *ask.
PY_ALWAYS_INLINE SetEntry* find_unasked(Set* s, Object* key, ssize hash, SetEntry** free, bool* ask) {
  StoredHash stored = hash;
  SetEntry* found = nullptr;
  SetEntry* deleted = nullptr;
  probe(s->entries(), size_t(s->mask), size_t(hash), [&](SetEntry& e) {
    if (!e.key) {
      if (is_unused(e)) {
        *free = deleted ? deleted : &e;
        return true;
      }
      deleted = &e;
      return false;
    }
    if (!is_same_hash(e.hash, stored)) return false;
    KeyMatch match = match_keys(e.key, key);
    if (match == KeyMatch::No) return false;
    if (match == KeyMatch::Yes) found = &e;
    else *ask = true;
    return true;
  });
  return found;
}

// The entry of an equal key; null: there is none (then *free is where it would go: the last deleted entry on the path,
// else its end), or a comparison failed (*failed). Comparing may change the set: then the search starts again, except
// that `free` asks only whether there is one.
PY_NOINLINE SetEntry* find_asking(Thread& t, Set* s, Object* key, ssize hash, SetEntry** free, bool* failed) {
  for (;;) {
    SetEntry* table = s->entries();
    SetEntry* found = nullptr;
    SetEntry* deleted = nullptr;
    bool restart = false;
    probe(table, size_t(s->mask), size_t(hash), [&](SetEntry& e) {
      if (!e.key) {
        if (!is_unused(e)) deleted = &e;
        else if (free) *free = deleted ? deleted : &e;
        return is_unused(e);
      }
      if (e.hash != hash) return false;
      Object* candidate = e.key;
      KeyMatch match = match_keys(candidate, key);
      if (match == KeyMatch::AskEq) {
        Truth equals = equal(t, candidate, key);
        *failed = equals == Truth::Error;
        match = equals == Truth::True ? KeyMatch::Yes : KeyMatch::No;
        bool changed = s->entries() != table || e.key != candidate;
        bool that_it_is_there_is_enough = free && match == KeyMatch::Yes;
        restart = changed && !*failed && !that_it_is_there_is_enough;
        if (*failed || restart) return true;
      }
      if (match == KeyMatch::Yes) found = &e;
      return match == KeyMatch::Yes;
    });
    if (!restart) return found;
  }
}

PY_ALWAYS_INLINE SetEntry* find(Thread& t, Set* s, Object* key, ssize hash, SetEntry** free, bool* failed) {
  bool ask = false;
  SetEntry* unused = nullptr;
  SetEntry* found = find_unasked(s, key, hash, &unused, &ask);
  if (ask) [[unlikely]]
    return find_asking(t, s, key, hash, free, failed);
  if (free) *free = unused;
  return found;
}

}  // namespace

Set* set_of_class(Thread& t, Type* cls, Object* items) {
  bool plain = cls == &set_type || cls == &frozenset_type;
  Set* s = plain ? new_object<Set>(cls) : static_cast<Set*>(allocate_instance(t, cls));
  if (!s) return nullptr;
  set_initialize(s);
  if (items) TRY(set_update(t, s, items));
  return s;
}

Set* new_set(Thread& t, Object* items) { return set_of_class(t, &set_type, items); }
Set* new_frozenset(Thread& t, Object* items) { return set_of_class(t, &frozenset_type, items); }

Status set_add_hashed(Thread& t, Set* s, Object* key, ssize hash) {
  SetEntry* free = nullptr;
  bool failed = false;
  if (find(t, s, key, hash, &free, &failed)) return Status::ok();
  if (failed) return Raised{};
  bool deleted = !is_unused(*free);
  *free = {key, hash};
  s->used++;
  if (deleted) return Status::ok();
  s->fill++;
  if (s->fill * 5 < s->mask * 3) return Status::ok();
  return resize(s, grown_size(s));
}

Status set_drop_deleted(Set* s) { return s->fill - s->used <= s->mask / 4 ? Status::ok() : resize(s, grown_size(s)); }

Status set_add(Thread& t, Set* s, Object* key) { return set_add_hashed(t, s, key, TRY(hash_of_key(t, key))); }

Truth set_contains_hashed(Thread& t, Set* s, Object* key, ssize hash) {
  bool failed = false;
  bool found = find(t, s, key, hash, nullptr, &failed) != nullptr;
  return failed ? Truth::Error : truth_of(found);
}

Truth set_contains(Thread& t, Set* s, Object* key) { return set_contains_hashed(t, s, key, TRY(hash_of_key(t, key))); }

Truth set_discard_hashed(Thread& t, Set* s, Object* key, ssize hash) {
  bool failed = false;
  SetEntry* e = find(t, s, key, hash, nullptr, &failed);
  if (failed) return Truth::Error;
  if (!e) return Truth::False;
  *e = {nullptr, kDeletedHash};
  s->used--;
  return Truth::True;
}

Truth set_discard(Thread& t, Set* s, Object* key) { return set_discard_hashed(t, s, key, TRY(hash_of_key(t, key))); }

Lookup set_pop(Set* s) {
  if (s->used == 0) return Lookup::missing();
  ssize i = s->finger & s->mask;
  while (!s->entries()[i].key) i = (i + 1) & s->mask;
  SetEntry& e = s->entries()[i];
  Object* key = e.key;
  e = {nullptr, kDeletedHash};
  s->used--;
  s->finger = i + 1;
  return key;
}

// Where pop() goes on stays, here and in set_swap, as in CPython: it shows in what pop() returns.
void set_clear(Set* s) {
  std::memset(s->small, 0, sizeof s->small);
  s->table = nullptr;
  s->fill = s->used = 0;
  s->mask = kSetSmall - 1;
}

void set_swap(Set* a, Set* b) {
  std::swap(a->fill, b->fill);
  std::swap(a->used, b->used);
  std::swap(a->mask, b->mask);
  std::swap(a->table, b->table);
  std::swap(a->small, b->small);
}

bool set_next(const Set* s, ssize* position, Object** key, ssize* hash) {
  const SetEntry* entries = s->entries();
  for (ssize i = *position; i <= s->mask; i++) {
    if (!entries[i].key) continue;
    *position = i + 1;
    *key = entries[i].key;
    if (hash) *hash = entries[i].hash;
    return true;
  }
  *position = s->mask + 1;
  return false;
}

static Status reserve(Set* s, ssize more) {
  if ((s->fill + more) * 5 < s->mask * 3) return Status::ok();
  return resize(s, (s->used + more) * 2);
}

// Nothing is compared when the set is empty: the other's keys differ from each other.
static Status add_all(Thread& t, Set* s, const Set* other) {
  if (other->used == 0) return Status::ok();
  TRY(reserve(s, other->used));
  ssize position = 0;
  ssize hash;
  Object* key;
  if (s->fill) {
    while (set_next(other, &position, &key, &hash)) TRY(set_add_hashed(t, s, key, hash));
    return Status::ok();
  }
  if (s->mask == other->mask && other->fill == other->used) {
    std::memcpy(s->entries(), other->entries(), size_t(s->mask + 1) * sizeof(SetEntry));
  } else {
    while (set_next(other, &position, &key, &hash)) insert_absent(s->entries(), size_t(s->mask), key, hash);
  }
  s->fill = s->used = other->used;
  return Status::ok();
}

static Status add_all_keys(Thread& t, Set* s, const Dict* dict) {
  TRY(reserve(s, dict->used));
  ssize position = 0;
  DictEntry e;
  while (dict_next_entry(dict, &position, &e)) TRY(set_add_hashed(t, s, e.key, e.hash));
  return Status::ok();
}

Status set_update(Thread& t, Set* s, Object* other) {
  if (s == other) return Status::ok();
  if (is_exact<Dict>(other)) return add_all_keys(t, s, cast<Dict>(other));
  if (is_any_set(other)) return add_all(t, s, cast<Set>(other));
  if (is_exact<Set>(s) && TRY(drain_in_python(t, PythonDrain::AddAll, other, s)).found()) return Status::ok();
  return for_each_noted(t, other, [&](Object* key) { return set_add(t, s, key); });
}

Set* set_copy(Thread& t, const Set* s) {
  Set* result = TRY(set_of_class(t, is_frozenset(s) ? &frozenset_type : &set_type, nullptr));
  TRY(add_all(t, result, s));
  return result;
}

}  // namespace sidewinder
