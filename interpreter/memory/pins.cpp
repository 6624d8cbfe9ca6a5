// At the beginning of a collection a walk through the heap finds what is pinned, and what holds counted references
// itself: lists and tuples of C (kFlagCounted) and C's instances (kFlagExtTracked). What these hold is taken off the
// pins, in place, and noted; what has pins left is a root. In the end the sources that live get back what was taken
// off; those that died do not: their references are gone with them. A minor collection leaves out what is settled: it
// is alive, and so is what it holds.
#include "interpreter/memory/pins.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <algorithm>

#include "interpreter/memory/blocks.h"
#include "interpreter/memory/c_blocks.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/mapped_array.h"
#include "interpreter/memory/mark_more.h"
#include "interpreter/memory/pool.h"
#include "interpreter/memory/settled.h"

namespace sidewinder {

namespace {

bool looking = false;
void (*report_lack)(Object* o);
size_t walks = 0, full_walks = 0;
void (*traverse_hook)(Object* o, PinVisitor visit, void* arg);
bool (*holds_blocks)(const Object* o);

struct Source {
  Object* object;
  size_t edges_end;  // of its edges, which begin where those of the source before it end
};
MappedArray<Object*> pinned;
bool is_pinned_complete = true;  // false: there was no memory for all
MappedArray<Source> sources;
MappedArray<Object*> edges;
MappedArray<Object*> suspects;  // with pins below none; the dead among them no longer matter

// --- the walk -----------------------------------------------------------------------------------------

void visit_object(Object* o) {
  if (!o->cls) return;  // a free cell
  if (report_lack && is_object(o) && pin_count(o) < 0) (void)suspects.try_push_back(o);
  if (pin_count(o) > 0 && !pinned.try_push_back(o)) is_pinned_complete = false;
  // A source that is not noted keeps what it holds pinned.
  if (o->refcount & (kFlagCounted | kFlagExtTracked)) (void)sources.try_push_back({o, 0});
}

bool is_settled_cell(const uint64_t* settled, const void* cell) {
  size_t granule = reinterpret_cast<uintptr_t>(cell) % kBlockBytes / kGranule;
  return settled[granule / 64] >> (granule % 64) & 1;
}

constexpr size_t kAhead = 8;  // cells, which come into the cache meanwhile

template <void (*kVisit)(Object* o)> void visit_block(struct hblk* block, GC_word) {
  size_t size;
  int kind = GC_get_kind_and_size(block, &size);
  bool may_be_raw = c_block_kind && kind == c_block_kind;
  if (!may_be_raw && !holds_objects[kind]) return;
  const uint64_t* settled = settled_cells(block);
  for_each_cell_of(block, size, [&](Object* o) {
    __builtin_prefetch(reinterpret_cast<char*>(o) + kAhead * size);
    if (settled && is_settled_cell(settled, o)) return;
    if (!may_be_raw || (is_object(o) && !is_raw_c_block(o))) kVisit(o);
  });
}

void mark_if_pinned(Object* o) {
  if (o->cls && pin_count(o) > 0) mark_from_root(o);
}

// --- taking off ---------------------------------------------------------------------------------------

int take_off(Object* referent, void*) {
  if (referent && edges.try_push_back(referent)) referent->refcount--;
  return 0;
}

bool has_word(void* block, const void* wanted) {
  auto* word = static_cast<void**>(block) + 1;
  auto* end = static_cast<void**>(block) + GC_size(block) / sizeof(void*);
  return std::find(word, end, wanted) != end;
}

// Only what the instance has in its own memory: what it has elsewhere, the collector does not find by marking.
int take_off_if_inside(Object* referent, void* source) {
  return referent && has_word(source, referent) ? take_off(referent, nullptr) : 0;
}

template <class Visit> void for_each_block_of(void* source, Visit visit) {
  auto* word = static_cast<void**>(source) + 1;
  auto* end = static_cast<void**>(source) + GC_size(source) / sizeof(void*);
  for (; word < end; word++)
    if (hold_c_block(*word)) visit(*word);
}

// In its own memory or in that of its blocks.
int take_off_if_held(Object* referent, void* source) {
  if (!referent) return 0;
  bool is_inside = has_word(source, referent);
  for_each_block_of(source, [&](void* block) { is_inside |= has_word(block, referent); });
  return is_inside ? take_off(referent, nullptr) : 0;
}

void take_off_edges(Object* o) {
  if (o->refcount & kFlagCounted) return traverse_hook(o, take_off, o);
  if (!holds_blocks || !holds_blocks(o)) return traverse_hook(o, take_off_if_inside, o);
  for_each_block_of(o, [](void*) {});
  traverse_hook(o, take_off_if_held, o);
}

bool is_alive(Object* o) { return GC_base(o) == o && GC_is_marked(o); }

}  // namespace

// The tables are made now: there may be no memory for them in the collection that needs them.
void look_for_pins() {
  pinned.prepare();
  sources.prepare();
  edges.prepare();
  looking = true;
}
size_t pin_walk_count() { return walks; }
size_t full_pin_walk_count() { return full_walks; }
size_t pinned_root_count() { return pinned.size(); }
void watch_pins(void (*report)(Object* o)) { report_lack = report; }
void set_traverse_hook(void (*traverse)(Object* o, PinVisitor visit, void* arg)) { traverse_hook = traverse; }
void set_block_holders(bool (*holds)(const Object* o)) { holds_blocks = holds; }

namespace {

void find_roots() {
  for (Object* o : edges) o->refcount++;  // of a collection that was given up
  pinned.clear();
  is_pinned_complete = true;
  suspects.clear();
  sources.clear();
  edges.clear();
  GC_apply_to_all_blocks(visit_block<visit_object>, 0);
  for (Source& source : sources) {
    take_off_edges(source.object);
    source.edges_end = edges.size();
  }
  size_t roots = 0;
  for (Object* o : pinned)
    if (pin_count(o) > 0) pinned[roots++] = o;
  pinned.shrink(roots);
}

}  // namespace

void push_pinned_objects(void (*range)(void*, void*)) {
  if (!looking) return;
  walks++;
  full_walks += !is_minor_collection();
  find_roots();
  if (!is_pinned_complete) GC_apply_to_all_blocks(visit_block<mark_if_pinned>, 0);
  range(pinned.begin(), pinned.end());
}

static void* look_for_roots(void*) {
  find_roots();
  for (Object* o : edges) o->refcount++;
  sources.clear();
  edges.clear();
  return nullptr;
}

void for_each_pinned_root(void (*visit)(Object* o, void* arg), void* arg) {
  GC_call_with_alloc_lock(look_for_roots, nullptr);
  for (Object* o : pinned) visit(o, arg);
}

void settle_pins() {
  size_t edge = 0;
  for (const Source& source : sources) {
    bool alive = is_alive(source.object);
    for (; edge < source.edges_end; edge++)
      if (alive) edges[edge]->refcount++;
    // Memory that is not swept yet may be walked through once more.
    if (!alive && GC_base(source.object)) source.object->refcount &= ~(kFlagCounted | kFlagExtTracked);
  }
  sources.clear();
  edges.clear();
  for (Object* o : suspects)
    if (is_alive(o)) report_lack(o);
}

}  // namespace sidewinder
