// dict: the table and typed operations. What Python sees is in dict_methods.cpp and dict_views.cpp, update() in
// dict_update.cpp.

#include "interpreter/objects/container/dict.h"

#include <cstring>

#include "interpreter/memory/heap_walk.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/key_hash.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr ssize kAbsent = -1;
constexpr ssize kFailed = -2;

uint64_t last_version = 0;
uint32_t last_keys_version = 0;

void changed(Dict* d) { d->version = ++last_version; }
void keys_changed(Dict* d) {
  d->keys_version = 0;
  changed(d);
}

// --- tables -------------------------------------------------------------------------------------

constexpr uint64_t kIndexOfFewNames = 4;
static_assert(kIndexOfFewNames * 2 / 3 == kFewNames);

size_t table_bytes(uint32_t mask) {
  return sizeof(DictTable) + dict_capacity_of_mask(mask) * sizeof(DictEntry) +
         (size_t(mask) + 1) * dict_cell_size(mask);
}

DictTable* allocate_table(uint32_t mask) { return reinterpret_cast<DictTable*>(allocate_raw<char>(table_bytes(mask))); }

DictTable* new_table(uint64_t index_size, uint32_t flags) {
  if (index_size > uint64_t(1) << 32) return raise_memory_error_no_thread();
  uint32_t mask = uint32_t(index_size - 1);
  DictTable* table = TRY(allocate_table(mask));
  table->entry_capacity = uint32_t(dict_capacity_of_mask(mask));
  table->index_mask = mask;
  table->flags = flags;
  std::memset(dict_index(table), 0xff, index_size * size_t(dict_cell_size(mask)));
  return table;
}

bool is_table(const DictTable* table, ssize used, size_t bytes) {
  if (bytes < sizeof(DictTable) || table->index_mask < kIndexOfFewNames - 1 || table->flags > kDictStringKeys)
    return false;
  return std::has_single_bit(uint64_t(table->index_mask) + 1) && bytes >= table_bytes(table->index_mask) &&
         table->entry_capacity <= dict_capacity_of_mask(table->index_mask) &&
         table->entry_count <= table->entry_capacity && used <= table->entry_count;
}

// Enters the numbers of all entries into an index without any.
void fill_index(DictTable* table) {
  dict_with_index(table, [=]<class Cell>(Cell* index, size_t mask) {
    for (uint32_t i = 0; i < table->entry_count; i++)
      dict_walk_cells(index, mask, size_t(table->entries[i].hash), [=](Cell& cell) {
        if (cell != kDictEmptyCell<Cell>) return false;
        cell = Cell(i);
        return true;
      });
  });
}

// The key is known not to be there.
void append(DictTable* table, Object* key, ssize hash, Object* value) {
  uint32_t i = table->entry_count++;
  dict_with_index(table, [=]<class Cell>(Cell* index, size_t mask) {
    dict_walk_cells(index, mask, size_t(hash), [=](Cell& cell) {
      if (cell < kDictDummyCell<Cell>) return false;
      cell = Cell(i);
      return true;
    });
  });
  table->entries[i] = {hash, key, value};
}

void make_dummy_of_cell(DictTable* table, uint32_t entry) {
  dict_with_index(table, [=]<class Cell>(Cell* index, size_t mask) {
    dict_walk_cells(index, mask, size_t(table->entries[entry].hash), [=](Cell& cell) {
      if (cell != Cell(entry)) return false;
      cell = kDictDummyCell<Cell>;
      return true;
    });
  });
}

// A table with the live entries of `from`, in order.
DictTable* rebuilt(const DictTable* from, uint32_t used, uint64_t index_size, uint32_t flags) {
  DictTable* table = TRY(new_table(index_size, flags));
  if (used == from->entry_count) {
    std::memcpy(static_cast<void*>(table->entries), from->entries, used * sizeof(DictEntry));
  } else {
    DictEntry* to = table->entries;
    for (uint32_t i = 0; i < from->entry_count; i++)
      if (from->entries[i].key) *to++ = from->entries[i];
  }
  table->entry_count = used;
  fill_index(table);
  return table;
}

Status rebuild(Dict* d, uint64_t index_size, uint32_t flags) {
  d->table = d->table ? TRY(rebuilt(d->table, uint32_t(d->used), index_size, flags))
                      : TRY(new_table(index_size, flags));
  d->keys_version = 0;
  return Status::ok();
}

Status insert_new(Dict* d, Object* key, ssize hash, Object* value) {
  if (!d->table) {
    d->table = TRY(new_table(kDictLeastIndex, is_exact<Str>(key) ? uint32_t(kDictStringKeys) : 0));
  } else if (d->table->entry_count >= d->table->entry_capacity) {
    TRY(rebuild(d, dict_grown_index_size(uint64_t(d->used)), d->table->flags));
  }
  append(d->table, key, hash, value);
  d->used++;
  keys_changed(d);
  return Status::ok();
}

// A table of string keys becomes a general one, which is laid out anew, before the first other key is looked for.
PY_ALWAYS_INLINE Status prepare_for(Dict* d, const Object* key) {
  if (is_exact<Str>(key) || !d->table || !(d->table->flags & kDictStringKeys)) return Status::ok();
  return rebuild(d, dict_grown_index_size(uint64_t(d->used)), d->table->flags & ~uint32_t(kDictStringKeys));
}

Object* remove_entry(Dict* d, ssize i) {
  DictEntry& e = d->table->entries[i];
  Object* value = e.value;
  make_dummy_of_cell(d->table, uint32_t(i));
  e = {0, nullptr, nullptr};
  d->used--;
  keys_changed(d);
  return value;
}

// --- search -------------------------------------------------------------------------------------

PY_ALWAYS_INLINE ssize find_str(const DictTable* table, const Str* key, ssize hash) {
  ssize found = kAbsent;
  dict_probe(table, size_t(hash), [&](ssize i) {
    const DictEntry& e = table->entries[i];
    auto equals = [&] { return e.hash == hash && e.key && is_exact<Str>(e.key) && str_equal(cast<Str>(e.key), key); };
    bool same = e.key == key || equals();
    if (same) found = i;
    return same;
  });
  return found;
}

// The general search calls __eq__, which may change the dict: then it starts again.
ssize find(Thread& t, const Dict* d, Object* key, ssize hash) {
  for (;;) {
    DictTable* table = d->table;
    if (!table) return kAbsent;
    if (is_exact<Str>(key) && (table->flags & kDictStringKeys)) return find_str(table, cast<Str>(key), hash);
    ssize found = kAbsent;
    bool restart = false;
    dict_probe(table, size_t(hash), [&](ssize i) {
      Object* candidate = table->entries[i].key;
      if (!candidate || table->entries[i].hash != hash) return false;
      KeyMatch match = match_keys(candidate, key);
      if (match == KeyMatch::AskEq) {
        Truth equals = equal(t, candidate, key);
        match = equals == Truth::True ? KeyMatch::Yes : KeyMatch::No;
        bool changed = d->table != table || table->entries[i].key != candidate;
        if (equals == Truth::Error) found = kFailed;
        else restart = changed;
        if (found == kFailed || restart) return true;
      }
      if (match == KeyMatch::Yes) found = i;
      return match == KeyMatch::Yes;
    });
    if (!restart) return found;
  }
}

template <class Match> PlainLookup search_plain(const Dict* d, ssize hash, Match match) {
  PlainLookup found{nullptr, true};
  if (!d->table) return found;
  dict_probe(d->table, size_t(hash), [&](ssize i) {
    const DictEntry& e = d->table->entries[i];
    KeyMatch matches = e.hash == hash && e.key ? match(e.key) : KeyMatch::No;
    if (matches != KeyMatch::No) found = {matches == KeyMatch::Yes ? e.value : nullptr, false};
    return matches != KeyMatch::No;
  });
  return found;
}

}  // namespace

// --- interface ----------------------------------------------------------------------------------

uint32_t dict_keys_version(Dict* d) {
  if (d->keys_version == 0) {
    PY_CHECK(last_keys_version != UINT32_MAX);
    d->keys_version = ++last_keys_version;
  }
  return d->keys_version;
}

bool dict_has_its_table(const Dict* d) {
  const DictTable* table = d->table;
  if (!table) return true;
  if (!is_table(table, d->used, raw_storage_bytes(table))) return false;
  for (uint32_t i = 0; i < table->entry_count; i++)
    if (!may_be_reference(table->entries[i].key) || !may_be_reference(table->entries[i].value)) return false;
  return true;
}

void dict_entry_changed(Dict* d) { changed(d); }

Dict* new_dict(Thread&) {
  Dict* d = TRY(new_object<Dict>(&dict_type));
  changed(d);
  return d;
}

Lookup dict_get_hashed(Thread& t, Dict* d, Object* key, ssize hash) {
  ssize i = find(t, d, key, hash);
  if (i >= 0) return d->table->entries[i].value;
  return i == kAbsent ? Lookup::missing() : Lookup(Raised{});
}

Result<ssize> dict_find_entry_hashed(Thread& t, Dict* d, Object* key, ssize hash) {
  ssize i = find(t, d, key, hash);
  if (i == kFailed) return Raised{};
  return i;
}

Lookup dict_get(Thread& t, Dict* d, Object* key) { return dict_get_hashed(t, d, key, TRY(hash_of_key(t, key))); }

ssize dict_find_entry(const Dict* d, Str* key) { return d->table ? find_str(d->table, key, str_hash(key)) : kAbsent; }

PlainLookup dict_get_plain(const Dict* d, const Str* key) {
  return search_plain(d, str_hash(const_cast<Str*>(key)), [key](Object* candidate) {
    if (is_exact<Str>(candidate)) return str_equal(cast<Str>(candidate), key) ? KeyMatch::Yes : KeyMatch::No;
    return is_small_int(candidate) ? KeyMatch::No : KeyMatch::AskEq;
  });
}
PlainLookup dict_get_plain(const Dict* d, int64_t key) {
  return search_plain(d, hash_of_small_int(key), [key](Object* candidate) {
    if (is_small_int(candidate)) return cast<Int>(candidate)->small_value() == key ? KeyMatch::Yes : KeyMatch::No;
    return is_exact<Str>(candidate) ? KeyMatch::No : KeyMatch::AskEq;
  });
}

Object* dict_get_str(const Dict* d, Str* key) {
  ssize i = dict_find_entry(d, key);
  return i >= 0 ? d->table->entries[i].value : nullptr;
}

Status dict_set_hashed(Thread& t, Dict* d, Object* key, ssize hash, Object* value) {
  TRY(prepare_for(d, key));
  ssize i = find(t, d, key, hash);
  if (i == kFailed) return Raised{};
  if (i == kAbsent) return insert_new(d, key, hash, value);
  Object*& place = d->table->entries[i].value;
  if (place == value) return Status::ok();
  place = value;
  changed(d);
  return Status::ok();
}

Status dict_set(Thread& t, Dict* d, Object* key, Object* value) {
  ssize hash = TRY(hash_of_key(t, key));
  return dict_set_hashed(t, d, key, hash, value);
}

Status dict_set_str(Thread& t, Dict* d, Str* key, Object* value) {
  return dict_set_hashed(t, d, key, str_hash(key), value);
}

Object* dict_set_default(Thread& t, Dict* d, Object* key, Object* value) {
  ssize hash = TRY(hash_of_key(t, key));
  TRY(prepare_for(d, key));
  ssize i = find(t, d, key, hash);
  if (i == kFailed) return nullptr;
  if (i >= 0) return d->table->entries[i].value;
  TRY(insert_new(d, key, hash, value));
  return value;
}

Truth dict_delete(Thread& t, Dict* d, Object* key) {
  if (d->used == 0) TRY(hash_of_key(t, key));  // unhashable keys are errors all the same
  Lookup removed = TRY(dict_pop(t, d, key));
  return truth_of(removed.found());
}

Lookup dict_pop(Thread& t, Dict* d, Object* key) {
  return d->used ? dict_pop_hashed(t, d, key, TRY(hash_of_key(t, key))) : Lookup::missing();
}

Lookup dict_pop_hashed(Thread& t, Dict* d, Object* key, ssize hash) {
  ssize i = find(t, d, key, hash);
  if (i == kFailed) return Raised{};
  return i == kAbsent ? Lookup::missing() : Lookup(remove_entry(d, i));
}

Lookup dict_pop_last(Dict* d, Object** key) {
  if (d->used == 0) return Lookup::missing();
  DictTable* table = d->table;
  for (;;) {
    uint32_t last = --table->entry_count;
    table->entry_capacity--;
    *key = table->entries[last].key;
    if (*key) return remove_entry(d, last);
  }
}

Truth dict_contains(Thread& t, Dict* d, Object* key) {
  ssize i = find(t, d, key, TRY(hash_of_key(t, key)));
  return i == kFailed ? Truth::Error : truth_of(i >= 0);
}

void dict_clear(Dict* d) {
  if (!d->table) return;
  d->table = nullptr;
  d->used = 0;
  keys_changed(d);
}

Status dict_take_copy_of_table(Dict* d, const Dict* from) {
  uint32_t mask = from->table->index_mask;
  DictTable* table = TRY(allocate_table(mask));
  std::memcpy(static_cast<void*>(table), from->table, table_bytes(mask));
  d->table = table;
  d->used = from->used;
  keys_changed(d);
  return Status::ok();
}

Status dict_expect_few_names(Dict* d) {
  d->table = TRY(new_table(kIndexOfFewNames, kDictStringKeys));
  return Status::ok();
}

Status dict_resize(Dict* d, uint64_t entries, bool string_keys) {
  uint32_t flags = string_keys && dict_has_string_keys(d) ? uint32_t(kDictStringKeys) : 0;
  return rebuild(d, dict_index_size_for(entries), flags);
}

// Whole tables are copied as they are; from one with many deleted entries the rest is inserted, which may call __eq__.
Dict* dict_copy(Thread& t, Dict* d) {
  Dict* result = TRY(new_dict(t));
  if (d->used == 0) return result;
  bool as_it_is = slots_of(d).iter == dict_type.data->slots.iter && d->used >= dict_entry_count(d) * 2 / 3;
  if (as_it_is) TRY(dict_take_copy_of_table(result, d));
  else TRY(dict_merge(t, result, d));
  return result;
}

bool dict_next_entry(const Dict* d, ssize* position, DictEntry* entry) {
  for (ssize i = *position; i < dict_entry_count(d); i++) {
    if (!d->table->entries[i].key) continue;
    *entry = d->table->entries[i];
    *position = i + 1;
    return true;
  }
  return false;
}

bool dict_next(const Dict* d, ssize* position, Object** key, Object** value) {
  const DictTable* table = d->table;
  if (!table) return false;
  for (ssize i = *position; i < ssize(table->entry_count); i++) {
    const DictEntry& e = table->entries[i];
    if (!e.key) continue;
    *position = i + 1;
    *key = e.key;
    if (value) *value = e.value;
    return true;
  }
  *position = table->entry_count;
  return false;
}

// Each round reads the table afresh: comparing values may change both dicts.
Truth dict_equal(Thread& t, Dict* a, Dict* b) {
  if (!native_stack_left(t, " in comparison")) return Truth::Error;
  if (a->used != b->used) return Truth::False;
  for (ssize i = 0; a->table && i < ssize(a->table->entry_count); i++) {
    DictEntry e = a->table->entries[i];
    if (!e.key) continue;
    Lookup other = TRY(dict_get_hashed(t, b, e.key, e.hash));
    if (other.is_missing() || !TRY(equal(t, e.value, other.value))) return Truth::False;
  }
  return Truth::True;
}

}  // namespace sidewinder
