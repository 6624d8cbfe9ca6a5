// Weak links are the collector's disappearing links. It gives no notice when it clears one, so the links that have a
// callback are listed here and looked through once after each collection, at a safe point.

#include "interpreter/memory/weak.h"

#include <gc/gc.h>

#include <vector>

#include "interpreter/memory/kinds.h"

namespace sidewinder {

namespace {

// In malloc memory, which the collector does not scan. `holder` is a weak link itself.
struct Watch {
  Object* holder;
  Object* const* word;
  WeakCallback callback;
};

std::vector<Watch*> watches;
bool collected_since_look = false;

void forget(Watch* watch) {
  weak_unlink(&watch->holder);
  delete watch;
}

}  // namespace

bool weak_link(Object** word, Object* target) {
  *word = target;
  if (!is_collectable(target)) return true;
  return GC_general_register_disappearing_link(reinterpret_cast<void**>(word), target) != GC_NO_MEMORY;
}

void weak_unlink(Object** word) {
  GC_unregister_disappearing_link(reinterpret_cast<void**>(word));
  *word = nullptr;
}

bool add_weak_callback(Object* holder, Object* const* word, WeakCallback callback) {
  Watch* watch = new Watch{nullptr, word, callback};
  if (!weak_link(&watch->holder, holder)) {
    delete watch;
    return false;
  }
  watches.push_back(watch);
  return true;
}

void remove_weak_callback(Object* holder) {
  std::erase_if(watches, [&](Watch* watch) {
    if (watch->holder != holder) return false;
    forget(watch);
    return true;
  });
}

void note_collection_for_weak_callbacks() { collected_since_look = !watches.empty(); }

bool weak_callbacks_pending() { return collected_since_look; }

// The due callbacks are taken out first: a callback may add and remove others, or collect.
size_t run_weak_callbacks() {
  if (!collected_since_look) return 0;
  collected_since_look = false;
  struct Due {
    Object* holder;
    WeakCallback callback;
  };
  std::vector<Due> found;
  GC_disable();
  std::erase_if(watches, [&](Watch* watch) {
    if (watch->holder && *watch->word) return false;
    if (watch->holder) found.push_back({watch->holder, watch->callback});
    forget(watch);
    return true;
  });
  Object** holders = allocate_permanent(found.size());  // keeps them alive while earlier callbacks run
  for (size_t i = 0; i < found.size(); i++) holders[i] = found[i].holder;
  GC_enable();
  for (size_t i = 0; i < found.size(); i++) found[i].callback(holders[i]);
  free_permanent(holders);
  return found.size();
}

}  // namespace sidewinder
