// Weak links: words that refer to an object without keeping it alive. When the object is found unreachable (before
// finalizers run, which may resurrect it) the word becomes null, as PEP 442 wants it.
//
// The word must stand where the collector does not look for references: word 2 of a MemoryKind::Weak object, leaf
// storage, or malloc memory; not in static data, nor on the stack.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// Stores `target` and registers the word. Static objects never die: their links are plain stores. False: out of memory.
[[nodiscard]] bool weak_link(Object** word, Object* target);
void weak_unlink(Object** word);  // forgets the registration; the word becomes null
// null: dead. What it returns is held by the stack
PY_ALWAYS_INLINE Object* weak_target(Object* const* word) { return *word; }

// After `*word` became null, `callback(holder)` runs once at a safe point, if `holder`, the heap object that owns the
// word, is alive itself. Registrations of dead holders vanish.
using WeakCallback = void (*)(Object* holder);
[[nodiscard]] bool add_weak_callback(Object* holder, Object* const* word, WeakCallback callback);
void remove_weak_callback(Object* holder);

bool weak_callbacks_pending();
size_t run_weak_callbacks();                // at a safe point; how many ran
void note_collection_for_weak_callbacks();  // called by the collector at the end of a collection

}  // namespace sidewinder
