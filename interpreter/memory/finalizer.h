// Finalizers: __del__, generators suspended in try or with, files, extension instances. After an object became
// unreachable, its finalizer runs once at a safe point; the object and all it refers to are alive again until the next
// collection. Those that become due together run in the order in which they were registered (PEP 442 promises none).
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

using FinalizeFn = void (*)(Object* object);  // may run Python code; leaves no exception pending

// One finalizer an object; a second registration replaces the first. Static objects are never finalized. False: out of
// memory.
[[nodiscard]] bool register_finalizer(Object* object, FinalizeFn finalize);
void unregister_finalizer(Object* object);
bool has_finalizer(Object* object);  // registered, and not due
bool finalizers_pending();
bool program_has_finalizers();  // one was registered after the program began, and has not run; C's instances aside
uint64_t finalizers_so_far();   // how many were ever registered
// Whether an object that `counts` has one that was registered since there were so many, and has not run.
bool has_finalizer_since(uint64_t number, bool (*counts)(const Object* object));
size_t run_finalizers(size_t most = SIZE_MAX);  // at a safe point; how many ran
// The end of the process: those that were registered after the program began, reachable or not. What was there before
// (the standard streams) is needed to the end. What C's instances give back comes last, and is C's matter: the hook.
void program_begins_for_finalizers();
// `then` is called in between, when all others have run: what it registers runs too.
void run_all_finalizers(void (*then)(void* arg) = nullptr, void* arg = nullptr);
// Called when those that were due have run.
void set_after_finalizers_hook(void (*hook)());
void set_end_hook(void (*hook)());
bool program_is_ending();  // run_all_finalizers() has begun

}  // namespace sidewinder
