// Generators that builtins drain outside of traces: interpreter/objects/function/generator_drain.h.
#pragma once

namespace sidewinder {

void install_generator_drain();

}  // namespace sidewinder
