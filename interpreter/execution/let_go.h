// What a program lets go of by a statement of its own: `del x`, and `x = None`. CPython runs what becomes due of it
// (`__del__`, callbacks of weak references, the `finally` of a suspended generator, the flush of a file) at once; here
// a collection does, if there is anything that could be noticed. What is in a cycle waits for another one, as in
// CPython.
#pragma once

#include "interpreter/execution/collection.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

// Few instructions: false for most classes of objects that have nothing to be noticed.
PY_ALWAYS_INLINE bool may_be_noticed(const Object* o) {
  return o->cls->flags & kTypeHeap || (o->cls->data && o->cls->data->allows_weak_references);
}
// It would run something now, were it garbage.
bool is_noticed(Object* o);
// `o` was let go of, and is referred to from elsewhere or garbage. Runs what is due of it, if it is garbage.
// Collections that were for this take a twentieth of the time (a fifth, where a finalizer runs), and a little more at
// once: beyond that it waits for the next one. Called from where `needed` says.
void end_what_was_let_go(Thread& t, Object* o, const StillNeeded& needed);

// The same without an object: what was dropped lately is about to be looked for. `place` stands for whoever looks.
// These collections take a tenth of the time at most (a fifth, where something has come since the last look that
// may be noticed: `is_likely`); one that found nothing counts for 4 to 16 times its own, the more the oftener this
// place has looked. False: it takes no time now.
bool end_what_was_dropped(Thread& t, const void* place, const StillNeeded& needed, bool is_likely = false);

namespace help {
Object* let_go(Thread& t, Object* o);
}

}  // namespace sidewinder
