// Links are the collector's disappearing links. It gives no notice when it clears one, so the referents of holders
// are listed here and looked through once after each collection. The lists are in malloc memory, which the collector
// does not scan. At that time the collector's lock is held, so links that it has not cleared itself are unregistered
// later (`retire`).

#include "interpreter/memory/weak.h"

#include <gc/gc.h>

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interpreter/memory/collector.h"
#include "interpreter/memory/kinds.h"

namespace sidewinder {

namespace {

// A holder under its referent. The word is a long link: it becomes null only when the holder's memory is about to be
// freed, so that a holder which a finalizer has resurrected is still known.
struct Entry {
  Object* holder;
  bool notify;
  Entry* next;
};

struct Referent {
  Object* object;         // a link: null when dead
  const Object* address;  // its key in `referents`
  Entry* first;
  Referent *before, *after;  // in order of creation
};

std::unordered_map<const Object*, Referent*> referents;
Referent *oldest, *newest;

// Holders whose notification is due, or null. Scanned, so that they live until it has run; the first `next_due` have.
std::vector<Object*> due;
size_t next_due = 0;
// Out of the lists, but their words are still registered.
std::vector<Entry*> retired_entries;
std::vector<Referent*> retired_referents;

WeakNotification notification = nullptr;

void scan_due(void*, RangeFn range) { range(due.data() + next_due, due.data() + due.size()); }

void free_entry(Entry* entry) {
  GC_unregister_long_link(reinterpret_cast<void**>(&entry->holder));
  delete entry;
}

void take_out(Referent* r) {
  (r->before ? r->before->after : oldest) = r->after;
  (r->after ? r->after->before : newest) = r->before;
  referents.erase(r->address);
}

void free_referent(Referent* r) {
  weak_unlink(&r->object);
  delete r;
}

void free_retired() {
  for (Entry* entry : retired_entries) free_entry(entry);
  for (Referent* r : retired_referents) free_referent(r);
  retired_entries.clear();
  retired_referents.clear();
}

Referent* referent_of(const Object* object) {
  auto found = referents.find(object);
  return found == referents.end() ? nullptr : found->second;
}

// Null: out of memory.
Referent* obtain_referent(Object* object) {
  if (Referent* known = referent_of(object)) return known;
  Referent* r = new Referent{nullptr, object, nullptr, nullptr, nullptr};
  if (!weak_link(&r->object, object)) {
    delete r;
    return nullptr;
  }
  r->before = newest;  // only now: a collection may have taken the one out that was newest before
  (newest ? newest->after : oldest) = r;
  newest = r;
  referents[object] = r;
  return r;
}

void drop_dead_holders(Referent* r) {
  for (Entry** place = &r->first; *place;) {
    Entry* entry = *place;
    if (entry->holder) {
      place = &entry->next;
      continue;
    }
    *place = entry->next;
    delete entry;
  }
}

void bury(Referent* r) {
  while (Entry* entry = r->first) {
    r->first = entry->next;
    if (entry->holder) static_cast<WeakHolder*>(entry->holder)->referent = dead_referent;
    if (entry->holder && entry->notify) due.push_back(entry->holder);
    retired_entries.push_back(entry);
  }
}

}  // namespace

Object* dead_referent;

bool weak_link(Object** word, Object* target) {
  *word = target;
  if (!is_collectable(target)) return true;
  return GC_general_register_disappearing_link(reinterpret_cast<void**>(word), target) != GC_NO_MEMORY;
}

void weak_unlink(Object** word) {
  GC_unregister_disappearing_link(reinterpret_cast<void**>(word));
  *word = nullptr;
}

// Registering links may collect, and a collection takes out referents that nothing is listed under: once there is a
// referent, nothing is registered any more until the holder is in its list.
bool attach_weak_holder(WeakHolder* holder, Object* referent, size_t position, bool notify) {
  free_retired();
  Entry* entry = new Entry{holder, notify, nullptr};
  if (GC_register_long_link(reinterpret_cast<void**>(&entry->holder), holder) == GC_NO_MEMORY) {
    delete entry;
    return false;
  }
  Referent* r = obtain_referent(referent);
  if (!r) {
    free_entry(entry);
    return false;
  }
  Entry** place = &r->first;
  while (position-- && *place) place = &(*place)->next;
  entry->next = *place;
  *place = entry;
  holder->referent = referent;
  return true;
}

size_t weak_holder_count(const Object* referent) {
  Referent* r = referent_of(referent);
  size_t count = 0;
  for (Entry* entry = r ? r->first : nullptr; entry; entry = entry->next) count += entry->holder != nullptr;
  return count;
}

WeakHolder* weak_holder_at(const Object* referent, size_t position) {
  Referent* r = referent_of(referent);
  for (Entry* entry = r ? r->first : nullptr; entry; entry = entry->next)
    if (entry->holder && position-- == 0) return static_cast<WeakHolder*>(entry->holder);
  return nullptr;
}

WeakNotification set_weak_notification(WeakNotification notify) {
  if (!notification) add_scanner(scan_due, nullptr);
  return std::exchange(notification, notify);
}

bool weak_notifications_pending() { return next_due < due.size(); }

// A notification may attach, detach and collect.
size_t run_weak_notifications() {
  free_retired();
  size_t ran = 0;
  while (next_due < due.size()) {
    auto* holder = static_cast<WeakHolder*>(due[next_due++]);
    if (!holder) continue;
    if (notification) notification(holder);
    ran++;
  }
  due.clear();
  next_due = 0;
  return ran;
}

void look_for_dead_referents() {
  for (Referent* r = oldest; r;) {
    Referent* next = r->after;
    if (r->object) drop_dead_holders(r);
    else bury(r);
    if (!r->first) {
      take_out(r);
      retired_referents.push_back(r);
    }
    r = next;
  }
}

}  // namespace sidewinder
