// The dead objects are a graph. Those that nothing refers to are taken out, then those that only they referred to, as
// reference counts would have freed them one after the other; what is left is in cycles or hangs on them.
#include "interpreter/memory/garbage.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <bit>

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
  bool waits;           // a finalizer will see it
};
constexpr uint32_t kNoNode = 0;  // nodes are numbered from 1

MappedArray<Node> nodes;
MappedArray<uint32_t> places;  // an open hash table of node numbers
MappedArray<uint32_t> to_visit;
MappedArray<Object*> kept_objects;
IsTracked counts;
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
  if (o->cls && !GC_is_marked(o) && !nodes.try_push_back({o, 0, false})) is_short_of_memory = true;
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

void visit_later(uint32_t i) {
  if (!to_visit.try_push_back(i)) is_short_of_memory = true;
}

template <class Visit> void visit_all(Visit visit) {
  while (to_visit.size()) {
    uint32_t i = to_visit[to_visit.size() - 1];
    to_visit.shrink(to_visit.size() - 1);
    for_each_dead_reference(nodes[i], visit);
  }
}

void take_out_what_counts_would_free() {
  to_visit.clear();
  for (uint32_t i = 0; i < nodes.size(); i++)
    if (!nodes[i].references) visit_later(i);
  visit_all([](uint32_t i) {
    if (!--nodes[i].references) visit_later(i);
  });
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
    if (!node.references || node.waits || refers_to_free_memory(node.object) || !counts(node.object)) continue;
    if (keeping && !kept_objects.try_push_back(node.object)) continue;
    found++;
  }
  mark_from(kept_objects.begin() + kept_before, kept_objects.size() - kept_before);
}

}  // namespace

void look_for_garbage(IsTracked is_tracked, bool keep) {
  nodes.prepare();
  places.prepare();
  to_visit.prepare();
  kept_objects.prepare();
  kept_objects.clear();
  counts = is_tracked;
  keeping = keep;
  found = 0;
}

void sweep_for_garbage() {
  if (counts) sweep_heap();
}

size_t take_garbage(void (*kept)(Object* o, void* arg), void* arg) {
  counts = nullptr;
  for (Object* o : kept_objects) kept(o, arg);
  kept_objects.clear();
  return found;
}

void count_garbage() {
  if (!counts) return;
  nodes.clear();
  is_short_of_memory = false;
  for_each_cell(note_if_dead);
  if (!nodes.size() || is_short_of_memory) return;
  build_table();
  if (is_short_of_memory) return;
  count_references();
  take_out_what_counts_would_free();
  set_aside_what_finalizers_see();
  if (!is_short_of_memory) count_what_is_left();
}

void push_kept_garbage(void (*push)(void* begin, void* end)) {
  if (kept_objects.size()) push(kept_objects.begin(), kept_objects.end());
}

}  // namespace sidewinder
