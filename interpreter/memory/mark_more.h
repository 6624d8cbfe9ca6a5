// Marking after the collector has marked: everything reachable from the objects, which are marked themselves. Only
// while the world stands, between the end of marking and finalization. Internal to memory/.
#pragma once

#include <cstddef>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

void mark_from(Object** objects, size_t count);
// The same for a root, while the collector asks for the roots.
void mark_from_root(Object* object);
void mark_range_from_root(void* begin, void* end);

}  // namespace sidewinder
