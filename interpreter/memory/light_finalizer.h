// Finalizers of objects that mostly end by themselves, before they are garbage: generators, coroutines, tasks.
// Registering one and taking it back cost a few instructions and no memory of the collector; the object keeps a word
// for it. What became unreachable is finalized as finalizer.h says, together with the others.
#pragma once

#include "interpreter/memory/finalizer.h"

namespace sidewinder {

// Of those that become due together, generators come last: what refers to a generator may still say what it does.
// Release: what C's instances give back. They are found dead only when no other finalizer can reach them, so that a
// __del__ sees them whole.
enum class FinalizerRank : uint8_t { Object, Generator, Release, kCount };

// The object's word: 0 if there is none.
using FinalizerPlace = uint32_t;
constexpr FinalizerPlace kFinalizerIsDue = UINT32_MAX;  // it has been found unreachable, and will be finalized

// `place` is a word of the object's own. What is registered (or due) stays as it is. False: out of memory.
[[nodiscard]] bool register_light_finalizer(Object* object, FinalizerPlace* place, FinalizerRank rank,
                                            FinalizeFn finalize);
void unregister_light_finalizer(FinalizerPlace* place, FinalizerRank rank);

// Of rank Release; once an object. The flag in its head says that it is registered; without the flag it is forgotten.
constexpr intptr_t kFlagHasRelease = intptr_t(1) << 58;
[[nodiscard]] bool register_release(Object* object, FinalizeFn release);
bool has_releases();
// The end of the process: releases what was registered after the program began, but for what `skips`. How many.
size_t release_all(bool (*skips)(Object* object));

}  // namespace sidewinder
