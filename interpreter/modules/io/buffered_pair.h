// BufferedRWPair: a reader and a writer as one stream.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern Type buffered_pair_type;

}  // namespace sidewinder
