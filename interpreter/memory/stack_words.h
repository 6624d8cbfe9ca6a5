// Memory for what belongs to a piece of C stack that C has put aside (greenlet): the copy of its words, and objects
// that list ranges of references. Alive while something refers to it, like any object; nothing walks through it.
#pragma once

#include <cstddef>

namespace sidewinder {

// For a copy: zeroed; each word counts as on a stack, also one that points into the middle of an object. Null: no
// memory.
void* allocate_stack_words(size_t bytes);
bool is_stack_words(const void* p);  // what allocate_stack_words gave, and nobody has freed
void free_stack_words(void* p);

// `ranges` calls visit(context, begin, end) for each range in which `cell` has references. It runs on the marker
// threads, also on free cells (zero but for the first word); it neither allocates nor locks.
using VisitRange = void (*)(void* context, void* begin, void* end);
using RangesOfCell = void (*)(void* cell, VisitRange visit, void* context);
void* allocate_with_ranges(size_t bytes, RangesOfCell ranges);  // zeroed; one `ranges` for all; null: no memory
bool is_with_ranges(const void* p);                             // what allocate_with_ranges gave

}  // namespace sidewinder
