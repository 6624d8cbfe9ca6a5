// The dead objects are a graph. Those that nothing refers to are taken out, then those that only they referred to, as
// reference counts would have freed them one after the other; what is left is in cycles or hangs on them. The
// finalizers of those that are taken out are due in that order, and come before weak references to them are cleared:
// until then they are kept alive.
#include "interpreter/memory/garbage.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <algorithm>
#include <bit>
#include <type_traits>
#include <utility>

#include "interpreter/memory/finalizer_internal.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/mapped_array.h"
#include "interpreter/memory/mark_more.h"

namespace sidewinder {

namespace {

struct Node {
  Object* object;
  uint32_t references;  // from other dead objects
  uint32_t finalizer;   // number in `finalizers`, from 1, or 0
  bool is_out;          // taken out
  bool waits;           // a finalizer will see it
};
constexpr uint32_t kNoNode = 0;  // nodes are numbered from 1

// Of a dead object: where its place among all is noted.
struct Finalizer {
  uint32_t node;
  uint64_t* number;
};

MappedArray<Node> nodes;
MappedArray<uint32_t> places;  // an open hash table of node numbers
MappedArray<uint32_t> to_visit;
MappedArray<Finalizer> finalizers;     // in the order of registration
MappedArray<uint32_t> finalizers_out;  // of what was taken out, in that order
MappedArray<uint64_t> their_numbers;
MappedArray<Object*> objects_finalized;  // kept alive until take_dead_by_counts()
MappedArray<Object*> kept_objects;
IsTracked counts;
DiesFromTheEnd dies_from_the_end;
bool keeping = false;
bool is_short_of_memory = false;  // one of the arrays could not grow: nothing is counted
size_t found = 0;

size_t place_of(const Object* o) { return (reinterpret_cast<size_t>(o) >> 4) * 0x9e3779b97f4a7c15u >> 20; }

uint32_t& look_up(const Object* o) {
  size_t mask = places.size() - 1;
  size_t i = place_of(o) & mask;
  while (places[i] != kNoNode && nodes[places[i] - 1].object != o) i = (i + 1) & mask;
  return places[i];
}

void note_if_dead(Object* o) {
  if (o->cls && !GC_is_marked(o) && !nodes.try_push_back({o, 0, 0, false, false})) is_short_of_memory = true;
}

void build_table() {
  size_t size = std::bit_ceil(nodes.size() * 2 + 1);
  places.clear();
  for (size_t i = 0; i < size; i++) {
    if (places.try_push_back(kNoNode)) continue;
    is_short_of_memory = true;
    return;
  }
  for (size_t i = 0; i < nodes.size(); i++) look_up(nodes[i].object) = uint32_t(i) + 1;
}

template <class Visit> void for_each_dead_reference(const Node& node, Visit visit) {
  for_each_heap_reference(
      node.object,
      [](Object* o, void* body) {
        if (GC_is_marked(o)) return;
        if (uint32_t number = look_up(o); number != kNoNode) (*static_cast<Visit*>(body))(number - 1);
      },
      &visit);
}

void count_references() {
  for (Node& node : nodes) for_each_dead_reference(node, [](uint32_t i) { nodes[i].references++; });
}

template <class T> void note(MappedArray<T>& array, std::type_identity_t<T> value) {
  if (!array.try_push_back(value)) is_short_of_memory = true;
}
void visit_later(uint32_t i) { note(to_visit, i); }

template <class Visit> void visit_all(Visit visit) {
  while (to_visit.size()) {
    uint32_t i = to_visit[to_visit.size() - 1];
    to_visit.shrink(to_visit.size() - 1);
    for_each_dead_reference(nodes[i], visit);
  }
}

void note_finalizers() {
  finalizers.clear();
  for_each_registration([](Object* o, uint64_t* number) {
    if (GC_is_marked(o)) return;
    if (uint32_t node = look_up(o); node != kNoNode) note(finalizers, {node - 1, number});
  });
  std::sort(finalizers.begin(), finalizers.end(),
            [](const Finalizer& a, const Finalizer& b) { return *a.number < *b.number; });
  for (uint32_t i = 0; i < finalizers.size(); i++) nodes[finalizers[i].node].finalizer = i + 1;
}

// With what only it refers to: each object before what it has, one after the other.
void take_out(uint32_t first) {
  if (nodes[first].references || nodes[first].is_out) return;
  visit_later(first);
  while (to_visit.size()) {
    uint32_t i = to_visit[to_visit.size() - 1];
    to_visit.shrink(to_visit.size() - 1);
    nodes[i].is_out = true;
    if (nodes[i].finalizer) note(finalizers_out, nodes[i].finalizer - 1);
    size_t begin = to_visit.size();
    for_each_dead_reference(nodes[i], [](uint32_t member) {
      if (!--nodes[member].references) visit_later(member);
    });
    if (!dies_from_the_end(nodes[i].object)) std::reverse(to_visit.begin() + begin, to_visit.end());
  }
}

void take_out_what_counts_would_free() {
  to_visit.clear();
  finalizers_out.clear();
  for (const Finalizer& f : finalizers) take_out(f.node);
  for (uint32_t i = 0; i < nodes.size(); i++) take_out(i);
}

// Their numbers are dealt out anew.
void put_finalizers_in_order_of_death() {
  their_numbers.clear();
  for (uint32_t i : finalizers_out) note(their_numbers, *finalizers[i].number);
  if (is_short_of_memory) return;
  std::sort(their_numbers.begin(), their_numbers.end());
  for (size_t i = 0; i < finalizers_out.size(); i++) *finalizers[finalizers_out[i]].number = their_numbers[i];
}

void keep_for_their_finalizers() {
  size_t kept_before = objects_finalized.size();
  for (uint32_t i : finalizers_out) note(objects_finalized, nodes[finalizers[i].node].object);
  mark_from(objects_finalized.begin() + kept_before, objects_finalized.size() - kept_before);
}

void wait_from(uint32_t i) {
  if (nodes[i].waits) return;
  nodes[i].waits = true;
  visit_later(i);
}

void set_aside_what_finalizers_see() {
  to_visit.clear();
  for_each_with_finalizer([](Object* o) {
    if (GC_is_marked(o)) return;
    if (uint32_t number = look_up(o); number != kNoNode) wait_from(number - 1);
  });
  visit_all(wait_from);
}

void count_what_is_left() {
  size_t kept_before = kept_objects.size();
  for (const Node& node : nodes) {
    if (!node.references || node.waits || !counts(node.object)) continue;
    if (keeping && !kept_objects.try_push_back(node.object)) continue;
    found++;
  }
  mark_from(kept_objects.begin() + kept_before, kept_objects.size() - kept_before);
}

}  // namespace

void look_for_garbage(IsTracked is_tracked, DiesFromTheEnd from_the_end, bool keep) {
  nodes.prepare();
  places.prepare();
  to_visit.prepare();
  finalizers.prepare();
  finalizers_out.prepare();
  their_numbers.prepare();
  objects_finalized.prepare();
  kept_objects.prepare();
  kept_objects.clear();
  counts = is_tracked;
  dies_from_the_end = from_the_end;
  keeping = keep;
  found = 0;
}

bool looks_for_garbage() { return counts; }

// What is dead but not swept refers to memory that may have been issued again: only a collection right after a sweep
// knows what refers to what. (Not one that begins in what a finalizer runs meanwhile.)
static bool is_swept = false;

void sweep_for_garbage() {
  sweep_heap();
  is_swept = true;
}

size_t take_garbage(void (*kept)(Object* o, void* arg), void* arg) {
  counts = nullptr;
  is_swept = false;
  for (Object* o : kept_objects) kept(o, arg);
  kept_objects.clear();
  return found;
}

void count_garbage() {
  if (!counts || !std::exchange(is_swept, false)) return;
  nodes.clear();
  is_short_of_memory = false;
  for_each_cell(note_if_dead);
  if (!nodes.size() || is_short_of_memory) return;
  build_table();
  if (is_short_of_memory) return;
  count_references();
  note_finalizers();
  if (is_short_of_memory) return;
  take_out_what_counts_would_free();
  if (is_short_of_memory) return;
  put_finalizers_in_order_of_death();
  set_aside_what_finalizers_see();
  if (is_short_of_memory) return;
  count_what_is_left();
  keep_for_their_finalizers();
}

bool has_dead_by_counts() { return objects_finalized.size() != 0; }

void take_dead_by_counts(void (*take)(Object* o)) {
  for (Object* o : objects_finalized) take(o);
  if (objects_finalized.size()) objects_finalized.clear();
}

void push_kept_garbage(void (*push)(void* begin, void* end)) {
  if (kept_objects.size()) push(kept_objects.begin(), kept_objects.end());
  if (objects_finalized.size()) push(objects_finalized.begin(), objects_finalized.end());
}

}  // namespace sidewinder
