// Which objects an object refers to, as gc.get_referents() and gc.get_referrers() show it.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

using VisitReference = void (*)(Object* found, void* arg);
// Exact for lists, tuples, dicts, sets and the attributes of instances. Of other objects those that lie in the heap:
// what the collector sees.
void visit_references(Object* o, VisitReference visit, void* arg);
// Of what a walk through the heap finds. False: it was dead before, and has lasted since a stale word seemed to refer
// to it, while memory that it refers to was given away: nothing may be made of it.
bool is_whole(Object* o);
// CPython's collector would look at it: a container, and not one that holds only what cannot be part of a cycle.
bool is_tracked(Object* o);

}  // namespace sidewinder
