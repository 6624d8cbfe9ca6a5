// References that C holds: they are counted in an object's head and are roots of the collector (README.md, "What
// stands").
#pragma once

#include <cstdint>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// From now on each collection walks through the heap for pinned objects. Never taken back.
void look_for_pins();

constexpr int kPinBits = 48;  // a count with its zero in the middle
inline intptr_t pin_count(const Object* o) {
  return (o->refcount & ((intptr_t(1) << kPinBits) - 1)) - (intptr_t(1) << (kPinBits - 1));
}

void push_pinned_objects(void (*range)(void* begin, void* end));  // of collector.cpp, while the world is stopped

}  // namespace sidewinder
