// The table of a dict: entries in insertion order and, behind them, an open-addressing index of entry numbers. Internal
// to container/.
//
// Sizes, the path of a search and the places that insertions take are CPython's, so that __eq__ is asked about the same
// keys in the same order. A deleted entry leaves a dummy in the index, which a later insertion on its path takes.
// entry_capacity shrinks with each popped entry, so that the index keeps empty cells.
#pragma once

#include <bit>

#include "interpreter/objects/container/dict.h"

namespace sidewinder {

constexpr uint64_t kDictLeastIndex = 8;
constexpr size_t kDictPerturbShift = 5;

// Two thirds of the index.
PY_ALWAYS_INLINE size_t dict_capacity_of_mask(uint32_t mask) { return (size_t(mask) + 1) * 2 / 3; }
PY_ALWAYS_INLINE int dict_cell_size(uint32_t mask) { return mask < 256 ? 1 : mask < 65536 ? 2 : 4; }
PY_ALWAYS_INLINE void* dict_index(const DictTable* table) {
  return const_cast<DictEntry*>(table->entries + dict_capacity_of_mask(table->index_mask));
}

// The size of the index when a table has to grow, and when `entries` are expected: powers of two, a little more at
// times than need be.
inline uint64_t dict_index_size_of_least(uint64_t least) {
  return uint64_t(1) << std::bit_width(((least | kDictLeastIndex) - 1) | (kDictLeastIndex - 1));
}
inline uint64_t dict_grown_index_size(uint64_t used) { return dict_index_size_of_least(used * 3); }
inline uint64_t dict_index_size_for(uint64_t entries) { return dict_index_size_of_least((entries * 3 + 1) / 2); }

template <class Cell> constexpr Cell kDictEmptyCell = Cell(-1);
template <class Cell> constexpr Cell kDictDummyCell = Cell(-2);  // no entry has this number: see dict_capacity_of_mask

// Visits the cells on the path of `hash`, until visit(cell) returns true.
template <class Cell, class Visit>
PY_ALWAYS_INLINE void dict_walk_cells(Cell* index, size_t mask, size_t hash, Visit visit) {
  size_t i = hash & mask;
  for (size_t perturb = hash;;) {
    if (visit(index[i])) return;
    perturb >>= kDictPerturbShift;
    i = (i * 5 + perturb + 1) & mask;
  }
}

// f(Cell* index, size_t mask), with cells of the table's size.
template <class F> PY_ALWAYS_INLINE void dict_with_index(const DictTable* table, F f) {
  void* index = dict_index(table);
  size_t mask = table->index_mask;
  switch (dict_cell_size(table->index_mask)) {
    case 1: return f(static_cast<uint8_t*>(index), mask);
    case 2: return f(static_cast<uint16_t*>(index), mask);
    default: return f(static_cast<uint32_t*>(index), mask);
  }
}

// Visits the entry numbers on the path of `hash`, until visit returns true or the path ends in an empty cell.
template <class Visit> PY_ALWAYS_INLINE void dict_probe(const DictTable* table, size_t hash, Visit visit) {
  dict_with_index(table, [&]<class Cell>(Cell* index, size_t mask) {
    dict_walk_cells(index, mask, hash, [&](Cell cell) {
      if (cell >= kDictDummyCell<Cell>) [[unlikely]]
        return cell == kDictEmptyCell<Cell>;
      return visit(ssize(cell));
    });
  });
}

// Typed operations for the files of this folder.
Status dict_set_hashed(Thread& t, Dict* d, Object* key, ssize hash, Object* value);
Lookup dict_pop_hashed(Thread& t, Dict* d, Object* key, ssize hash);
Result<ssize> dict_find_entry_hashed(Thread& t, Dict* d, Object* key, ssize hash);  // the entry's number; -1: none
// Without calling anything: null and not missing where only the key of an entry could tell.
struct PlainLookup {
  Object* value;
  bool is_missing;
};
PlainLookup dict_get_plain(const Dict* d, const Str* key);  // an exact str
PlainLookup dict_get_plain(const Dict* d, int64_t key);     // a small int
// Room for `entries` in all, in a table of the size CPython would choose; for string keys only if `string_keys` and all
// present ones are.
Status dict_resize(Dict* d, uint64_t entries, bool string_keys);
// The dict of keywords that C is given is made for each call: half the least table. `d` is new, and as many exact
// strings are about to be its keys; with more, or others, it grows as any dict does.
constexpr ssize kFewNames = 2;
Status dict_expect_few_names(Dict* d);
bool dict_next_entry(const Dict* d, ssize* position, DictEntry* entry);  // dict_next with the hash

inline bool dict_has_string_keys(const Dict* d) { return !d->table || (d->table->flags & kDictStringKeys); }
inline ssize dict_entry_count(const Dict* d) { return d->table ? ssize(d->table->entry_count) : 0; }
inline size_t dict_index_capacity(const Dict* d) { return d->table ? dict_capacity_of_mask(d->table->index_mask) : 0; }
// Takes the place of d's contents, of which there are none.
Status dict_take_copy_of_table(Dict* d, const Dict* from);

}  // namespace sidewinder
