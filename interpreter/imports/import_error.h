// The ImportError of all that looks for modules.
#pragma once

#include <string>

#include "interpreter/protocol/error.h"

namespace sidewinder {

// With the attributes name and path; either may be null.
Raised raise_import_error(Thread& t, Object* name, Object* path, const std::string& message);

}  // namespace sidewinder
