// Every live object of the object kinds (raw storage is skipped). Static objects are not in the heap and not among
// them.
#pragma once

#include <vector>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// Before a collection that a walk through the heap follows: what earlier ones have found dead is no object any more.
// Otherwise it would be taken for what this one found dead, or, if a stale word seems to refer to it, for living,
// though what it refers to may have been given away and be something else by now.
void sweep_heap();

// Collects garbage first. The vector is permanent storage (free_permanent) and keeps the objects alive; null: out of
// memory.
Object** live_objects(size_t* count);
Object** living_objects(size_t* count);  // the same directly after sweep_heap() and a collection

// Calls `visit` for each object of the heap that o's memory or raw storage of its own refers to; static objects are not
// found.
void for_each_heap_reference(Object* o, void (*visit)(Object* found, void* arg), void* arg);
// Does one of those words lead to a cell that has been given away?
bool refers_to_free_memory(Object* o);

// Of these objects, those that nothing in the heap refers to: neither a living object nor raw storage that is
// reachable. For directly after live_objects.
std::vector<Object*> without_reference(std::vector<Object*> objects);

// Whether an object of the heap begins there. Any address will do.
bool is_object_of_heap(const void* p);

// Of a word that an object has, or had before it died: null, an object, or what is not in the heap.
bool may_be_reference(const void* p);
// Of the raw storage that begins there, used or free; 0: none does.
size_t raw_storage_bytes(const void* p);

// While the world stands, or directly after sweep_heap(), with the GIL: every cell of the kinds that refer to others,
// the living, the dead and the free, which have no class.
void for_each_cell(void (*visit)(Object* cell));

}  // namespace sidewinder
