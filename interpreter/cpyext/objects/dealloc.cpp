// Instances of C that nothing reaches wait in a queue. One whose references C has all given back is given to its
// tp_dealloc, which gives back what it holds itself, and so on; where each holds the other, tp_clear comes first, as in
// CPython's collector.
#include "interpreter/cpyext/objects/dealloc.h"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/objects/ends_at_once.h"
#include "interpreter/cpyext/objects/object_memory.h"
#include "interpreter/cpyext/objects/stack_exchange.h"
#include "interpreter/execution/frame_stack.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/memory/pins.h"
#include "interpreter/memory/plain_release.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/instance_born.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/unraisable.h"

namespace sidewinder {

namespace {

// The class whose own tp_dealloc runs: cls or a base. Null: there is none of C.
const Type* deallocating_class(const Type* cls) {
  while (cls && borrowed(const_cast<Type*>(cls))->tp_dealloc == subtype_dealloc) cls = cls->base;
  if (!cls) return nullptr;
  destructor dealloc = borrowed(const_cast<Type*>(cls))->tp_dealloc;
  return dealloc && dealloc != core_dealloc ? cls : nullptr;
}

// A class of Python over a static type of C: nobody but us counts it for its instances.
bool counts_class_itself(const Type* cls, const Type* deallocating) {
  return is_heap_type(cls) && deallocating && !is_heap_type(deallocating);
}

// --- what an instance holds -----------------------------------------------------------------------------

traverseproc traverse_of_c(const Type* cls) {
  traverseproc traverse = borrowed(const_cast<Type*>(cls))->tp_traverse;
  return traverse == core_traverse ? nullptr : traverse;
}

void traverse_items(Object* const* items, ssize n, PinVisitor visit, void* arg) {
  for (ssize i = 0; i < n; i++)
    if (items[i]) visit(items[i], arg);
}

template <class Visit> void for_each_counted_part(Type* cls, Visit visit) {
  if (!(cls->flags & kCountsItsOwn)) return;
  visit(cls->dict);
  if (!is_heap_type(cls)) return;
  visit(static_cast<HeapType*>(cls)->name_object);
  visit(static_cast<HeapType*>(cls)->qualname);
}

void traverse_for_collector(Object* o, PinVisitor visit, void* arg) {
  if (o->refcount & kFlagExtTracked) {
    if (is_type(o)) for_each_counted_part(cast<Type>(o), [&](Object* part) { visit(part, arg); });
    if (counts_class_itself(o->cls, deallocating_class(o->cls))) visit(o->cls, arg);
    if (traverseproc traverse = traverse_of_c(o->cls))
      traverse(reinterpret_cast<PyObject*>(o), reinterpret_cast<visitproc>(visit), arg);
  } else if (o->cls->flags & kTypeTuple) {
    traverse_items(cast<Tuple>(o)->items, cast<Tuple>(o)->size, visit, arg);
  } else if (cast<List>(o)->kind() == ListKind::Counted) {  // not one that is being sorted
    traverse_items(cast<List>(o)->items, cast<List>(o)->size, visit, arg);
  }
}

// --- when to collect --------------------------------------------------------------------------------------

// With reference counts an instance is gone at once, with what it has outside of the heap, which the collector does not
// see. So many instances, or so much more memory of the process, are reason enough. Looks at that become rarer while
// the process does not grow, and nothing but one class has instances.
constexpr size_t kInstancesBetweenCollections = 100000;
constexpr size_t kBytesBetweenCollections = size_t(64) << 20;
constexpr size_t kInstancesBetweenLooks = 32, kMostBetweenLooks = 256;
constexpr size_t kBytesOfNoGrowth = size_t(1) << 18;
constexpr size_t kLargeBlock = size_t(1) << 18, kLargeBytesBetweenLooks = size_t(1) << 25;
std::atomic<size_t> large_bytes_since_look;  // threads without the lock ask for memory, too

size_t instances;  // that are registered

// Of the process. (What malloc says of itself takes it as long as there is free memory to count.)
size_t resident_bytes() {
  static int file = -1;
  static pid_t opened_by;
  if (pid_t self = getpid(); opened_by != self) {  // a forked child's is another file
    if (file >= 0) close(file);
    file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    opened_by = self;
  }
  char text[64];
  ssize n = file < 0 ? -1 : pread(file, text, sizeof text - 1, 0);
  if (n <= 0) return 0;
  text[n] = 0;
  const char* second = strchr(text, ' ');
  return second ? strtoul(second, nullptr, 10) * size_t(getpagesize()) : 0;
}

struct Looks {
  size_t walks, full_walks, born, resident_before, resident_at_look, until_next = kInstancesBetweenLooks;
  size_t between = kInstancesBetweenLooks;
  const Type* only_class;  // of the instances since the last look but one
  bool is_freeing;         // there was a collection for the sake of memory, whose dead may not have ended yet
};
Looks looks;

void begin_counting() {
  looks.walks = pin_walk_count();
  looks.born = 0;
  if (looks.full_walks == full_pin_walk_count() && looks.resident_before) return;
  looks.full_walks = full_pin_walk_count();
  looks.resident_before = looks.resident_at_look = resident_bytes();
}

// The dead have ended. What C has freed counts as used until malloc gives it back; the next time so much more would be
// waited for.
void give_memory_back() {
  if (!std::exchange(looks.is_freeing, false)) return;
  malloc_trim(0);
  looks.resident_before = looks.resident_at_look = resident_bytes();
}

// Whether to collect.
bool look() {
  size_t resident = resident_bytes();
  bool grew = resident > looks.resident_at_look + kBytesOfNoGrowth;
  looks.between = grew ? kInstancesBetweenLooks : std::min(looks.between * 2, kMostBetweenLooks);
  looks.until_next = looks.between;
  looks.resident_at_look = resident;
  large_bytes_since_look = 0;
  bool is_due = resident > looks.resident_before + std::max(kBytesBetweenCollections, looks.resident_before);
  looks.is_freeing |= is_due;
  return is_due;
}

void collect_if_due(const Type* cls) {
  if (looks.walks != pin_walk_count()) begin_counting();
  if (cls != looks.only_class) [[unlikely]] {
    looks.only_class = cls;
    looks.between = kInstancesBetweenLooks;
    looks.until_next = std::min(looks.until_next, kInstancesBetweenLooks);
  }
  looks.born++;
  bool has_large = large_bytes_since_look.load(std::memory_order_relaxed) > kLargeBytesBetweenLooks;
  if (--looks.until_next && !has_large) return;
  bool are_many = looks.born >= std::max(kInstancesBetweenCollections, instances - std::min(instances, looks.born));
  if (look()) collect_garbage();
  else if (are_many) collect_young_garbage();
}

// --- the queue --------------------------------------------------------------------------------------------

std::vector<Object*> dying;  // scanned; null: done
bool draining;

void scan_dying(void*, RangeFn range) { range(dying.data(), dying.data() + dying.size()); }

void queue_for_dealloc(Object* o) {
  o->refcount = (o->refcount & ~kFlagHasRelease) | kFlagDeadPending;
  dying.push_back(o);
}

// It may have ended before (ends_at_once.h).
void release_due(Object* o) {
  if (o->refcount & kFlagHasRelease) queue_for_dealloc(o);
}

bool any_resurrected;  // since the queue is worked off

// Whether its instances have nothing but themselves and what C's counts hold: no words of the core's, no cycles, an end
// that only tp_dealloc gives them.
bool look_whether_plain(const Type* cls) {
  const PyTypeObject* c = borrowed(const_cast<Type*>(cls));
  const TypeData* data = cls->data;
  if (deallocating_class(cls) != cls || traverse_of_c(cls) || c->tp_dictoffset) return false;
  if (!data || data->allows_weak_references || data->map_offset || data->slots.finalize) return false;
  const Type* base = cls;
  while (base->base && borrowed(const_cast<Type*>(base))->tp_dealloc != core_dealloc) base = base->base;
  return base == &object_type && !ends_at_once(cls);
}

// Of Type::flags, above the bits that C knows.
constexpr unsigned long kPlainIsKnown = 1UL << 45, kIsPlain = 1UL << 46;

bool is_plain(Type* cls) {
  if (!(cls->flags & kPlainIsKnown)) [[unlikely]] {
    if (!(cls->flags & kTypeReady)) return false;
    cls->flags |= kPlainIsKnown | (look_whether_plain(cls) ? kIsPlain : 0);
  }
  return cls->flags & kIsPlain;
}

bool register_at_birth(Object* o) {
  return is_plain(o->cls) ? register_plain_release(o) : register_release(o, release_due);
}

// C counts its references to an object in tp_dealloc from none on (Py_SET_REFCNT): one that has some left lives on. It
// may be tracked again by then.
void keep_if_resurrected(Thread& t, Object* o) {
  constexpr intptr_t kMostPlain = intptr_t(1) << 32;
  intptr_t count = o->refcount & ~kFlagExtTracked;
  if (count <= 0 || count > kMostPlain) return;
  o->refcount = count + kRefcountBias;
  any_resurrected = true;
  track_instance(o);
  if (!register_release(o, release_due)) clear_pending(t);
}

const Object* ending;  // ends_by_freeing()
bool ending_is_freed;

void run_dealloc(Thread& t, Object* o, bool is_of_heap) {
  Type* cls = o->cls;
  const Type* deallocating = deallocating_class(cls);
  if (!deallocating) return;
  if (ends_at_once(cls)) instance_ends(o);
  o->refcount = kRefcountBias | kFlagFinalized;  // as C expects: nobody holds it
  before_dealloc_by_exchanger(t, o);
  const Object* outer = std::exchange(ending, is_of_heap ? o : nullptr);
  borrowed(const_cast<Type*>(deallocating))->tp_dealloc(borrowed(o));
  ending = outer;
  settle_frame_stack(t);
  if (is_of_heap) keep_if_resurrected(t, o);
  if (counts_class_itself(cls, deallocating)) cls->refcount--;
  if (is_pending(t)) report_unraisable(t, cls);
}

// Where the dying are in the queue, once one of them says that it holds another; not of those that came since.
std::unordered_map<const Object*, size_t> places;
bool places_are_known;
size_t done;  // places of the queue that are null

void close_gaps() {
  std::erase(dying, nullptr);
  done = 0;
  places.clear();
  places_are_known = false;
}

const std::unordered_map<const Object*, size_t>& known_places() {
  if (!places_are_known) {
    for (size_t i = 0; i < dying.size(); i++)
      if (dying[i]) places.emplace(dying[i], i);
    places_are_known = true;
  }
  return places;
}

// True: it is done, one way or the other.
bool settle(Thread& t, Object*& place) {
  Object* o = place;
  if (!o) return false;
  if (!(o->refcount & kFlagDeadPending)) {  // C has brought it back
    place = nullptr;
    done++;
    if (!register_release(o, release_due)) clear_pending(t);
    return true;
  }
  if (pin_count(o) > 0) return false;
  place = nullptr;
  done++;
  instances -= instances > 0;
  run_dealloc(t, o, true);
  return true;
}

void append_if_dying(const Object* o, std::vector<size_t>* held) {
  if (!o || !(o->refcount & kFlagDeadPending)) return;
  if (auto found = known_places().find(o); found != places.end()) held->push_back(found->second);
}

// The places of the dying that o says it holds. False: it does not say.
bool append_held(Object* o, std::vector<size_t>* held) {
  traverseproc traverse = traverse_of_c(o->cls);
  if (!traverse) return false;
  auto visit = [](PyObject* referent, void* arg) {
    append_if_dying(core(referent), static_cast<std::vector<size_t>*>(arg));
    return 0;
  };
  traverse(reinterpret_cast<PyObject*>(o), visit, held);
  return true;
}

struct Settled {
  bool any = false;
  bool may_hold_others = false;  // one of them may have held others without saying so
};

// And what only this one held, and so on: a chain of any length is done at once.
void settle_chain(Thread& t, size_t first, Settled* settled) {
  static std::vector<size_t> next;  // one queue is worked off at a time
  next.assign(1, first);
  while (!next.empty()) {
    size_t i = next.back();
    next.pop_back();
    Object* o = dying[i];
    if (!o) continue;
    size_t before = next.size();
    bool ends = o->refcount & kFlagDeadPending && pin_count(o) <= 0;
    if (ends && !append_held(o, &next)) settled->may_hold_others = true;
    std::reverse(next.begin() + ssize(before), next.end());  // the first of them first
    settled->any |= settle(t, dying[i]);
  }
}

// From the one end or the other: what holds another is mostly older, or mostly younger.
bool settle_all(Thread& t, bool forward) {
  if (done * 2 >= dying.size()) close_gaps();
  Settled settled;
  size_t n = dying.size();
  for (size_t i = 0; i < n; i++) settle_chain(t, forward ? i : n - 1 - i, &settled);
  return settled.any;
}

void clear_all(Thread& t) {
  for (size_t i = 0; i < dying.size(); i++) {
    Object* o = dying[i];
    if (!o) continue;
    inquiry clear = borrowed(o->cls)->tp_clear;
    if (clear && clear != core_clear) clear(reinterpret_cast<PyObject*>(o));
    if (is_pending(t)) report_unraisable(t, o->cls);
  }
}

// Which places are held by another of the dying, as far as that says so.
std::vector<bool> held_by_others() {
  std::vector<bool> is_held(dying.size());
  std::vector<size_t> held;
  for (size_t i = 0; i < dying.size(); i++) {
    held.clear();
    if (dying[i]) append_held(dying[i], &held);
    for (size_t place : held)
      if (place != i) is_held[place] = true;
  }
  return is_held;
}

// Nothing gives back what holds these (lists that are dead themselves): the first of them ends that no other one holds,
// and so on, until one may have held others that can end by themselves now. Where each holds the other it is the first.
void settle_by_force(Thread& t) {
  Settled settled;
  std::vector<bool> is_held = held_by_others();
  auto end = [&](size_t i) {
    dying[i]->refcount = kRefcountBias | kFlagDeadPending;
    settle_chain(t, i, &settled);
  };
  for (size_t i = 0; i < is_held.size() && !settled.may_hold_others; i++)
    if (dying[i] && !is_held[i]) end(i);
  if (settled.any) return;
  for (size_t i = 0; i < dying.size() && !settled.any; i++)
    if (dying[i]) end(i);
}

// One that lives on may be what holds them (a greenlet that will end in its own thread has that thread's main
// greenlet): the next collection tells.
void let_rest_wait(Thread& t) {
  for (Object*& place : dying) {
    if (!place) continue;
    place->refcount &= ~kFlagDeadPending;
    if (!register_release(place, release_due)) clear_pending(t);
    place = nullptr;
    done++;
  }
}

void work_off_queue(Thread& t) {
  any_resurrected = false;
  close_gaps();
  bool forward = true, cleared = false;
  while (done < dying.size()) {
    bool any = settle_all(t, forward);
    forward = !forward;
    if (any) continue;
    if (program_is_ending()) break;  // what holds the rest lives to the end
    if (any_resurrected) let_rest_wait(t);
    else if (!cleared) clear_all(t);
    else settle_by_force(t);
    cleared = true;
  }
  close_gaps();
}

// As run_dealloc() and settle(), of those that is_plain() is true for: most hold nothing, and nothing holds them.
void end_plain(Thread& t, Object* o) {
  if (!(o->refcount & kFlagDeadPending)) {  // C has brought it back
    if (!register_plain_release(o)) clear_pending(t);
    return;
  }
  if (pin_count(o) > 0) return dying.push_back(o);
  instances -= instances > 0;
  o->refcount = kRefcountBias | kFlagFinalized;
  Type* cls = o->cls;
  const Object* outer = std::exchange(ending, o);
  ending_is_freed = false;
  borrowed(cls)->tp_dealloc(borrowed(o));
  ending = outer;
  keep_if_resurrected(t, o);
  if (is_pending(t)) report_unraisable(t, cls);
  // C may have kept it, or have made another of it already.
  if (ending_is_freed && o->refcount == (kRefcountBias | kFlagFinalized)) give_back(o);
}

void drain() {
  if (draining || (dying.empty() && !has_plain_dead())) return;
  draining = true;
  Thread& t = current_thread();
  PendingSaved saved(t);
  work_off_queue(t);  // first: what holds others ends before them
  if (has_plain_dead()) {
    while (Object* o = next_plain_dead()) end_plain(t, o);
    work_off_queue(t);
  }
  draining = false;
  give_memory_back();
}

void release(Thread&, Object* o) { queue_for_dealloc(o); }
bool is_needed(const Type* cls) { return deallocating_class(cls) != nullptr; }
bool born(Object* o) {
  if (!register_at_birth(o)) return false;
  instance_of_c_born(o, true);
  return true;
}

}  // namespace

void note_memory_of_c(size_t bytes) {
  if (bytes >= kLargeBlock) large_bytes_since_look.fetch_add(bytes, std::memory_order_relaxed);
}

void drain_dealloc_queue() { drain(); }
bool ends_by_freeing(const void* o) {
  bool ends = o == ending && !(ending->refcount & (kFlagHasRelease | kFlagExtTracked));  // else it begins anew
  ending_is_freed |= ends;
  return ends;
}

destructor dealloc_of_c(const Type* cls) {
  const Type* deallocating = deallocating_class(cls);
  return deallocating ? borrowed(const_cast<Type*>(deallocating))->tp_dealloc : nullptr;
}

void count_parts_of_class(Type* cls, bool has_dict) {
  if (!cls->dict || cls->flags & kCountsItsOwn) return;
  cls->flags |= kCountsItsOwn;
  for_each_counted_part(cls, [&](Object* part) {
    if (part && (part != cls->dict || !has_dict)) part->refcount++;
  });
  if (is_collectable(cls)) cls->refcount |= kFlagExtTracked;
}

void track_instance(Object* o) {
  if (traverse_of_c(o->cls)) o->refcount |= kFlagExtTracked;
}

void instance_of_c_born(Object* o, bool tracked) {
  instances++;
  collect_if_due(o->cls);
  if (is_heap_type(o->cls) && is_needed(o->cls)) o->cls->refcount++;
  if (is_plain(o->cls)) return;
  if (ends_at_once(o->cls)) instance_begins(o);
  if (tracked) track_instance(o);
}

Status register_for_dealloc(Thread& t, Object* o) {
  if (!is_needed(o->cls) || o->refcount & kFlagHasRelease || register_at_birth(o)) return Status::ok();
  return raise_memory_error(t);
}

void end_instance(Thread& t, Object* o) {
  PendingSaved saved(t);
  o->refcount &= ~kFlagHasRelease;
  instances -= instances > 0;
  run_dealloc(t, o, is_collectable(o));
}

void forget_dealloc(Object* o) { o->refcount &= ~(kFlagHasRelease | kFlagExtTracked); }

void install_dealloc() {
  add_scanner(scan_dying, nullptr);
  set_traverse_hook(traverse_for_collector);
  set_after_finalizers_hook(drain);
  set_end_hook(dealloc_at_end);
  release_hooks = {is_needed, release};
  instance_born_hook = born;
}

}  // namespace sidewinder
