// tp_dealloc at the end of the process. Python's side goes: CPython clears the modules' namespaces, and what only they
// held is given back. What C holds (in its static data, or because it never gave a reference back) stays, and so does
// what that refers to: numpy has objects that it never meant to free.
#include <unordered_set>
#include <vector>

#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/cpyext/objects/ends_at_once.h"
#include "interpreter/execution/thread.h"
#include "interpreter/imports/import.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/memory/pins.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

std::unordered_set<Object*> held;  // by what C holds; nothing is allocated while it is looked at
std::vector<Object*> to_visit;

void hold(Object* o, void*) {
  if (held.insert(o).second) to_visit.push_back(o);
}
void hold_referents(Object* o, void*) {
  for_each_heap_reference(o, hold, nullptr);
  if (o->cls) hold(o->cls, nullptr);
}

// Their namespaces are as good as cleared: nothing is held through them.
void leave_out_modules() {
  Thread& t = current_thread();
  Dict* modules = system_modules(t);
  if (!modules) return clear_pending(t);
  held.insert(modules);
  ssize position = 0;
  for (Object *name, *module; dict_next(modules, &position, &name, &module);) {
    held.insert(module);
    if (is_instance(module, Module::type())) held.insert(cast<Module>(module)->dict);
  }
}

// A root is not held by being one: it is given back when those that hold it have been.
void find_held() {
  held.clear();
  leave_out_modules();
  for_each_pinned_root(hold_referents, nullptr);
  while (!to_visit.empty()) {
    Object* o = to_visit.back();
    to_visit.pop_back();
    hold_referents(o, nullptr);
  }
}

// Those that should have ended long ago may belong to what is gone (a window): they are left alone.
bool is_held(Object* o) { return held.count(o) || ends_at_once(o->cls); }

}  // namespace

void dealloc_at_end() {
  constexpr int kRounds = 4;  // what one round gives back may have held what the next finds
  for (int round = 0; round < kRounds && has_releases(); round++) {
    find_held();
    if (!release_all(is_held)) break;
    run_finalizers();
    drain_dealloc_queue();
  }
}

}  // namespace sidewinder
