// The collector finds the objects, on demand, and tells of them in an order that depends on addresses. They are put
// into the order of registration before the first of them runs.

#include "interpreter/memory/finalizer.h"

#include <gc/gc.h>

#include <algorithm>
#include <vector>

#include "interpreter/memory/collector.h"
#include "interpreter/memory/finalizer_internal.h"
#include "interpreter/memory/garbage.h"
#include "interpreter/memory/kinds.h"
#include "interpreter/memory/plain_release.h"

namespace sidewinder {

namespace {

// In malloc memory, which the collector does not scan: the list does not keep its objects alive.
struct Registration {
  Object* object;
  FinalizeFn finalize;
  uint64_t number;
  Registration *before, *after;
};

Registration *oldest, *newest;
uint64_t registered = 0;
uint64_t registered_before_program = 0;

struct Due {
  Object* object;
  FinalizeFn finalize;
  uint64_t number;
};
// Scanned, so that they live until their finalizer has run; the first `next_due` have.
std::vector<Due> due;
size_t next_due = 0;

// One range: the collector's stack has no room for many.
void scan_due(void*, RangeFn range) { range(due.data() + next_due, due.data() + due.size()); }

void forget(Registration* r) {
  (r->before ? r->before->after : oldest) = r->after;
  (r->after ? r->after->before : newest) = r->before;
  delete r;
}

void note_due(void* object, void* data) {
  auto* r = static_cast<Registration*>(data);
  due.push_back({static_cast<Object*>(object), r->finalize, r->number});
  forget(r);
}

// Takes the registration that the collector has for the object, or null, and puts another in its place.
Registration* exchange(Object* object, Registration* r) {
  GC_finalization_proc old = nullptr;
  void* data = nullptr;
  GC_register_finalizer_no_order(object, r ? note_due : nullptr, r, &old, &data);
  return old == note_due ? static_cast<Registration*>(data) : nullptr;
}

// The collector reports a full table only through its out-of-memory function: the registration is read back.
bool is_registered(Object* object, Registration* r) {
  Registration* known = exchange(object, r);
  return known == r;
}

// Whether there is one to run.
bool take_due() {
  static bool scanned = (add_scanner(scan_due, nullptr), true);
  (void)scanned;
  if (next_due == due.size()) {
    due.clear();
    next_due = 0;
  }
  if (!GC_should_invoke_finalizers() && !has_dead_by_counts()) return next_due < due.size();
  GC_invoke_finalizers();
  take_dead_by_counts([](Object* o) {
    if (Registration* r = exchange(o, nullptr)) note_due(o, r);
  });
  auto is_before = [](const Due& a, const Due& b) { return a.number < b.number; };
  auto first = due.begin() + ptrdiff_t(next_due);
  if (!std::is_sorted(first, due.end(), is_before)) std::sort(first, due.end(), is_before);
  return next_due < due.size();
}

}  // namespace

void (*after_finalizers_hook)();
void set_after_finalizers_hook(void (*hook)()) { after_finalizers_hook = hook; }
static void (*end_hook)();
void set_end_hook(void (*hook)()) { end_hook = hook; }

void for_each_registered_object(void (*visit)(Object* object)) {
  for (Registration* r = oldest; r; r = r->after) visit(r->object);
}

void for_each_registration(void (*visit)(Object* object, uint64_t* number)) {
  for (Registration* r = oldest; r; r = r->after) visit(r->object, &r->number);
}

uint64_t next_finalizer_number() { return registered++; }

void add_due_finalizer(Object* object, FinalizeFn finalize, uint64_t number) {
  due.push_back({object, finalize, number});
}

bool register_finalizer(Object* object, FinalizeFn finalize) {
  if (!is_collectable(object)) return true;
  auto* r = new Registration{object, finalize, registered++, newest, nullptr};
  (newest ? newest->after : oldest) = r;
  newest = r;
  if (Registration* old = exchange(object, r)) forget(old);
  if (is_registered(object, r)) return true;
  forget(r);
  return false;
}

void unregister_finalizer(Object* object) {
  if (!is_collectable(object)) return;
  if (Registration* old = exchange(object, nullptr)) forget(old);
}

bool has_finalizer(Object* object) {
  if (!oldest || !is_collectable(object)) return false;
  Registration* known = exchange(object, nullptr);
  if (known) exchange(object, known);
  return known;
}

bool finalizers_pending() {
  return next_due < due.size() || GC_should_invoke_finalizers() || has_dead_by_counts() || has_plain_dead();
}

// A finalizer may register, unregister and collect; what becomes due meanwhile is run too. Releases come last, and are
// never parted: the hook looks at all of them for who holds whom.
size_t run_finalizers(size_t most) {
  size_t ran = 0;
  for (; take_due() && (ran < most || is_release(due[next_due].number)); ran++) {
    Due first = due[next_due++];
    first.finalize(first.object);
  }
  if ((ran || has_plain_dead()) && after_finalizers_hook) after_finalizers_hook();
  return ran;
}

void program_begins_for_finalizers() { registered_before_program = registered; }
bool is_of_program(uint64_t number) { return (number & kFinalizerNumber) >= registered_before_program; }

bool program_has_finalizers() {
  return finalizers_pending() || has_finalizer_since(registered_before_program, [](const Object*) { return true; });
}

uint64_t finalizers_so_far() { return registered; }

bool has_finalizer_since(uint64_t number, bool (*counts)(const Object* object)) {
  for (const Registration* r = newest; r && (r->number & kFinalizerNumber) >= number; r = r->before)
    if (counts(r->object)) return true;
  return has_light_finalizer_since(FinalizerRank::Object, number, counts) ||
         has_light_finalizer_since(FinalizerRank::Generator, number, counts);
}

static bool is_ending;
bool program_is_ending() { return is_ending; }

namespace {

// The oldest that is registered and newer than the program's beginning; those that are taken are registered no longer.
struct Next {
  Object* object = nullptr;
  FinalizeFn finalize = nullptr;
  uint64_t number = UINT64_MAX;
};

void consider_light(FinalizerRank rank, Next* next) {
  const LightFinalizer* light = first_light_finalizer(rank);
  if (light && light->number < next->number) *next = {light->object, light->finalize, light->number};
}

Next oldest_of_program() {
  Registration* r = oldest;
  while (r && r->number < registered_before_program) r = r->after;
  Next next;
  if (r) next = {r->object, r->finalize, r->number};
  consider_light(FinalizerRank::Object, &next);
  if (!next.object) consider_light(FinalizerRank::Generator, &next);
  return next;
}

void take_registration(const Next& next) {
  for (FinalizerRank rank : {FinalizerRank::Object, FinalizerRank::Generator}) {
    const LightFinalizer* light = first_light_finalizer(rank);
    if (light && light->object == next.object) return unregister_light_finalizer(light->place, rank);
  }
  unregister_finalizer(next.object);
}

}  // namespace

// Not those that finalizers register now.
static void run_all_registered() {
  uint64_t end = registered;
  for (;;) {
    run_finalizers();
    Next next = oldest_of_program();
    if (!next.object || (next.number & kFinalizerNumber) >= end) break;
    take_registration(next);
    next.finalize(next.object);
  }
}

void run_all_finalizers(void (*then)(void* arg), void* arg) {
  is_ending = true;
  run_all_registered();
  if (then) {
    then(arg);
    run_all_registered();
  }
  if (after_finalizers_hook) after_finalizers_hook();
  if (end_hook) end_hook();
}

}  // namespace sidewinder
