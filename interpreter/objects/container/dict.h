// dict: the first 48 bytes are CPython's; the table is ours: insertion ordered and compact.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/stored_hash.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct DictEntry {
  StoredHash hash;
  Object* key;  // null: deleted
  Object* value;
};
struct DictTable {       // one block of raw storage: header, entries, index
  uint32_t entry_count;  // used entries, deleted ones included
  uint32_t entry_capacity;
  // of the open-addressing index behind the entries (bytes, 16 or 32 bit cells by size), see dict_table.h
  uint32_t index_mask;
  uint32_t flags;  // kDictStringKeys
  DictEntry entries[];
};
enum DictTableFlag : uint32_t { kDictStringKeys = 1 /* all keys are exact str */ };
enum DictFlag : uint32_t { kDictNamespace = 1 /* of a module or type */ };

struct Dict : Object {
  ssize used;        // 16
  uint64_t version;  // 24: unique, new on every change
  DictTable* table;  // 32; null: empty
  // 40: identifies the arrangement of keys; 0 = none assigned. New whenever a key comes, goes or
  uint32_t keys_version;
  // entries move: an equal, nonzero keys_version means entry i still belongs to the same key
  uint32_t flags;  // 44
  static Type* type();
};
static_assert(sizeof(Dict) == 48);
extern Type dict_type;
inline Type* Dict::type() { return &dict_type; }
uint32_t dict_keys_version(Dict* d);  // assigned on demand, unique in the process, never 0

// For a walk through the heap, where a stale word may have kept what was dead before: is the table its own still? If it
// was given away, it is free, or something else of which the bytes are.
bool dict_has_its_table(const Dict* d);

Dict* new_dict(Thread& t);
Lookup dict_get(Thread& t, Dict* d, Object* key);  // may run __hash__ and __eq__
Lookup dict_get_hashed(Thread& t, Dict* d, Object* key, ssize hash);
Object* dict_get_str(const Dict* d, Str* key);   // exact str key: cannot fail; null if absent
ssize dict_find_entry(const Dict* d, Str* key);  // index of the entry, or -1
Status dict_set(Thread& t, Dict* d, Object* key, Object* value);
Status dict_set_str(Thread& t, Dict* d, Str* key, Object* value);  // fails on exhausted memory only
Truth dict_delete(Thread& t, Dict* d, Object* key);                // False: was not there
Truth dict_contains(Thread& t, Dict* d, Object* key);
void dict_clear(Dict* d);
Dict* dict_copy(Thread& t, Dict* d);
Status dict_update(Thread& t, Dict* d, Object* mapping_or_pairs);
// Existing keys keep their values if `override_` is false.
Status dict_update_from_pairs(Thread& t, Dict* d, Object* pairs, bool override_ = true);
bool dict_next(const Dict* d, ssize* position, Object** key, Object** value);  // insertion order; position starts at 0
void dict_entry_changed(Dict* d);  // after a value was stored into an entry directly
// Removes the last entry: missing if there is none. *key and the result are what it held.
Lookup dict_pop_last(Dict* d, Object** key);
Lookup dict_pop(Thread& t, Dict* d, Object* key);  // removes the key; missing if it was not there
Object* dict_set_default(Thread& t, Dict* d, Object* key, Object* value);  // the value that d[key] has afterwards
Truth dict_equal(Thread& t, Dict* a, Dict* b);
// update(mapping_or_pairs), but existing keys keep their values if `override_` is false.
Status dict_merge(Thread& t, Dict* d, Object* mapping, bool override_ = true);
PY_ALWAYS_INLINE bool is_dict(const Object* o) { return has_flag(o, kTypeDict); }

}  // namespace sidewinder
