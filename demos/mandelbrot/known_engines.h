// The Pythons that the showcase looks for on this machine.
#pragma once

#include <vector>

#include "demos/mandelbrot/engine.h"

namespace mandelbrot {

// CPython and Sidewinder, which are needed, and of the others those whose program is there.
std::vector<EngineSetup> known_engines();

}  // namespace mandelbrot
