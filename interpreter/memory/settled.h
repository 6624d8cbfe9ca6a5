// What has survived a full collection is settled: the minor collections that follow take it for alive and do not mark
// it. They look through its words from first to last, which memory answers several times faster than going from object
// to object, for references to what is not settled. Where much has come that lives on, a minor collection settles what
// survives it, too. Internal to memory/.
#pragma once

#include "interpreter/memory/allocate.h"

namespace sidewinder {

// The collection that comes may be a minor one: it was not asked for by the program, and memory is not short.
class MayBeMinor {
 public:
  MayBeMinor() { allowed = true; }
  ~MayBeMinor() { allowed = false; }
  MayBeMinor(const MayBeMinor&) = delete;
  MayBeMinor& operator=(const MayBeMinor&) = delete;
  static bool allowed;
};

// At a collection, in this order. All of it with the collector's lock held; the second and third while the world
// stands.
void begin_with_settled();
void push_settled(void (*range)(void* begin, void* end));
void note_settled();
void end_with_settled(size_t live_bytes);
size_t settled_bytes();  // of which the next collection marks nothing, about
bool has_settled();      // minor collections are possible

// While a minor collection is under way: a bit a granule of the block, set where a settled cell begins. Null: there is
// none in it, or the collection is a full one.
const uint64_t* settled_cells(const void* block);
bool is_minor_collection();  // the one that is under way

void prepare_settled();  // once, outside of a collection
size_t minor_collection_count();

}  // namespace sidewinder
