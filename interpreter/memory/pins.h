// References that C holds: they are counted in an object's head and are roots of the collector (README.md, "What
// stands"). Those that C has in objects of the heap, which the collector follows anyway, are none: cycles through C
// end.
#pragma once

#include <cstddef>
#include <cstdint>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// From now on each collection walks through the heap for pinned objects. Never taken back.
void look_for_pins();

constexpr int kPinBits = 48;  // a count with its zero in the middle
inline intptr_t pin_count(const Object* o) {
  return (o->refcount & ((intptr_t(1) << kPinBits) - 1)) - (intptr_t(1) << (kPinBits - 1));
}

// Of an object in memory of C's own, whose word is as C wrote it.
inline bool is_plain_count(const Object* o) { return o->refcount < (intptr_t(1) << (kPinBits - 1)); }

// From now on `report` is called with living objects that C has given back more often than it took them.
void watch_pins(void (*report)(Object* o));

// Calls visit(referent, arg) for each counted reference that a container (kFlagCounted) or an instance of C
// (kFlagExtTracked: its tp_traverse) holds. The world stands: nothing is allocated.
using PinVisitor = int (*)(Object* referent, void* arg);
void set_traverse_hook(void (*traverse)(Object* o, PinVisitor visit, void* arg));
// Instances that `holds` answers for have what they hold in blocks of memory that they refer to, which are alive as
// long as they are (hold_c_block).
void set_block_holders(bool (*holds)(const Object* o));

// Of collector.cpp, while the world stands: the roots, and when it is known what is dead.
void push_pinned_objects(void (*range)(void* begin, void* end));
void settle_pins();
size_t pin_walk_count();       // collections since look_for_pins
size_t full_pin_walk_count();  // of those, the full ones
size_t pinned_root_count();    // of the last one; a minor one leaves out what was there before it

// What C refers to now, but for what heap objects hold of each other: found by a walk, without a collection.
void for_each_pinned_root(void (*visit)(Object* o, void* arg), void* arg);

}  // namespace sidewinder
