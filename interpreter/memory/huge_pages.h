// Memory for the collector's heap in huge pages. Internal to memory/.
#pragma once

#include <cstddef>

namespace sidewinder {

// Zeroed memory that begins at a page's start; null if there is none of this kind, though there may be of another.
// Never given back. With the collector's lock held.
void* map_huge(size_t bytes);

}  // namespace sidewinder
