// The collector finds the objects, on demand, and tells of them in an order that depends on addresses. They are put
// into the order of registration before the first of them runs.

#include "interpreter/memory/finalizer.h"

#include <gc/gc.h>

#include <algorithm>
#include <vector>

#include "interpreter/memory/collector.h"
#include "interpreter/memory/kinds.h"

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
  if (!GC_should_invoke_finalizers()) return next_due < due.size();
  GC_invoke_finalizers();
  std::sort(due.begin() + ptrdiff_t(next_due), due.end(),
            [](const Due& a, const Due& b) { return a.number < b.number; });
  return next_due < due.size();
}

}  // namespace

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

bool finalizers_pending() { return next_due < due.size() || GC_should_invoke_finalizers(); }

// A finalizer may register, unregister and collect; what becomes due meanwhile is run too.
size_t run_finalizers() {
  size_t ran = 0;
  for (; take_due(); ran++) {
    Due first = due[next_due++];
    first.finalize(first.object);
  }
  return ran;
}

void program_begins_for_finalizers() { registered_before_program = registered; }

static bool is_ending;
bool program_is_ending() { return is_ending; }

void run_all_finalizers() {
  is_ending = true;
  uint64_t end = registered;  // not those that finalizers register now
  for (;;) {
    run_finalizers();
    Registration* first = oldest;
    while (first && first->number < registered_before_program) first = first->after;
    if (!first || first->number >= end) return;
    Registration r = *first;
    unregister_finalizer(r.object);
    r.finalize(r.object);
  }
}

}  // namespace sidewinder
