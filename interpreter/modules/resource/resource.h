// What a process has used, as Python sees it.
#pragma once

#include <sys/resource.h>

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// A resource.struct_rusage. The module has been imported.
Object* usage_object(Thread& t, const rusage& usage);

}  // namespace sidewinder
