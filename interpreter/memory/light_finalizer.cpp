// The objects are in tables that the collector does not see, in the order of registration. When everything reachable is
// marked and the world still stands, those that are not are moved to the carrier: an object of the collector's that
// nothing refers to, and that has a finalizer of the collector's. So it is found dead at once, with what it refers to
// kept alive, and its finalizer makes its load due. While it is under way nothing else can be carried: the tables are
// roots then.

#include "interpreter/memory/light_finalizer.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <algorithm>
#include <vector>

#include "interpreter/memory/allocate.h"
#include "interpreter/memory/finalizer_internal.h"
#include "interpreter/memory/mapped_array.h"
#include "interpreter/memory/mark_more.h"
#include "interpreter/memory/plain_release.h"
#include "interpreter/memory/saved_marks.h"

namespace sidewinder {

namespace {

constexpr size_t kLeastCapacity = 256;
constexpr size_t kMostEntries = kFinalizerIsDue - 1;

// The place of an entry is its index and one. Entries that were taken back are holes until the table is compacted.
struct Table {
  std::vector<LightFinalizer> entries;
  size_t holes = 0;
  size_t first = 0;  // before it there are only holes
};
Table tables[int(FinalizerRank::kCount)];

Table& table_of(FinalizerRank rank) { return tables[int(rank)]; }

// Hidden from the collector.
struct Carrier {
  GC_hidden_pointer words = 0;
  size_t capacity = 0;
  bool is_waiting = false;  // its finalizer is registered: it can take a load
  std::vector<LightFinalizer> load;
};
Carrier carrier;

Object** carrier_words() { return static_cast<Object**>(GC_REVEAL_POINTER(carrier.words)); }

size_t entry_count() {
  size_t count = 0;
  for (const Table& table : tables) count += table.entries.size();
  return count;
}

void unload(void* words, void*);

void let_carrier_wait(void* words) {
  GC_register_finalizer_no_order(words, unload, nullptr, nullptr, nullptr);
  carrier.words = GC_HIDE_POINTER(words);
  carrier.is_waiting = true;
}

// One that has room for all entries. Null: out of memory.
void* new_carrier() {
  size_t capacity = std::max(kLeastCapacity, entry_count() * 2);
  void* words = allocate<MemoryKind::Raw>(capacity * sizeof(Object*));
  if (!words) return nullptr;
  *static_cast<void**>(words) = nullptr;
  carrier.capacity = capacity;
  carrier.load.reserve(capacity);
  return words;
}

void compact(Table& table) {
  size_t to = 0;
  for (const LightFinalizer& entry : table.entries) {
    if (!entry.object) continue;
    table.entries[to] = entry;
    ++to;
    if (entry.place) *entry.place = FinalizerPlace(to);
  }
  table.entries.resize(to);
  table.holes = table.first = 0;
}

// The collector calls it outside of a collection: `words` are those of the carrier.
void unload(void* words, void*) {
  for (const LightFinalizer& entry : carrier.load) add_due_finalizer(entry.object, entry.finalize, entry.number);
  std::fill_n(static_cast<Object**>(words), carrier.load.size(), nullptr);
  carrier.load.clear();
  Table& releases = table_of(FinalizerRank::Release);
  if (releases.holes > kLeastCapacity && releases.holes > releases.entries.size() / 2) compact(releases);
  if (carrier.capacity < entry_count()) {
    void* larger = new_carrier();
    if (!larger) return;  // the next registration tries again
    words = larger;
  }
  let_carrier_wait(words);
}

// While it is under way its end does this.
bool make_room() {
  bool is_under_way = carrier.words && !carrier.is_waiting && !carrier.load.empty();
  if (is_under_way || (carrier.is_waiting && carrier.capacity > entry_count())) return true;
  if (carrier.is_waiting) GC_register_finalizer_no_order(carrier_words(), nullptr, nullptr, nullptr, nullptr);
  carrier.is_waiting = false;
  void* words = new_carrier();
  if (!words) return false;
  let_carrier_wait(words);
  return true;
}

void drop_holes_at_end(Table& table) {
  while (!table.entries.empty() && !table.entries.back().object) {
    table.entries.pop_back();
    table.holes--;
  }
  table.first = std::min(table.first, table.entries.size());
}

void forget(Table& table, LightFinalizer& entry) {
  entry.object = nullptr;
  table.holes++;
}

void take_unmarked(Table& table) {
  for (LightFinalizer& entry : table.entries) {
    if (!entry.object || GC_is_marked(entry.object)) continue;
    if (entry.place) *entry.place = kFinalizerIsDue;
    else if (!(entry.object->refcount & kFlagHasRelease)) {
      forget(table, entry);
      continue;
    }
    carrier_words()[carrier.load.size()] = entry.object;
    carrier.load.push_back(entry);  // there is room: the world stands, and nothing may be allocated
    forget(table, entry);
  }
}

// What dead objects with other finalizers refer to is alive for them, and so are they, until theirs has run.
MappedArray<Object*> finalizable;
// Without memory for the list, one by one: what others refer to that have finalizers waits for the next collection.
void note_if_dead(Object* object) {
  if (GC_is_marked(object) || finalizable.try_push_back(object)) return;
  mark_from(&object, 1);
  GC_clear_mark_bit(object);
}
// Plain ones wait for all that will be looked at again: what carried ones refer to is marked to learn which these are,
// and is as dead as before then, so that weak references to it are cleared. Otherwise such a one would come back to
// life, and what it refers to has its release before it.
void take_unmarked_plain(bool any_carried) {
  size_t carried = any_carried && has_plain_releases() ? carrier.load.size() : 0;
  if (carried && !save_marks()) return keep_plain_alive();
  mark_from(carrier_words(), carried);
  take_plain_dead();
  if (carried) restore_marks();
  mark_plain_dead();
}

// Releases wait for those with finalizers.
void take_unmarked_releases() {
  bool any = carrier.is_waiting && !table_of(FinalizerRank::Release).entries.empty();
  if (!any && !has_plain_releases()) return;
  finalizable.clear();
  for_each_with_finalizer(note_if_dead);
  mark_from(finalizable.begin(), finalizable.size());
  if (any) take_unmarked(table_of(FinalizerRank::Release));
  take_unmarked_plain(any);
  for (Object* object : finalizable) GC_clear_mark_bit(object);
}

bool add_entry(FinalizerRank rank, const LightFinalizer& entry) {
  Table& table = table_of(rank);
  if (carrier.capacity <= entry_count() || !carrier.is_waiting) [[unlikely]] {
    if (table.entries.size() >= kMostEntries || !make_room()) return false;
  }
  table.entries.push_back(entry);
  return true;
}

}  // namespace

bool register_release(Object* object, FinalizeFn release) {
  if (object->refcount & kFlagHasRelease) return true;
  object->refcount |= kFlagHasRelease;
  uint64_t number = next_finalizer_number() | kReleaseNumber;
  if (add_entry(FinalizerRank::Release, {object, nullptr, release, number})) return true;
  object->refcount &= ~kFlagHasRelease;
  return false;
}

bool register_light_finalizer(Object* object, FinalizerPlace* place, FinalizerRank rank, FinalizeFn finalize) {
  if (*place) return true;
  constexpr uint64_t kLate = uint64_t(1) << 63;
  uint64_t number = next_finalizer_number() | (rank == FinalizerRank::Generator ? kLate : 0);
  if (!add_entry(rank, {object, place, finalize, number})) return false;
  *place = FinalizerPlace(table_of(rank).entries.size());
  return true;
}

void unregister_light_finalizer(FinalizerPlace* place, FinalizerRank rank) {
  if (!*place || *place == kFinalizerIsDue) return;
  Table& table = table_of(rank);
  table.entries[*place - 1].object = nullptr;
  table.holes++;
  *place = 0;
  drop_holes_at_end(table);
  if (table.holes > kLeastCapacity && table.holes > table.entries.size() / 2) compact(table);
}

void for_each_with_finalizer(void (*visit)(Object* object)) {
  for_each_registered_object(visit);
  for (FinalizerRank rank : {FinalizerRank::Object, FinalizerRank::Generator})
    for (const LightFinalizer& entry : table_of(rank).entries)
      if (entry.object) visit(entry.object);
}

void push_light_finalizers(void (*push)(void* begin, void* end)) {
  push_plain_dead(push);
  if (carrier.is_waiting) return;
  for (Table& table : tables) push(table.entries.data(), table.entries.data() + table.entries.size());
}

void look_for_unmarked_light_finalizers() {
  take_unmarked_releases();
  if (!carrier.is_waiting) return;
  take_unmarked(table_of(FinalizerRank::Object));
  take_unmarked(table_of(FinalizerRank::Generator));
  if (carrier.load.empty()) {
    GC_set_mark_bit(carrier_words());
    return;
  }
  GC_clear_mark_bit(carrier_words());  // a stale word may have looked like a reference to it
  carrier.is_waiting = false;
}

bool has_releases() { return first_light_finalizer(FinalizerRank::Release) || has_plain_releases(); }

size_t release_all(bool (*skips)(Object* object)) {
  Table& table = table_of(FinalizerRank::Release);
  size_t released = declare_plain_dead(skips);
  for (size_t i = 0; i < table.entries.size(); i++) {
    LightFinalizer entry = table.entries[i];
    if (!entry.object || !is_of_program(entry.number) || skips(entry.object)) continue;
    forget(table, table.entries[i]);
    if (!(entry.object->refcount & kFlagHasRelease)) continue;
    entry.finalize(entry.object);
    released++;
  }
  return released;
}

const LightFinalizer* first_light_finalizer(FinalizerRank rank) {
  Table& table = table_of(rank);
  while (table.first < table.entries.size() && !table.entries[table.first].object) table.first++;
  return table.first < table.entries.size() ? &table.entries[table.first] : nullptr;
}

bool has_light_finalizer_since(FinalizerRank rank, uint64_t number, bool (*counts)(const Object* object)) {
  drop_holes_at_end(table_of(rank));
  const std::vector<LightFinalizer>& entries = table_of(rank).entries;
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (!entry->object) continue;
    if ((entry->number & kFinalizerNumber) < number) return false;
    if (counts(entry->object)) return true;
  }
  return false;
}

}  // namespace sidewinder
