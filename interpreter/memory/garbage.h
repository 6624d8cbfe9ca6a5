// What a collection that the program asks for finds: the garbage that reference counts would not have freed, that is
// objects in cycles and what only they refer to.
#pragma once

#include <cstddef>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// What the collector of generations would look at. Called while the world stands.
using IsTracked = bool (*)(Object* o);
// Whether what it has dies last one first, as reference counts have it.
using DiesFromTheEnd = bool (*)(Object* o);

// The collections from now on, until take_garbage(), look for such garbage; what finalizers are due for, or refer to,
// counts in the collection that frees it. If `keep`, it lives on, in what take_garbage() gives.
void look_for_garbage(IsTracked is_tracked, DiesFromTheEnd from_the_end, bool keep);
bool looks_for_garbage();
// Before each of them: what earlier ones have left dead would count again.
void sweep_for_garbage();
// How many there were. `kept` is called for each that was kept, in the order of addresses.
size_t take_garbage(void (*kept)(Object* o, void* arg), void* arg);

// Those with a finalizer that reference counts would have freed: in the order in which they would have, they are due.
bool has_dead_by_counts();
void take_dead_by_counts(void (*take)(Object* o));

void count_garbage();                                          // at the end of marking
void push_kept_garbage(void (*push)(void* begin, void* end));  // among the roots

}  // namespace sidewinder
