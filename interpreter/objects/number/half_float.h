// IEEE 754 binary16, for which not every compiler has a type.
#pragma once

#include <cstdint>

namespace sidewinder {

// The bits of the half nearest to v, ties to even; infinity where v is too large.
uint16_t half_of(double v);
double value_of_half(uint16_t half);
// Whether half_of(v) is infinity though v is finite.
bool exceeds_half(double v);

}  // namespace sidewinder
