// For who looks at frames from where no instruction expects it: an allocation.
#pragma once

namespace sidewinder {

// All threads run their frames in the loop that traces (eval_tracing.cpp), in which a frame's pc is behind the
// instruction under way even where that cannot raise. No trace and no compiled code runs.
extern bool places_are_exact;
void set_exact_places(bool exact);

}  // namespace sidewinder
