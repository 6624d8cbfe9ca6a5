// Failures that several number types share.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

Raised raise_result_out_of_range(Thread& t);  // OverflowError(34, "Numerical result out of range")

}  // namespace sidewinder
