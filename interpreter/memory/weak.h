// References that do not keep their object alive. When the object is found unreachable (before finalizers run, which
// may resurrect it) the word becomes null, as PEP 442 wants it.
//
// A link is one such word. It must stand where the collector does not look for references: word 2 of a
// MemoryKind::Weak object, leaf storage, or malloc memory; not in static data, nor on the stack.
//
// A holder is an object of MemoryKind::Weak that is listed under the object it refers to, its referent, in an order
// that whoever attaches it chooses. This is what weak references of Python are made of.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// Stores `target` and registers the word. Static objects never die: their links are plain stores. False: out of memory.
[[nodiscard]] bool weak_link(Object** word, Object* target);
void weak_unlink(Object** word);  // forgets the registration; the word becomes null
// null: dead. What it returns is held by the stack
PY_ALWAYS_INLINE Object* weak_target(Object* const* word) { return *word; }

// What holders refer to whose referent is dead: None, for C looks at its count (PyWeakref_GET_OBJECT). Null until set.
extern Object* dead_referent;

struct WeakHolder : Object {
  Object* referent;
  Object* living() const { return referent == dead_referent ? nullptr : referent; }
};
// Lists `holder` (whose referent is null so far) under `referent`. If `notify`, the notification hook is called with
// the holder, at a safe point after the referent's death, unless the holder is dead itself by then. False: out of
// memory.
[[nodiscard]] bool attach_weak_holder(WeakHolder* holder, Object* referent, size_t position, bool notify);
// Those that are alive as of the last collection, in their order.
size_t weak_holder_count(const Object* referent);
WeakHolder* weak_holder_at(const Object* referent, size_t position);

// May run Python code; leaves no exception pending. What was set before is returned.
using WeakNotification = void (*)(WeakHolder* holder);
WeakNotification set_weak_notification(WeakNotification notify);
bool weak_notifications_pending();
// At a safe point; how many ran. For each referent in the order of its holders, the referents in the order in which
// they got their first one.
size_t run_weak_notifications();
void look_for_dead_referents();  // called by the collector at the end of a collection, its lock held

}  // namespace sidewinder
