// Generators that builtins drain outside of traces: interpreter/objects/function/python_drain.h.
#pragma once

namespace sidewinder {

void install_python_drain();

}  // namespace sidewinder
