// Which wheels fit: pip, setuptools and others each carry a module `packaging.tags`, with a table of implementations'
// short names in wheels' tags. Ours stands for CPython's there, because its extension modules load here unchanged
// (interpreter/cpyext).
#pragma once

#include "interpreter/objects/text/str.h"

namespace sidewinder {

// To be called of each module that has just been loaded; does nothing to others than those.
Status adapt_wheel_tags(Thread& t, const Str* name, Object* module);

}  // namespace sidewinder
