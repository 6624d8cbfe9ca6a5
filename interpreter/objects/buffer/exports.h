// For exporters that are about to refuse: views that nobody can reach give their exports back.
#pragma once

#include "interpreter/objects/buffer/memory_view.h"

namespace sidewinder {

// Gives back the exports of views that nobody can reach any more, in CPython they would be gone; of this exporter also
// those of views that the collector keeps although neither an object nor a frame refers to them. A collection and a
// walk through the heap. `stands_for` says whether another object exports what the exporter has.
using StandsFor = bool(const Object* other, const Object* exporter);
void release_unreachable_views_of(const Object* exporter, StandsFor* stands_for = nullptr);

}  // namespace sidewinder
