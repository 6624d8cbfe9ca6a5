// Objects whose death the program notices: those with finalizers, and those that weak references refer to.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sidewinder {

// Whether there are any that the program has made.
bool deaths_are_watched();
// `hook` is called when much was allocated since the last collection and a finalizer or a weak reference with a
// callback is newer than that: inside an allocation, so it may only set a flag.
void set_watch_hook(void (*hook)());

// Internal to memory/: slow allocations until the hook is called; 0: nobody waits.
extern uint32_t watch_countdown;
void note_watched();
void watched_begin_program();
void call_watch_hook();
size_t finalizer_registrations();
size_t light_finalizer_registrations();
size_t weak_referents();

}  // namespace sidewinder
