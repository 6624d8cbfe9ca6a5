// The table of a dict: entries in insertion order and, behind them, an open-addressing index of entry numbers. Internal
// to dict*.cpp.
//
// An index cell never changes once it is set. Deleting only clears the entry: searches pass over it. The place of a
// popped last entry is used again, and then two cells may name one entry, which is harmless since hash and key are
// always compared; entry_capacity shrinks with each pop, so that the index keeps empty cells.
#pragma once

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

// Visits the entry numbers on the path of `hash`, until visit returns true or the path ends in an empty cell. `at_end`
// gets its address.
template <class Cell, class Visit, class AtEnd>
PY_ALWAYS_INLINE void dict_probe_cells(const DictTable* table, size_t hash, Visit visit, AtEnd at_end) {
  Cell* index = static_cast<Cell*>(dict_index(table));
  size_t mask = table->index_mask, i = hash & mask;
  for (size_t perturb = hash;;) {
    Cell cell = index[i];
    if (cell == Cell(-1)) return at_end(index + i);
    if (visit(ssize(cell))) return;
    perturb >>= kDictPerturbShift;
    i = (i * 5 + perturb + 1) & mask;
  }
}

template <class Visit, class AtEnd>
PY_ALWAYS_INLINE void dict_probe(const DictTable* table, size_t hash, Visit visit, AtEnd at_end) {
  switch (dict_cell_size(table->index_mask)) {
    case 1: return dict_probe_cells<uint8_t>(table, hash, visit, at_end);
    case 2: return dict_probe_cells<uint16_t>(table, hash, visit, at_end);
    default: return dict_probe_cells<uint32_t>(table, hash, visit, at_end);
  }
}

}  // namespace sidewinder
