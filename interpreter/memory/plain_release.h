// Releases (light_finalizer.h) of objects that refer to nothing the collector looks after: of C's instances most are
// numbers, which die young and by the thousand. One that is found dead needs nobody but itself until it has been
// released: it is neither carried nor marked from, and takes eight bytes until then.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// Sets kFlagHasRelease; once an object. Without the flag it is forgotten. False: out of memory.
[[nodiscard]] bool register_plain_release(Object* object);
// Those found dead, whose flag is kFlagDeadPending by then, in the order of registration; null: there are none left.
Object* next_plain_dead();
bool has_plain_dead();
bool has_plain_releases();
// The end of the process: all others are as good as dead, but for what `skips`. How many.
size_t declare_plain_dead(bool (*skips)(Object* object));

// Of one that has been released, and freed by C: nothing refers to it, weakly or not, so that its memory is used again
// before the collector knows that it is free. (allocate.cpp)
void give_back(Object* o);

// In a collection: roots; then, when all that will be looked at again is marked and the world still stands, the dead
// are taken out, and marked: they live until they have been told. Or none is, this time. Internal to memory/.
void push_plain_dead(void (*push)(void* begin, void* end));
void take_plain_dead();
void mark_plain_dead();
void keep_plain_alive();

}  // namespace sidewinder
